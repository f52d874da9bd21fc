// Bundles the program with each bundler and runs the bundle. The bundles are minified, and no bundler has a plugin for
// WebAssembly.

import { dirname, join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { command, tool } from "./command.js";

/** Returns the bundler hosts; see `hosts` in `run.js`. @param {string} program The folder of the program. */
export function bundlerHosts(program) {
  /** @param {string} name */
  const output = (name) => join(program, "bundled", name);
  const node = process.execPath;
  return {
    esbuild: async () => {
      await bundleWithEsbuild(join(program, "main.js"), output("esbuild.mjs"));
      return command(program, node, output("esbuild.mjs"));
    },
    "esbuild-cjs": async () => {
      const outfile = output("esbuild.cjs");
      await bundleWithEsbuild(join(program, "main.cjs"), outfile, {
        format: "cjs",
        platform: "node",
      });
      return command(program, node, outfile);
    },
    rollup: async () => {
      const bundle = await rollup({
        input: join(program, "main.js"),
        plugins: [nodeResolve()],
      });
      await bundle.write({ file: output("rollup.mjs"), format: "es" });
      return command(program, node, output("rollup.mjs"));
    },
    webpack: async () => {
      await bundleWithWebpack(join(program, "main.js"), {
        path: output(""),
        filename: "webpack.cjs",
      });
      return command(program, node, output("webpack.cjs"));
    },
    workerd: async () => {
      await bundleWithEsbuild(
        join(program, "workerd.js"),
        output("workerd.js"),
        {
          conditions: ["workerd"],
          loader: { ".wasm": "copy" },
          assetNames: "[name]",
        },
      );
      const config = join(program, "workerd.capnp");
      return command(program, tool("workerd/bin/workerd"), "test", config);
    },
  };
}

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {import("esbuild").BuildOptions} options
 */
export async function bundleWithEsbuild(entry, outfile, options = {}) {
  const defaults = /** @type {const} */ ({
    bundle: true,
    minify: true,
    format: "esm",
    logLevel: "silent",
  });
  await esbuild.build({
    entryPoints: [entry],
    outfile,
    ...defaults,
    ...options,
  });
}

/**
 * @param {string} entry
 * @param {{ path: string; filename: string }} output
 */
export function bundleWithWebpack(entry, output) {
  return new Promise((resolve, reject) => {
    const context = dirname(entry);
    // The performance hints are warnings about assets of more than 244 KiB. The benchmarks measure the size.
    const performance = { hints: /** @type {const} */ (false) };
    webpack(
      { entry, output, mode: "production", context, performance },
      (error, stats) => {
        if (error) reject(error);
        else if (stats?.hasErrors() || stats?.hasWarnings())
          reject(new Error(stats.toString("errors-warnings")));
        else resolve(undefined);
      },
    );
  });
}
