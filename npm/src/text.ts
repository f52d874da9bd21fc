/** JSON text that is given as UTF-8 bytes. */

/**
 * Returns the class name of a typed array from any realm, regardless of its own properties; `undefined` for
 * everything else.
 */
const classOf = Object.getOwnPropertyDescriptor(
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
      const name = classOf.call(value);
      // A `DataView` has no class name. Other typed arrays don't contain bytes.
      if (name !== "Uint8Array" && name !== undefined) return undefined;
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    return isBuffer(value) ? new Uint8Array(value) : undefined;
  } catch {
    // Any operation on a proxy may throw, and the buffer of a view may have been transferred.
    return undefined;
  }
}

function isBuffer(value: object): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  if (tag !== "[object ArrayBuffer]" && tag !== "[object SharedArrayBuffer]") {
    return false;
  }
  // Throws for an object that only has the same tag.
  new DataView(value as ArrayBuffer);
  return true;
}

/** Decodes UTF-8 bytes; returns `undefined` if they are not valid UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  // Created here, since Node.js without ICU has no fatal decoder. Not all decoders accept shared memory, so they get
  // a copy.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes.slice());
  } catch {
    return undefined;
  }
}
