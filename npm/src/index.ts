/** Declare containers and stacks for Alien. */

export { Container } from "./container.js";
export { applyFix, edit, remove } from "./edits.js";
export { ValidationError } from "./errors.js";
export { catalog, explain, jsonSchema } from "./explain.js";
export { type RenderFormat, type RenderOptions, render } from "./render.js";
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
  type WaitOptions,
  waitForContainer,
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
