/**
 * The WebAssembly module. In most builds, it is a text that `scripts/embed.js` makes from the bytes of the module.
 * workerd can't compile bytes, so in the build for workerd, it is the compiled module.
 */
declare module "*.wasm" {
  const embedded: string | WebAssembly.Module;
  export default embedded;
}

/** The text of the file. */
declare module "*.json" {
  const text: string;
  export default text;
}
