/** Measures the time from importing a library to its first report. Programs in Node.js and pages of a browser use it. */

import { declarations } from "./inputs.js";
import { median } from "./measure.js";

/**
 * @typedef {object} ColdStart All times are in milliseconds.
 * @property {number} total The time until the first report is there.
 * @property {number} first The part of it that the first call takes, which compiles a module or a schema.
 * @property {number} second The time of another call.
 */

/** The programs in `programs/`, by their names in the tables. */
export const programs = {
  nothing: "empty.js",
  "alien-sdk": "alien.js",
  "alien-sdk/validate": "validate.js",
  "alien-sdk/validate-streaming": "streaming.js",
  ajv: "ajv.js",
  zod: "zod.js",
};

// zod requires the type.
const text = JSON.stringify({
  type: "container",
  ...declarations["small, 1 error"].make(1),
});

/**
 * @param {number} start When the measurement started.
 * @param {(text: string) => number | Promise<number>} check Returns the number of errors.
 * @param {(errors: number) => void} show
 * @returns {Promise<ColdStart>}
 */
export async function measureColdStart(start, check, show) {
  const loaded = performance.now();
  const errors = await check(text);
  show(errors);
  const shown = performance.now();
  await check(text);
  const end = performance.now();
  if (errors !== 1) throw new Error(`found ${errors} errors instead of 1`);
  return { total: shown - start, first: shown - loaded, second: end - shown };
}

/**
 * Measures the programs in turns, and returns the medians of each program.
 *
 * @param {number} rounds
 * @param {(program: string) => ColdStart | Promise<ColdStart>} measure
 * @returns {Promise<{ name: string; times: ColdStart }[]>}
 */
export async function medianColdStarts(rounds, measure) {
  const all = Object.entries(programs);
  /** @type {ColdStart[][]} */
  const samples = all.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [which, [, program]] of all.entries())
      samples[which].push(await measure(program));
  }
  return all.map(([name], which) => ({
    name,
    times: {
      total: median(samples[which].map(({ total }) => total)),
      first: median(samples[which].map(({ first }) => first)),
      second: median(samples[which].map(({ second }) => second)),
    },
  }));
}
