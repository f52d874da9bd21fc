/** Reads the texts, values and options that are passed to functions, and copies them into the memory of the core. */

import { LIMIT_BYTES, LIMIT_DEPTH } from "./generated/core.js";
import type {
  ValidateOptions as CoreOptions,
  Failure,
} from "./generated/types.js";
import {
  enterCore,
  leaveCore,
  loadBytes,
  loadTape,
  loadText,
  readOutput,
} from "./memory.js";
import { readFailure, readReport } from "./results.js";
import { Tape } from "./tape.js";
import { bytesOf, decodeUtf8 } from "./text.js";
import type { LimitOptions, Report, ValidateOptions } from "./types.js";

/**
 * The tape that is reused for values. While a value is being read, this is `undefined`: a getter may validate another
 * value, which then needs a tape of its own.
 */
let spareTape: Tape | undefined = new Tape();

/** The maximum number of entries of a tape that is reused. Keeping a larger tape would waste memory. */
const MAX_SPARE_ENTRIES = 1 << 14;

/** The size of a text or a value in the core's memory. Functions of the core take these numbers. */
interface Loaded {
  readonly words: number;
  readonly bytes: number;
  /** {@link SURROGATES_REPLACED}, {@link RAW_BYTES} or 0. */
  readonly form: number;
}

/** The form of a text in which unpaired surrogates were replaced by U+FFFD. */
const SURROGATES_REPLACED = 1;
/** The form of a text that may not be valid UTF-8. */
const RAW_BYTES = 2;

/** The largest length that can be passed to the core. */
const MAX_LENGTH = 2 ** 32 - 1;

/** A text, the bytes of a text, or a copy of a value. */
type Input = string | Uint8Array | Tape;

/**
 * Reads a declaration. This may run code of the program, such as a getter, which may use this module. All later steps
 * run no such code.
 */
export function readDeclaration(
  declaration: unknown,
  options: CoreOptions | undefined,
): Input {
  if (typeof declaration === "string") return declaration;
  const bytes = bytesOf(declaration);
  if (bytes !== undefined) {
    // The bytes are copied, since the program may change them before they are validated. A text above the limit is not
    // copied, because it is never read.
    return bytes.length > byteLimit(options) ? bytes : bytes.slice();
  }
  return writeValue(declaration, options?.limits?.depth ?? LIMIT_DEPTH);
}

/** Writes a value to a tape. */
function writeValue(value: unknown, depth: number): Tape {
  const tape = spareTape ?? new Tape();
  spareTape = undefined;
  tape.writeValue(value, depth);
  return tape;
}

/** Copies a declaration into the core's memory. It stays there until another one is loaded. */
export function loadDeclaration(
  input: Input,
  options: CoreOptions | undefined,
): Loaded {
  if (typeof input === "string") {
    const { length, isWellFormed } = loadText(input, byteLimit(options));
    return {
      words: 0,
      bytes: length,
      form: isWellFormed ? 0 : SURROGATES_REPLACED,
    };
  }
  if (input instanceof Uint8Array) {
    const { length } = input;
    if (length <= byteLimit(options)) loadBytes(input);
    return { words: 0, bytes: Math.min(length, MAX_LENGTH), form: RAW_BYTES };
  }
  const { words, bytes } = loadTape(input);
  if (input.used <= MAX_SPARE_ENTRIES) {
    input.clear();
    spareTape = input;
  }
  return { words, bytes, form: 0 };
}

/**
 * Validates a declaration, and writes its normalised JSON to the output of the core. Returns the failure if it has errors.
 */
export function writeNormalised(
  declaration: unknown,
  options: CoreOptions | undefined,
): Failure | undefined {
  const input = readDeclaration(declaration, options);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, options);
  const isWritten = core.normalise(words, bytes, form, options);
  const failure = isWritten ? undefined : readFailure(core);
  leaveCore();
  return failure;
}

/** Enters the core with a value, such as a report. A string is a value too, not a text. */
export function enterCoreWithValue(value: unknown) {
  const input = writeValue(value, LIMIT_DEPTH);
  const core = enterCore();
  return { core, ...loadDeclaration(input, undefined) };
}

/**
 * Enters the core with two declarations, for the function `caller`. The core stores the first one before the second one is
 * loaded.
 */
export function enterCoreWithTwo(
  before: unknown,
  after: unknown,
  options: ValidateOptions | undefined,
  caller: string,
) {
  const ownOptions = copyOptions(options, caller);
  const oldInput = readDeclaration(before, ownOptions);
  const newInput = readDeclaration(after, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(oldInput, ownOptions);
  core.storeOldDeclaration(words, bytes, form, ownOptions);
  return { core, ownOptions, ...loadDeclaration(newInput, ownOptions) };
}

export function byteLimit(options: CoreOptions | undefined): number {
  const given: unknown = options?.limits?.bytes;
  // The core rejects options of other types with an error message.
  return typeof given === "number" ? given : LIMIT_BYTES;
}

/** The options of {@link ValidateOptions}. */
const OPTIONS = ["kind", "syntax", "units", "limits", "name"];

/** The options of {@link LimitOptions}. */
const LIMITS = ["bytes", "depth", "diagnostics"];

/**
 * Copies the options that were passed to the function `caller`. If they are not an object, returns them unchanged, and the
 * core rejects them.
 *
 * @param known The options that exist, if they are not those of `ValidateOptions`.
 */
export function copyOptions(
  options: ValidateOptions | null | undefined,
  caller: string,
  known = OPTIONS,
): CoreOptions | undefined {
  if (typeof options !== "object" || options === null) {
    return (options ?? undefined) as CoreOptions | undefined;
  }
  checkNames(options, `${caller}()`, "option", known);
  return {
    kind: ownOption(options, "kind"),
    syntax: ownOption(options, "syntax"),
    units: ownOption(options, "units"),
    limits: copyLimits(ownOption(options, "limits")),
    name: ownOption(options, "name"),
  } as CoreOptions;
}

function copyLimits(
  limits: LimitOptions | undefined,
): LimitOptions | undefined {
  if (typeof limits !== "object" || limits === null) return limits;
  checkNames(limits, "limits", "key", LIMITS);
  return {
    bytes: ownOption(limits, "bytes"),
    depth: ownOption(limits, "depth"),
    diagnostics: ownOption(limits, "diagnostics"),
  } as LimitOptions;
}

/**
 * Throws a `TypeError` if an object has a name that doesn't exist, since it is probably misspelt. The error says that
 * `owner`, such as `validate()`, has no such option, or what else `noun` is.
 */
export function checkNames(
  options: unknown,
  owner: string,
  noun: string,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null) return;
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const core = enterCore();
    const message = core.unknownOption(owner, noun, name, known.join(" "));
    leaveCore();
    throw new TypeError(message);
  }
}

/** Returns an option if it is an own property. Ignores keys that a program has added to `Object.prototype`. */
export function ownOption<T extends object, K extends keyof T>(
  options: T,
  key: K,
): T[K] | undefined {
  return Object.hasOwn(options, key) ? options[key] : undefined;
}

/**
 * Returns the text that was given as a string or as bytes to the function `caller`. Throws if the bytes are not UTF-8, unless
 * `fatal` is false.
 */
export function textOf(given: unknown, caller: string, fatal = true): string {
  if (typeof given === "string") return given;
  const bytes = bytesOf(given);
  if (bytes === undefined) {
    throw new TypeError(
      `${caller}() takes JSON text, but got ${describeType(given)}`,
    );
  }
  const text = decodeUtf8(bytes, fatal);
  if (text === undefined) {
    throw new TypeError(`${caller}() takes UTF-8, but got invalid bytes`);
  }
  return text;
}

/** Describes the type of a value without running code of the program. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** The report on a declaration without problems. */
export function cleanReport(): Report {
  return { valid: true, diagnostics: [], truncated: false };
}

/**
 * Reads the state of a stack for the function `caller`. Returns the state as JSON, and the problems found in it.
 */
export function readState(
  state: unknown,
  options: ValidateOptions | undefined,
  caller: string,
): { readonly json: string; readonly report: Report } {
  const ownOptions = copyOptions(options, caller);
  const input = readDeclaration(state, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, ownOptions);
  const isClean = core.stateOutputs(words, bytes, form, ownOptions);
  const report = isClean ? cleanReport() : readReport(core);
  leaveCore();
  return { json: readOutput(), report };
}

/** Returns a copy of a declaration without values that may be secret. */
export function maskSecrets(declaration: object): unknown {
  const { core, words, bytes } = enterCoreWithValue(declaration);
  core.maskSecrets(words, bytes);
  leaveCore();
  return JSON.parse(readOutput());
}
