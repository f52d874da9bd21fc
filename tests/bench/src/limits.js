/** The ratios that the package should reach, and those that it must not exceed. */

/**
 * The limits of `--gate`: what was measured in Node.js 20, and about a quarter more for noise.
 *
 * @type {Record<string, number>}
 */
export const LIMITS = {
};

/** The aims of the package. @type {Record<string, number>} */
export const AIMS = {
  "validate(text), full, valid / JSON.parse": 0.7,
  "validate(text), small, valid / JSON.parse": 0.7,
  "validate(object), full, valid / ajv": 2.5,
  "validate(object), small, valid / ajv": 2.5,
  "build(), full / zod builder": 1 / 1.5,
  "build(), small / zod builder": 1 / 1.5,
};

/**
 * Returns the names of the comparisons whose ratio is above the limit.
 *
 * @param {import("./measure.js").Row[]} rows
 */
export function exceeded(rows) {
  return Object.entries(LIMITS)
    .filter(([limited, most]) => {
      const row = rows.find(({ name }) => name === limited);
      if (row === undefined) throw new Error(`${limited} was not measured`);
      return row.ratio > most;
    })
    .map(([name]) => name);
}
