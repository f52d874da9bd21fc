/** Tests that objects are compared, copied and printed as people expect, and that builders return reports. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import * as alien from "alien-sdk";
import { castTo, codes, containerBuilder } from "./shared.js";

const repository = process.env["ALIEN_SDK_REPOSITORY"] ?? "";
const { resolve } = createRequire(join(repository, "npm", "package.json"));
// The matchers of vitest, without its runner.
const vitest: typeof import("@vitest/expect") = await import(
  pathToFileURL(resolve("@vitest/expect")).href
);
vitest.chai.use(vitest.JestExtend);
vitest.chai.use(vitest.JestChaiExpect);

type Matchers = Record<"toEqual" | "toStrictEqual", (other: unknown) => void>;

function expect(value: unknown): Matchers & { readonly not: Matchers } {
  return castTo(vitest.chai.expect(value));
}

const STATE = {
  platform: "aws",
  resources: { api: { type: "container", status: "provisioning" } },
};

function stack(id = "shop"): alien.Stack {
  return new alien.Stack(id)
    .permissions({ profiles: { execution: {} } })
    .add(containerBuilder().build(), "live");
}

function failure(port = 0): alien.ValidationError {
  try {
    containerBuilder().port(port).build();
  } catch (error) {
    assert.ok(error instanceof alien.ValidationError);
    return error;
  }
  assert.fail("nothing was thrown");
}

async function waitFailure(): Promise<alien.WaitError> {
  const states = () => ({
    platform: "aws",
    resources: {
      api: {
        type: "container",
        status: "provision-failed",
        config: { environment: { TOKEN: "S3CRET" } },
      },
    },
  });
  return alien.waitForContainer(states, "api").then(
    () => assert.fail("nothing was thrown"),
    (error) => error,
  );
}

/** For each kind of object: a function that creates one, and functions that create different ones. */
const KINDS: [string, () => object, ...(() => object)[]][] = [
  [
    "a container",
    () => containerBuilder().build(),
    () => containerBuilder("web").build(),
    () => containerBuilder().cpu(2).build(),
    () => containerBuilder().environment({ A: "1" }).build(),
    () => containerBuilder().memory("64Mi").build(),
    () => stack().build(),
  ],
  [
    "a resource without options",
    () => new alien.Kv("a").build(),
    () => new alien.Kv("b").build(),
    () => new alien.Queue("a").build(),
  ],
  ["a declared resource", () => new alien.Kv("a"), () => new alien.Kv("b")],
  [
    "a stack",
    () => stack().build(),
    () => stack("other").build(),
    () => stack().add(new alien.Kv("a"), "frozen").build(),
  ],
  [
    "a builder",
    () => containerBuilder().environment({ A: "1" }),
    () => containerBuilder("web").environment({ A: "1" }),
    () => containerBuilder().environment({ A: "2" }),
    () => containerBuilder().environment({ B: "1" }),
    () => containerBuilder().environment({ A: "1" }).cpu(1),
  ],
  ["a builder of a stack", () => stack(), () => stack("other")],
  [
    "a state",
    () => alien.StackState.parse(STATE),
    () => alien.StackState.parse({ ...STATE, resources: {} }),
    () => alien.StackState.parse(5),
  ],
  [
    "a report",
    () => alien.validate({}),
    () => alien.validate({ id: "api" }),
    () => containerBuilder().validate(),
  ],
  ["a validation error", () => failure(0), () => failure(70_000)],
];

describe("tests compare", () => {
  for (const [name, create, ...others] of KINDS) {
    test(name, () => {
      const one = create();
      const same = create();
      // Reading the configuration, or building, must not change whether objects are equal.
      inspect(one);
      JSON.stringify(one);
      (one as Partial<alien.Container>).build?.();
      expect(one).toEqual(same);
      expect(one).toStrictEqual(same);
      assert.deepStrictEqual(one, same);
      for (const other of others.map((create) => create())) {
        expect(one).not.toEqual(other);
        expect(other).not.toEqual(one);
        expect(one).not.toStrictEqual(other);
        assert.notDeepStrictEqual(one, other);
        assert.notDeepEqual(one, other);
      }
    });
  }

  test("a built container with an object that has the same properties", () => {
    const { id, type, config, warnings } = containerBuilder().build();
    expect(containerBuilder().build()).toEqual({ id, type, config, warnings });
  });
});

describe("a built resource", () => {
  const built = () =>
    containerBuilder().memory("64Mi").environment({ A: "S3CRET" }).build();

  test("has its data as own enumerable properties", () => {
    const resource = built();
    assert.deepEqual(Object.keys(resource).sort(), [
      "config",
      "id",
      "type",
      "warnings",
    ]);
    const { id, type, config, warnings } = resource;
    assert.deepEqual({ ...resource }, { id, type, config, warnings });
    assert.equal(id, "api");
    assert.equal(type, "container");
    assert.equal(warnings.length, 1);
    assert.equal(resource.config, config, "the configuration is read once");
    assert.ok(Object.isFrozen(resource));
    assert.throws(() => {
      castTo<{ config: unknown }>(resource).config = 1;
    }, TypeError);
  });

  test("has the ID of its declaration, however it was built", () => {
    const from = alien.Container.from(built().config).build();
    assert.equal(from.id, "api");
    const renamed = alien.Stack.from(stack("other").build()).build();
    assert.deepEqual(
      [renamed.id, renamed.config.id, stack().build().id],
      ["other", "other", "shop"],
    );
    const id = castTo<string>({ not: "a string" });
    assert.equal(new alien.Kv(id).build().id, id);
  });

  test("is copied by structuredClone and postMessage", () => {
    for (const resource of [built(), stack().build()]) {
      const { config, id, warnings } = structuredClone(resource);
      assert.deepEqual(
        { config, id, warnings },
        {
          config: resource.config,
          id: resource.id,
          warnings: resource.warnings,
        },
      );
      const { port1, port2 } = new MessageChannel();
      port1.postMessage(resource);
      assert.deepEqual(receiveMessageOnPort(port2)?.message.config, config);
      port1.close();
    }
  });

  test("is printed completely, without secrets", () => {
    const shown = inspect(built());
    assert.match(shown, /^Resource \{\n {2}id: 'api',\n {2}type: 'container'/);
    assert.match(shown, /ports: \[ \{ port: 8080 \} \]/);
    assert.match(shown, /code: 'small-memory'/);
    assert.doesNotMatch(shown, /S3CRET|\[Object\]/);
    assert.equal(inspect([[[[built()]]]]), "[ [ [ [Array] ] ] ]");
    assert.equal(inspect([built()], { depth: 0 }), "[ [Resource] ]");
    assert.match(
      inspect(stack().build()),
      /^BuiltStack \{[\s\S]*id: 'api'[\s\S]*lifecycle: 'live'/,
    );
    assert.equal(inspect(new alien.Kv("a")), "Kv { type: 'kv', id: 'a' }");
  });
});

describe("a builder", () => {
  test("shows its calls, without secrets", () => {
    const container = new alien.Container("api")
      .exposePort(8080, "http")
      .environment({ A: "S3CRET" })
      .command(["--password=S3CRET"]);
    const calls = [
      'new Container("api")',
      '.exposePort(8080, "http")',
      ".environment(…)",
      ".command(…)",
    ];
    assert.equal(inspect(container), calls.join("\n  "));
    assert.equal(`${JSON.stringify(container)}`, JSON.stringify({ calls }));
    container.pool("gpu");
    assert.match(inspect(container), /\n {2}\.pool\("gpu"\)$/);
    const shown = inspect(alien.Stack.from({}).add(new alien.Kv("a"), "live"));
    assert.equal(shown, 'Stack.from(…)\n  .add(…, "live")');
  });

  test("shows the calls before the one that is printing it", () => {
    const container = new alien.Container("api");
    let shown = "";
    container.cpu({
      get min() {
        shown = inspect(container);
        return "1";
      },
      desired: "1",
    });
    assert.equal(shown, 'new Container("api")');
  });

  test("can't be cloned by accident, and the error says what to do", () => {
    for (const builder of [new alien.Container("api"), stack()]) {
      assert.throws(() => structuredClone(builder), {
        name: "DataCloneError",
        message:
          /this is a builder; pass what its build\(\) returns, or copy it with clone\(\)/,
      });
    }
  });

  test("is copied by clone(), and neither copy changes the other", () => {
    const base = containerBuilder();
    const copy = base.clone().memory("2Gi").environment({ ROLE: "copy" });
    base.replicas(3);
    assert.equal(base.build().config.memory.min, "1Gi");
    assert.deepEqual(base.build().config.environment, {});
    assert.equal(copy.build().config.replicas, undefined);
    assert.equal(copy.build().config.memory.min, "2Gi");
    assert.deepEqual(copy.ref(), { type: "container", id: "api" });
    assert.deepEqual(base.clone(), base);
    const { config } = base.build();
    assert.equal(alien.Container.from(config).clone().ref().id, "api");
    const shop = stack().permissions({ profiles: { execution: {} } });
    const larger = shop.clone().add(new alien.Queue("jobs"), "frozen");
    assert.equal("jobs" in shop.build().config.resources, false);
    assert.equal("jobs" in larger.build().config.resources, true);
  });

  test("keeps the lines of its calls in a copy", () => {
    const base = containerBuilder().port(70_000);
    const [original] = base.validate().diagnostics;
    const [copied] = base.clone().port(8081).validate().diagnostics;
    assert.ok(original?.call?.line);
    assert.deepEqual(copied, original);
  });
});

describe("validate() of a builder", () => {
  test("returns the report of the error that build() throws", () => {
    const container = containerBuilder().memory("64Mi").port(70_000);
    const report = container.validate();
    assert.equal(report.valid, false);
    assert.deepEqual(codes(report), ["small-memory", "port-out-of-range"]);
    assert.throws(
      () => container.build(),
      (error) => {
        assert.ok(error instanceof alien.ValidationError);
        assert.deepEqual(error.diagnostics, report.diagnostics);
        return true;
      },
    );
    const { call } = report.diagnostics[1] ?? {};
    assert.equal(call?.text, ".port(70000)");
    assert.match(call?.file ?? "", /objects\.test\./);
    assert.ok(call?.line);
  });

  test("returns warnings with the lines of their calls", () => {
    const report = containerBuilder().memory("64Mi").validate();
    assert.equal(report.valid, true);
    assert.deepEqual(codes(report), ["small-memory"]);
    const { call } = report.diagnostics[0] ?? {};
    assert.equal(call?.text, '.memory("64Mi")');
    assert.match(call?.file ?? "", /objects\.test\./);
    assert.ok(call?.line);
  });

  test("has the same lines as the warnings of what build() returns", () => {
    const container = containerBuilder().memory("64Mi");
    const { diagnostics } = container.validate();
    assert.deepEqual(container.build().warnings, diagnostics);
    const shop = new alien.Stack("shop").add(container, "live");
    const { warnings } = shop.build();
    const [found] = warnings.filter(({ code }) => code === "small-memory");
    assert.match(found?.call?.file ?? "", /objects\.test\./);
    assert.equal(found?.call?.line, diagnostics[0]?.call?.line);
  });

  test("returns an empty report if there is nothing to report", () => {
    const clean = { valid: true, diagnostics: [], truncated: false };
    assert.deepEqual(containerBuilder().validate(), clean);
    assert.deepEqual(stack().validate(), clean);
  });

  test("validates the relations in a stack", () => {
    const api = containerBuilder().link(new alien.Kv("cache").build()).build();
    const report = new alien.Stack("shop").add(api, "live").validate();
    assert.equal(report.valid, false);
    assert.deepEqual(codes(report), ["unknown-link-target"]);
    assert.equal(report.diagnostics[0]?.call?.text, '.add(…, "live")');
  });

  test("leaves the builder and later builds as they are", () => {
    const container = containerBuilder().port(0);
    for (let i = 0; i < 3; i++) container.validate();
    assert.throws(() => containerBuilder("web").cpu(-1).build(), /"web"/);
    assert.throws(() => container.build(), /container "api" has 1 error/);
  });
});

describe("an error", () => {
  test("has the report that validate() returns", () => {
    const container = containerBuilder().port(70_000);
    assert.throws(
      () => container.build(),
      (error) => {
        assert.ok(error instanceof alien.ValidationError);
        assert.deepEqual(error.report, container.validate());
        assert.equal(error.report.diagnostics, error.diagnostics);
        return true;
      },
    );
  });

  test("has a JSON form with its diagnostics", () => {
    const error = failure();
    const { name, message, diagnostics, truncated } = error;
    const json = JSON.parse(JSON.stringify(error));
    assert.deepEqual(json, { name, message, diagnostics, truncated });
    assert.equal(json.name, "ValidationError");
    assert.equal(json.diagnostics[0]?.call?.text, ".port(0)");
  });

  test("keeps its message, which lists all problems, when it is cloned", () => {
    const clone = structuredClone(failure());
    assert.ok(clone instanceof Error);
    assert.match(clone.message, /port 0 is not between 1 and 65535\n.*\.port/);
    assert.match(inspect(failure()), /\n {2}--> \.port\(0\) {2}at .*objects/);
  });

  test("of a wait has a JSON form with the last state, without secrets", async () => {
    const error = await waitFailure();
    const json = JSON.stringify(error);
    assert.deepEqual(Object.keys(JSON.parse(json)), [
      "name",
      "message",
      "code",
      "missing",
      "state",
    ]);
    assert.equal(JSON.parse(json).code, "resource-failed");
    assert.equal(JSON.parse(json).state.resources.api.type, "container");
    assert.doesNotMatch(json, /S3CRET/);
    assert.match(inspect(error), /code: 'resource-failed'/);
    const { message } = structuredClone(error);
    assert.equal(message, error.message);
  });
});

test("a state is printed and copied with its resources", () => {
  const state = alien.StackState.parse(STATE);
  const { resources } = structuredClone(state);
  assert.deepEqual(resources, state.resources);
  const { platform } = state;
  assert.equal(platform, "aws");
  assert.deepEqual(JSON.parse(JSON.stringify(state)), { platform, resources });
  assert.match(inspect(state), /^StackState \{[\s\S]*status: 'provisioning'/);
  const unreadable = alien.StackState.parse(5);
  assert.equal(unreadable.resources, undefined);
  assert.equal(JSON.stringify(unreadable), "{}");
  assert.match(inspect(unreadable), /wrong-type|wrong-document/);
});
