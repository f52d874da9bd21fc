/** Declare containers and stacks for Alien. */

import "./yaml.js";

export * from "./container.js";
export * from "./edits.js";
export * from "./errors.js";
export * from "./explain.js";
export * from "./render.js";
export {
  BuiltStack,
  Kv,
  Queue,
  Resource,
  Storage,
  Vault,
} from "./resources.js";
export { trackCalls } from "./sites.js";
export * from "./stack.js";
export * from "./standard-schema.js";
export * from "./state.js";
export type * from "./types.js";
export * from "./validate.js";
export { WaitError, type WaitErrorCode } from "./wait/error.js";
export type { StackWaitOptions, WaitOptions } from "./wait/options.js";
export type { StateSource } from "./wait/source.js";
export { waitForContainer, waitForStack } from "./wait.js";
