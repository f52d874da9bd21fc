/** Finds out what a value is that JSON doesn't have. Only types are read, never contents. */

import {
  AWAITABLE,
  BIG_INT,
  BOXED_BOOLEAN,
  BOXED_NUMBER,
  BOXED_STRING,
  BYTES,
  CLASS,
  DATE,
  ENTRIES,
  ERROR,
  FUNCTION,
  INSTANCE,
  ITERATOR,
  MAP,
  NUMBER_ARRAY,
  REG_EXP,
  SET,
  URL,
} from "./generated/core.js";

/** A kind of value, and the name of its type, which may be empty. */
export interface ForeignValue {
  readonly kind: number;
  readonly name: string;
}

/** The maximum number of characters of a name. Messages show fewer. */
const MAX_NAME = 128;

/** The kinds of objects, by what `Object.prototype.toString` calls them. */
const KINDS = new Map<string, number>([
  ["Map", MAP],
  ["Headers", ENTRIES],
  ["URLSearchParams", ENTRIES],
  ["FormData", ENTRIES],
  ["Set", SET],
  ["Arguments", ITERATOR],
  ["Generator", ITERATOR],
  ["Array Iterator", ITERATOR],
  ["Map Iterator", ITERATOR],
  ["Set Iterator", ITERATOR],
  ["String Iterator", ITERATOR],
  ["RegExp String Iterator", ITERATOR],
  ["Iterator Helper", ITERATOR],
  ["Date", DATE],
  ["Promise", AWAITABLE],
  ["URL", URL],
  ["RegExp", REG_EXP],
  ["Error", ERROR],
  ["DOMException", ERROR],
  ["String", BOXED_STRING],
  ["Number", BOXED_NUMBER],
  ["Boolean", BOXED_BOOLEAN],
  ["BigInt", BIG_INT],
  ["ArrayBuffer", BYTES],
  ["SharedArrayBuffer", BYTES],
  ["DataView", BYTES],
  ["Uint8Array", BYTES],
  ["Uint8ClampedArray", BYTES],
]);

/**
 * Returns what an object is that must not be read as its members; `undefined` for an instance of a class of a program.
 *
 * @throws Any error that a proxy or a getter throws.
 */
export function foreignObject(value: object): ForeignValue | undefined {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag === "Object") {
    const isThenable = typeof (value as { then?: unknown }).then === "function";
    return isThenable ? { kind: AWAITABLE, name: className(value) } : undefined;
  }
  const kind = KINDS.get(tag);
  if (kind === ERROR || kind === BYTES) {
    return { kind, name: className(value) || tag };
  }
  if (kind !== undefined) return { kind, name: tag };
  if (ArrayBuffer.isView(value)) return { kind: NUMBER_ARRAY, name: tag };
  return { kind: INSTANCE, name: className(value) || shorten(tag) };
}

/** Returns whether a function is a class, and its name if it is. */
export function functionKind(value: unknown): ForeignValue {
  try {
    const source = Function.prototype.toString.call(value);
    if (/^class\b/.test(source)) {
      return { kind: CLASS, name: nameOf(value) };
    }
  } catch {
    // A static `name` may be a getter that throws.
  }
  return { kind: FUNCTION, name: "" };
}

/** Returns the name of the class of an object; empty if it has none, or if reading it throws. */
export function className(value: object): string {
  try {
    const prototype = Object.getPrototypeOf(value);
    const name = nameOf(prototype?.constructor);
    return name === "Object" ? "" : name;
  } catch {
    return "";
  }
}

function nameOf(value: unknown): string {
  if (typeof value !== "function") return "";
  const { name } = value as { name: unknown };
  return typeof name === "string" ? shorten(name) : "";
}

function shorten(name: string): string {
  return name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name;
}
