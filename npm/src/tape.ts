/**
 * Writes values as nodes that the Rust core reads: four words each, laid out as `core/src/document` says.
 *
 * Nothing is coerced, dropped or thrown: what JSON doesn't have becomes a node that says what it was. A value is
 * walked once, when it is handed over, so changing it afterwards changes nothing.
 */

// The kinds, flags and foreign values of `document::node` and `document::Foreign`.
const NULL = 0;
const BOOL = 1;
const INTEGER = 2;
const FLOAT = 4;
/** The kind of a string. Here its `a` is a place in {@link Tape.strings}; in memory, an offset. */
export const STRING = 5;
const ARRAY = 6;
const OBJECT = 7;
const FOREIGN = 8;
/** On a string: it holds half of a surrogate pair. */
export const SURROGATE = 1 << 13;

const INSTANCE = 0;
const UNDEFINED = 1;
const BIGINT = 2;
const SYMBOL = 3;
const FUNCTION = 4;
const BYTES = 5;
const THREW = 7;
const CYCLE = 8;
const TOO_DEEP = 9;
const TOO_LARGE = 10;

/** Integers below this are written as such; they fit the small integers of every engine. */
const SMALL = 1_000_000_000;

/** Objects and arrays inside each other, unless asked otherwise. */
export const DEPTH = 128;

/** The words that a tape begins with: enough for most containers. */
const WORDS = 512;

/** Words and characters of a whole tape. A value whose parts are shared can have more than memory holds. */
const MOST_WORDS = 1 << 24;
const MOST_CHARACTERS = 1 << 26;

/** The method by which this package's own objects say what they stand for. */
export const VALUE = Symbol.for("alien-sdk.value");

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Thrown inside and caught here: the value is larger than a tape takes. */
const OVERFLOW = new RangeError("too large");

/** Nodes in the order of a walk, and the strings that they name. */
export class Tape {
  /** Four words per node. Only the first {@link used} count. */
  // A plain array: a typed one of this size lies outside the engine's young space, and costs more than its use.
  readonly words: number[] = new Array(WORDS);
  used = 0;
  /** The text of strings and keys. Only the first {@link count} count. */
  readonly strings: string[] = [];
  count = 0;
  /** The characters of all strings, in UTF-16 units. */
  characters = 0;

  /** The objects around the one that is being written; only the first {@link #depth} count. */
  readonly #around: object[] = [];
  #depth = 0;
  #deepest = DEPTH;

  /** Forgets what was written. */
  clear(): void {
    this.used = 0;
    this.count = 0;
    this.characters = 0;
  }

  /** Writes a node without children. */
  #leaf(head: number, a: number, b: number): void {
    const at = this.used;
    const words = this.words;
    words[at] = head;
    words[at + 1] = (at >> 2) + 1;
    words[at + 2] = a;
    words[at + 3] = b;
    this.used = at + 4;
  }

  /** Opens an array; {@link close} takes what this gives. */
  open(): number {
    this.#leaf(ARRAY, 0, 0);
    return this.used - 4;
  }

  /** Closes the array or object that was opened at `at`. */
  close(at: number): void {
    this.words[at + 1] = this.used >> 2;
  }

  /** Writes that reading a value threw. */
  threw(): void {
    this.#leaf(FOREIGN, THREW, 0);
  }

  /** Writes an integer from 0 to 999,999,999. */
  integer(value: number): void {
    this.#leaf(INTEGER, 0, value);
  }

  /** Writes a string. */
  string(text: string): void {
    const characters = this.characters + text.length;
    if (characters > MOST_CHARACTERS) {
      this.#leaf(FOREIGN, TOO_LARGE, 0);
      return;
    }
    this.#leaf(STRING, this.count, 0);
    this.strings[this.count++] = text;
    this.characters = characters;
  }

  /** Writes a key, which must be a string. */
  #key(text: string): void {
    if (this.characters + text.length > MOST_CHARACTERS) throw OVERFLOW;
    this.string(text);
  }

  #number(value: number): void {
    const integer = value | 0;
    if (integer === value && integer >= 0 && integer < SMALL) {
      this.#leaf(INTEGER, 0, integer);
      return;
    }
    float[0] = value;
    this.#leaf(FLOAT, halves[0] as number, halves[1] as number);
  }

  /**
   * Writes any value.
   *
   * Objects give their own enumerable keys, whatever their class; a key whose value is `undefined` is absent, and a
   * symbol as a key is shown by its description. Of built-in objects such as dates and maps only that they are
   * there is written. `toJSON` is not called.
   */
  value(value: unknown, depth: number = DEPTH): void {
    switch (typeof value) {
      case "string":
        this.string(value);
        break;
      case "number":
        this.#number(value);
        break;
      case "boolean":
        this.#leaf(BOOL, value ? 1 : 0, 0);
        break;
      case "object":
        if (value === null) this.#leaf(NULL, 0, 0);
        else this.#root(value, depth);
        break;
      default:
        this.#leaf(FOREIGN, foreign(typeof value), 0);
    }
  }

  #root(value: object, depth: number): void {
    this.#depth = 0;
    this.#deepest = depth;
    const { used, count, characters } = this;
    try {
      this.#object(value);
    } catch (error) {
      // Only OVERFLOW gets here: everything else is caught where it is thrown.
      this.#undo(used, count, characters);
      this.#leaf(FOREIGN, error === OVERFLOW ? TOO_LARGE : THREW, 0);
    }
  }

  #object(value: object): void {
    const around = this.#around;
    const depth = this.#depth;
    for (let i = 0; i < depth; i++) {
      if (around[i] === value) {
        this.#leaf(FOREIGN, CYCLE, 0);
        return;
      }
    }
    // Also true of NaN.
    if (!(depth < this.#deepest)) {
      this.#leaf(FOREIGN, TOO_DEEP, 0);
      return;
    }
    const { used, count, characters } = this;
    around[depth] = value;
    this.#depth = depth + 1;
    try {
      this.#inside(value);
    } catch (error) {
      // A proxy may throw whatever is asked of it.
      if (error === OVERFLOW) throw error;
      this.#undo(used, count, characters);
      this.threw();
    }
    this.#depth = depth;
  }

  #undo(used: number, count: number, characters: number): void {
    this.used = used;
    this.count = count;
    this.characters = characters;
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
        this.#leaf(FOREIGN, kind, 0);
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
    this.#leaf(OBJECT, 0, 0);
    const at = this.used - 4;
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
    this.close(at);
  }

  /** No key of a declaration is a symbol, so the core reports these as unknown instead of passing over them. */
  #symbols(object: object, symbols: readonly symbol[]): void {
    for (const key of symbols) {
      if (!Object.prototype.propertyIsEnumerable.call(object, key)) continue;
      this.#key(String(key));
      this.#leaf(FOREIGN, SYMBOL, 0);
    }
  }

  /** Writes a value inside another one. */
  #member(value: unknown): void {
    if (this.used > MOST_WORDS) throw OVERFLOW;
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
      return BIGINT;
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
