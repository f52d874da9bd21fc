/**
 * The generated glue without its default export, which would fetch the module. Bundles should not contain that
 * code.
 */
export * from "./generated/alien.js";
