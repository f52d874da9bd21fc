// Runs one small program that uses the packed package in every host, and prints a line for each:
//
//     node run.js TRIAL TARBALL
//
// TRIAL is an empty project in which TARBALL is installed. All hosts must print the same result.

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserHosts, closeBrowser } from "./browser.js";
import { bundlerHosts } from "./bundlers.js";
import { command, tool } from "./command.js";

const [trial = "", tarball = ""] = process.argv.slice(2);
const program = join(trial, "program");
cpSync(fileURLToPath(new URL("program", import.meta.url)), program, {
  recursive: true,
});

const node = process.execPath;
const manifest = JSON.parse(
  readFileSync(join(trial, "node_modules/alien-sdk/package.json"), "utf8"),
);

/**
 * A host runs the program and gives what it printed; `undefined` means that the host is not installed, which CI
 * takes for a failure.
 *
 * @type {Record<string, () => Promise<string | undefined>>}
 */
const hosts = {
  "node-esm": () => command(program, node, "main.js"),
  "node-cjs": () => command(program, node, "main.cjs"),
  "node-async": () => command(program, node, "async.js"),
  deno: () => command(program, node, tool("deno/bin.cjs"), "run", "main.js"),
  bun: () => command(program, tool("bun/bin/bun.exe"), "main.js"),
  ...bundlerHosts(program),
  ...(await browserHosts(program)),
};

/** Checks of the package that run no program. */
const checks = {
  publint: () =>
    command(trial, node, tool("publint/src/cli.js"), tarball, "--strict"),
  attw: () =>
    command(
      trial,
      node,
      tool("@arethetypeswrong/cli/dist/index.js"),
      tarball,
      "--profile=node16",
      "--no-emoji",
    ),
};

/** @type {string[]} */
const failed = [];

/**
 * @param {string} name
 * @param {() => Promise<string | undefined>} run
 * @param {(printed: string) => void} verify
 */
async function attempt(name, run, verify) {
  const start = performance.now();
  try {
    const printed = await run();
    if (printed === undefined) {
      if (process.env.CI === "true") throw new Error("not found");
      console.log(`${name} skipped: not found`);
      return;
    }
    verify(printed);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${name} ok ${seconds} s`);
  } catch (error) {
    failed.push(name);
    console.log(
      `${name} failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

const expected = JSON.stringify({ version: manifest.version });
for (const [name, run] of Object.entries(hosts)) {
  await attempt(`host ${name}`, run, (printed) => {
    const result = printed.trim();
    if (result !== expected)
      throw new Error(`printed ${result} instead of ${expected}`);
  });
}
await closeBrowser();
for (const [name, run] of Object.entries(checks)) {
  await attempt(name, run, () => {});
}
process.exitCode = failed.length === 0 ? 0 : 1;
