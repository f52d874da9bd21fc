// Measures the speed of the package in several versions of Node.js and in Chromium, and prints tables:
//
//     node run.js [--package FOLDER] [--json] [--rounds N]
//     node run.js [--package FOLDER] --gate [--rounds N]
//
// FOLDER is the folder of the installed package. The default is the package that was built in npm/. With --gate, the
// command only compares the package with other libraries, in the Node.js that runs it, and fails if a ratio is above its
// limit. It never fails because of an absolute time.

import { rmSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureChromium } from "./src/chromium.js";
import { medianColdStarts } from "./src/cold-start.js";
import { exceeded } from "./src/limits.js";
import { findNodes, ownNode, run } from "./src/nodes.js";
import { limitsTable, report } from "./src/report.js";
import { measureSizes } from "./src/sizes.js";

/** How often each program and page is started to measure cold starts. */
const STARTS = 15;

const { values } = parseArgs({
  options: {
    package: { type: "string" },
    json: { type: "boolean", default: false },
    gate: { type: "boolean", default: false },
    rounds: { type: "string" },
  },
});
const folder =
  values.package === undefined
    ? fileURLToPath(new URL("../../npm", import.meta.url))
    : resolve(values.package);
// The programs in src/ import the package by its name.
const link = fileURLToPath(new URL("node_modules/alien-sdk", import.meta.url));
rmSync(link, { force: true });
symlinkSync(folder, link, "junction");

if (values.gate) checkLimits(values.rounds ?? "100");
else await measureAll(values.rounds ?? "200");

/** @param {string} rounds */
function checkLimits(rounds) {
  const rows = race(ownNode, rounds).rows;
  console.log(limitsTable(rows));
  const suspects = exceeded(rows);
  if (suspects.length === 0) return;
  console.log("\nSome ratios are above their limits. Measuring again…");
  const again = race(ownNode, rounds).rows;
  console.log(limitsTable(again));
  const failed = exceeded(again).filter((name) => suspects.includes(name));
  if (failed.length === 0) return;
  console.error(`above the limit twice:\n  ${failed.join("\n  ")}`);
  process.exitCode = 1;
}

/** @param {string} rounds */
async function measureAll(rounds) {
  const { nodes: found, skipped } = findNodes();
  const nodes = [];
  for (const node of found) {
    console.error(`measuring in Node.js ${node.version}…`);
    nodes.push({
      version: node.version,
      ...race(node, rounds),
      stacks: run(node, "stacks.js"),
      coldStarts: await medianColdStarts(STARTS, (program) =>
        run(node, "node-start.js", program),
      ),
    });
  }
  console.error("measuring in Chromium…");
  const results = {
    platform: process.platform,
    arch: process.arch,
    rounds: Number(rounds),
    starts: STARTS,
    nodes,
    skipped,
    chromium: await measureChromium(folder, STARTS),
    sizes: await measureSizes(folder),
  };
  console.log(values.json ? JSON.stringify(results, null, 2) : report(results));
}

/**
 * Compares the package with other libraries.
 *
 * @param {import("./src/nodes.js").Node} node
 * @param {string} rounds
 * @returns {{ rows: import("./src/measure.js").Row[]; checksum: number }}
 */
function race(node, rounds) {
  return run(node, "races.js", rounds);
}
