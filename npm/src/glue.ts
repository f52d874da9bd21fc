/** The generated glue without its default export, which would fetch the module: no bundle should carry that. */
export * from "./generated/alien.js";
