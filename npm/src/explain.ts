/** What explains faults: written by the core when the package is built, and no part of its module. */

import container from "../schema/container.schema.json";
import stack from "../schema/stack.schema.json";
import state from "../schema/state.schema.json";
import codes from "./generated/catalog.json";
import type { Catalog, DocumentKind, Explanation } from "./types.js";

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
  return catalog().codes.find((explanation) => explanation.code === code);
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
  return JSON.parse(codes);
}

/**
 * The JSON Schema (2020-12) of a container, a stack or a state, as JSON text. It says less than `validate` does, to any
 * editor.
 *
 * @param kind What is described. Default: a container.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const schema = JSON.parse(alien.jsonSchema("stack"));
 */
export function jsonSchema(kind: DocumentKind = "container"): string {
  const schema = { container, stack, state }[kind];
  if (schema === undefined) {
    throw new TypeError('kind is "container", "stack" or "state"');
  }
  return schema;
}
