/** Formats the measurements as tables. */

import { AIMS, LIMITS } from "./limits.js";

/**
 * @typedef {import("./cold-start.js").ColdStart} ColdStart
 * @typedef {import("./measure.js").Row} Row
 * @typedef {{ name: string; times: ColdStart }[]} ColdStarts
 *
 * @typedef {object} NodeResults
 * @property {string} version
 * @property {Row[]} rows
 * @property {{ count: number; valid: number; faulty: number }[]} stacks
 * @property {ColdStarts} coldStarts
 *
 * @typedef {object} Results
 * @property {string} platform
 * @property {string} arch
 * @property {number} rounds
 * @property {number} starts
 * @property {NodeResults[]} nodes
 * @property {string[]} skipped
 * @property {{ version: string; cold: ColdStarts; warm: ColdStarts; bytes: number[] } | undefined} chromium
 * @property {{ name: string; bytes: number; gzip: number; brotli: number }[]} sizes
 */

/** Returns all tables as text. @param {Results} results */
export function report(results) {
  const { platform, arch, rounds, starts, nodes, skipped, chromium, sizes } =
    results;
  const [own] = nodes;
  return [
    `Node.js on ${platform} ${arch}. All inputs are different. The competitors take turns, for ${rounds} rounds of about`,
    "1.5 ms each. A ratio is the time of the package divided by that of the other program in the same round, and `ns` the",
    "time of the package; both are medians. Times vary by about 10 % from run to run, so only compare ratios.",
    ...skipped,
    table(
      [
        "package / other program",
        ...nodes.flatMap(({ version }) => [version, "ns"]),
        "aim",
      ],
      own.rows.map(({ name }, at) => [
        name,
        ...nodes.flatMap(({ rows }) => [
          rows[at].ratio.toFixed(2),
          rows[at].ns.toFixed(0),
        ]),
        AIMS[name]?.toFixed(2) ?? "",
      ]),
    ),
    table(
      [
        "containers in a stack, us per container",
        ...nodes.flatMap(({ version }) => [version, "faulty"]),
      ],
      own.stacks.map(({ count }, at) => [
        String(count),
        ...nodes.flatMap(({ stacks }) => [
          stacks[at].valid.toFixed(2),
          stacks[at].faulty.toFixed(2),
        ]),
      ]),
    ),
    "\nCold starts, in milliseconds: the time until the first report is there, of a declaration with one error; the part of it",
    "that the first call takes, which compiles the module or the schema (validate-streaming also downloads the module in a",
    `page); and the time of a second call. Medians of ${starts} starts.`,
    ...nodes.map(({ version, coldStarts }) =>
      table(
        [`new process of Node.js ${version}`, "report", "call", "2nd call"],
        coldStarts.map(({ name, times }) => [name, ...cells(times)]),
      ),
    ),
    chromium === undefined
      ? "\nChromium was skipped: it was not found, and CHROME_PATH is not set"
      : table(
          [
            `page in Chromium ${chromium.version}`,
            "KB gzip",
            "report",
            "call",
            "2nd call",
            "cached",
            "call",
            "2nd call",
          ],
          chromium.cold.map(({ name, times }, at) => [
            name,
            (chromium.bytes[at] / 1000).toFixed(1),
            ...cells(times),
            ...cells(chromium.warm[at].times),
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
  ].join("\n");
}

/** Returns the ratios with their limits as a table. @param {Row[]} rows */
export function limitsTable(rows) {
  return table(
    ["package / other program", "ratio", "limit"],
    rows.map(({ name, ratio }) => [
      name,
      ratio.toFixed(2),
      LIMITS[name]?.toFixed(2) ?? "",
    ]),
  );
}

/** @param {ColdStart} times */
function cells({ total, first, second }) {
  return [total.toFixed(1), first.toFixed(1), second.toFixed(2)];
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
