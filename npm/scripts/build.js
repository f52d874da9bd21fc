// Writes dist/: one bundle of each entry for ES modules, one for CommonJS, one for workerd, and declarations.

import { execFileSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { embed } from "./embed.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Entries import one another as files, so that all of them share one engine. */
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
  // It declares what only the bundles contain.
  rmSync(`${folder}/glue.d.ts`);
}

rmSync("dist", { recursive: true, force: true });
await Promise.all([
  bundle({ format: "esm", outdir: "dist/esm", plugins: [embed] }),
  bundle({ format: "cjs", outdir: "dist/cjs", plugins: [embed] }),
  // workerd compiles modules only when they are deployed: there the module is a file of its own.
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
