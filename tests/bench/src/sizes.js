/** Measures the size of a bundle of a program that only uses `validate`. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** @param {string} folder The installed package. */
export async function measureSizes(folder) {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { validate } from ${JSON.stringify(join(folder, "dist/esm/index.js"))}; console.log(validate("{}"));`,
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const sizes = [size("bundle of `validate`", outputFiles[0].contents)];
  const wasm = join(folder, "dist/workerd/alien.wasm");
  if (existsSync(wasm)) sizes.push(size("wasm alone", readFileSync(wasm)));
  return sizes;
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function size(name, bytes) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    name,
    bytes: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: quality }).length,
  };
}
