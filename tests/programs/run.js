// Runs random programs with the installed package; see README.md.

import { readFileSync } from "node:fs";
import * as alien from "alien-sdk";

alien.trackCalls(false);

/** Starts a builder with the first call of a program. @type {Record<string, (argument: any) => any>} */
const START = {
  container: (id) => new alien.Container(id),
  from: alien.Container.from,
  stack: (id) => new alien.Stack(id),
  fromStack: alien.Stack.from,
};

/** @param {[string, ...unknown[]][]} calls */
function run(calls) {
  const builders = [];
  for (const [method, ...given] of calls) {
    if (method in START) {
      builders.push(START[method](given[0]));
    } else if (method === "addBuilder") {
      const added = builders.pop();
      builders.push(builders.pop().add(added, ...given));
    } else {
      builders.push(builders.pop()[method](...given));
    }
  }
  try {
    const resource = builders[0].build();
    return {
      normalised: alien.normalise(resource),
      diagnostics: resource.warnings,
    };
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    return { diagnostics: error.diagnostics };
  }
}

const lines = readFileSync(0, "utf8").split("\n");
lines.pop();
const results = lines.map((line) => JSON.stringify(run(JSON.parse(line))));
process.stdout.write(`${results.join("\n")}\n`);
