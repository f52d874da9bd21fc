/** Declare containers and stacks for Alien. */

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
export * from "./state.js";
export type * from "./types.js";
export * from "./validate.js";
