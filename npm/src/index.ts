/** Declare containers for Alien. */

import { engine } from "./engine.js";

/** The version of the SDK. */
export function version(): string {
  return engine().version();
}
