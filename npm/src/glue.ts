/**
 * The generated glue between JavaScript and WebAssembly, without its default export. That function fetches the module
 * from a URL, which this package doesn't do, so bundles should not contain it.
 */
export * from "./generated/alien.js";
