/** Measures the sizes of bundles of a program that only uses `validate`. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The bundles, each with the entry that it takes. */
const BUNDLES = {
  "bundle of `validate`": "dist/esm/index.js",
  "the same for browsers": "dist/browser/index.js",
  "the same of `alien-sdk/validate`": "dist/esm/validate-only.js",
};

/** @param {string} folder The installed package. */
export async function measureSizes(folder) {
  const sizes = [];
  for (const [name, entry] of Object.entries(BUNDLES)) {
    const contents = `import { validate } from ${JSON.stringify(join(folder, entry))}; console.log(validate("{}"));`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    sizes.push(size(name, outputFiles[0].contents));
  }
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
