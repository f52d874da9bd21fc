// Running a command of this folder's node_modules.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const TIMEOUT_MS = 120_000;

/** The path of a tool installed here, such as `deno/bin.cjs`. @param {string} path */
export function tool(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

/**
 * Runs a program and gives what it printed to standard output.
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
