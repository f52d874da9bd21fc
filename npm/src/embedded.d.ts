/**
 * In most builds, the text that `scripts/embed.js` makes from the bytes. In the build for workerd, which can't
 * compile bytes, the module itself.
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
