// Measures the package and prints a table:
//
//     node run.js [--package FOLDER] [--json] [--gate] [--rounds N]
//
// FOLDER is the installed package; the one that is built in npm/ unless given. --gate fails where a ratio that CI holds
// is passed; times themselves are never a reason to fail.

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
const builders = measureBuilders(alien, rounds);
const stacks = measureStacks(alien);

const results = { startup, sizes, texts, builders, stacks };
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
      console.error(`${name}: ${actual.toFixed(2)}, and the gate is ${most}`);
      process.exitCode = 1;
    }
  }
}
