import { validate } from "alien-sdk/validate";

/** @param {string} text */
export const check = (text) => validate(text).diagnostics.length;
