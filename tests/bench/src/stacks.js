/** Measures the time per container for stacks of different sizes. */

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
 * Measures the microseconds per container for each size: for a valid stack, and for a stack with one error per
 * container.
 *
 * @param {typeof import("alien-sdk")} alien
 */
export function measureStacks(alien) {
  const options = { limits: { bytes: 1 << 30 } };
  /** @param {string} stack @param {number} count */
  const measure = (stack, count) => {
    const times = [];
    for (let done = 0; done < CONTAINERS || times.length < 3; done += count) {
      const start = performance.now();
      alien.validate(stack, options);
      times.push(((performance.now() - start) * 1000) / count);
    }
    return median(times);
  };
  return SIZES.map((count) => ({
    count,
    valid: measure(
      text(count, () => 8080),
      count,
    ),
    faulty: measure(
      text(count, (i) => 70_000 + i),
      count,
    ),
  }));
}
