/** For a browser that refuses to compile WebAssembly synchronously: the same API, made ready first. */

import { instantiate } from "./engine.js";
import * as alien from "./index.js";

/**
 * Resolves to the whole of `alien-sdk` once its engine is compiled.
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
