/**
 * Loads the WebAssembly module. No other module knows how this is done.
 *
 * The bytes of the module are embedded in most builds of this file, so users only need a plain `import` or `require`.
 * Nothing is decoded, fetched or compiled before the first call. `scripts/build.js` chooses the module.
 */

import source from "./generated/alien.wasm";
import * as glue from "./glue.js";

/** The functions of the Rust core. */
export type Engine = typeof import("./generated/types.js");

/** The character code of `!`. A code of two characters starts with `!` or with the character before it, a space. */
const LAST_MARK = 33;

/** A module in one of the forms that `embedded.d.ts` describes. */
type Source = string | WebAssembly.Module | URL;

/** What this file uses of the exports of a module. */
interface Exports {
  readonly memory: WebAssembly.Memory;
}

/** The functions with which wasm-bindgen starts a module. */
interface Glue {
  initSync(options: { module: WebAssembly.Module | ArrayBuffer }): Exports;
  __wbg_reset_state(): void;
}

/** A WebAssembly module with its glue, which is instantiated when it is first used. */
export class WasmModule {
  readonly #source: Source;
  readonly #glue: Glue;
  readonly #onStart: () => void;
  #instance: Exports | undefined;

  /** @param onStart Called whenever the module has been started. */
  constructor(source: Source, glue: Glue, onStart = () => {}) {
    this.#source = source;
    this.#glue = glue;
    this.#onStart = onStart;
  }

  get isStarted(): boolean {
    return this.#instance !== undefined;
  }

  /** Returns the exports of the module. The first call instantiates it. */
  start(): Exports {
    return this.#instance ?? this.#init(() => compileSync(this.#source));
  }

  /** Instantiates the module without blocking the thread. After that, {@link start} returns immediately. */
  async startAsync(): Promise<void> {
    if (this.#instance !== undefined) return;
    const module = await compile(this.#source).catch((error) => {
      throw explainRefusal(error);
    });
    // Another call may have finished first while this one was compiling.
    if (this.#instance === undefined) this.#init(() => module);
  }

  /**
   * Restarts the module with new memory after a call ran out of stack or memory. Without a restart, all further calls
   * would fail.
   */
  restart(): void {
    if (this.#instance === undefined) return;
    this.#glue.__wbg_reset_state();
    // This returns the existing instance and compiles nothing.
    this.#init(() => new ArrayBuffer(0));
  }

  #init(compiled: () => WebAssembly.Module | ArrayBuffer): Exports {
    try {
      this.#instance = this.#glue.initSync({ module: compiled() });
    } catch (error) {
      throw explainRefusal(error);
    }
    this.#onStart();
    return this.#instance;
  }
}

/** What is done whenever the core has been started. */
const starters: ((core: Engine) => void)[] = [];

const core = new WasmModule(source, glue, () => {
  for (const start of starters) start(glue);
});

/** Returns the functions of the Rust core. The first call instantiates the module. */
export function engine(): Engine {
  core.start();
  return glue;
}

/** Restarts the core after a call ran out of stack or memory. */
export function restart(): void {
  core.restart();
}

/**
 * The memory of the core.
 *
 * A call into the core may grow the memory, which detaches all views of its `buffer`.
 */
export function memory(): { readonly buffer: ArrayBuffer } {
  return core.start().memory;
}

/** Instantiates the core without blocking the thread. After that, {@link engine} returns immediately. */
export function instantiate(): Promise<void> {
  return core.startAsync();
}

/** Calls a function whenever the core has been started. */
export function onStart(start: (core: Engine) => void): void {
  starters.push(start);
  if (core.isStarted) start(glue);
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof URL) {
    return WebAssembly.compileStreaming(fetch(source));
  }
  if (typeof source !== "string") return source;
  return WebAssembly.compile(decodeEmbedded(source));
}

function compileSync(source: Source): WebAssembly.Module {
  if (source instanceof URL) {
    throw new Error(
      'the WebAssembly module is not loaded: call `await ready()` from "alien-sdk/validate-streaming" first',
    );
  }
  if (typeof source !== "string") return source;
  try {
    return new WebAssembly.Module(decodeEmbedded(source));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message =
      'this browser refuses to compile WebAssembly synchronously: call `await ready()` from "alien-sdk/async" or "alien-sdk/validate" first';
    throw new Error(message, { cause: error });
  }
}

/** Replaces an error of the browser by a clear one, if a content security policy is the reason for it. */
function explainRefusal(error: unknown): unknown {
  if (!isRefusal(error) || !isWebAssemblyForbidden()) return error;
  const message =
    "the content security policy of this page doesn't allow WebAssembly, which alien-sdk needs\n" +
    "  help: allow it in the policy, for example with: script-src 'self' 'wasm-unsafe-eval'";
  return new Error(message, { cause: error });
}

/** The smallest WebAssembly module: its magic number and its version. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/**
 * Returns whether a content security policy forbids WebAssembly. Then, not even an empty module can be used, which is
 * valid for every engine and below every limit.
 */
function isWebAssemblyForbidden(): boolean {
  // Only pages and their workers have such a policy, and only they have a location.
  if (typeof location === "undefined") return false;
  try {
    new WebAssembly.Instance(new WebAssembly.Module(EMPTY_MODULE));
    return false;
  } catch (error) {
    return isRefusal(error);
  }
}

/**
 * Returns whether an error may be the refusal of a policy. Chromium and Firefox refuse to compile a module, with a
 * `CompileError`. Older versions of Safari compile it but refuse to instantiate it, with a `CompileError` or an
 * `EvalError`.
 */
function isRefusal(error: unknown): boolean {
  const { name } = error as Error;
  return name === "CompileError" || name === "EvalError";
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
  let length = 0;
  // Most of the text is decoded before V8 has optimised this loop. A function for the next code would make it slower.
  for (let byte = 0; at < bytes.length; byte++) {
    let code = bytes[at++] as number;
    if (code <= LAST_MARK)
      code = (code - LAST_MARK + 2) * 128 + (bytes[at++] as number);
    if (byte < 256) tables[code] = byte;
    else bytes[length++] = tables[code] as number;
  }
  return bytes.subarray(0, length);
}
