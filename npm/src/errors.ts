import type { Diagnostic, Report } from "./types.js";

/**
 * Thrown when a declaration has errors. The message lists all problems, each with the call that caused it.
 * `diagnostics` contains them as data.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * try {
 *   new alien.Container("api").port(70000).build();
 * } catch (error) {
 *   if (!(error instanceof alien.ValidationError)) throw error;
 *   for (const { code, path, call } of error.diagnostics) console.log(code, path, call?.text);
 * }
 */
export class ValidationError extends Error {
  static {
    // This uses `this` instead of the class name. Otherwise, esbuild would rename the class to `_ValidationError`, also
    // in stack traces.
    // biome-ignore lint/complexity/noThisInStatic: see above
    Object.defineProperty(this.prototype, "name", {
      value: "ValidationError",
      configurable: true,
      writable: true,
    });
  }

  // These fields are private, since Node.js prints the properties of an uncaught error below its message.
  readonly #report: Report;

  /** @internal */
  constructor(message: string, report: Report, above?: unknown) {
    super(message);
    Object.freeze(report.diagnostics);
    this.#report = Object.freeze(report);
    // The stack trace starts at the caller of `above`.
    const { captureStackTrace } = Error as {
      captureStackTrace?(error: Error, above: unknown): void;
    };
    if (above !== undefined) captureStackTrace?.(this, above);
  }

  /** The report on the declaration, as `validate` returns it. */
  get report(): Report {
    return this.#report;
  }

  /** All diagnostics (errors, warnings and infos), in the order of the declaration. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#report.diagnostics;
  }

  /** Whether diagnostics were left out because there were too many. */
  get truncated(): boolean {
    return this.#report.truncated;
  }

  /** What `JSON.stringify` writes, for example in logs. */
  toJSON(): ValidationErrorJson {
    const { name, message, diagnostics, truncated } = this;
    return { name, message, diagnostics, truncated };
  }
}

/** A {@link ValidationError} as plain data. */
export interface ValidationErrorJson {
  /** `"ValidationError"`. */
  readonly name: string;
  /** The problems as text. */
  readonly message: string;
  /** All diagnostics, in the order of the declaration. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether diagnostics were left out because there were too many. */
  readonly truncated: boolean;
}
