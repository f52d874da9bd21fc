/**
 * The explanations of codes, and the JSON Schemas. The core generates them when the package is built. They are not
 * part of the WebAssembly module.
 */

import container from "../schema/container.schema.json";
import stack from "../schema/stack.schema.json";
import state from "../schema/state.schema.json";
import codes from "./generated/catalog.json";
import type {
  Catalog,
  DiagnosticCode,
  DocumentKind,
  Explanation,
} from "./types.js";

/**
 * Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns
 * `undefined` if the code doesn't exist.
 *
 * @param code The code of a diagnostic.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * console.log(alien.explain("no-ports")?.why);
 */
export function explain(code: DiagnosticCode): Explanation;
export function explain<S extends string>(
  code: string extends S ? S : `${S} is no code: see the page docs/codes.md`,
): Explanation | undefined;
export function explain(code: string): Explanation | undefined {
  return catalog().codes.find((explanation) => explanation.code === code);
}

/**
 * Returns the explanations of all diagnostic codes, sorted by code.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * for (const { code, summary } of alien.catalog().codes) console.log(code, summary);
 */
export function catalog(): Catalog {
  return JSON.parse(codes);
}

/**
 * Returns the JSON Schema (2020-12) of a container, a stack or a state, as JSON text. Editors can use it, but it
 * finds fewer problems than `validate`.
 *
 * @param kind The kind of document. Default: `"container"`.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const schema = JSON.parse(alien.jsonSchema("stack"));
 */
export function jsonSchema(kind: DocumentKind = "container"): string {
  const schema = { container, stack, state }[kind];
  if (schema === undefined) {
    throw new TypeError('kind must be "container", "stack" or "state"');
  }
  return schema;
}
