// Runs the program in `program/` with the packed package in every host, and prints a line for each host:
//
//     node run.js PROJECT TARBALL
//
// PROJECT is an empty project with TARBALL installed. All hosts must print the same result.

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  browserHosts,
  closeBrowser,
  openBrowser,
  strictPages,
} from "./browser.js";
import { bundlerHosts } from "./bundlers.js";
import { command, tool } from "./command.js";

const [project = "", tarball = ""] = process.argv.slice(2);
const program = join(project, "program");
cpSync(fileURLToPath(new URL("program", import.meta.url)), program, {
  recursive: true,
});

const open = await openBrowser(program);
const node = process.execPath;
const manifest = JSON.parse(
  readFileSync(join(project, "node_modules/alien-sdk/package.json"), "utf8"),
);

/**
 * The hosts. Each function runs the program and returns its output, or `undefined` if the host is not installed. In
 * CI, a host that is not installed is a failure.
 *
 * @type {Record<string, () => Promise<string | undefined>>}
 */
const hosts = {
  "node-esm": () => command(program, node, "main.js"),
  "node-cjs": () => command(program, node, "main.cjs"),
  "node-async": () => command(program, node, "async.js"),
  "node-streaming": () => command(program, node, "streaming.js"),
  deno: () => command(program, node, tool("deno/bin.cjs"), "run", "main.js"),
  bun: () => command(program, tool("bun/bin/bun.exe"), "main.js"),
  ...bundlerHosts(program),
  ...browserHosts(program, open),
};

/** Checks that only read the package. */
const checks = {
  publint: () =>
    command(project, node, tool("publint/src/cli.js"), tarball, "--strict"),
  attw: () =>
    command(
      project,
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
 * Runs a host or a check, and prints whether it succeeded.
 *
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

const { version } = manifest;
const expected = JSON.stringify({ version, code: "missing-field" });
for (const [name, run] of Object.entries(hosts)) {
  await attempt(`host ${name}`, run, (printed) => {
    const result = printed.trim();
    if (result !== expected)
      throw new Error(`printed ${result} instead of ${expected}`);
  });
}

/** The error that the package must throw in a page that doesn't allow WebAssembly. */
const refusal = JSON.stringify({
  message:
    "the content security policy of this page doesn't allow WebAssembly, which alien-sdk needs\n" +
    "  help: allow it in the policy, for example with: script-src 'self' 'wasm-unsafe-eval'",
  cause: "CompileError",
});
for (const [name, run] of Object.entries(strictPages(program, open))) {
  await attempt(`host ${name}`, run, (printed) => {
    if (printed !== refusal)
      throw new Error(`printed ${printed} instead of ${refusal}`);
  });
}
await closeBrowser();
for (const [name, run] of Object.entries(checks)) {
  await attempt(name, run, () => {});
}
process.exitCode = failed.length === 0 ? 0 : 1;
