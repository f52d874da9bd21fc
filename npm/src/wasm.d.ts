/** Base64 text in most builds; in the build for workerd, which compiles no bytes, the module itself. */
declare module "*.wasm" {
  const embedded: string | WebAssembly.Module;
  export default embedded;
}
