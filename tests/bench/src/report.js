/** From measurements to a table, the aims and the gates. */

import { BUILD, SITES, ZOD } from "./builders.js";
import { AJV, PARSE, VALIDATE } from "./texts.js";

/**
 * @typedef {import("./measure.js").Timing} Timing
 * @typedef {object} Results
 * @property {{ name: string; load: number; first: number }[]} startup
 * @property {{ name: string; bytes: number; gzip: number; brotli: number }[]} sizes
 * @property {{ name: string; bytes: number; timings: Record<string, Timing> }[]} texts
 * @property {{ name: string; timings: Record<string, Timing> }[]} builders
 * @property {{ count: number; valid: number; faulty: number }[]} stacks
 */

/**
 * What the package aims at, and how far it is.
 *
 * @param {Results} results
 */
export function aims({ startup, sizes, texts, builders }) {
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
 * What CI may hold: ratios of one run, for valid text, with room for noise.
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
 * @param {Results} results
 * @param {{ node: string; platform: string; arch: string }} machine
 * @param {number} rounds
 */
export function report(results, { node, platform, arch }, rounds) {
  const { startup, sizes, texts, builders, stacks } = results;
  const races = [
    ...texts.map(({ name, bytes, timings }) => ({
      title: `${name}, ${bytes} bytes of text`,
      timings,
    })),
    ...builders.map(({ name, timings }) => ({
      title: `${name}, built`,
      timings,
    })),
  ];
  return [
    `Node ${node}, ${platform} ${arch}. Every input differs; competitors take turns, ${rounds} rounds of about 1.5 ms;`,
    "medians. `ratio` is of one time to the first row's, `by round` the median of each round's ratio. Timings are",
    "noisy: expect 10 % from run to run, and trust ratios of one run only.",
    ...races.map(({ title, timings }) => race(title, timings)),
    table(
      ["stack of so many containers, us for each", "valid", "each faulty"],
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
      // Calls with sites are timed in a race of their own.
      name === SITES ? "" : (ns / first).toFixed(2),
      ratio.toFixed(2),
    ]),
  );
}

/**
 * The first column to the left, numbers to the right.
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
