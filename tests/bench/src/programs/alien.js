import { validate } from "alien-sdk";

/** @param {string} text */
export const check = (text) => validate(text).diagnostics.length;
