/**
 * Writes JavaScript values as a tape, which the Rust core reads; see `core/src/document/tape.rs`.
 *
 * Nothing is coerced, dropped or thrown. A value that JSON doesn't have becomes a node that records what it is. A
 * value is read once, when it is passed, so changing it afterwards has no effect.
 */

import { className, foreignObject, functionKind, shorten } from "./foreign.js";
import {
  ARRAY,
  BIG_INT,
  BOOL,
  BUILDER,
  CALL,
  CLASS_OBJECT,
  CLOSE,
  CYCLE,
  FLOAT,
  FOREIGN,
  INTEGER,
  KIND_BITS,
  LIMIT_DEPTH,
  NAME_BITS,
  NULL,
  OBJECT,
  STRING,
  SYMBOL,
  THREW,
  TOO_DEEP,
  TOO_LARGE,
  UNDEFINED,
  VARIABLES,
} from "./generated/core.js";

/** The bits of an entry that are its kind. The other bits are its payload. */
export const KIND_MASK = (1 << KIND_BITS) - 1;

/**
 * Integers from 0 up to this limit are written as integers, and all other numbers as floats. With the bits of its
 * kind, such an integer still fits into what all engines store as a small integer.
 */
const INTEGER_LIMIT = 1 << 26;

/** The initial number of entries of a tape, enough for most containers. */
const INITIAL_ENTRIES = 128;

/**
 * The maximum number of entries and characters of a tape. A value with shared parts can expand to more than fits into
 * memory.
 */
const MAX_ENTRIES = 1 << 22;
const MAX_CHARACTERS = 1 << 26;

/** The name of a method that returns the value to read instead of the object. Built resources and stacks have it. */
export const TO_VALUE = Symbol.for("alien-sdk.value");

/** The name of a property of builders, which contains the name of their class. */
export const BUILDER_NAME = Symbol.for("alien-sdk.builder");

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** This module throws and catches this error if a value is too large for a tape. */
const OVERFLOW = new RangeError("too large");

/** Nodes in depth-first order, and the text of all their strings. */
export class Tape {
  /** The words of the tape. Only the first {@link used} entries are valid. */
  // This is a plain array, since V8 allocates typed arrays of this size outside the young generation. Allocating one
  // takes longer than using it.
  readonly entries: number[] = new Array(INITIAL_ENTRIES);
  used = 0;
  /** All strings and keys, concatenated. */
  text = "";

  /** The objects that contain the object being written. Only the first {@link #depth} are valid. */
  readonly #ancestors: object[] = [];
  #depth = 0;
  #maxDepth = LIMIT_DEPTH;
  /** The key of the value being started; empty for an element of an array. */
  #key = "";

  /** Removes all nodes. */
  clear(): void {
    this.#undo(0, "");
  }

  #write(kind: number, payload: number): void {
    this.entries[this.used++] = kind | (payload << KIND_BITS);
  }

  /** Starts an array. */
  openArray(): void {
    this.#write(ARRAY, 0);
  }

  /** Starts a call of the method with a number. Its arguments are written next. */
  openCall(method: number): void {
    this.#write(CALL, method);
  }

  /** Ends the innermost array or call. */
  closeArray(): void {
    this.#write(CLOSE, 0);
  }

  /**
   * Appends entries of another tape: from the index `from` up to but not including `to`. They must be complete nodes.
   */
  append(other: Tape, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      this.entries[this.used++] = other.entries[i] as number;
    }
    const start = other.#charactersBefore(from);
    this.text += other.text.slice(start, other.#charactersBefore(to));
  }

  /** Returns whether all of another tape may be appended without exceeding the maximum size. */
  hasRoomFor(other: Tape): boolean {
    return this.used + other.used <= MAX_ENTRIES && this.#fits(other.text);
  }

  /** Counts the characters of the strings before an entry. */
  #charactersBefore(to: number): number {
    let characters = 0;
    for (let i = 0; i < to; i++) {
      const entry = this.entries[i] as number;
      const kind = entry & KIND_MASK;
      if (kind === FLOAT) i += 2;
      else if (kind === STRING || kind === CLASS_OBJECT)
        characters += entry >>> KIND_BITS;
      else if (kind === FOREIGN)
        characters += entry >>> (KIND_BITS + NAME_BITS);
    }
    return characters;
  }

  /** Writes a value that JSON doesn't have, with the name of its type, if it is known. */
  #writeForeign(kind: number, name = ""): void {
    const kept = this.#fits(name) ? name : "";
    this.#write(FOREIGN, kind | (kept.length << NAME_BITS));
    this.text += kept;
  }

  #fits(text: string): boolean {
    return this.text.length + text.length < MAX_CHARACTERS;
  }

  /** Writes a node for a value that is too large. */
  writeTooLarge(): void {
    this.#writeForeign(TOO_LARGE);
  }

  /** Writes a node for a value that threw when it was read. */
  writeThrew(): void {
    this.#writeForeign(THREW);
  }

  /** Writes a string. */
  writeString(text: string): void {
    if (!this.#fits(text)) {
      this.writeTooLarge();
      return;
    }
    this.#write(STRING, text.length);
    this.text += text;
  }

  /** Writes a key, which must be a string. */
  #writeKey(text: string): void {
    if (!this.#fits(text)) throw OVERFLOW;
    this.#write(STRING, text.length);
    this.text += text;
  }

  #writeNumber(value: number): void {
    const integer = value | 0;
    if (integer === value && integer >= 0 && integer < INTEGER_LIMIT) {
      this.#write(INTEGER, integer);
      return;
    }
    this.#write(FLOAT, 0);
    float[0] = value;
    this.entries[this.used++] = halves[0] as number;
    this.entries[this.used++] = halves[1] as number;
  }

  /**
   * Writes any value.
   *
   * For an object, its own enumerable keys are written, whatever its class is. Symbol keys and keys with the value
   * `undefined` are left out, as in JSON, except keys of variables: a program that passes `process.env.NAME` wants to set
   * it. For a built-in object such as a date or a map, only its kind and the name of its type are written. `toJSON` is not
   * called.
   *
   * @param key The key that the value will have in the declaration, if it matters.
   */
  writeValue(value: unknown, depth: number = LIMIT_DEPTH, key = ""): void {
    switch (typeof value) {
      case "string":
        this.writeString(value);
        break;
      case "number":
        this.#writeNumber(value);
        break;
      case "boolean":
        this.#write(BOOL, value ? 1 : 0);
        break;
      case "object":
        if (value === null) this.#write(NULL, 0);
        else this.#writeRoot(value, depth, key);
        break;
      case "function": {
        const { kind, name } = functionKind(value);
        this.#writeForeign(kind, name);
        break;
      }
      case "bigint":
        this.#writeForeign(BIG_INT);
        break;
      case "symbol":
        this.#writeForeign(SYMBOL);
        break;
      default:
        this.#writeForeign(UNDEFINED);
    }
  }

  #writeRoot(value: object, depth: number, key: string): void {
    this.#depth = 0;
    this.#maxDepth = depth;
    this.#key = key;
    const { used, text } = this;
    try {
      this.#writeObject(value);
    } catch (error) {
      // Only OVERFLOW is expected here. All other errors are caught where they are thrown.
      this.#undo(used, text);
      this.#writeForeign(error === OVERFLOW ? TOO_LARGE : THREW);
    }
  }

  #writeObject(value: object): void {
    const ancestors = this.#ancestors;
    const depth = this.#depth;
    for (let i = 0; i < depth; i++) {
      if (ancestors[i] === value) {
        this.#writeForeign(CYCLE);
        return;
      }
    }
    // Written this way, the condition is also true if the limit is NaN.
    if (!(depth < this.#maxDepth)) {
      this.#writeForeign(TOO_DEEP);
      return;
    }
    const { used, text } = this;
    ancestors[depth] = value;
    this.#depth = depth + 1;
    try {
      this.#writeContent(value);
    } catch (error) {
      // Any operation on a proxy may throw.
      if (error === OVERFLOW) throw error;
      this.#undo(used, text);
      this.writeThrew();
    }
    this.#depth = depth;
  }

  /** Removes everything that was written since the tape had this size and text. */
  #undo(used: number, text: string): void {
    this.used = used;
    this.text = text;
  }

  #writeContent(value: object): void {
    if (Array.isArray(value)) {
      this.#writeElements(value);
      return;
    }
    const prototype = Object.getPrototypeOf(value);
    let name = "";
    if (prototype !== Object.prototype && prototype !== null) {
      const toValue = (value as { [TO_VALUE]?: () => unknown })[TO_VALUE];
      if (typeof toValue === "function") {
        this.#writeInner(toValue.call(value));
        return;
      }
      const builder = (value as { [BUILDER_NAME]?: unknown })[BUILDER_NAME];
      if (typeof builder === "string") {
        this.#writeForeign(BUILDER, shorten(builder));
        return;
      }
      const foreign = foreignObject(value);
      if (foreign !== undefined) {
        this.#writeForeign(foreign.kind, foreign.name);
        return;
      }
      name = className(value);
    }
    const members = value as Record<PropertyKey, unknown>;
    this.#writeMembers(members, prototype, name);
  }

  #writeElements(array: readonly unknown[]): void {
    this.openArray();
    for (let i = 0; i < array.length; i++) {
      let element: unknown;
      try {
        element = array[i];
      } catch {
        this.writeThrew();
        continue;
      }
      this.#key = "";
      this.#writeInner(element);
    }
    this.closeArray();
  }

  #writeMembers(
    object: Record<PropertyKey, unknown>,
    prototype: object | null,
    name: string,
  ): void {
    if (name !== "" && this.#fits(name)) {
      this.#write(CLASS_OBJECT, name.length);
      this.text += name;
    } else {
      this.#write(OBJECT, 0);
    }
    const inheritsKeys = prototype !== null && hasKeys(prototype);
    const areVariables = VARIABLES.includes(this.#key);
    // If nothing is inherited, this is faster than `Object.keys`.
    for (const key in object) {
      if (inheritsKeys && !Object.hasOwn(object, key)) continue;
      let value: unknown;
      try {
        value = object[key];
      } catch {
        this.#writeKey(key);
        this.writeThrew();
        continue;
      }
      if (value === undefined && !areVariables) continue;
      this.#writeKey(key);
      this.#key = key;
      this.#writeInner(value);
    }
    this.#write(CLOSE, 0);
  }

  /** Writes a value inside another one. */
  #writeInner(value: unknown): void {
    if (this.used > MAX_ENTRIES) throw OVERFLOW;
    if (typeof value === "object" && value !== null) this.#writeObject(value);
    else this.writeValue(value);
  }
}

/** Returns whether an object has or inherits enumerable keys. A program may have added keys to `Object.prototype`. */
function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}
