import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "alien-sdk/schema/container.schema.json" with {
  type: "json",
};

/** @type {import("ajv").ValidateFunction | undefined} */
let validate;

/** @param {string} text */
export function check(text) {
  validate ??= new Ajv2020({ strictTypes: false }).compile(schema);
  validate(JSON.parse(text));
  return validate.errors?.length ?? 0;
}
