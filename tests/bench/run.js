// Measures the speed of the package, and prints tables:
//
//     node run.js [--package FOLDER] [--json] [--gate] [--rounds N]
//
// FOLDER is the folder of the installed package. The default is the package that was built in npm/. With --gate, the
// command fails if a ratio is above its limit. It never fails because of an absolute time.

import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { measureBuilders } from "./src/builders.js";
import { checksum } from "./src/measure.js";
import { aims, gates, report } from "./src/report.js";
import { measureSizes } from "./src/sizes.js";
import { measureStacks } from "./src/stacks.js";
import { measureStartup } from "./src/startup.js";
import { measureTexts } from "./src/texts.js";
import { measureValues } from "./src/values.js";

/** How often a process is started to measure the time of an import. */
const STARTS = 21;

const { values } = parseArgs({
  options: {
    package: { type: "string" },
    json: { type: "boolean", default: false },
    gate: { type: "boolean", default: false },
    rounds: { type: "string", default: "400" },
  },
});
const folder =
  values.package === undefined
    ? fileURLToPath(new URL("../../npm", import.meta.url))
    : resolve(values.package);
const rounds = Number(values.rounds);
const entry = pathToFileURL(join(folder, "dist/esm/index.js")).href;
const alien = await import(entry);

const startup = measureStartup(entry, STARTS);
const sizes = await measureSizes(folder);
const texts = measureTexts(alien, rounds);
const inMemory = measureValues(alien, rounds);
const builders = measureBuilders(alien, rounds);
const stacks = measureStacks(alien);

const results = { startup, sizes, texts, values: inMemory, builders, stacks };
const machine = {
  node: process.version,
  platform: process.platform,
  arch: process.arch,
};
console.log(
  values.json
    ? JSON.stringify(
        { ...machine, rounds, checksum, ...results, aims: aims(results) },
        null,
        2,
      )
    : report(results, machine, rounds),
);
if (values.gate) {
  for (const { name, actual, most } of gates(results)) {
    if (actual > most) {
      console.error(`${name}: ${actual.toFixed(2)}, but the limit is ${most}`);
      process.exitCode = 1;
    }
  }
}
