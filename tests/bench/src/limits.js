/** The ratios that the package should reach, and those that it must not exceed. */

/**
 * The limits of `--gate`: what was measured in Node.js 20, and about a quarter more for noise.
 *
 * @type {Record<string, number>}
 */
export const LIMITS = {
  "validate(text), full, valid / JSON.parse": 1.0,
  "validate(text), full, valid / JSON.parse + ajv": 0.7,
  "validate(text), small, valid / JSON.parse": 1.25,
  "validate(text), small, valid / JSON.parse + ajv": 0.8,
  "validate(text), full, 3 errors / JSON.parse": 3.4,
  "validate(text), full, 3 errors / JSON.parse + ajv": 2.9,
  "validate(text), small, 1 error / JSON.parse": 3.3,
  "validate(text), small, 1 error / JSON.parse + ajv": 2.2,
  "validate(object), full, valid / ajv": 4.1,
  "validate(object), full, valid / zod": 0.88,
  "validate(object), small, valid / ajv": 5.7,
  "validate(object), small, valid / zod": 0.95,
  "build(), full / zod builder": 1.15,
  "build().config, full / zod builder": 2.0,
  "build() with call sites, full / zod builder": 13.5,
  "build(), small / zod builder": 1.15,
  "build().config, small / zod builder": 2.2,
  "build() with call sites, small / zod builder": 10.5,
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
