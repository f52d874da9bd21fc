import { ready, validate } from "alien-sdk/validate-streaming";

/** @param {string} text */
export async function check(text) {
  await ready();
  return validate(text).diagnostics.length;
}
