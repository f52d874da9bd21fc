/** Reading an argument can run a getter of the program, and the getter may use this package. No call may be lost. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as alien from "alien-sdk";
import { CONTAINER, CONTAINER_TEXT, castTo } from "./shared.js";

const STACK = {
  id: "app",
  resources: {
    api: { config: { type: "container", ...CONTAINER }, lifecycle: "live" },
  },
};
const STATE = { platform: "aws", resources: { api: { type: "container" } } };

/** Returns an object with the same keys and values. Reading the value of the first key runs `use`. */
function running<T extends object>(given: T, use: () => void): T {
  const [[key, value]] = Object.entries(given) as [[string, unknown]];
  const { [key]: _, ...rest } = given as Record<string, unknown>;
  const first = Object.defineProperty({}, key, {
    enumerable: true,
    get() {
      use();
      return value;
    },
  });
  return castTo<T>(
    Object.defineProperties(first, Object.getOwnPropertyDescriptors(rest)),
  );
}

const small = () => alien.Container.from(CONTAINER);

/** What a getter may do, without using the builder that reads it. */
const GETTERS: Record<string, () => unknown> = {
  build: () => small().build(),
  refuse: () => assert.throws(() => new alien.Container("A").build()),
  "build a stack": () => alien.Stack.from(STACK).build(),
  validate: () => alien.validate({ id: 5, gpu: { type: "a" } }),
  "validate a text": () => alien.validate("{ no text"),
  validateUpdate: () =>
    alien.validateUpdate(CONTAINER_TEXT, { ...CONTAINER, id: "web" }),
  diff: () => alien.diff(CONTAINER, { ...CONTAINER, replicas: 2 }),
  normalise: () => alien.normalise({ ...CONTAINER, replicas: 3 }),
  applyFixes: () => alien.applyFixes('{"memory": "1Gi"}'),
  "StackState.parse": () => alien.StackState.parse(STATE),
  explain: () => alien.explain("no-ports"),
};

/** The functions that read values. Each returns its result. */
const READERS: Record<string, (use: () => void) => unknown> = {
  from: (use) => alien.Container.from(running(CONTAINER, use)).build().config,
  environment: (use) =>
    small()
      .environment({ A: "1" })
      .environment(running({ B: "2", C: "é" }, use))
      .build().config,
  healthCheck: (use) =>
    small()
      .healthCheck(running({ port: 8080, path: "/ready" }, use))
      .build().config,
  persistentStorage: (use) =>
    small()
      .persistentStorage("1Gi", running({ mountPath: "/var" }, use))
      .build().config,
  "link, ref": (use) =>
    small()
      .link({
        ref() {
          use();
          return { type: "kv", id: "a" };
        },
      })
      .build().config,
  "link, the result of ref": (use) =>
    small()
      .link({ ref: () => running({ type: "kv", id: "a" }, use) })
      .build().config,
  "build, with errors": (use) => {
    const wrong = castTo<alien.GpuInput>(
      running({ type: -1.5, count: [0.5, "x", { a: null }] }, use),
    );
    try {
      return small().port(70000).gpu(wrong).build();
    } catch (error) {
      return (error as alien.ValidationError).message.replace(/ {2}at .*/g, "");
    }
  },
  Stack: (use) =>
    alien.Stack.from(running(STACK, use))
      .permissions(running({ profiles: { execution: {} } }, use))
      .add(running({ type: "kv", id: "a" }, use), "frozen", {
        dependencies: [
          {
            ref() {
              use();
              return running({ type: "container", id: "api" }, use);
            },
          },
        ],
        other: running({ key: [1, 0.5] }, use),
      })
      .build().config,
  validate: (use) => alien.validate(running({ ...CONTAINER, id: "A" }, use)),
  normalise: (use) => alien.normalise(running(CONTAINER, use)),
  validateUpdate: (use) =>
    alien.validateUpdate(
      running(CONTAINER, use),
      running({ ...CONTAINER, id: "web" }, use),
    ),
  diff: (use) =>
    alien.diff(
      running(CONTAINER, use),
      running({ ...CONTAINER, replicas: 2 }, use),
    ),
  "StackState.parse": (use) => alien.StackState.parse(running(STATE, use)),
};

for (const [name, read] of Object.entries(READERS)) {
  describe(name, () => {
    const expected = read(() => {});
    for (const [action, use] of Object.entries(GETTERS)) {
      test(`reads a getter that does this: ${action}`, () => {
        let uses = 0;
        const getter = () => {
          uses++;
          use();
        };
        assert.deepEqual(read(getter), expected);
        assert.ok(uses > 0);
      });
    }
  });
}

test("a getter that builds the builder which reads it doesn't see the incomplete call", () => {
  const builder = small();
  const built: unknown[] = [];
  const use = () => built.push(builder.build().config.environment);
  builder.environment(running({ A: "1", B: "é" }, use));
  builder.environment(running({ C: "3" }, use));
  assert.deepEqual(built, [{}, { A: "1", B: "é" }]);
  const { environment } = builder.build().config;
  assert.deepEqual(environment, { A: "1", B: "é", C: "3" });
});

test("calls that a getter makes are added before the call that reads it", () => {
  const builder = small();
  const cpu = () => {
    builder.cpu(3).port(9000);
    builder.environment(running({ A: "é", N: "1" }, () => builder.port(9001)));
    builder.environment({ B: "2" });
  };
  builder.cpu(running({ min: "0.5", desired: "2" }, cpu)).port(9002);
  const { config } = builder.build();
  assert.deepEqual(config.cpu, { min: "0.5", desired: "2" });
  assert.deepEqual(
    config.ports.map(({ port }) => port),
    [8080, 9000, 9001, 9002],
  );
  assert.deepEqual(config.environment, { A: "é", N: "1", B: "2" });
});

test("getters in both arguments of a call may use the builder", () => {
  const stack = new alien.Stack("app");
  const use = (id: string) => () =>
    stack.add(new alien.Kv(id).build(), "frozen");
  stack.add(
    running({ type: "queue", id: "jobs", size: 0.5 }, use("a")),
    "frozen",
    { other: running({ key: -1 }, use("b")) },
  );
  const { resources } = stack.build().config;
  assert.deepEqual(Object.keys(resources), ["a", "b", "jobs"]);
  assert.deepEqual(resources["jobs"], {
    config: { type: "queue", id: "jobs", size: 0.5 },
    lifecycle: "frozen",
    other: { key: -1 },
  });
});

test("errors caused by calls that a getter makes show these calls and their lines", () => {
  const builder = small();
  const health = running({ path: 5 }, () => builder.port(70001));
  builder.healthCheck(castTo(health)).port(70002);
  assert.throws(
    () => builder.build(),
    ({ diagnostics }: alien.ValidationError) => {
      const calls = diagnostics.map(({ call }) => [call?.number, call?.text]);
      assert.deepEqual(calls, [
        [1, ".port(70001)"],
        [3, ".port(70002)"],
        [2, ".healthCheck(…)"],
      ]);
      const lines = diagnostics.map(({ call }) => call?.line ?? 0);
      const [inner, next, outer] = lines as [number, number, number];
      assert.equal(outer, next);
      assert.equal(inner, outer - 1);
      return true;
    },
  );
});

test("a call that runs out of stack doesn't affect the next call", () => {
  const builder = small();
  for (let depth = 0; depth < 40; depth++) {
    const recurse = (more: number): number => {
      builder.memory({ min: "1Gi", desired: "2Gi" });
      return recurse(more) + more;
    };
    assert.throws(() => recurse(depth), RangeError);
    builder.memory("3Gi");
    const { memory } = builder.build().config;
    assert.deepEqual(memory, { min: "3Gi", desired: "3Gi" });
  }
});
