/** What Node.js and other hosts print for the objects of this package, for example with `console.log`. */

/** The name of the method that Node.js, Bun and Deno call to print an object. */
export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What the host passes to the method: how many levels are left, its options and `util.inspect`. Some hosts pass less. */
export type PrintArguments = [
  depth?: number | null,
  options?: object,
  inspect?: (value: unknown, options: object) => string,
];

/** How many more levels are printed than the host would print. With two, a container is complete. */
const MORE_LEVELS = 2;

/**
 * Prints properties of an object, which must contain no values that may be secret.
 *
 * @param name The name of the class. A bundler may have given the class itself another name.
 */
export function printAs(
  name: string,
  properties: object,
  [depth, options, inspect]: PrintArguments,
): unknown {
  if (inspect === undefined || depth === undefined) return properties;
  if (depth !== null && depth < 0) return `[${name}]`;
  const levels = depth === null ? null : depth + MORE_LEVELS;
  return `${name} ${inspect(properties, { ...options, depth: levels })}`;
}
