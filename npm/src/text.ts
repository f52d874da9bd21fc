/** Reads JSON text from UTF-8 bytes. */

/**
 * Returns the built-in class name of a typed array, such as `Uint8Array`, or `undefined` for any other object. This
 * also works for arrays of other realms and of subclasses.
 */
const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: object) => string | undefined;

/**
 * Returns the bytes of a `Uint8Array`, a `DataView` or a buffer without copying them; `undefined` for any other
 * value.
 */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    // Most values are plain objects, which never contain bytes.
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return undefined;
    if (ArrayBuffer.isView(value)) {
      const name = typedArrayName.call(value);
      // A `DataView` has no class name. Other typed arrays don't contain bytes.
      if (name !== "Uint8Array" && name !== undefined) return undefined;
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    return isBuffer(value) ? new Uint8Array(value) : undefined;
  } catch {
    // Any operation on a proxy may throw. Reading a view throws if its buffer was transferred.
    return undefined;
  }
}

/** Returns whether an object is an `ArrayBuffer` or a `SharedArrayBuffer`. May throw. */
function isBuffer(value: object): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  if (tag !== "[object ArrayBuffer]" && tag !== "[object SharedArrayBuffer]") {
    return false;
  }
  // An object with the same tag may still be something else. For such an object, this throws.
  new DataView(value as ArrayBuffer);
  return true;
}

/**
 * Decodes UTF-8 bytes. If some of them are not valid UTF-8, returns `undefined`, or, if `fatal` is false, a text in which
 * U+FFFD replaces them.
 */
export function decodeUtf8(
  bytes: Uint8Array,
  fatal = true,
): string | undefined {
  // The decoder is created here and not when the module loads, since Node.js without ICU throws if `fatal` is true. The
  // decoder gets a copy of the bytes, since not all decoders accept shared memory.
  const decoder = new TextDecoder("utf-8", { fatal, ignoreBOM: true });
  try {
    return decoder.decode(bytes.slice());
  } catch {
    return undefined;
  }
}
