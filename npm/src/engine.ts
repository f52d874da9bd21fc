/**
 * Loads the WebAssembly module. No other module knows how this is done.
 *
 * The bytes of the module are embedded in this file, so users only need a plain `import` or `require`. Nothing is
 * decoded or compiled before the first call.
 */

import embedded from "./generated/alien.wasm";
import * as glue from "./glue.js";

/** The functions of the Rust core. */
export type Engine = typeof import("./generated/types.js");

/** The character code of `!`. A code of two characters starts with `!` or with the character before it, a space. */
const LAST_MARK = 33;

let instance: glue.InitOutput | undefined;

/** Returns the functions of the Rust core. The first call instantiates the module. */
export function engine(): Engine {
  instance ??= glue.initSync({ module: compile() });
  return glue;
}

/**
 * Restarts the module with new memory after a call ran out of stack or memory. Without a restart, all further calls
 * would fail.
 */
export function restart(): void {
  if (instance === undefined) return;
  glue.__wbg_reset_state();
  // This returns the existing instance and compiles nothing.
  instance = glue.initSync({ module: new ArrayBuffer(0) });
}

/**
 * The memory of the module.
 *
 * A call into the engine may grow the memory, which detaches all views of its `buffer`.
 */
export function memory(): { readonly buffer: ArrayBuffer } {
  instance ??= glue.initSync({ module: compile() });
  return instance.memory;
}

/** Instantiates the module without blocking the thread. After that, {@link engine} returns immediately. */
export async function instantiate(): Promise<void> {
  if (instance !== undefined) return;
  const module =
    typeof embedded === "string"
      ? await WebAssembly.compile(decodeEmbedded(embedded))
      : embedded;
  // Another call may have finished first while this one was compiling.
  instance ??= glue.initSync({ module });
}

function compile(): WebAssembly.Module {
  if (typeof embedded !== "string") return embedded;
  try {
    return new WebAssembly.Module(decodeEmbedded(embedded));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message =
      'this browser refuses to compile WebAssembly synchronously: call `await ready()` from "alien-sdk/async" first';
    throw new Error(message, { cause: error });
  }
}

/**
 * Decodes the text that `scripts/embed.js` made from the bytes of the module. The code of a byte is one character, or
 * two characters of which the first is a space or `!`. The text starts with the codes of all 256 byte values in
 * order.
 */
function decodeEmbedded(text: string): Uint8Array<ArrayBuffer> {
  // A code is at least one byte long, so decoded bytes can overwrite codes that have been read.
  const bytes = new TextEncoder().encode(text);
  const tables = new Uint8Array(3 * 128);
  let at = 0;
  const next = () => {
    const unit = bytes[at++] as number;
    return unit > LAST_MARK
      ? unit
      : (unit - LAST_MARK + 2) * 128 + (bytes[at++] as number);
  };
  for (let byte = 0; byte < 256; byte++) tables[next()] = byte;
  let length = 0;
  while (at < bytes.length) bytes[length++] = tables[next()] as number;
  return bytes.subarray(0, length);
}
