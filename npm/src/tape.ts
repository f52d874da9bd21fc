/**
 * Writes values as nodes that the Rust core reads, once `memory.ts` has laid them out as `core/src/document` says.
 *
 * Nothing is coerced, dropped or thrown: what JSON doesn't have becomes a node that says what it was. A value is
 * walked once, when it is handed over, so changing it afterwards changes nothing.
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

// An entry has its kind in the low bits. Above it stands: of a boolean 0 or 1, of an integer its value, of a string its
// length in UTF-16 units, of an array or object the number of the node after all that is inside, of a foreign value
// which one it is. The two halves of a float, low and high, are the next two entries.

/** The bits of a kind, and how many there are. */
export const KIND = 15;
export const ABOVE = 4;

/** Integers below this are written as such; beside their kind they fit the small integers of every engine. */
const SMALL = 1 << 26;

/** The entries that a tape begins with: enough for most containers. */
const ENTRIES = 128;

/** Nodes and characters of a whole tape. A value whose parts are shared can have more than memory holds. */
const MOST_NODES = 1 << 22;
const MOST_CHARACTERS = 1 << 26;

/** The method by which this package's own objects say what they stand for. */
export const VALUE = Symbol.for("alien-sdk.value");

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Thrown inside and caught here: the value is larger than a tape takes. */
const OVERFLOW = new RangeError("too large");

/** Nodes in the order of a walk, and the text of all their strings. */
export class Tape {
  /** One number per node, its kind below what goes with it; a float has two more. Only the first {@link used} count. */
  // A plain array: a typed one of this size lies outside the engine's young space, and costs more than its use.
  readonly entries: number[] = new Array(ENTRIES);
  used = 0;
  /** How many nodes there are. */
  nodes = 0;
  /** Strings and keys, one behind the other. */
  text = "";

  /** The objects around the one that is being written; only the first {@link #depth} count. */
  readonly #around: object[] = [];
  #depth = 0;
  #deepest = LIMIT_DEPTH;

  /** Forgets what was written. */
  clear(): void {
    this.#undo(0, 0, "");
  }

  /** Writes a node: a kind, and what goes with it. */
  #node(kind: number, above: number): void {
    this.entries[this.used++] = kind | (above << ABOVE);
    this.nodes++;
  }

  /** Opens an array; {@link close} takes what this gives. */
  open(): number {
    this.#node(ARRAY, 0);
    return this.used - 1;
  }

  /** Closes the array that was opened at `at`. */
  close(at: number): void {
    this.entries[at] = ARRAY | (this.nodes << ABOVE);
  }

  /** Appends entries of another tape, `from` the first to before `to`: whole nodes, with all that is inside them. */
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

  /** The nodes before an entry, and the characters of their strings. */
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

  /** Writes that reading a value threw. */
  threw(): void {
    this.#node(FOREIGN, THREW);
  }

  /** Writes an integer from 0 up to {@link SMALL}. */
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
   * Objects give their own enumerable keys, whatever their class; a key whose value is `undefined` is absent, and a
   * symbol as a key is shown by its description. Of built-in objects such as dates and maps only that they are
   * there is written. `toJSON` is not called.
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
      // Only OVERFLOW gets here: everything else is caught where it is thrown.
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
    // Also true of NaN.
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
      // A proxy may throw whatever is asked of it.
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
    // Faster than Object.keys, where nothing is inherited.
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

  /** No key of a declaration is a symbol, so the core reports these as unknown instead of passing over them. */
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

/** Whether an object has or inherits enumerable keys, as `Object.prototype` does in a program that added some. */
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

/** What a built-in object is; `undefined` for objects of a program's own classes, whose keys count. */
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
