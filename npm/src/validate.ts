/** The functions that validate texts and values. */

import { ValidationError } from "./errors.js";
import { LIMIT_BYTES, LIMIT_DEPTH } from "./generated/core.js";
import {
  enterCore,
  leaveCore,
  loadBytes,
  loadTape,
  loadText,
  readOutput,
} from "./memory.js";
import { Tape } from "./tape.js";
import { bytesOf, decodeUtf8 } from "./text.js";
import type {
  Diff,
  JsonText,
  LimitOptions,
  Report,
  ValidateOptions,
} from "./types.js";

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
function readDeclaration(
  declaration: unknown,
  options: ValidateOptions | undefined,
): Input {
  if (typeof declaration === "string") return declaration;
  const bytes = bytesOf(declaration);
  if (bytes !== undefined) {
    // The bytes are copied, since the program may change them before they are validated. A text above the limit is not
    // copied, because it is never read.
    return bytes.length > byteLimit(options) ? bytes : bytes.slice();
  }
  const tape = spareTape ?? new Tape();
  spareTape = undefined;
  tape.writeValue(declaration, options?.limits?.depth ?? LIMIT_DEPTH);
  return tape;
}

/** Copies a declaration into the core's memory. It stays there until another one is loaded. */
function loadDeclaration(
  input: Input,
  options: ValidateOptions | undefined,
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

/** Enters the core with two declarations. The core stores the first one before the second one is loaded. */
function enterCoreWithTwo(
  before: unknown,
  after: unknown,
  options: ValidateOptions | undefined,
) {
  const ownOptions = copyOptions(options);
  const oldInput = readDeclaration(before, ownOptions);
  const newInput = readDeclaration(after, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(oldInput, ownOptions);
  core.storeOldDeclaration(words, bytes, form, ownOptions);
  return { core, ownOptions, ...loadDeclaration(newInput, ownOptions) };
}

function byteLimit(options: ValidateOptions | undefined): number {
  const given: unknown = options?.limits?.bytes;
  // The core rejects options of other types with an error message.
  return typeof given === "number" ? given : LIMIT_BYTES;
}

/** Copies the options. If they are not an object, returns them unchanged, and the core rejects them. */
function copyOptions(
  options: ValidateOptions | null | undefined,
): ValidateOptions | undefined {
  if (typeof options !== "object" || options === null) {
    return options ?? undefined;
  }
  return {
    kind: ownOption(options, "kind"),
    relaxed: ownOption(options, "relaxed"),
    units: ownOption(options, "units"),
    limits: copyLimits(ownOption(options, "limits")),
  } as ValidateOptions;
}

function copyLimits(
  limits: LimitOptions | undefined,
): LimitOptions | undefined {
  if (typeof limits !== "object" || limits === null) return limits;
  return {
    bytes: ownOption(limits, "bytes"),
    depth: ownOption(limits, "depth"),
    diagnostics: ownOption(limits, "diagnostics"),
  } as LimitOptions;
}

/** Returns an option if it is an own property. Ignores keys that a program has added to `Object.prototype`. */
function ownOption<T extends object, K extends keyof T>(
  options: T,
  key: K,
): T[K] | undefined {
  return Object.hasOwn(options, key) ? options[key] : undefined;
}

/**
 * Validates a declaration: a container, a stack, or the state of a stack.
 *
 * A string or bytes are read as JSON text, and diagnostics then contain ranges. Any other value is the declaration
 * itself. Problems of the declaration are reported, not thrown.
 *
 * @param declaration JSON text, as a string or as UTF-8 bytes (see {@link JsonText}), or a value.
 * @param options The kind of the declaration, how text is read, and limits.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const { valid, diagnostics } = alien.validate('{"id": "api", "ports": [{"port": 70000}]}');
 * for (const { code, message, range } of diagnostics) console.log(code, message, range?.start.line);
 */
export function validate(
  declaration: unknown,
  options?: ValidateOptions,
): Report {
  const ownOptions = copyOptions(options);
  const input = readDeclaration(declaration, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, ownOptions);
  const isClean = core.validate(words, bytes, form, ownOptions);
  const report = isClean ? undefined : core.lastReport();
  leaveCore();
  return report ?? cleanReport();
}

function cleanReport(): Report {
  return { valid: true, diagnostics: [], truncated: false };
}

/**
 * Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as
 * another ID, and changes that lose data, such as smaller storage.
 *
 * @param before The deployed declaration: JSON text, as a string or as bytes, or a value.
 * @param after The new declaration: JSON text, as a string or as bytes, or a value.
 * @param options How both declarations are read.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const deployed: alien.Resource;
 * const next = new alien.Container("api").build();
 * const { valid } = alien.validateUpdate(deployed, next);
 */
export function validateUpdate(
  before: unknown,
  after: unknown,
  options?: ValidateOptions,
): Report {
  const { core, words, bytes, form, ownOptions } = enterCoreWithTwo(
    before,
    after,
    options,
  );
  const report = core.validateUpdate(words, bytes, form, ownOptions);
  leaveCore();
  return report ?? cleanReport();
}

/**
 * Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects
 * the change, and whether it loses data. The values of environment variables are never shown.
 *
 * @param before The deployed declaration: JSON text, as a string or as bytes, or a value.
 * @param after The new declaration: JSON text, as a string or as bytes, or a value.
 * @param options How both declarations are read.
 * @throws {@link ValidationError} if one of the declarations has errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const deployed: string;
 * declare const next: alien.Resource;
 * const { changes, text } = alien.diff(deployed, next);
 * if (changes.some((change) => change.refused)) console.log(text);
 */
export function diff(
  before: unknown,
  after: unknown,
  options?: ValidateOptions,
): Diff {
  const { core, words, bytes, form, ownOptions } = enterCoreWithTwo(
    before,
    after,
    options,
  );
  const compared = core.diff(words, bytes, form, ownOptions);
  leaveCore();
  const { failure } = compared;
  if (failure !== undefined) {
    throw new ValidationError(failure.message, failure.report, diff);
  }
  return compared.diff as Diff;
}

/** Reads the state of a stack. Returns the state as JSON, and the problems found in it. */
export function readState(
  state: unknown,
  options?: ValidateOptions,
): { readonly json: string; readonly report: Report } {
  const ownOptions = copyOptions(options);
  const input = readDeclaration(state, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, ownOptions);
  const report = core.stateOutputs(words, bytes, form, ownOptions);
  leaveCore();
  return { json: readOutput(), report: report ?? cleanReport() };
}

/**
 * Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces.
 * Declarations that mean the same have the same normalised JSON.
 *
 * @param declaration JSON text, as a string or as bytes, or a value.
 * @param options How the text is read.
 * @throws {@link ValidationError} if the declaration has errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const text: string;
 * console.log(alien.normalise(text));
 */
export function normalise(
  declaration: unknown,
  options?: ValidateOptions,
): string {
  const ownOptions = copyOptions(options);
  const input = readDeclaration(declaration, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, ownOptions);
  const failure = core.normalise(words, bytes, form, ownOptions);
  leaveCore();
  if (failure !== undefined) {
    throw new ValidationError(failure.message, failure.report, normalise);
  }
  return readOutput();
}

/** Options of {@link applyFixes}. */
export interface FixOptions extends ValidateOptions {
  /** Whether to also apply fixes that may change the meaning. Default: false. */
  unsafe?: boolean;
}

/**
 * Returns JSON text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are
 * applied too.
 *
 * If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the
 * text, including comments and whitespace, doesn't change. Applying fixes to the result changes nothing. A text is
 * returned unchanged if it needs no fix, is larger than the limit or contains an unpaired surrogate.
 *
 * @param json JSON text, as a string or as UTF-8 bytes.
 * @param options Which fixes to apply, and how the text is read.
 * @throws {TypeError} if the bytes are not UTF-8.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * alien.applyFixes('{"id": "api", "memory": "1Gi"}');
 * // {"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}
 */
export function applyFixes(json: JsonText, options?: FixOptions): string {
  const text = textOf(json);
  const unsafe: unknown =
    (typeof options === "object" && options && ownOption(options, "unsafe")) ??
    false;
  if (typeof unsafe !== "boolean") {
    throw new TypeError(
      `unsafe must be a boolean, not ${describeType(unsafe)}`,
    );
  }
  const ownOptions = copyOptions(options);
  const core = enterCore();
  const { length, isWellFormed } = loadText(text, byteLimit(ownOptions));
  const fixed = isWellFormed
    ? core.applyFixes(length, unsafe, ownOptions)
    : undefined;
  leaveCore();
  return fixed ?? text;
}

/** Returns the text that was given as a string or as bytes. */
function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  const bytes = bytesOf(given);
  if (bytes === undefined) {
    throw new TypeError(
      `applyFixes() takes JSON text, but got ${describeType(given)}`,
    );
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    throw new TypeError("applyFixes() takes UTF-8, but got invalid bytes");
  }
  return text;
}

/** Describes the type of a value without running code of the program. */
function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** @internal Returns a copy of a declaration without values that may be secret. */
export function maskSecrets(declaration: object): unknown {
  const input = readDeclaration(declaration, undefined);
  const core = enterCore();
  const { words, bytes } = loadDeclaration(input, undefined);
  core.maskSecrets(words, bytes);
  leaveCore();
  return JSON.parse(readOutput());
}

/**
 * Returns the version of the SDK.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * console.log(alien.version());
 */
export function version(): string {
  const version = enterCore().version();
  leaveCore();
  return version;
}
