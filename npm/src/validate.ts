/** The functions that judge declarations which were not built here: texts and values. */

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

/** The tape of values; nobody has it while a value is being read, which may run a program's getters. */
let spare: Tape | undefined = new Tape();

/** The most entries of a tape that is kept. */
const SPARE = 1 << 14;

/** A text or a value in memory: as the core's functions take it. */
interface Loaded {
  readonly words: number;
  readonly bytes: number;
  /** {@link REPLACED} or {@link BYTES_GIVEN}; else 0. */
  readonly form: number;
}

/** Halves of surrogate pairs in a text were replaced by U+FFFD. */
const REPLACED = 1;
/** The text may not be UTF-8. */
const BYTES_GIVEN = 2;

/** The largest number of bytes that the core is told. */
const MOST = 2 ** 32 - 1;

/** A text, or a value as it was when it was read. */
type Taken = string | Uint8Array | Tape;

/** Reads a declaration. This may run a program's code, which may use this module: what follows runs none. */
function take(
  declaration: unknown,
  options: ValidateOptions | undefined,
): Taken {
  if (typeof declaration === "string") return declaration;
  const bytes = bytesOf(declaration);
  if (bytes !== undefined) {
    // Copied, since a program may change it before it is read; a text that is too large is not read.
    return bytes.length > mostBytes(options) ? bytes : bytes.slice();
  }
  const tape = spare ?? new Tape();
  spare = undefined;
  tape.value(declaration, options?.limits?.depth ?? LIMIT_DEPTH);
  return tape;
}

/** Puts what was read into the core's memory, where it stays until the next load. */
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
  // A large one would be kept for nothing.
  if (taken.used <= SPARE) {
    taken.clear();
    spare = taken;
  }
  return { words, bytes, form: 0 };
}

/** Enters the core with two declarations, the first of them put aside. */
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
  // The core refuses options of other types; its sentence says which.
  return typeof given === "number" ? given : LIMIT_BYTES;
}

/** The options as they are now, or whatever was passed instead, which the core refuses. */
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

/** An option that was passed, and not one that a program has put into the prototype of all objects. */
function own<T extends object, K extends keyof T>(
  options: T,
  key: K,
): T[K] | undefined {
  return Object.hasOwn(options, key) ? options[key] : undefined;
}

/**
 * What is found wrong with a declaration: a container, a stack of resources or the state of a stack.
 *
 * A string is JSON text, and so are bytes; their diagnostics have ranges. Anything else is the declaration itself. Nothing is
 * thrown, whatever the declaration is.
 *
 * @param declaration JSON text, as a string or as bytes in UTF-8 (see {@link JsonText}), or a value.
 * @param options What the declaration is, how text is read, and bounds.
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
 * What is found wrong with a change: first with the new declaration itself, then what may not change, such as the ID,
 * and what loses data, such as smaller storage.
 *
 * @param before What is deployed: JSON text, as a string or as bytes, or a value.
 * @param after What shall be deployed: JSON text, as a string or as bytes, or a value.
 * @param options How both are read.
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
 * What changes from one declaration to another, of a container or of a whole stack: every key that differs, whether the
 * platform refuses that, and whether data is lost with it. Values of variables are never shown.
 *
 * @param before What is deployed: JSON text, as a string or as bytes, or a value.
 * @param after What shall be deployed: JSON text, as a string or as bytes, or a value.
 * @param options How both are read.
 * @throws {@link ValidationError} if one of them has errors of its own.
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

/** What became of the resources of a stack, as the core reads it: its JSON, and what is wrong with it. */
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
 * The normalised JSON of a declaration: keys in one order, every default written out, no spaces. Two declarations that
 * mean the same have the same normalised JSON.
 *
 * @param declaration JSON text, as a string or as bytes, or a value.
 * @param options How it is read.
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
  /** Whether fixes that change the meaning are made too. Default: no. */
  unsafe?: boolean;
}

/**
 * A JSON text with its fixes made: those that keep the meaning, or all of them with `unsafe`.
 *
 * Of several fixes of one fault, the likeliest is made. Faults that have none stay, and so does the rest of the text,
 * comments and spaces included. Once made, fixes leave none to make. A text that needs no fix, is larger than the limit
 * or holds half of a surrogate pair comes back as it is.
 *
 * @param json JSON text, as a string or as bytes in UTF-8.
 * @param options Which fixes, and how the text is read.
 * @throws A `TypeError` for bytes that are not UTF-8.
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
    throw new TypeError(`unsafe is true or false, but not ${kind(unsafe)}`);
  }
  const how = read(options);
  const core = enter();
  const { length, isWellFormed } = loadText(text, mostBytes(how));
  const fixed = isWellFormed ? core.applyFixes(length, unsafe, how) : undefined;
  leave();
  return fixed ?? text;
}

/** A text that was given as a string or as bytes. */
function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  const bytes = bytesOf(given);
  if (bytes === undefined) {
    throw new TypeError(`applyFixes() takes JSON text, but got ${kind(given)}`);
  }
  const text = decode(bytes);
  if (text === undefined) {
    throw new TypeError("applyFixes() takes UTF-8, but got other bytes");
  }
  return text;
}

/** What a value is, without running anything of it. */
function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** @internal A copy of a declaration without what may be secret. */
export function masked(declaration: object): unknown {
  const taken = take(declaration, undefined);
  const core = enter();
  const { words, bytes } = put(taken, undefined);
  core.masked(words, bytes);
  leave();
  return JSON.parse(output());
}

/**
 * The version of the SDK.
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
