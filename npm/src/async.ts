/** The same API for browsers that refuse to compile WebAssembly synchronously: compile it first with `ready()`. */

import { instantiate } from "./engine.js";
import * as alien from "./index.js";

/**
 * Compiles the WebAssembly module, and resolves to the complete API of `alien-sdk`.
 *
 * @example
 * import { ready } from "alien-sdk/async";
 *
 * const alien = await ready();
 */
export async function ready(): Promise<typeof alien> {
  await instantiate();
  return alien;
}
