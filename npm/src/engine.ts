/**
 * The only module that knows how the WebAssembly module gets into memory.
 *
 * The module's bytes are part of this file, so a plain `import` or `require` is all a user needs. Nothing is
 * decoded or compiled before the first call.
 */

import embedded from "./generated/alien.wasm";
import * as glue from "./glue.js";

/** The functions of the Rust core. */
export type Engine = typeof import("./generated/types.js");

/** The second of the two characters that begin a code; the first stands before it in ASCII. */
const MARK = 33;

let instance: glue.InitOutput | undefined;

/** The functions of the Rust core, instantiated on the first call. */
export function engine(): Engine {
  instance ??= glue.initSync({ module: compile() });
  return glue;
}

/** Starts anew, with new memory, what ran out of stack or memory in the midst of a call: it would refuse every other one. */
export function restart(): void {
  if (instance === undefined) return;
  glue.__wbg_reset_state();
  // This gives what is there, and compiles nothing.
  instance = glue.initSync({ module: new ArrayBuffer(0) });
}

/**
 * The memory of the module.
 *
 * A call into the engine may grow it, which detaches every view of its `buffer`.
 */
export function memory(): { readonly buffer: ArrayBuffer } {
  instance ??= glue.initSync({ module: compile() });
  return instance.memory;
}

/** Instantiates the module without blocking: afterwards {@link engine} has nothing left to do. */
export async function instantiate(): Promise<void> {
  if (instance !== undefined) return;
  const module =
    typeof embedded === "string"
      ? await WebAssembly.compile(decode(embedded))
      : embedded;
  // Another call may have come first while this one compiled.
  instance ??= glue.initSync({ module });
}

function compile(): WebAssembly.Module {
  if (typeof embedded !== "string") return embedded;
  try {
    return new WebAssembly.Module(decode(embedded));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message =
      'this browser refuses to compile WebAssembly synchronously: call `await ready()` from "alien-sdk/async" first';
    throw new Error(message, { cause: error });
  }
}

/**
 * The bytes that `scripts/embed.js` made text of. The code of a byte is a character, or one of two marks and a character;
 * the text begins with the codes of all 256 bytes in their order.
 */
function decode(text: string): Uint8Array<ArrayBuffer> {
  // No code is shorter than a byte, so bytes take the place of codes that were read.
  const bytes = new TextEncoder().encode(text);
  const tables = new Uint8Array(3 * 128);
  let at = 0;
  const next = () => {
    const unit = bytes[at++] as number;
    return unit > MARK
      ? unit
      : (unit - MARK + 2) * 128 + (bytes[at++] as number);
  };
  for (let byte = 0; byte < 256; byte++) tables[next()] = byte;
  let length = 0;
  while (at < bytes.length) bytes[length++] = tables[next()] as number;
  return bytes.subarray(0, length);
}
