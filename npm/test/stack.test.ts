/** Tests of stacks and their states that can't be written as vectors. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import * as alien from "alien-sdk";
import { castTo, containerBuilder } from "./shared.js";

const storage = new alien.Storage("uploads").build();

function thrown(run: () => unknown): alien.ValidationError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof alien.ValidationError);
    return error;
  }
  assert.fail("nothing was thrown");
}

describe("a stack", () => {
  test("is deeply frozen, and has an ID and a JSON form", () => {
    const stack = new alien.Stack("shop").add(storage, "frozen").build();
    assert.equal(stack.id, "shop");
    assert.deepEqual(JSON.parse(JSON.stringify(stack)), {
      id: "shop",
      resources: {
        uploads: {
          config: { type: "storage", id: "uploads" },
          lifecycle: "frozen",
        },
      },
    });
    assert.ok(Object.isFrozen(stack));
    assert.ok(Object.isFrozen(stack.config.resources["uploads"]?.config));
  });

  test("throws all errors with the lines of their calls", () => {
    const stack = new alien.Stack("shop")
      .add(
        containerBuilder().link(new alien.Kv("cache").build()).build(),
        "live",
      )
      .add(storage, "alive" as "live");
    const error = thrown(() => stack.build());
    assert.match(error.message, /^stack "shop" has 2 errors\n/);
    const calls = error.diagnostics.map(({ code, call }) => [code, call?.text]);
    assert.deepEqual(calls, [
      ["unknown-link-target", '.add(…, "live")'],
      ["unknown-variant", '.add(…, "alive")'],
    ]);
    assert.match(error.diagnostics[0]?.call?.file ?? "", /stack\.test\./);
    assert.match(error.stack ?? "", /stack\.test\./);
  });

  test("reports all problems of builders at their own calls, in one error", () => {
    const web = new alien.Container("web")
      .code({ type: "image", image: "ghcr.io/acme/web:v1" })
      .cpu(1)
      .memory("1Gi");
    const stack = new alien.Stack("shop")
      .permissions({ profiles: { execution: {} } })
      .add(web.port(70_000).link(new alien.Kv("cache")), "live")
      .add(containerBuilder().link(web).permissions("executor"), "frozen");
    const { message, diagnostics } = thrown(() => stack.build());
    assert.match(message, /^stack "shop" has 5 errors\n/);
    const calls = diagnostics.map(({ code, path, call, related }) => {
      for (const { file } of [call, ...related.map(({ call }) => call)].map(
        (call) => call ?? castTo<alien.Call>({}),
      )) {
        assert.match(file ?? "", /stack\.test\./);
      }
      return [code, path, call?.text];
    });
    const config = "/resources/web/config";
    const api = "/resources/api";
    assert.deepEqual(calls, [
      ["missing-field", `${config}/permissions`, 'new Container("web")'],
      ["port-out-of-range", `${config}/ports/0/port`, ".port(70000)"],
      ["unknown-link-target", `${config}/links/0/id`, ".link(…)"],
      [
        "unknown-permission-profile",
        `${api}/config/permissions`,
        '.permissions("executor")',
      ],
      ["container-not-live", `${api}/lifecycle`, '.add(…, "frozen")'],
    ]);
    const lines = diagnostics.map(({ call }) => call?.line ?? 0);
    const first = lines[0] ?? 0;
    assert.deepEqual(
      lines.map((line) => line - first),
      [0, 6, 6, 7, 7],
    );
    assert.match(
      message,
      /--> \.port\(70000\) {2}at [^\n]+:\d+:\d+ {2}\(resource "web"\)\n/,
    );
    assert.match(
      message,
      /note: the profiles of this stack: \.permissions\(…\) {2}at /,
    );
  });

  test("copies the calls of a builder, which can be used and added again", () => {
    const api = containerBuilder();
    const stack = new alien.Stack("shop").add(api, "live");
    const before = stack.build();
    api.port(0);
    assert.deepEqual(stack.build().config, before.config);
    assert.deepEqual(
      before.config.resources["api"]?.config,
      containerBuilder().build().config,
    );
    const error = thrown(() => stack.add(api, "live").build());
    assert.deepEqual(
      error.diagnostics.map(({ code, call }) => [code, call?.text]),
      [
        ["duplicate-resource-id", '.add(…, "live")'],
        ["port-out-of-range", ".port(0)"],
      ],
    );
    assert.deepEqual(
      error.diagnostics[0]?.related.map(({ call }) => call?.text),
      ['new Container("api")'],
    );
  });

  test("accepts builders of subclasses, and rejects builders of stacks", () => {
    class Api extends alien.Container {}
    const api = new Api("api").port(0);
    const other = castTo<alien.Container>(new alien.Stack("other"));
    const stack = new alien.Stack("shop").add(api, "live").add(other, "live");
    const { diagnostics } = thrown(() => stack.build());
    const calls = diagnostics.map(({ path, call }) => [path, call?.text]);
    assert.deepEqual(calls.slice(-2), [
      ["/resources/api/config/ports/0/port", ".port(0)"],
      ["/resources/#2/config", '.add(…, "live")'],
    ]);
    assert.match(diagnostics.at(-1)?.message ?? "", /Stack that was not built/);
  });

  test("accepts a builder while an option is read that uses the same stack", () => {
    const stack = new alien.Stack("shop");
    const api = containerBuilder();
    stack.add(api.port(0), "live", {
      remoteAccess: {
        get a() {
          stack.add(containerBuilder("web").port(-1), "live");
          api.port(-2);
          return 1;
        },
      },
    });
    const { diagnostics } = thrown(() => stack.build());
    const calls = diagnostics.map(({ path, call }) => [path, call?.text]);
    assert.deepEqual(calls, [
      ["/resources/web/config/ports/1/port", ".port(-1)"],
      ["/resources/api/config/ports/1/port", ".port(0)"],
    ]);
  });

  test("reports builders that are together too large", () => {
    const words = new Array(1_000_000).fill("a");
    const api = containerBuilder().command(words);
    const stack = new alien.Stack("shop");
    for (let i = 0; i < 5; i++) stack.add(api, "live");
    const [first] = thrown(() => stack.build()).diagnostics.filter(
      ({ code }) => code === "too-large",
    );
    assert.equal(first?.call?.text, '.add(…, "live")');
  });

  test("calls the ref() of dependencies", () => {
    const stack = new alien.Stack("shop")
      .add(storage, "frozen")
      .add(containerBuilder().build(), "live", { dependencies: [storage] })
      .build();
    const { dependencies } = stack.config.resources["api"] ?? {};
    assert.deepEqual(dependencies, [{ type: "storage", id: "uploads" }]);
  });

  test("reports a ref() or a getter of options that throws, at build()", () => {
    const bad = {
      ref(): alien.ResourceRef {
        throw new Error("no");
      },
    };
    const one = new alien.Stack("shop").add(storage, "frozen", {
      dependencies: [bad],
    });
    const two = new alien.Stack("shop").add(storage, "frozen", {
      get dependencies(): never {
        throw new Error("no");
      },
    });
    for (const stack of [one, two]) {
      const codes = thrown(() => stack.build()).diagnostics.map(
        ({ code }) => code,
      );
      assert.deepEqual(codes, ["wrong-type"]);
    }
  });

  test("accepts a resource that is not built yet", () => {
    const stack = new alien.Stack("shop").add(new alien.Kv("cache"), "frozen");
    const { config } = stack.build().config.resources["cache"] ?? {};
    assert.deepEqual(config, { type: "kv", id: "cache" });
  });

  test("rejects values that JSON doesn't have", () => {
    for (const value of [Number.NaN, 5n, () => 1, new Date(0), Symbol("x")]) {
      const task = { type: "task", id: "t", deep: [value] };
      const stack = new alien.Stack("shop").add(task, "frozen");
      const [fault] = thrown(() => stack.build()).diagnostics;
      assert.equal(fault?.code, "wrong-type");
    }
  });

  test("has a builder that can be used after build()", () => {
    const builder = new alien.Stack("shop").add(storage, "frozen");
    const first = builder.build();
    const second = builder.add(containerBuilder().build(), "live").build();
    assert.deepEqual(Object.keys(first.config.resources), ["uploads"]);
    assert.deepEqual(Object.keys(second.config.resources), ["uploads", "api"]);
  });

  test("throws immediately if the number of arguments is wrong", () => {
    const stack = new alien.Stack("shop") as unknown as Record<
      string,
      (...given: unknown[]) => unknown
    >;
    assert.throws(() => stack["add"]?.(storage), /add\(\) takes 2 or 3/);
    const make = alien.Stack as unknown as new () => unknown;
    assert.throws(() => new make(), /new Stack\(\) takes 1 argument/);
  });

  test("never shows the value of a variable, also not in a diff", () => {
    const secret = "s3cret-value";
    const before = new alien.Stack("shop").add(
      containerBuilder().environment({ TOKEN_FILE: "x" }).build(),
      "live",
    );
    const after = new alien.Stack("shop")
      .add(
        containerBuilder().environment({ TOKEN_FILE: secret }).build(),
        "live",
      )
      .build();
    assert.ok(!inspect(after, { depth: 9 }).includes(secret));
    const diff = alien.diff(before.build(), after);
    assert.equal(diff.changes.length, 1);
    assert.ok(!JSON.stringify(diff).includes(secret));
  });

  test("never shows variables of other resources than containers", () => {
    const lambda = {
      type: "function",
      id: "f",
      environment: "S3CRET=a",
      x: { buildArgs: ["S3CRET=b"], environment: { "A=S3CRET": "x" } },
    };
    const built = new alien.Stack("shop").add(lambda, "frozen").build();
    assert.ok(!inspect(built, { depth: 9 }).includes("S3CRET"));
    const other = new alien.Stack("shop")
      .add({ ...lambda, environment: ["S3CRET=c"] }, "frozen")
      .build();
    assert.ok(!JSON.stringify(alien.diff(built, other)).includes("S3CRET"));
    const empty = new alien.Stack("shop")
      .add({ type: "kv", id: "a", environment: null }, "frozen")
      .build();
    assert.ok(inspect(empty));
  });

  test("never shows an object or a key in the place of a variable", () => {
    for (const environment of [{ A: { S3CRET: 1n } }, [{ "A=S3CRET": 1n }]]) {
      const { config } = containerBuilder().build();
      const stack = {
        id: "shop",
        resources: {
          f: {
            lifecycle: "live",
            config: { type: "function", id: "f", environment },
          },
          api: { lifecycle: "live", config },
        },
      };
      const report = alien.validate(stack);
      assert.equal(report.diagnostics[0]?.code, "wrong-type");
      assert.ok(!JSON.stringify(report).includes("S3CRET"));
    }
  });

  test("is compared in linear time if it has a long key", () => {
    const stack = (value: number) => ({
      id: "shop",
      resources: {
        f: {
          lifecycle: "live",
          config: {
            type: "function",
            id: "f",
            ["x".repeat(1e6)]: Object.fromEntries(
              Array.from({ length: 5000 }, (_, i) => [`k${i}`, value]),
            ),
          },
        },
      },
    });
    assert.equal(alien.diff(stack(1), stack(2)).changes.length, 1);
  });

  test("can have a thousand containers", () => {
    const stack = new alien.Stack("shop");
    for (let i = 0; i < 1000; i++) {
      stack.add(
        {
          ...containerBuilder().build().config,
          id: `api-${i}`,
          links: [{ type: "container", id: `api-${i + 1}` }],
        },
        "live",
      );
    }
    const { diagnostics } = thrown(() => stack.build());
    assert.deepEqual(
      diagnostics.map(({ code, path }) => [code, path]),
      [["unknown-link-target", "/resources/api-999/config/links/0/id"]],
    );
  });
});

test("a high limit on depth doesn't overflow the call stack", () => {
  const limits = { depth: 1_000_000 };
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  const text = `{"id": "shop", "resources": {}, "other": ${deep}}`;
  assert.ok(alien.normalise(text, { limits }).length > 400_000);
  assert.equal(alien.diff(text, text, { limits }).text, "");
});

describe("diff", () => {
  test("throws if one of the declarations has errors", () => {
    const error = thrown(() =>
      alien.diff({ id: "api" }, containerBuilder().build()),
    );
    assert.ok(error.diagnostics.length > 3);
  });

  test("shows which changes are rejected and which lose data", () => {
    const before = containerBuilder()
      .replicas(1)
      .persistentStorage("10Gi")
      .build();
    const after = containerBuilder()
      .replicas(1)
      .stateful(true)
      .pool("gpu")
      .build();
    const changes = alien.diff(before, after).changes;
    assert.deepEqual(
      changes.map(({ kind, path, refused, losesData }) => [
        kind,
        path,
        refused,
        losesData,
      ]),
      [
        ["removed", "/persistentStorage", false, true],
        ["added", "/pool", true, false],
      ],
    );
  });
});

function state(outputs?: object, status = "running"): object {
  return {
    platform: "aws",
    resources: {
      api: { type: "container", status, ...(outputs && { outputs }) },
    },
  };
}

const running = {
  name: "api",
  status: "running",
  currentReplicas: 2,
  desiredReplicas: 2,
  internalDns: "api.shop",
};

describe("a state", () => {
  test("is read from text and values, also invalid ones", () => {
    for (const given of [state(running), JSON.stringify(state(running))]) {
      const outputs = alien.StackState.parse(given).container("api");
      assert.deepEqual(outputs, { ...running, replicas: [] });
    }
    for (const given of ["", "[", null, 7, [], { resources: 7, platform: 1 }]) {
      const read = alien.StackState.parse(given);
      assert.equal(read.report.valid, false);
      assert.equal(read.container("api"), undefined);
      assert.match(
        read.reason("api") ?? "",
        /^this state (can't be read|has no)/,
      );
    }
  });

  test("has the complete resources of a text that is cut off", () => {
    const text = JSON.stringify({
      platform: "aws",
      resources: {
        api: { type: "container", status: "running", outputs: running },
        web: { type: "container", status: "running", outputs: running },
      },
    });
    const read = alien.StackState.parse(text.slice(0, -40));
    assert.equal(read.report.valid, false);
    assert.ok(read.container("api"));
    assert.match(read.reason("web") ?? "", /can't be read/);
  });

  test("can be saved as JSON and read again", () => {
    const resources = {
      api: { type: "container", status: "running", outputs: running },
      web: { type: "container", status: "provisioning" },
      broken: { type: "container", status: "running", outputs: {} },
      uploads: { type: "storage", status: "running" },
    };
    const read = alien.StackState.parse({ platform: "aws", resources });
    const saved = alien.StackState.parse(JSON.stringify(read));
    assert.equal(saved.report.valid, true);
    assert.deepEqual(saved.report.diagnostics, []);
    assert.equal(saved.platform, "aws");
    assert.deepEqual(saved.ids, read.ids);
    for (const id of ["api", "web", "uploads"]) {
      assert.deepEqual(saved.container(id), read.container(id));
      assert.equal(saved.reason(id), read.reason(id));
    }
    assert.deepEqual(alien.StackState.parse(read).ids, read.ids);
  });

  test("is only created by parse()", () => {
    const { StackState } = alien as unknown as {
      StackState: new (...given: unknown[]) => unknown;
    };
    for (const given of [[], ["{}"], [{}]]) {
      assert.throws(() => new StackState(...given), {
        name: "TypeError",
        message: /StackState\.parse/,
      });
    }
  });

  test("has no resources named like inherited keys", () => {
    const read = alien.StackState.parse(state(running));
    assert.equal(read.container("constructor"), undefined);
    assert.match(read.reason("__proto__") ?? "", /no resource/);
  });
});
