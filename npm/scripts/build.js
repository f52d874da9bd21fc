// Writes dist/. Each entry is bundled for ES modules, for CommonJS and for workerd, with type declarations.

import { execFileSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { embed } from "./embed.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** The files that are bundled. They import each other at run time, so all of them share one engine. */
const ENTRIES = ["engine", "index", "async"];

/** @type {import("esbuild").Plugin} */
const siblings = {
  name: "siblings",
  setup(build) {
    build.onResolve({ filter: /\/(engine|index|async)\.js$/ }, ({ path }) => ({
      path: `./${path.split("/").at(-1)}`,
      external: true,
    }));
  },
};

/** @param {import("esbuild").BuildOptions} options */
function bundle({ plugins = [], loader = {}, ...options }) {
  return build({
    entryPoints: ENTRIES.map((entry) => `src/${entry}.ts`),
    bundle: true,
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    plugins: [siblings, ...plugins],
    loader: { ".json": "text", ...loader },
    logLevel: "warning",
    ...options,
  });
}

/** @param {string} folder */
function declare(folder) {
  const tsc = [
    "node_modules/typescript/bin/tsc",
    "--project",
    "tsconfig.build.json",
  ];
  execFileSync(process.execPath, [...tsc, "--outDir", folder], {
    stdio: "inherit",
  });
  cpSync("src/generated/types.d.ts", `${folder}/generated/types.d.ts`);
  // The bundles contain this module, so there is no file for its declarations.
  rmSync(`${folder}/glue.d.ts`);
}

rmSync("dist", { recursive: true, force: true });
await Promise.all([
  bundle({ format: "esm", outdir: "dist/esm", plugins: [embed] }),
  bundle({ format: "cjs", outdir: "dist/cjs", plugins: [embed] }),
  // workerd only compiles WebAssembly modules when a worker is deployed, so the module must be a separate file.
  bundle({
    format: "esm",
    outdir: "dist/workerd",
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  }),
]);
declare("dist/esm");
declare("dist/cjs");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
