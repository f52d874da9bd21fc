/** Measures the time of importing the package and of the first call, in new processes. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./measure.js";

const CHILD = fileURLToPath(new URL("startup-child.js", import.meta.url));

/**
 * Returns the median time of the import and of the first call, in milliseconds.
 *
 * @param {string} alien The URL of the package's entry.
 * @param {number} runs
 */
export function measureStartup(alien, runs) {
  const modules = {
    "empty module": new URL("empty.js", import.meta.url).href,
    "alien-sdk": alien,
    zod: import.meta.resolve("zod"),
    ajv: import.meta.resolve("ajv/dist/2020.js"),
  };
  const names = Object.keys(modules);
  /** @type {{ load: number; first: number }[][]} */
  const samples = names.map(() => []);
  for (let run = 0; run < runs; run++) {
    Object.values(modules).forEach((url, which) => {
      const printed = execFileSync(
        process.execPath,
        [CHILD, url, ...(url === alien ? ["validate"] : [])],
        { encoding: "utf8" },
      );
      samples[which].push(JSON.parse(printed));
    });
  }
  return names.map((name, which) => ({
    name,
    load: median(samples[which].map(({ load }) => load)),
    first: median(samples[which].map(({ first }) => first)),
  }));
}
