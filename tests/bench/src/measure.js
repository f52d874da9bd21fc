/** Times competitors against each other in one run, in turns. */

/**
 * A competitor: does its work on one input and gives a number made from the result, so that nothing can be optimised
 * away.
 *
 * @typedef {(input: any) => number} Work
 *
 * @typedef {object} Timing
 * @property {number} ns The median time of one operation.
 * @property {number} ratio The median of a round's time to that of the first competitor in the same round.
 */

/** Long enough for V8 to compile everything with its best compiler, also where other work keeps its threads waiting. */
const WARM_UP_MS = 800;
const BLOCK_MS = 1.5;

/** What the results add up to: read in the end, so it must be computed. */
export let checksum = 0;

/**
 * Runs each competitor for a block of some 1.5 ms, then the next, for so many rounds. What disturbs the machine for
 * longer than a block disturbs all of them.
 *
 * @param {Record<string, Work>} works
 * @param {readonly unknown[]} inputs
 * @param {number} rounds
 * @returns {Record<string, Timing>}
 */
export function race(works, inputs, rounds) {
  const names = Object.keys(works);
  const runners = Object.values(works).map((work) => runner(work, inputs));
  const times = runners.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      // Another one begins each time, so that nobody always pays for a predecessor's garbage.
      const who = (turn + round) % runners.length;
      times[who][round] = runners[who]();
    }
  }
  return Object.fromEntries(
    names.map((name, who) => {
      const ratios = times[who].map((time, round) => time / times[0][round]);
      return [name, { ns: median(times[who]), ratio: median(ratios) }];
    }),
  );
}

/**
 * A warm function that runs one block and gives the nanoseconds of one operation.
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
 * The loop of a block, compiled anew for each competitor: one loop for all would call each through a shared, slow
 * inline cache.
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
