/**
 * The functions that pages and editors need, with a smaller WebAssembly module. `alien-sdk/validate-streaming` is the same
 * API with the module in a file.
 */

import { instantiate } from "./engine.js";

export { applyFix } from "./edits.js";
export { type RenderFormat, type RenderOptions, render } from "./render.js";
export type * from "./types.js";
export {
  applyFixes,
  type FixOptions,
  validate,
  version,
} from "./validate.js";

/**
 * Compiles the WebAssembly module of `alien-sdk/validate`, which also exports `validate`, `applyFixes`, `applyFix`, `render`
 * and `version`. Only needed in browsers that refuse to compile WebAssembly synchronously, and before the first use of
 * `alien-sdk/validate-streaming`, which exports the same.
 *
 * @example
 * import { ready, validate } from "alien-sdk/validate";
 *
 * await ready();
 * console.log(validate('{"id": "api"}').diagnostics.length);
 */
export async function ready(): Promise<void> {
  await instantiate();
}
