/** JSON text that is given as bytes in UTF-8. */

/** Gives the class of a typed array of any realm, whatever its own properties say; `undefined` for everything else. */
const classOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: object) => string | undefined;

/** The bytes of a `Uint8Array`, a `DataView` or a buffer, without a copy; `undefined` for every other value. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    // The quick way out for most values.
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return undefined;
    if (ArrayBuffer.isView(value)) {
      const name = classOf.call(value);
      // A `DataView` has no class. Arrays of other numbers are not bytes.
      if (name !== "Uint8Array" && name !== undefined) return undefined;
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    return isBuffer(value) ? new Uint8Array(value) : undefined;
  } catch {
    // A proxy may throw whatever is asked of it, and the buffer of a view may have been transferred.
    return undefined;
  }
}

function isBuffer(value: object): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  if (tag !== "[object ArrayBuffer]" && tag !== "[object SharedArrayBuffer]") {
    return false;
  }
  // Throws for an object that only has the name.
  new DataView(value as ArrayBuffer);
  return true;
}

/** The text that bytes are in UTF-8; `undefined` if they are not. */
export function decode(bytes: Uint8Array): string | undefined {
  // Made here, since a Node.js without ICU has no strict one. Not all decoders take shared memory: they get a copy.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes.slice());
  } catch {
    return undefined;
  }
}
