/** Formats reports for people and for tools. */

import {
  checkNames,
  describeType,
  enterCoreWithValue,
  ownOption,
  textOf,
} from "./declarations.js";
import type { ValidationError } from "./errors.js";
import type { RenderOptions as CoreOptions } from "./generated/types.js";
import { leaveCore } from "./memory.js";
import type { Diagnostic, JsonText, Report, Syntax, Units } from "./types.js";

/** The formats of {@link render}. */
export type RenderFormat = "text" | "github" | "sarif" | "json";

/** Options of {@link render}. */
export interface RenderOptions {
  /** The text that was validated. With it, each problem is shown in its line, and values that may be secret are hidden. */
  readonly text?: JsonText | undefined;
  /** The name of the file, as it is shown. */
  readonly name?: string | undefined;
  /** The syntax of the text. Default: what the end of `name` says, `.jsonc`, `.yaml` or `.yml`; otherwise `"json"`. */
  readonly syntax?: Syntax | undefined;
  /**
   * Whether the text has ANSI colours. By default it has them if the standard output of the process is a terminal that
   * shows colours, so not in browsers.
   */
  readonly color?: boolean | undefined;
  /**
   * `"text"` is for people: as compilers print problems, errors first. `"github"` are annotations of GitHub Actions,
   * `"sarif"` is a SARIF 2.1.0 log, and `"json"` is the report itself. Default: `"text"`.
   */
  readonly format?: RenderFormat | undefined;
  /** The unit of `character` in the positions of the report. Default: `"utf-16"`. */
  readonly units?: Units | undefined;
}

const OPTIONS = ["text", "name", "syntax", "color", "format", "units"];

/**
 * Formats a report, or the report of an error, for people or for tools.
 *
 * @param report The report that `validate` returned, or a {@link ValidationError}.
 * @param options The text that was validated, its name and the format.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const text = '{"id": "api", "replicas": -1}';
 * console.log(alien.render(alien.validate(text), { text, name: "api.json" }));
 */
export function render(
  report: Partial<Report> | ValidationError,
  options: RenderOptions = {},
): string {
  checkNames(options, "render()", "option", OPTIONS);
  const text = ownOption(options, "text");
  const coreOptions = {
    format: ownOption(options, "format"),
    text: text === undefined ? undefined : textOf(text, "render", false),
    name: ownOption(options, "name"),
    syntax: ownOption(options, "syntax"),
    color: ownOption(options, "color") ?? showsColors(),
    units: ownOption(options, "units"),
  } as CoreOptions;
  const { truncated = false } = report ?? {};
  const diagnostics: readonly Diagnostic[] | undefined = report?.diagnostics;
  if (!Array.isArray(diagnostics)) throw notAReport(report);
  const valid = !diagnostics.some(({ severity }) => severity === "error");
  const whole = { valid, diagnostics, truncated };
  const { core, words, bytes } = enterCoreWithValue(whole);
  const rendered = core.render(words, bytes, coreOptions);
  leaveCore();
  if (rendered === undefined) throw notAReport(report);
  return rendered;
}

function notAReport(given: unknown): TypeError {
  return new TypeError(
    `render() takes the report of validate() or a ValidationError, but got ${describeType(given)}`,
  );
}

/** Returns whether the standard output is a terminal that shows colours. Node.js, Deno and Bun know; a browser has none. */
function showsColors(): boolean {
  const host = globalThis as {
    process?: { stdout?: { isTTY?: boolean; hasColors?(): boolean } };
  };
  const output = host.process?.stdout;
  return output?.isTTY === true && output.hasColors?.() === true;
}
