/** Declare containers and stacks for Alien. */

export { Container } from "./container.js";
export { ValidationError } from "./errors.js";
export { catalog, explain, jsonSchema } from "./explain.js";
export {
  BuiltStack,
  Kv,
  Queue,
  Resource,
  Storage,
  Vault,
} from "./resources.js";
export { trackCalls } from "./sites.js";
export { type Addable, Stack } from "./stack.js";
export {
  isRunning,
  type ResourceState,
  StackState,
  unhealthyReplicas,
} from "./state.js";
export type * from "./types.js";
export {
  applyFixes,
  diff,
  type FixOptions,
  normalise,
  validate,
  validateUpdate,
  version,
} from "./validate.js";
export { WaitError, type WaitErrorCode } from "./wait/error.js";
export type { StackWaitOptions, WaitOptions } from "./wait/options.js";
export type { StateSource } from "./wait/source.js";
export { waitForContainer, waitForStack } from "./wait.js";
