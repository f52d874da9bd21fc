/** Changes one part of a text, and leaves the rest exactly as it is. */

import { copyOptions, enterCoreWithValue, textOf } from "./declarations.js";
import { enterCore, leaveCore } from "./memory.js";
import type { Fix, JsonText, ValidateOptions } from "./types.js";

/** The `syntax` of the text. Default: JSON, which may contain comments. */
export type EditOptions = Pick<ValidateOptions, "syntax">;

const OPTIONS = ["syntax"];

/**
 * Returns a text with one fix of its report applied. The rest of the text doesn't change.
 *
 * @param json The text that was validated.
 * @param fix A fix of a diagnostic of that text.
 * @param options The `units` of the report, if they are not the default, and the `syntax` of the text, if it is YAML.
 * @throws An error if the fix doesn't fit the text.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const text = '{"id": "api", "memory": "1Gi"}';
 * const fix = alien.validate(text).diagnostics.flatMap(({ fixes }) => fixes)[0];
 * if (fix) console.log(fix.title, alien.applyFix(text, fix));
 */
export function applyFix(
  json: JsonText,
  fix: Fix,
  options?: EditOptions & Pick<ValidateOptions, "units">,
): string {
  const text = textOf(json, "applyFix");
  const ownOptions = copyOptions(options, "applyFix", [...OPTIONS, "units"]);
  const { core, words, bytes } = enterCoreWithValue(fix);
  const fixed = core.applyFix(words, bytes, text, ownOptions);
  leaveCore();
  return fixed;
}

/**
 * Returns a text in which the value at a path is set. The layout, the comments and the rest of the text don't change.
 * Objects and lists that are missing on the way are added.
 *
 * @param json The text, which may contain comments and trailing commas.
 * @param path A JSON Pointer, such as `/ports/0/port`. The index `-` appends to a list.
 * @param value The new value.
 * @param options What the text is, if it is YAML.
 * @throws An error if nothing can be set at the path, or if the text has syntax errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * alien.edit('{"id": "api", "replicas": 3} // for now', "/replicas", 5);
 * // {"id": "api", "replicas": 5} // for now
 */
export function edit(
  json: JsonText,
  path: string,
  value: unknown,
  options?: EditOptions,
): string {
  const text = textOf(json, "edit");
  const ownOptions = copyOptions(options, "edit", OPTIONS);
  const { core, words, bytes } = enterCoreWithValue(value);
  const edited = core.edit(words, bytes, text, String(path), ownOptions);
  leaveCore();
  return edited;
}

/**
 * Returns a text without the value at a path, and without its key. The layout, the comments and the rest of the text
 * don't change.
 *
 * @param json The text, which may contain comments and trailing commas.
 * @param path A JSON Pointer, such as `/ports/0`.
 * @param options What the text is, if it is YAML.
 * @throws An error if there is nothing at the path, or if the text has syntax errors.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * alien.remove('{"id": "api", "replicas": 3}', "/replicas");
 * // {"id": "api"}
 */
export function remove(
  json: JsonText,
  path: string,
  options?: EditOptions,
): string {
  const text = textOf(json, "remove");
  const ownOptions = copyOptions(options, "remove", OPTIONS);
  const core = enterCore();
  const edited = core.remove(text, String(path), ownOptions);
  leaveCore();
  return edited;
}
