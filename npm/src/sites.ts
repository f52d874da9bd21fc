/** Records where builder calls are made. Capturing a stack trace is cheap; it is only parsed when it is needed. */

/** A file and a place in it. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The stack trace of a call, not yet parsed. */
export interface Trace {
  readonly stack?: string | undefined;
}

/**
 * There may be a frame of a built-in function between a call and the line that contains it. Each additional frame
 * takes half a microsecond.
 */
const FRAMES = 2;

/** A capture takes microseconds, so only a limited number of calls is traced by default. */
let remaining = 2000;

/**
 * Turns the recording of the file and line of builder calls on or off. Errors that `build()` throws show them.
 *
 * By default, the first 2,000 calls of a process are recorded. `trackCalls(true)` records all further calls, which
 * takes a few microseconds per call, and `trackCalls(false)` none.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * alien.trackCalls(true);
 */
export function trackCalls(enabled: boolean): void {
  remaining = enabled ? Number.POSITIVE_INFINITY : 0;
}

/** The stack trace API of V8, which other engines may lack. */
interface Capturing {
  captureStackTrace?(target: object, above: unknown): void;
  stackTraceLimit?: number;
}

/**
 * Captures the stack trace above the running `method`. Returns `undefined` once the limit of traced calls is
 * reached.
 */
export function trace(method: unknown): Trace | undefined {
  if (remaining <= 0) return undefined;
  remaining--;
  const errors = Error as unknown as Capturing;
  const limit = errors.stackTraceLimit;
  try {
    if (errors.captureStackTrace === undefined) return new Error();
    errors.stackTraceLimit = FRAMES;
    const trace = {};
    errors.captureStackTrace(trace, method);
    return trace;
  } catch {
    // The host may have frozen Error.
    return undefined;
  } finally {
    restore(errors, limit);
  }
}

function restore(errors: Capturing, limit: number | undefined): void {
  try {
    if (limit === undefined) delete errors.stackTraceLimit;
    else errors.stackTraceLimit = limit;
  } catch {
    // Then `stackTraceLimit` was not changed either.
  }
}

/** The first location in a file in a stack trace. */
export function site(trace: Trace): Site | undefined {
  let stack: unknown;
  try {
    stack = trace.stack;
  } catch {
    // This runs `Error.prepareStackTrace`, if a program has defined it.
    return undefined;
  }
  if (typeof stack !== "string") return undefined;
  // Without captureStackTrace, the first three frames are this module, the recorder and the method.
  const lines = stack.split("\n").slice(trace instanceof Error ? 3 : 0);
  for (const line of lines) {
    const found = parse(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `    at f (file:line:column)` of V8. */
const IN_FUNCTION = /^\s+at .*?\s\((.+):(\d+):(\d+)\)$/;
/** `    at file:line:column` of V8. */
const AT_TOP = /^\s+at (?:async )?(.+):(\d+):(\d+)$/;
/** `f@file:line:column` of the other engines. */
const ELSEWHERE = /^(?:[^@]*@)?(.+):(\d+):(\d+)$/;

function parse(line: string): Site | undefined {
  const match =
    IN_FUNCTION.exec(line) ?? AT_TOP.exec(line) ?? ELSEWHERE.exec(line);
  const file = match?.[1];
  if (file === undefined || file.startsWith("node:") || file.includes("<")) {
    return undefined;
  }
  return {
    file: shown(file),
    line: Number(match?.[2]),
    column: Number(match?.[3]),
  };
}

/** The path of a file for people: relative to the working directory. */
function shown(file: string): string {
  let path = file;
  if (file.startsWith("file://")) {
    try {
      path = decodeURIComponent(new URL(file).pathname);
      // `/C:/stack.ts` on Windows.
      if (/^\/[A-Za-z]:\//.test(path)) path = path.slice(1);
    } catch {
      return file;
    }
  }
  const folder = workingDirectory();
  return folder !== undefined && path.startsWith(folder)
    ? path.slice(folder.length)
    : path;
}

function workingDirectory(): string | undefined {
  const host = globalThis as { process?: { cwd?(): string } };
  try {
    const folder = host.process?.cwd?.();
    if (folder === undefined || folder === "/" || folder === "") {
      return undefined;
    }
    return `${folder.replaceAll("\\", "/")}/`;
  } catch {
    return undefined;
  }
}
