/** Declarations and helpers that several tests share. */

import * as alien from "alien-sdk";

/** A small valid container. */
export const CONTAINER = {
  id: "api",
  code: { type: "image", image: "ghcr.io/acme/api:v1" },
  cpu: { min: "1", desired: "1" },
  memory: { min: "1Gi", desired: "1Gi" },
  ports: [{ port: 8080 }],
  permissions: "execution",
};

/** The same container as JSON text. */
export const CONTAINER_TEXT = JSON.stringify(CONTAINER);

/** A builder of the same container. */
export function containerBuilder(id = "api"): alien.Container {
  return new alien.Container(id)
    .code({ type: "image", image: "ghcr.io/acme/api:v1" })
    .cpu(1)
    .memory("1Gi")
    .port(8080)
    .permissions("execution");
}

/** Builder calls as JSON files contain them: the name of each method, with its arguments. */
export type RecordedCalls = [string, ...unknown[]][];

/** Starts a builder with the first of its recorded calls. */
const START: Record<string, (argument: unknown) => unknown> = {
  container: (id) => new alien.Container(id as string),
  from: alien.Container.from,
  stack: (id) => new alien.Stack(id as string),
  fromStack: alien.Stack.from,
};

/** A builder whose methods can be called by name. */
type Builder = Record<string, (...given: unknown[]) => Builder>;

/** Makes the recorded calls on a new builder, and returns it. */
export function replay(calls: RecordedCalls): alien.Container | alien.Stack {
  const builders: Builder[] = [];
  for (const [method, ...given] of calls) {
    const start = START[method];
    if (start !== undefined) {
      builders.push(start(given[0]) as Builder);
    } else if (method === "addBuilder") {
      const added = builders.pop();
      builders.push(builders.pop()?.["add"]?.(added, ...given) as Builder);
    } else {
      builders.push(builders.pop()?.[method]?.(...given) as Builder);
    }
  }
  return builders[0] as unknown as alien.Container | alien.Stack;
}

/** The codes of all diagnostics in a report. */
export function codes(report: alien.Report): string[] {
  return report.diagnostics.map(({ code }) => code);
}

/** Gives a value any type, for calls that TypeScript would reject. */
export function castTo<T>(value: unknown): T {
  return value as T;
}
