/**
 * Text that `scripts/embed.js` makes of the bytes in most builds; in the build for workerd, which compiles no bytes, the
 * module itself.
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
