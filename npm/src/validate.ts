/** The functions that judge declarations which were not built here: texts and values. */

import { engine } from "./engine.js";
import { ValidationError } from "./errors.js";
import { decode, load, loadText, output } from "./memory.js";
import { DEPTH, Tape } from "./tape.js";
import type { Catalog, Explanation, Report, ValidateOptions } from "./types.js";

/** The most bytes of text that are read unless a caller asks otherwise. */
const BYTES = 16 * 1024 * 1024;

/** The tape of values; nobody has it while a value is being read, which may run a program's getters. */
let spare: Tape | undefined = new Tape();

/** A text or a value in memory: as the core's functions take it. */
interface Loaded {
  readonly words: number;
  readonly bytes: number;
  /** Whether halves of surrogate pairs in a text were replaced by U+FFFD. */
  readonly replaced: boolean;
}

function loadInput(
  declaration: unknown,
  options: ValidateOptions | undefined,
): Loaded {
  if (typeof declaration === "string") {
    const limit = options?.limits?.bytes ?? BYTES;
    const { length, isWellFormed } = loadText(declaration, limit);
    return { words: 0, bytes: length, replaced: !isWellFormed };
  }
  const tape = spare ?? new Tape();
  spare = undefined;
  tape.clear();
  tape.value(declaration, options?.limits?.depth ?? DEPTH);
  const bytes = load(tape);
  spare = tape;
  return { words: tape.used, bytes, replaced: false };
}

/**
 * What is found wrong with a declaration: a container, a stack of resources or the state of a stack.
 *
 * A string is JSON text, and its diagnostics have ranges; anything else is the declaration itself. Nothing is thrown,
 * whatever the declaration is.
 *
 * @param declaration JSON text, or a value.
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
  const { words, bytes, replaced } = loadInput(declaration, options);
  return engine().validate(words, bytes, replaced, options) ?? clean();
}

function clean(): Report {
  return { valid: true, diagnostics: [], truncated: false };
}

/**
 * What is found wrong with a change: first with the new declaration itself, then what may not change, such as the ID,
 * and what loses data, such as smaller storage.
 *
 * @param before What is deployed: JSON text, or a value.
 * @param after What shall be deployed: JSON text, or a value.
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
  const old = loadInput(before, options);
  engine().putAside(old.words, old.bytes);
  const { words, bytes, replaced } = loadInput(after, options);
  return engine().validateUpdate(words, bytes, replaced, options) ?? clean();
}

/**
 * The normalised JSON of a declaration: keys in one order, every default written out, no spaces. Two declarations that
 * mean the same have the same normalised JSON.
 *
 * @param declaration JSON text, or a value.
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
  const { words, bytes, replaced } = loadInput(declaration, options);
  const refusal = engine().normalise(words, bytes, replaced, options);
  if (refusal !== undefined) {
    throw new ValidationError(refusal.message, refusal.report, normalise);
  }
  return decode(output());
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
 * comments and spaces included. A text that needs no fix, or holds half of a surrogate pair, comes back as it is.
 *
 * @param text JSON text.
 * @param options Which fixes, and how the text is read.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * alien.applyFixes('{"id": "api", "memory": "1Gi"}');
 * // {"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}
 */
export function applyFixes(text: string, options: FixOptions = {}): string {
  const { unsafe = false, ...read } = options;
  const { length, isWellFormed } = loadText(
    text,
    options.limits?.bytes ?? BYTES,
  );
  return isWellFormed ? engine().applyFixes(length, unsafe, read) : text;
}

/**
 * What a code means: why it is a fault, and an example that has it and one that doesn't. `undefined` if there is no such
 * code.
 *
 * @param code The code of a diagnostic.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * console.log(alien.explain("no-ports")?.why);
 */
export function explain(code: string): Explanation | undefined {
  return engine().explain(code);
}

/**
 * Every code there is, in the order of their names.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * for (const { code, summary } of alien.catalog().codes) console.log(code, summary);
 */
export function catalog(): Catalog {
  return engine().catalog();
}

/**
 * The JSON Schema (2020-12) of a container, as JSON text. It says less than `validate` does, to any editor.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const schema = JSON.parse(alien.jsonSchema());
 */
export function jsonSchema(): string {
  return engine().jsonSchema();
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
  return engine().version();
}
