// `node transpile.js FROM TO` copies a folder and compiles TypeScript files to JavaScript with source maps.

import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [from = "", to = ""] = process.argv.slice(2);

/** @param {string} path */
const isTypeScript = (path) => path.endsWith(".ts") && !path.endsWith(".d.ts");

cpSync(from, to, { recursive: true, filter: (path) => !isTypeScript(path) });
await build({
  entryPoints: readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter(isTypeScript)
    .map((path) => join(from, path)),
  outdir: to,
  outbase: from,
  format: "esm",
  target: "es2022",
  sourcemap: "linked",
  logLevel: "warning",
});
