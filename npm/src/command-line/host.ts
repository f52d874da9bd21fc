/** The files and streams of Node.js, for the command line. `bindings/wasm-cli` calls these functions by their names. */

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isatty } from "node:tty";

export { waitForChange, watch } from "./changes.js";

const CHUNK = 1 << 16;

/** Reads the first `limit` bytes of a file. */
export function read(path: string, limit: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    while (total < limit) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, limit - total));
      const count = readSync(file, chunk);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      total += count;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

/** Reads some bytes of the standard input, and returns their number: 0 at its end. */
export function readStdin(buffer: Uint8Array): number {
  return retry(() => readSync(0, buffer));
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Returns the names in a folder: those of files after `f`, of folders after `d`, and others after `o`. */
export function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    if (entry.isFile()) return `f${entry.name}`;
    if (entry.isDirectory()) return `d${entry.name}`;
    return (isFile(join(folder, entry.name)) ? "f" : "o") + entry.name;
  });
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Returns a path from the root. */
export function absolute(path: string): string {
  return resolve(path);
}

/** Replaces a file by one that is written beside it. Returns false, and changes nothing, if its content is not `old`. */
export function replace(
  path: string,
  old: Uint8Array,
  content: Uint8Array,
): boolean {
  // Otherwise, a link would be replaced, and not the file that it leads to.
  const file = realpathSync(path);
  const { mode, uid, gid } = statSync(file);
  // It could be replaced all the same, but that is not what its owner wants.
  if ((mode & 0o222) === 0) throw new Error("it is read-only");
  accessSync(file, constants.W_OK);
  const name = `.${basename(file)}.${process.pid}.tmp`;
  const beside = join(dirname(file), name);
  const descriptor = openSync(beside, "wx");
  try {
    try {
      writeFileSync(descriptor, content);
      keepOwner(descriptor, uid, gid);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const isSame = readFileSync(file).equals(old);
    if (isSame) renameSync(beside, file);
    return isSame;
  } finally {
    rmSync(beside, { force: true });
  }
}

function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only an administrator can keep the owner if that is somebody else.
  }
}

/** Writes bytes to the standard output (1) or the standard error (2). */
export function write(descriptor: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    const count = retry(() => writeSync(descriptor, rest));
    rest = rest.subarray(count);
  }
}

/** Calls a function until the other end of a pipe is ready. */
function retry(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // On Windows, the end of the standard input is an error.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      pause(10);
    }
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Whether a stream is a terminal. */
export function isTerminal(descriptor: number): boolean {
  return isatty(descriptor);
}

/** Returns a variable of the environment. */
export function variable(name: string): string | undefined {
  return process.env[name];
}

/** Returns how many milliseconds the process has been running. */
export function elapsed(): number {
  return performance.now();
}
