// Runs commands, and finds the tools in node_modules.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const TIMEOUT_MS = 120_000;

/** Returns the absolute path of a file in node_modules. @param {string} path For example `deno/bin.cjs`. */
export function tool(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

/**
 * Runs a program and returns its standard output.
 *
 * @param {string} folder
 * @param {string} program
 * @param {string[]} args
 */
export async function command(folder, program, ...args) {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: folder,
      timeout: TIMEOUT_MS,
    });
    return stdout;
  } catch (error) {
    const {
      message = "",
      stdout = "",
      stderr = "",
    } = /** @type {Record<string, string>} */ (error);
    throw new Error([message, stdout, stderr].join("\n").trim());
  }
}
