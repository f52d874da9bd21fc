/** Compares validating a JSON text with `JSON.parse` alone, and with `JSON.parse` and ajv using the package's schema. */

import { Ajv2020 } from "ajv/dist/2020.js";
import { declarations, texts } from "./inputs.js";
import { compare, race } from "./measure.js";

const PARSE = "JSON.parse";
const AJV = "JSON.parse + ajv";
const AJV_ALL = "JSON.parse + ajv, allErrors";
const VALIDATE = "alien validate";

/**
 * @param {typeof import("alien-sdk")} alien
 * @param {number} rounds
 */
export function measureTexts(alien, rounds) {
  const works = competitors(alien);
  return Object.entries(declarations).flatMap(([name, { make, errors }]) => {
    const inputs = texts(make);
    checkResults(name, works, inputs[0], errors);
    const times = race(works, inputs, rounds);
    const others = [PARSE, AJV, AJV_ALL];
    return compare(`validate(text), ${name}`, times, VALIDATE, others);
  });
}

/** @param {typeof import("alien-sdk")} alien */
function competitors(alien) {
  const schema = JSON.parse(alien.jsonSchema());
  const ajv = new Ajv2020({ strictTypes: false }).compile(schema);
  const ajvAll = new Ajv2020({ strictTypes: false, allErrors: true }).compile(
    schema,
  );
  return {
    [PARSE]: (/** @type {string} */ text) => JSON.parse(text).id.length,
    [AJV]: (/** @type {string} */ text) =>
      ajv(JSON.parse(text)) ? 1 : /** @type {any[]} */ (ajv.errors).length,
    [AJV_ALL]: (/** @type {string} */ text) =>
      ajvAll(JSON.parse(text))
        ? 1
        : /** @type {any[]} */ (ajvAll.errors).length,
    [VALIDATE]: (/** @type {string} */ text) => {
      const { valid, diagnostics } = alien.validate(text);
      return (valid ? 1 : 0) + diagnostics.length;
    },
  };
}

/**
 * Checks that all competitors find the errors. Otherwise, one may be fast because it doesn't validate.
 *
 * @param {string} name
 * @param {Record<string, (text: string) => number>} works
 * @param {string} text
 * @param {number} errors
 */
function checkResults(name, works, text, errors) {
  const found = works[VALIDATE](text);
  const expected = errors === 0 ? 1 : errors;
  if (found !== expected)
    throw new Error(`${name}: validate found ${found}, not ${expected}`);
  for (const ajv of [AJV, AJV_ALL]) {
    const found = works[ajv](text);
    if (errors === 0 ? found !== 1 : found < (ajv === AJV ? 1 : errors))
      throw new Error(`${name}: ${ajv} found ${found}`);
  }
}
