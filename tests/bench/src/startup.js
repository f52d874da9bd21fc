/** What a program pays before its first result, in fresh processes. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./measure.js";

const CHILD = fileURLToPath(new URL("startup-child.js", import.meta.url));

/**
 * Medians of the milliseconds that an import and a first check take.
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
