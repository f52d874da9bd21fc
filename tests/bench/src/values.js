/** Compares validating a JavaScript object with ajv and zod, and with `JSON.stringify`. */

import { Ajv2020 } from "ajv/dist/2020.js";
import { declarations, pool } from "./inputs.js";
import { race } from "./measure.js";
import { schema as zod } from "./zod-container.js";

export const AJV_VALUE = "ajv";
export const VALIDATE_VALUE = "alien validate";

/**
 * @param {typeof import("alien-sdk")} alien
 * @param {number} rounds
 */
export function measureValues(alien, rounds) {
  const schema = JSON.parse(alien.jsonSchema());
  const ajv = new Ajv2020({ strictTypes: false }).compile(schema);
  /** @type {Record<string, (value: unknown) => number>} */
  const works = {
    [AJV_VALUE]: (value) => (ajv(value) ? 1 : 0),
    "zod safeParse": (value) => (zod.safeParse(value).success ? 1 : 0),
    "JSON.stringify": (value) => (JSON.stringify(value).length > 2 ? 1 : 0),
    [VALIDATE_VALUE]: (value) => (alien.validate(value).valid ? 1 : 0),
  };
  return Object.entries(declarations)
    .filter(([, { errors }]) => errors === 0)
    .map(([name, { make }]) => {
      const inputs = pool((n) => ({ type: "container", ...make(n) }));
      for (const [competitor, work] of Object.entries(works)) {
        if (work(inputs[0]) !== 1) throw new Error(`${name}: ${competitor}`);
      }
      return { name, timings: race(works, inputs, rounds) };
    });
}
