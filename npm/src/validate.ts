/** The functions that validate declarations which are given as texts or values. */

import { ValidationError } from "./errors.js";
import { LIMIT_BYTES, LIMIT_DEPTH } from "./generated/core.js";
import { enter, leave, load, loadBytes, loadText, output } from "./memory.js";
import { Tape } from "./tape.js";
import { bytesOf, decode } from "./text.js";
import type {
  Diff,
  JsonText,
  LimitOptions,
  Report,
  ValidateOptions,
} from "./types.js";

/**
 * The tape that is reused for values. It is not available while a value is being read, since reading may run
 * getters.
 */
let spare: Tape | undefined = new Tape();

/** The maximum number of entries of a tape that is reused. */
const SPARE = 1 << 14;

/** A text or a value in memory, as passed to the functions of the core. */
interface Loaded {
  readonly words: number;
  readonly bytes: number;
  /** {@link REPLACED} or {@link BYTES_GIVEN}; else 0. */
  readonly form: number;
}

/** Unpaired surrogates in a text were replaced by U+FFFD. */
const REPLACED = 1;
/** The text may not be UTF-8. */
const BYTES_GIVEN = 2;

/** The largest number of bytes that can be passed to the core. */
const MOST = 2 ** 32 - 1;

/** A text, or a copy of a value. */
type Taken = string | Uint8Array | Tape;

/** Reads a declaration. This may run user code, which may use this module. No later step runs user code. */
function take(
  declaration: unknown,
  options: ValidateOptions | undefined,
): Taken {
  if (typeof declaration === "string") return declaration;
  const bytes = bytesOf(declaration);
  if (bytes !== undefined) {
    // Copied, since a program may change the bytes before they are validated. A text that is too large is not read at
    // all.
    return bytes.length > mostBytes(options) ? bytes : bytes.slice();
  }
  const tape = spare ?? new Tape();
  spare = undefined;
  tape.value(declaration, options?.limits?.depth ?? LIMIT_DEPTH);
  return tape;
}

/** Copies the declaration into the core's memory, where it stays until the next load. */
function put(taken: Taken, options: ValidateOptions | undefined): Loaded {
  if (typeof taken === "string") {
    const { length, isWellFormed } = loadText(taken, mostBytes(options));
    return { words: 0, bytes: length, form: isWellFormed ? 0 : REPLACED };
  }
  if (taken instanceof Uint8Array) {
    const { length } = taken;
    if (length <= mostBytes(options)) loadBytes(taken);
    return { words: 0, bytes: Math.min(length, MOST), form: BYTES_GIVEN };
  }
  const { words, bytes } = load(taken);
  // A large tape would waste memory.
  if (taken.used <= SPARE) {
    taken.clear();
    spare = taken;
  }
  return { words, bytes, form: 0 };
}

/** Enters the core with two declarations. The core keeps the first one while the second one is loaded. */
function enterWithTwo(
  before: unknown,
  after: unknown,
  options: ValidateOptions | undefined,
) {
  const how = read(options);
  const taken = [take(before, how), take(after, how)] as const;
  const core = enter();
  const old = put(taken[0], how);
  core.putAside(old.words, old.bytes, old.form, how);
  return { core, how, ...put(taken[1], how) };
}

function mostBytes(options: ValidateOptions | undefined): number {
  const given: unknown = options?.limits?.bytes;
  // The core rejects options of other types with an error message.
  return typeof given === "number" ? given : LIMIT_BYTES;
}

/** Copies the options. A value of another type is returned as it is, and the core rejects it. */
function read(
  options: ValidateOptions | null | undefined,
): ValidateOptions | undefined {
  if (typeof options !== "object" || options === null) {
    return options ?? undefined;
  }
  return {
    kind: own(options, "kind"),
    relaxed: own(options, "relaxed"),
    units: own(options, "units"),
    limits: readLimits(own(options, "limits")),
  } as ValidateOptions;
}

function readLimits(
  limits: LimitOptions | undefined,
): LimitOptions | undefined {
  if (typeof limits !== "object" || limits === null) return limits;
  return {
    bytes: own(limits, "bytes"),
    depth: own(limits, "depth"),
    diagnostics: own(limits, "diagnostics"),
  } as LimitOptions;
}

/** Returns an option only if it is an own property, and not one that a program has added to `Object.prototype`. */
function own<T extends object, K extends keyof T>(
  options: T,
  key: K,
): T[K] | undefined {
  return Object.hasOwn(options, key) ? options[key] : undefined;
}

/**
 * Validates a declaration: a container, a stack, or the state of a stack.
 *
 * Strings and bytes are JSON text, and their diagnostics contain ranges. Any other value is the declaration
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
  const how = read(options);
  const taken = take(declaration, how);
  const core = enter();
  const { words, bytes, form } = put(taken, how);
  const isClean = core.validate(words, bytes, form, how);
  const report = isClean ? undefined : core.answer();
  leave();
  return report ?? clean();
}

function clean(): Report {
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
  const { core, words, bytes, form, how } = enterWithTwo(
    before,
    after,
    options,
  );
  const report = core.validateUpdate(words, bytes, form, how);
  leave();
  return report ?? clean();
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
  const { core, words, bytes, form, how } = enterWithTwo(
    before,
    after,
    options,
  );
  const compared = core.diff(words, bytes, form, how);
  leave();
  const { refusal } = compared;
  if (refusal !== undefined) {
    throw new ValidationError(refusal.message, refusal.report, diff);
  }
  return compared.diff as Diff;
}

/** Reads the state of a stack. Returns the state as JSON, and the problems found in it. */
export function readState(
  state: unknown,
  options?: ValidateOptions,
): { readonly json: string; readonly report: Report } {
  const how = read(options);
  const taken = take(state, how);
  const core = enter();
  const { words, bytes, form } = put(taken, how);
  const report = core.stateOutputs(words, bytes, form, how);
  leave();
  return { json: output(), report: report ?? clean() };
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
  const how = read(options);
  const taken = take(declaration, how);
  const core = enter();
  const { words, bytes, form } = put(taken, how);
  const refusal = core.normalise(words, bytes, form, how);
  leave();
  if (refusal !== undefined) {
    throw new ValidationError(refusal.message, refusal.report, normalise);
  }
  return output();
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
    (typeof options === "object" && options && own(options, "unsafe")) ?? false;
  if (typeof unsafe !== "boolean") {
    throw new TypeError(`unsafe must be a boolean, not ${kind(unsafe)}`);
  }
  const how = read(options);
  const core = enter();
  const { length, isWellFormed } = loadText(text, mostBytes(how));
  const fixed = isWellFormed ? core.applyFixes(length, unsafe, how) : undefined;
  leave();
  return fixed ?? text;
}

/** Returns the text that was given as a string or as bytes. */
function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  const bytes = bytesOf(given);
  if (bytes === undefined) {
    throw new TypeError(`applyFixes() takes JSON text, but got ${kind(given)}`);
  }
  const text = decode(bytes);
  if (text === undefined) {
    throw new TypeError("applyFixes() takes UTF-8, but got invalid bytes");
  }
  return text;
}

/** Describes the type of a value without running user code. */
function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** @internal Returns a copy of a declaration without values that may be secret. */
export function masked(declaration: object): unknown {
  const taken = take(declaration, undefined);
  const core = enter();
  const { words, bytes } = put(taken, undefined);
  core.masked(words, bytes);
  leave();
  return JSON.parse(output());
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
  const version = enter().version();
  leave();
  return version;
}
