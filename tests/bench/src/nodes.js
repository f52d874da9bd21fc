/** Finds the versions of Node.js to measure: the one that runs this program, and those that `nodes/` installs. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The major versions in `nodes/package.json`. */
const INSTALLED = ["22", "24"];

/** @typedef {{ version: string; path: string }} Node */

/** @type {Node} */
export const ownNode = { version: process.version, path: process.execPath };

/** Returns the versions that run on this machine, and says why others are skipped. */
export function findNodes() {
  const nodes = [ownNode];
  /** @type {string[]} */
  const skipped = [];
  for (const major of INSTALLED) {
    if (process.version.startsWith(`v${major}.`)) continue;
    const name = `node${major}-${process.platform}-${process.arch}`;
    const path = fileURLToPath(
      new URL(`../nodes/node_modules/${name}/bin/node`, import.meta.url),
    );
    try {
      nodes.push({ version: output(path, "--version").trim(), path });
    } catch (error) {
      const { code = error } = /** @type {{ code?: string }} */ (error);
      const reason = code === "ENOENT" ? `nodes/ has no ${name}` : code;
      skipped.push(`Node.js ${major} was skipped: ${reason}`);
    }
  }
  return { nodes, skipped };
}

/**
 * Runs a program of this folder, and returns what it prints as JSON.
 *
 * @param {Node} node
 * @param {string} program
 * @param {string[]} args
 */
export function run({ path }, program, ...args) {
  const script = fileURLToPath(new URL(program, import.meta.url));
  return JSON.parse(output(path, "--no-warnings", script, ...args));
}

/** @param {string} path @param {string[]} args */
function output(path, ...args) {
  return execFileSync(path, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}
