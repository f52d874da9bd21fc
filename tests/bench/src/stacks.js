// `node stacks.js` measures the time per container for stacks of different sizes, and prints it as JSON.

import * as alien from "alien-sdk";
import { median } from "./measure.js";

const SIZES = [10, 100, 1000, 10_000, 100_000];

/** The total number of containers that are validated for each size. Small stacks are validated many times. */
const CONTAINERS = 200_000;

/**
 * Returns the text of a stack of containers. Each container is linked to the one before it.
 *
 * @param {number} count
 * @param {(i: number) => number} port
 */
function text(count, port) {
  const resources = Array.from({ length: count }, (_, i) => [
    `api-${i}`,
    {
      config: {
        type: "container",
        id: `api-${i}`,
        code: { type: "image", image: `ghcr.io/acme/api:v${i}` },
        cpu: { min: "1", desired: "1" },
        memory: { min: "1Gi", desired: "1Gi" },
        ports: [{ port: port(i) }],
        links: i === 0 ? [] : [{ type: "container", id: `api-${i - 1}` }],
        permissions: "execution",
      },
      lifecycle: "live",
    },
  ]);
  const stack = { id: "shop", resources: Object.fromEntries(resources) };
  return JSON.stringify(stack);
}

/**
 * Returns the microseconds per container.
 *
 * @param {string} stack
 * @param {number} count
 */
function measure(stack, count) {
  const options = { limits: { bytes: 1 << 30 } };
  const times = [];
  for (let done = 0; done < CONTAINERS || times.length < 3; done += count) {
    const start = performance.now();
    alien.validate(stack, options);
    times.push(((performance.now() - start) * 1000) / count);
  }
  return median(times);
}

const stacks = SIZES.map((count) => {
  const valid = text(count, () => 8080);
  const faulty = text(count, (i) => 70_000 + i);
  return {
    count,
    valid: measure(valid, count),
    faulty: measure(faulty, count),
  };
});
console.log(JSON.stringify(stacks));
