/** Which containers a wait waits for. */

import { describeType } from "../declarations.js";
import type { StackConfig } from "../types.js";
import type { StackWaitOptions } from "./options.js";

/**
 * Returns the ID of a container that is given by its ID, its builder or its built resource.
 *
 * @throws {TypeError} for anything else.
 */
export function containerId(given: unknown): string {
  const id = idOf(given);
  if (id !== undefined) return id;
  throw new TypeError(
    `the second argument must be an ID or a container, not ${describeType(given)}`,
  );
}

/**
 * Returns the IDs of the containers that the option `containers` names, or `undefined` if it is absent.
 *
 * @throws {TypeError} if it names no containers; any error of `build()` for a builder of a stack.
 */
export function containerIds(
  given: StackWaitOptions["containers"],
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const stack = stackOf(given);
  if (stack !== undefined) return idsOf(stack);
  if (!Array.isArray(given)) {
    throw new TypeError(
      `\`containers\` must be a list of IDs or containers, or a stack, not ${describeType(given)}`,
    );
  }
  if (given.length === 0) {
    throw new TypeError(
      "`containers` is empty: name at least one container, or leave the option out to wait for all",
    );
  }
  return given.map((element: unknown) => {
    const id = idOf(element);
    if (id !== undefined) return id;
    throw new TypeError(
      `\`containers\` must contain IDs or containers, not ${describeType(element)}`,
    );
  });
}

function idOf(given: unknown): string | undefined {
  const { ref } = Object(given) as { ref?: unknown };
  const id = typeof ref === "function" ? ref.call(given)?.id : given;
  return typeof id === "string" ? id : undefined;
}

/** Returns the declaration of a stack or of its builder. The class of a stack may be from another copy of this package. */
function stackOf(given: object): StackConfig | undefined {
  const { build, ref } = given as { build?: unknown; ref?: unknown };
  const isBuilder = typeof build === "function" && ref === undefined;
  const built = isBuilder ? build.call(given) : given;
  const { config } = built as { config?: StackConfig };
  return config?.resources === undefined ? undefined : config;
}

function idsOf({ id, resources }: StackConfig): readonly string[] {
  const containers = Object.entries(resources).filter(
    ([, { config }]) => config.type === "container",
  );
  if (containers.length > 0) return containers.map(([id]) => id);
  throw new TypeError(
    `stack ${JSON.stringify(id)} has no containers to wait for`,
  );
}
