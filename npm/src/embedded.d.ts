/**
 * The WebAssembly module. In most builds, it is a text that `scripts/embed.js` makes from the bytes of the module.
 * workerd can't compile bytes, so in the build for workerd, it is the compiled module. For `alien-sdk/validate-streaming`,
 * it is the URL of the file.
 */
declare module "*.wasm" {
  const source: string | WebAssembly.Module | URL;
  export default source;
}

/** The text of the file. */
declare module "*.json" {
  const text: string;
  export default text;
}
