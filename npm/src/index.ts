/** Declare containers for Alien. */

export { Container } from "./container.js";
export { ValidationError } from "./errors.js";
export { catalog, explain, jsonSchema } from "./explain.js";
export { Kv, Queue, Resource, Storage, Vault } from "./resources.js";
export { trackCalls } from "./sites.js";
export type * from "./types.js";
export {
  applyFixes,
  type FixOptions,
  normalise,
  validate,
  validateUpdate,
  version,
} from "./validate.js";
