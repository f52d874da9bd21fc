import { schema } from "../zod-container.js";

/** @param {string} text */
export const check = (text) =>
  schema.safeParse(JSON.parse(text)).error?.issues.length ?? 0;
