/** Compares validating a JavaScript object with ajv and zod, and with `JSON.stringify`. */

import { Ajv2020 } from "ajv/dist/2020.js";
import { declarations, pool } from "./inputs.js";
import { compare, race } from "./measure.js";
import { schema as zod } from "./zod-container.js";

const AJV = "ajv";
const ZOD = "zod";
const STRINGIFY = "JSON.stringify";
const VALIDATE = "alien validate";

/**
 * @param {typeof import("alien-sdk")} alien
 * @param {number} rounds
 */
export function measureValues(alien, rounds) {
  const schema = JSON.parse(alien.jsonSchema());
  const ajv = new Ajv2020({ strictTypes: false }).compile(schema);
  /** @type {Record<string, (value: unknown) => number>} */
  const works = {
    [AJV]: (value) => (ajv(value) ? 1 : 0),
    [ZOD]: (value) => (zod.safeParse(value).success ? 1 : 0),
    [STRINGIFY]: (value) => (JSON.stringify(value).length > 2 ? 1 : 0),
    [VALIDATE]: (value) => (alien.validate(value).valid ? 1 : 0),
  };
  return Object.entries(declarations)
    .filter(([, { errors }]) => errors === 0)
    .flatMap(([name, { make }]) => {
      const inputs = pool((n) => ({ type: "container", ...make(n) }));
      for (const [competitor, work] of Object.entries(works)) {
        if (work(inputs[0]) !== 1) throw new Error(`${name}: ${competitor}`);
      }
      const times = race(works, inputs, rounds);
      const others = [AJV, ZOD, STRINGIFY];
      return compare(`validate(object), ${name}`, times, VALIDATE, others);
    });
}
