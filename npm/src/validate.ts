/** The functions that validate texts and values. The package exports everything that this file exports. */

import {
  byteLimit,
  cleanReport,
  copyOptions,
  describeType,
  enterCoreWithTwo,
  loadDeclaration,
  ownOption,
  readDeclaration,
  textOf,
  writeNormalised,
} from "./declarations.js";
import { ValidationError } from "./errors.js";
import { enterCore, leaveCore, loadText, readOutput } from "./memory.js";
import { readDiff, readFailure, readReport } from "./results.js";
import type { Diff, JsonText, Report, ValidateOptions } from "./types.js";

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
  const ownOptions = copyOptions(options, "validate");
  const input = readDeclaration(declaration, ownOptions);
  const core = enterCore();
  const { words, bytes, form } = loadDeclaration(input, ownOptions);
  const isClean = core.validate(words, bytes, form, ownOptions);
  const report = isClean ? cleanReport() : readReport(core);
  leaveCore();
  return report;
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
 * const deployed = new alien.Container("api")
 *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
 *   .cpu(1)
 *   .memory("1Gi")
 *   .port(8080)
 *   .permissions("execution")
 *   .build();
 * const next = alien.Container.from(deployed.config).memory("2Gi").build();
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
    "validateUpdate",
  );
  const isClean = core.validateUpdate(words, bytes, form, ownOptions);
  const report = isClean ? cleanReport() : readReport(core);
  leaveCore();
  return report;
}

/**
 * Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects
 * the change, and whether it loses data. The values of environment variables are never shown.
 *
 * @param before The deployed declaration: JSON text, as a string or as bytes, or a value.
 * @param after The new declaration: JSON text, as a string or as bytes, or a value.
 * @param options How both declarations are read.
 * @throws a {@link ValidationError} if one of the declarations has errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const deployed = new alien.Container("api")
 *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
 *   .cpu(1)
 *   .memory("1Gi")
 *   .port(8080)
 *   .permissions("execution")
 *   .build();
 * const next = alien.Container.from(deployed.config).memory("2Gi").build();
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
    "diff",
  );
  const isCompared = core.diff(words, bytes, form, ownOptions);
  const compared = isCompared ? readDiff(core) : readFailure(core);
  leaveCore();
  if ("message" in compared) {
    throw new ValidationError(compared.message, compared.report, diff);
  }
  return compared;
}

/**
 * Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces.
 * Declarations that differ only in layout, in the order of keys or in keys with defaults have the same normalised JSON.
 *
 * @param declaration JSON text, as a string or as bytes, or a value.
 * @param options How the text is read.
 * @throws a {@link ValidationError} if the declaration has errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const text = '{"type": "storage", "id": "uploads"}';
 * const stack = `{"id": "my-app", "resources": {"uploads": {"config": ${text}, "lifecycle": "frozen"}}}`;
 * console.log(alien.normalise(stack));
 */
export function normalise(
  declaration: unknown,
  options?: ValidateOptions,
): string {
  const failure = writeNormalised(
    declaration,
    copyOptions(options, "normalise"),
  );
  if (failure !== undefined) {
    throw new ValidationError(failure.message, failure.report, normalise);
  }
  return readOutput();
}

/** Options of {@link applyFixes}. */
export interface FixOptions extends ValidateOptions {
  /** Whether to also apply fixes that may change the meaning. Default: false. */
  readonly unsafe?: boolean | undefined;
}

const FIX_OPTIONS = ["kind", "syntax", "units", "limits", "name", "unsafe"];

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
  const text = textOf(json, "applyFixes");
  const unsafe: unknown =
    (typeof options === "object" && options && ownOption(options, "unsafe")) ??
    false;
  if (typeof unsafe !== "boolean") {
    throw new TypeError(
      `unsafe must be a boolean, not ${describeType(unsafe)}`,
    );
  }
  const ownOptions = copyOptions(options, "applyFixes", FIX_OPTIONS);
  const core = enterCore();
  const { length, isWellFormed } = loadText(text, byteLimit(ownOptions));
  const fixed = isWellFormed
    ? core.applyFixes(length, unsafe, ownOptions)
    : undefined;
  leaveCore();
  return fixed ?? text;
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
