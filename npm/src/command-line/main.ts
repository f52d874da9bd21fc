#!/usr/bin/env node
/** The program `alien-sdk`. */

import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { initSync, run } from "../generated/alien-cli.js";
import { finish, runInWorker } from "./changes.js";

const args = process.argv.slice(2);

/** Runs the command line, and returns its exit code. */
function runHere(): number {
  const file = new URL("alien-cli.wasm", import.meta.url);
  initSync({ module: readFileSync(file) });
  return run(["alien-sdk", ...args]);
}

if (!isMainThread) {
  finish(runHere());
} else if (args.includes("--watch")) {
  process.exit(await runInWorker(new URL(import.meta.url)));
} else {
  process.exitCode = runHere();
}
