/** Measures the time that several competitors take for the same inputs. The competitors take turns. */

/**
 * A competitor. Does its work on one input, and returns a number that depends on the result. Otherwise, the engine could
 * remove the work as unused.
 *
 * @typedef {(input: any) => number} Work
 *
 * @typedef {Record<string, Float64Array>} Times The nanoseconds per operation of each competitor, in each round.
 *
 * @typedef {object} Row A comparison of the package with a competitor.
 * @property {string} name For example `validate(text), full, valid / JSON.parse`.
 * @property {number} ns The median time of one operation of the package.
 * @property {number} ratio In each round, this time is divided by that of the competitor. This is the median.
 */

/** The duration of the warm-up. It is long enough for V8's optimising compiler, also on a busy machine. */
const WARM_UP_MS = 800;
/** The duration of a block, in which one competitor runs. */
const BLOCK_MS = 1.5;

/** The sum of all results. It is printed at the end, so the engine must compute it. */
export let checksum = 0;

/**
 * Measures the competitors. In each round, each competitor runs for a block of about 1.5 ms. If the machine is busy for
 * longer than a block, this affects all competitors.
 *
 * @param {Record<string, Work>} works
 * @param {readonly unknown[]} inputs
 * @param {number} rounds
 * @returns {Times}
 */
export function race(works, inputs, rounds) {
  const names = Object.keys(works);
  const runners = Object.values(works).map((work) => runner(work, inputs));
  const times = runners.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      // Each round starts with another competitor. Garbage of one competitor may be collected during the next one's block,
      // and this should not always affect the same one.
      const who = (turn + round) % runners.length;
      times[who][round] = runners[who]();
    }
  }
  return Object.fromEntries(names.map((name, who) => [name, times[who]]));
}

/**
 * Compares one competitor, which is the package, with each of the others.
 *
 * @param {string} name What the package does.
 * @param {Times} times
 * @param {string} ours
 * @param {string[]} others
 * @returns {Row[]}
 */
export function compare(name, times, ours, others) {
  const ns = median(times[ours]);
  return others.map((other) => {
    const ratios = times[ours].map((time, round) => time / times[other][round]);
    return { name: `${name} / ${other}`, ns, ratio: median(ratios) };
  });
}

/**
 * Warms up a competitor. Returns a function that runs one block, and returns the nanoseconds that one operation took.
 *
 * @param {Work} work
 * @param {readonly unknown[]} inputs
 */
function runner(work, inputs) {
  const run = loop();
  let next = 0;
  /** @param {number} count */
  const block = (count) => {
    const from = next;
    next = (next + count) % inputs.length;
    const start = process.hrtime.bigint();
    checksum += run(work, inputs, from, count);
    return Number(process.hrtime.bigint() - start) / count;
  };
  const end = performance.now() + WARM_UP_MS;
  let ns = block(10);
  while (performance.now() < end) ns = block(100);
  const count = Math.max(1, Math.round((BLOCK_MS * 1e6) / ns));
  return () => block(count);
}

/**
 * Compiles a loop that runs a block. Each competitor gets its own loop. In a common loop, the calls of all competitors
 * would share one inline cache, which would make them slow.
 *
 * @returns {(work: Work, inputs: readonly unknown[], from: number, count: number) => number}
 */
function loop() {
  return /** @type {any} */ (
    new Function(
      "work",
      "inputs",
      "from",
      "count",
      `let sum = 0;
       for (let i = 0; i < count; i++) sum += work(inputs[(from + i) % inputs.length]);
       return sum;`,
    )
  );
}

/** @param {ArrayLike<number>} numbers */
export function median(numbers) {
  const sorted = Float64Array.from(numbers).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
