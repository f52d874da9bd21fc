// Writes dist/. Each entry is bundled for ES modules, for CommonJS, for workerd and for browsers, with type declarations.

import { execFileSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { embed } from "./embed.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** The files of `alien-sdk` and `alien-sdk/async`. They import each other at run time, so all of them share one engine. */
const WHOLE = ["engine", "index", "async", "yaml"];

/** The program `alien-sdk`. */
const PROGRAM = ["command-line/main"];

/** The file of `alien-sdk/validate`, which has an engine of its own. */
const VALIDATE = ["validate-only"];

/** @type {import("esbuild").Plugin} */
const siblings = {
  name: "siblings",
  setup(build) {
    build.onResolve(
      { filter: /\/(engine|index|async|yaml)\.js$/ },
      ({ path }) => ({
        path: `./${path.split("/").at(-1)}`,
        external: true,
      }),
    );
  },
};

/** Leaves out the YAML parser, unless a page imports it. @type {import("esbuild").Plugin} */
const withoutYaml = {
  name: "without-yaml",
  setup(build) {
    build.onResolve({ filter: /^\.\/yaml\.js$/ }, ({ importer }) =>
      importer.endsWith("index.ts")
        ? { path: "yaml", namespace: "nothing" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({
      contents: "",
    }));
  },
};

/**
 * Takes another WebAssembly module and its glue instead of `alien`.
 *
 * @param {string} name One of the names in `xtask/src/wasm.rs`.
 * @returns {import("esbuild").Plugin}
 */
const take = (name) => ({
  name: "take",
  setup(build) {
    const generated = fileURLToPath(
      new URL("../src/generated/", import.meta.url),
    );
    build.onResolve({ filter: /\/alien\.(js|wasm)$/ }, ({ path }) => ({
      path: `${generated}${name}${extname(path)}`,
    }));
  },
});

/** Takes the URL of the file in the build for workerd. @type {import("esbuild").Plugin} */
const locate = {
  name: "locate",
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: `export default new URL("../workerd/${basename(path)}", import.meta.url);`,
    }));
  },
};

/**
 * @param {string} outdir
 * @param {string[]} entries
 * @param {string} module
 * @param {import("esbuild").BuildOptions} options
 */
function bundle(outdir, entries, module, { plugins = [], ...options } = {}) {
  return build({
    entryPoints: entries.map((entry) => `src/${entry}.ts`),
    outdir: `dist/${outdir}`,
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    plugins: [
      ...plugins,
      ...(entries === WHOLE ? [siblings] : []),
      take(module),
    ],
    // workerd only compiles WebAssembly modules when a worker is deployed, so the module must be a separate file.
    loader: { ".json": "text", ".wasm": "copy" },
    assetNames: "[name]",
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
  // The bundles contain these modules, so there are no files for their declarations.
  rmSync(`${folder}/glue.d.ts`);
  rmSync(`${folder}/yaml-glue.d.ts`);
}

rmSync("dist", { recursive: true, force: true });
await Promise.all([
  bundle("esm", WHOLE, "alien", { plugins: [embed] }),
  bundle("cjs", WHOLE, "alien", { plugins: [embed], format: "cjs" }),
  bundle("workerd", WHOLE, "alien"),
  bundle("browser", WHOLE, "alien-small", { plugins: [embed, withoutYaml] }),
  bundle("esm", VALIDATE, "alien-validate", { plugins: [embed] }),
  bundle("cjs", VALIDATE, "alien-validate", {
    plugins: [embed],
    format: "cjs",
  }),
  bundle("workerd", VALIDATE, "alien-validate"),
  bundle("browser", VALIDATE, "alien-validate", { plugins: [locate] }),
  bundle("command-line", PROGRAM, "alien-cli", {
    platform: "node",
    // wasm-bindgen imports the same file several times.
    logOverride: { "duplicate-object-key": "silent" },
  }),
]);
cpSync("src/generated/alien-cli.wasm", "dist/command-line/alien-cli.wasm");
declare("dist/esm");
declare("dist/cjs");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
