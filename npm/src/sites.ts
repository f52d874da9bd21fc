/** Records where builder calls are made. Capturing a stack trace is cheap, and parsing happens only when needed. */

/** A location in a source file. Lines and columns are counted from 1. */
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
 * The number of stack frames to capture. The first frame may belong to a built-in function such as `Array.map`, so
 * one frame is not enough. Each additional frame takes half a microsecond.
 */
const CAPTURED_FRAMES = 2;

/** How many more calls are traced. Capturing a stack trace takes microseconds, so there is a limit by default. */
let remainingTraces = 2000;

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
  remainingTraces = enabled ? Number.POSITIVE_INFINITY : 0;
}

/** V8's functions for stack traces. Other engines may not have them. */
interface Capturing {
  captureStackTrace?(target: object, above: unknown): void;
  stackTraceLimit?: number;
}

/**
 * Captures the stack trace from the caller of `method`, which is running. Returns `undefined` once the limit of
 * traced calls is reached.
 */
export function captureTrace(method: unknown): Trace | undefined {
  if (remainingTraces <= 0) return undefined;
  remainingTraces--;
  const errors = Error as unknown as Capturing;
  const limit = errors.stackTraceLimit;
  try {
    if (errors.captureStackTrace === undefined) return new Error();
    errors.stackTraceLimit = CAPTURED_FRAMES;
    const trace = {};
    errors.captureStackTrace(trace, method);
    return trace;
  } catch {
    // The host may have frozen Error.
    return undefined;
  } finally {
    restoreLimit(errors, limit);
  }
}

function restoreLimit(errors: Capturing, limit: number | undefined): void {
  try {
    if (limit === undefined) delete errors.stackTraceLimit;
    else errors.stackTraceLimit = limit;
  } catch {
    // If `stackTraceLimit` can't be restored, it could not be changed before either.
  }
}

/** Returns the first frame of a stack trace that is in a file. */
export function parseTrace(trace: Trace): Site | undefined {
  let stack: unknown;
  try {
    stack = trace.stack;
  } catch {
    // Reading the property calls `Error.prepareStackTrace`, if the program has defined it.
    return undefined;
  }
  if (typeof stack !== "string") return undefined;
  // Without `captureStackTrace`, the first frames are `captureTrace`, two methods of `Calls`, and the builder method.
  const lines = stack.split("\n").slice(trace instanceof Error ? 4 : 0);
  for (const line of lines) {
    const found = parseFrame(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A frame of V8 in a function: `    at f (file:line:column)`. */
const IN_FUNCTION = /^\s+at .*?\s\((.+):(\d+):(\d+)\)$/;
/** A frame of V8 outside of functions: `    at file:line:column`. */
const AT_TOP = /^\s+at (?:async )?(.+):(\d+):(\d+)$/;
/** A frame of other engines: `f@file:line:column`. */
const OTHER_ENGINES = /^(?:[^@]*@)?(.+):(\d+):(\d+)$/;

function parseFrame(line: string): Site | undefined {
  const match =
    IN_FUNCTION.exec(line) ?? AT_TOP.exec(line) ?? OTHER_ENGINES.exec(line);
  const file = match?.[1];
  if (file === undefined || file.startsWith("node:") || file.includes("<")) {
    return undefined;
  }
  return {
    file: displayPath(file),
    line: Number(match?.[2]),
    column: Number(match?.[3]),
  };
}

/** Returns the path of a file for messages. Files in the working directory get a relative path. */
function displayPath(file: string): string {
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
