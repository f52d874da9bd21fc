/** Formats the measurements as tables, and compares them with the aims and the limits. */

import { BUILD, SITES, ZOD } from "./builders.js";
import { AJV, PARSE, VALIDATE } from "./texts.js";
import { AJV_VALUE, VALIDATE_VALUE } from "./values.js";

/**
 * @typedef {import("./measure.js").Timing} Timing
 * @typedef {object} Results
 * @property {{ name: string; load: number; first: number }[]} startup
 * @property {{ name: string; bytes: number; gzip: number; brotli: number }[]} sizes
 * @property {{ name: string; bytes: number; timings: Record<string, Timing> }[]} texts
 * @property {{ name: string; timings: Record<string, Timing> }[]} values
 * @property {{ name: string; timings: Record<string, Timing> }[]} builders
 * @property {{ count: number; valid: number; faulty: number }[]} stacks
 */

/**
 * Returns the aims of the package, with the measured values.
 *
 * @param {Results} results
 */
export function aims({ startup, sizes, texts, values, builders }) {
  /** @type {{ name: string; actual: number; most: number; unit: string }[]} */
  const aims = [];
  for (const { name, timings } of texts) {
    if (!name.endsWith("valid")) continue;
    const actual = timings[VALIDATE].ratio;
    aims.push({
      name: `validate, ${name} / ${PARSE}`,
      actual,
      most: 0.7,
      unit: "",
    });
  }
  for (const { name, timings } of values) {
    const actual = timings[VALIDATE_VALUE].ratio;
    aims.push({
      name: `validate, ${name} object / ${AJV_VALUE}`,
      actual,
      most: 2.5,
      unit: "",
    });
  }
  for (const { name, timings } of builders) {
    const actual = timings[BUILD].ratio;
    aims.push({
      name: `build(), ${name} / ${ZOD}`,
      actual,
      most: 1 / 1.5,
      unit: "",
    });
  }
  const [empty, alien] = startup;
  aims.push({
    name: "import",
    actual: alien.load - empty.load,
    most: 15,
    unit: " ms",
  });
  aims.push({
    name: sizes[0].name,
    actual: sizes[0].gzip / 1000,
    most: 100,
    unit: " KB gzipped",
  });
  return aims;
}

/**
 * Returns the ratios that `--gate` checks, with their limits. They are for valid text, and the limits leave room for
 * noise.
 *
 * @param {Results} results
 */
export function gates({ texts }) {
  return texts
    .filter(({ name }) => name.endsWith("valid"))
    .flatMap(({ name, timings }) => {
      const { ns, ratio } = timings[VALIDATE];
      return [
        { name: `validate, ${name} / ${PARSE}`, actual: ratio, most: 0.75 },
        {
          name: `validate, ${name} / ${AJV}`,
          actual: ns / timings[AJV].ns,
          most: 0.65,
        },
      ];
    });
}

/**
 * Returns all tables as text.
 *
 * @param {Results} results
 * @param {{ node: string; platform: string; arch: string }} machine
 * @param {number} rounds
 */
export function report(results, { node, platform, arch }, rounds) {
  const { startup, sizes, texts, values, builders, stacks } = results;
  const races = [
    ...texts.map(({ name, bytes, timings }) => ({
      title: `${name}, ${bytes} bytes of text`,
      timings,
    })),
    ...values.map(({ name, timings }) => ({
      title: `${name}, an object`,
      timings,
    })),
    ...builders.map(({ name, timings }) => ({
      title: `${name}, built`,
      timings,
    })),
  ];
  return [
    `Node.js ${node}, ${platform} ${arch}. All inputs are different. The competitors take turns, for ${rounds} rounds of`,
    "about 1.5 ms each. Times are medians. `ratio` is the time divided by that of the first row; `by round` is the median of",
    "this ratio in each round. Times vary by about 10 % from run to run, so only compare ratios of the same run.",
    ...races.map(({ title, timings }) => race(title, timings)),
    table(
      ["containers in a stack, us per container", "valid", "with errors"],
      stacks.map(({ count, valid, faulty }) => [
        String(count),
        valid.toFixed(2),
        faulty.toFixed(2),
      ]),
    ),
    table(
      ["fresh process, ms", "import", "first validate"],
      startup.map(({ name, load, first }) => [
        name,
        load.toFixed(1),
        name === "alien-sdk" ? first.toFixed(1) : "",
      ]),
    ),
    table(
      ["size, bytes", "plain", "gzip", "brotli"],
      sizes.map(({ name, bytes, gzip, brotli }) => [
        name,
        String(bytes),
        String(gzip),
        String(brotli),
      ]),
    ),
    table(
      ["aim", "measured", "at most", "reached"],
      aims(results).map(({ name, actual, most, unit }) => [
        name,
        actual.toFixed(2) + unit,
        most.toFixed(2),
        actual <= most ? "yes" : "no",
      ]),
    ),
  ].join("\n");
}

/**
 * Formats the timings of one race.
 *
 * @param {string} title
 * @param {Record<string, Timing>} timings
 */
function race(title, timings) {
  const all = Object.entries(timings);
  const first = all[0][1].ns;
  return table(
    [title, "ns", "ratio", "by round"],
    all.map(([name, { ns, ratio }]) => [
      name,
      ns.toFixed(0),
      // Calls with call sites are measured in a separate race.
      name === SITES ? "" : (ns / first).toFixed(2),
      ratio.toFixed(2),
    ]),
  );
}

/**
 * Formats a table. The first column is aligned to the left, and the others to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column].length)),
  );
  const shown = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0
          ? cell.padEnd(Math.max(widths[0], 44))
          : cell.padStart(Math.max(widths[column], 9)),
      )
      .join("  ")
      .trimEnd(),
  );
  return ["", shown[0], "-".repeat(shown[0].length), ...shown.slice(1)].join(
    "\n",
  );
}
