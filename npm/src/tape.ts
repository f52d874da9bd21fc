/**
 * Writes values as nodes. `memory.ts` converts them to the layout that the Rust core reads; see
 * `core/src/document`.
 *
 * Nothing is coerced, dropped or thrown: a value that JSON doesn't have becomes a node with its kind. A value is
 * read once, when it is passed, so changing it afterwards has no effect.
 */

import {
  ARRAY,
  BIG_INT,
  BOOL,
  BYTES,
  CYCLE,
  FLOAT,
  FOREIGN,
  FUNCTION,
  INSTANCE,
  INTEGER,
  LIMIT_DEPTH,
  NULL,
  OBJECT,
  STRING,
  SYMBOL,
  THREW,
  TOO_DEEP,
  TOO_LARGE,
  UNDEFINED,
} from "./generated/core.js";

// The low bits of an entry are its kind. The high bits depend on the kind: 0 or 1 for a boolean, the value of an
// integer, the length of a string in UTF-16 code units, the index of the node after the content of an array or
// object, or the kind of a foreign value. The next two entries after a float are its low and its high half.

/** The bit mask of a kind, and the number of its bits. */
export const KIND = 15;
export const ABOVE = 4;

/**
 * Integers below this are written as integers. Together with their kind they fit into the small integers of all
 * engines.
 */
const SMALL = 1 << 26;

/** The initial number of entries of a tape, enough for most containers. */
const ENTRIES = 128;

/**
 * The maximum number of nodes and characters of a tape. A value with shared parts can expand to more than fits into
 * memory.
 */
const MOST_NODES = 1 << 22;
const MOST_CHARACTERS = 1 << 26;

/** The method that returns the value of an object of this package. */
export const VALUE = Symbol.for("alien-sdk.value");

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Thrown and caught in this module: the value is too large for a tape. */
const OVERFLOW = new RangeError("too large");

/** Nodes in depth-first order, and the text of all their strings. */
export class Tape {
  /** One number per node, with two more for a float. Only the first {@link used} entries are valid. */
  // A plain array, since a typed array of this size is allocated outside the young generation, which takes longer
  // than using it.
  readonly entries: number[] = new Array(ENTRIES);
  used = 0;
  /** The number of nodes. */
  nodes = 0;
  /** All strings and keys, concatenated. */
  text = "";

  /** The objects that contain the one being written. Only the first {@link #depth} are valid. */
  readonly #around: object[] = [];
  #depth = 0;
  #deepest = LIMIT_DEPTH;

  /** Removes all nodes. */
  clear(): void {
    this.#undo(0, 0, "");
  }

  /** Writes a node: its kind and the high bits. */
  #node(kind: number, above: number): void {
    this.entries[this.used++] = kind | (above << ABOVE);
    this.nodes++;
  }

  /** Opens an array. Pass the result to {@link close}. */
  open(): number {
    this.#node(ARRAY, 0);
    return this.used - 1;
  }

  /** Closes the array that was opened at `at`. */
  close(at: number): void {
    this.entries[at] = ARRAY | (this.nodes << ABOVE);
  }

  /** Appends the entries of another tape from `from` up to but not including `to`. They must be complete nodes. */
  append(other: Tape, from: number, to: number): void {
    const start = other.#extent(from);
    const end = other.#extent(to);
    const moved = (this.nodes - start.nodes) << ABOVE;
    for (let i = from; i < to; i++) {
      const entry = other.entries[i] as number;
      const kind = entry & KIND;
      const isAround = kind === ARRAY || kind === OBJECT;
      this.entries[this.used++] = isAround ? entry + moved : entry;
      if (kind !== FLOAT) continue;
      this.entries[this.used++] = other.entries[++i] as number;
      this.entries[this.used++] = other.entries[++i] as number;
    }
    this.nodes += end.nodes - start.nodes;
    this.text += other.text.slice(start.characters, end.characters);
  }

  /** The number of nodes before an entry, and the number of characters of their strings. */
  #extent(to: number): { nodes: number; characters: number } {
    let nodes = 0;
    let characters = 0;
    for (let i = 0; i < to; i++) {
      const entry = this.entries[i] as number;
      const kind = entry & KIND;
      nodes++;
      if (kind === STRING) characters += entry >>> ABOVE;
      else if (kind === FLOAT) i += 2;
    }
    return { nodes, characters };
  }

  /** Writes a node for a value that threw when it was read. */
  threw(): void {
    this.#node(FOREIGN, THREW);
  }

  /** Writes an integer from 0 up to but not including {@link SMALL}. */
  integer(value: number): void {
    this.#node(INTEGER, value);
  }

  /** Writes a string. */
  string(text: string): void {
    if (this.text.length + text.length >= MOST_CHARACTERS) {
      this.#node(FOREIGN, TOO_LARGE);
      return;
    }
    this.#node(STRING, text.length);
    this.text += text;
  }

  /** Writes a key, which must be a string. */
  #key(text: string): void {
    if (this.text.length + text.length >= MOST_CHARACTERS) throw OVERFLOW;
    this.string(text);
  }

  #number(value: number): void {
    const integer = value | 0;
    if (integer === value && integer >= 0 && integer < SMALL) {
      this.#node(INTEGER, integer);
      return;
    }
    this.#node(FLOAT, 0);
    float[0] = value;
    this.entries[this.used++] = halves[0] as number;
    this.entries[this.used++] = halves[1] as number;
  }

  /**
   * Writes any value.
   *
   * For objects of any class, the own enumerable keys are written. A key whose value is `undefined` is left out, and
   * a symbol key is written as its description. For built-in objects such as dates and maps, only their kind is
   * written. `toJSON` is not called.
   */
  value(value: unknown, depth: number = LIMIT_DEPTH): void {
    switch (typeof value) {
      case "string":
        this.string(value);
        break;
      case "number":
        this.#number(value);
        break;
      case "boolean":
        this.#node(BOOL, value ? 1 : 0);
        break;
      case "object":
        if (value === null) this.#node(NULL, 0);
        else this.#root(value, depth);
        break;
      default:
        this.#node(FOREIGN, foreign(typeof value));
    }
  }

  #root(value: object, depth: number): void {
    this.#depth = 0;
    this.#deepest = depth;
    const { used, nodes, text } = this;
    try {
      this.#object(value);
    } catch (error) {
      // Only OVERFLOW is expected here, since everything else is caught where it is thrown.
      this.#undo(used, nodes, text);
      this.#node(FOREIGN, error === OVERFLOW ? TOO_LARGE : THREW);
    }
  }

  #object(value: object): void {
    const around = this.#around;
    const depth = this.#depth;
    for (let i = 0; i < depth; i++) {
      if (around[i] === value) {
        this.#node(FOREIGN, CYCLE);
        return;
      }
    }
    // Also true if the limit is NaN.
    if (!(depth < this.#deepest)) {
      this.#node(FOREIGN, TOO_DEEP);
      return;
    }
    const { used, nodes, text } = this;
    around[depth] = value;
    this.#depth = depth + 1;
    try {
      this.#inside(value);
    } catch (error) {
      // Any operation on a proxy may throw.
      if (error === OVERFLOW) throw error;
      this.#undo(used, nodes, text);
      this.threw();
    }
    this.#depth = depth;
  }

  #undo(used: number, nodes: number, text: string): void {
    this.used = used;
    this.nodes = nodes;
    this.text = text;
  }

  #inside(value: object): void {
    if (Array.isArray(value)) {
      this.#elements(value);
      return;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      const stand = (value as { [VALUE]?: () => unknown })[VALUE];
      if (typeof stand === "function") {
        this.#member(stand.call(value));
        return;
      }
      const kind = builtIn(value);
      if (kind !== undefined) {
        this.#node(FOREIGN, kind);
        return;
      }
    }
    this.#members(value as Record<PropertyKey, unknown>, prototype);
  }

  #elements(array: readonly unknown[]): void {
    const at = this.open();
    for (let i = 0; i < array.length; i++) {
      let element: unknown;
      try {
        element = array[i];
      } catch {
        this.threw();
        continue;
      }
      this.#member(element);
    }
    this.close(at);
  }

  #members(
    object: Record<PropertyKey, unknown>,
    prototype: object | null,
  ): void {
    const at = this.used;
    this.#node(OBJECT, 0);
    const inherits = prototype !== null && hasKeys(prototype);
    // Faster than Object.keys if nothing is inherited.
    for (const key in object) {
      if (inherits && !Object.hasOwn(object, key)) continue;
      let value: unknown;
      try {
        value = object[key];
      } catch {
        this.#key(key);
        this.threw();
        continue;
      }
      if (value === undefined) continue;
      this.#key(key);
      this.#member(value);
    }
    const symbols = Object.getOwnPropertySymbols(object);
    if (symbols.length > 0) this.#symbols(object, symbols);
    this.entries[at] = OBJECT | (this.nodes << ABOVE);
  }

  /**
   * Writes symbol keys, which are never valid, so that the core reports them as unknown keys instead of ignoring
   * them.
   */
  #symbols(object: object, symbols: readonly symbol[]): void {
    for (const key of symbols) {
      if (!Object.prototype.propertyIsEnumerable.call(object, key)) continue;
      this.#key(String(key));
      this.#node(FOREIGN, SYMBOL);
    }
  }

  /** Writes a value inside another one. */
  #member(value: unknown): void {
    if (this.nodes > MOST_NODES) throw OVERFLOW;
    if (typeof value === "object" && value !== null) this.#object(value);
    else this.value(value);
  }
}

/**
 * Whether an object has or inherits enumerable keys, for example because a program added keys to
 * `Object.prototype`.
 */
function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

function foreign(type: string): number {
  switch (type) {
    case "bigint":
      return BIG_INT;
    case "symbol":
      return SYMBOL;
    case "function":
      return FUNCTION;
    default:
      return UNDEFINED;
  }
}

/** The kind of a built-in object; `undefined` for objects of other classes, whose keys are written. */
function builtIn(value: object): number | undefined {
  if (
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    isTagged(value, "SharedArrayBuffer")
  ) {
    return BYTES;
  }
  return isTagged(value, "Object") ? undefined : INSTANCE;
}

function isTagged(value: object, tag: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}
