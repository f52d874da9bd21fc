/**
 * The YAML parser, in a WebAssembly module of its own. In browsers, import this before reading YAML:
 *
 * ```ts
 * import "alien-sdk/yaml";
 * ```
 *
 * On servers, `alien-sdk` imports it. It is compiled when the first YAML text is read.
 */

import { onStart, WasmModule } from "./engine.js";
import source from "./generated/alien-yaml.wasm";
import * as glue from "./yaml-glue.js";

const yaml = new WasmModule(source, glue);

let isInside = false;

/** Parses a text under the limits of the core, and returns the two parts of its tape. */
function parse(
  text: string,
  bytes: number,
  depth: number,
  diagnostics: number,
): [Uint32Array, string] {
  // The previous call ran out of stack or memory.
  if (isInside) yaml.restart();
  isInside = true;
  yaml.start();
  const words = glue.parse(text, bytes, depth, diagnostics);
  const strings = glue.strings();
  isInside = false;
  return [words, strings];
}

onStart((core) => core.setYamlParser(parse));

/**
 * Compiles the YAML parser. Only needed in browsers that refuse to compile WebAssembly synchronously.
 *
 * @example
 * import { ready } from "alien-sdk/yaml";
 *
 * await ready();
 */
export async function ready(): Promise<void> {
  await yaml.startAsync();
}
