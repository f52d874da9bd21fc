import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { containerBuilder } from "./shared.js";

const SMALL = {
  type: "container",
  id: "api",
  code: { type: "image", image: "ghcr.io/acme/api:v1" },
  cpu: { min: "1", desired: "1" },
  memory: { min: "1Gi", desired: "1Gi" },
  ports: [{ port: 8080 }],
  stateful: false,
  environment: {},
  links: [],
  permissions: "execution",
};

test("every method sets its keys", () => {
  const { config, warnings } = new alien.Container("api")
    .code({
      type: "source",
      src: "./api",
      toolchain: { type: "docker", dockerfile: "Dockerfile", target: "run" },
    })
    .cpu({ min: "0.5", desired: "2" })
    .memory("512Mi")
    .gpu({ type: "nvidia-t4", count: 1 })
    .port(8080)
    .ports([9090, 9091])
    .expose("tcp")
    .exposePort(8080, "http")
    .autoScale({
      min: 1,
      desired: 4,
      max: 9,
      targetCpuPercent: 70,
      targetMemoryPercent: 80,
      targetHttpInFlightPerReplica: 100,
    })
    .minReplicas(2)
    .maxReplicas(20)
    .stateful(false)
    .ephemeralStorage("100Gi")
    .healthCheck({ path: "/up" })
    .environment({ LOG_LEVEL: "info", MODE: "a" })
    .environment({ LOG_LEVEL: "debug" })
    .link(new alien.Storage("uploads").build())
    .link(new alien.Vault("keys"))
    .link({ type: "kv", id: "sessions" })
    .permissions("execution")
    .cluster("compute")
    .pool("gpu")
    .command(["./server", "--port", "8080"])
    .build();
  assert.deepEqual(warnings, []);
  assert.equal(
    JSON.stringify(config),
    JSON.stringify({
      type: "container",
      id: "api",
      code: {
        type: "source",
        src: "./api",
        toolchain: { type: "docker", dockerfile: "Dockerfile", target: "run" },
      },
      cpu: { min: "0.5", desired: "2" },
      memory: { min: "512Mi", desired: "512Mi" },
      gpu: { type: "nvidia-t4", count: 1 },
      ports: [{ port: 8080, expose: "http" }, { port: 9090 }, { port: 9091 }],
      autoscaling: {
        min: 2,
        desired: 2,
        max: 20,
        targetCpuPercent: 70,
        targetMemoryPercent: 80,
        targetHttpInFlightPerReplica: 100,
      },
      stateful: false,
      ephemeralStorage: "100Gi",
      healthCheck: {
        path: "/up",
        method: "GET",
        timeoutSeconds: 1,
        failureThreshold: 3,
      },
      environment: { LOG_LEVEL: "debug", MODE: "a" },
      links: [
        { type: "storage", id: "uploads" },
        { type: "vault", id: "keys" },
        { type: "kv", id: "sessions" },
      ],
      permissions: "execution",
      cluster: "compute",
      pool: "gpu",
      command: ["./server", "--port", "8080"],
    }),
  );
});

test("fixed replicas and persistent storage", () => {
  const { config } = containerBuilder()
    .replicas(3)
    .persistentStorage("500Gi", { mountPath: "/var/lib/data" })
    .build();
  assert.equal(config.replicas, 3);
  assert.equal(config.stateful, true);
  assert.deepEqual(config.persistentStorage, {
    size: "500Gi",
    mountPath: "/var/lib/data",
  });
});

test("a builder can be used after build()", () => {
  const builder = containerBuilder();
  const first = builder.build();
  const second = builder.port(9090).build();
  assert.deepEqual(first.config, SMALL);
  assert.deepEqual(second.config.ports, [{ port: 8080 }, { port: 9090 }]);
  assert.deepEqual(builder.build().config, second.config);
});

test("builders don't affect each other", () => {
  const [one, other] = [containerBuilder("one"), containerBuilder("other")];
  one.port(1);
  other.port(2);
  one.port(3);
  const ports = (builder: alien.Container) =>
    builder.build().config.ports.map(({ port }) => port);
  assert.deepEqual(ports(other), [8080, 2]);
  assert.deepEqual(ports(one), [8080, 1, 3]);
});

test("a call copies its arguments", () => {
  const variables: Record<string, string> = { A: "1" };
  const ports = [9090];
  const builder = containerBuilder().environment(variables).ports(ports);
  variables["A"] = "2";
  variables["B"] = "3";
  ports.push(9091);
  const { config } = builder.build();
  assert.deepEqual(config.environment, { A: "1" });
  assert.equal(config.ports.length, 2);
});

test("a resource is deeply frozen", () => {
  const resource = containerBuilder().build();
  assert.ok(Object.isFrozen(resource));
  assert.ok(Object.isFrozen(resource.config));
  assert.ok(Object.isFrozen(resource.config.ports[0]));
  assert.ok(Object.isFrozen(resource.warnings));
  assert.throws(() => {
    (resource.config as { id: string }).id = "other";
  }, TypeError);
});

test("a resource has a type, an ID, a reference and a JSON form", () => {
  const resource = containerBuilder().build();
  assert.equal(resource.type, "container");
  assert.equal(resource.id, "api");
  assert.deepEqual(resource.ref(), { type: "container", id: "api" });
  assert.equal(JSON.stringify(resource), JSON.stringify(SMALL));
  assert.equal(alien.normalise(resource), JSON.stringify(SMALL));
  assert.deepEqual(alien.validate(resource), {
    valid: true,
    diagnostics: [],
    truncated: false,
  });
});

test("long strings and strings with non-ASCII characters are kept", () => {
  const values = {
    A: "é",
    B: "🚀".repeat(100),
    C: "\u0000\uffff\ufffd",
    D: `${"x".repeat(47)}ü`,
    E: "x".repeat(1_000_000),
  };
  const { config } = containerBuilder().environment(values).build();
  assert.deepEqual(config.environment, values);
});

test("a resource has its warnings", () => {
  const { warnings } = containerBuilder().memory("64Mi").build();
  assert.deepEqual(
    warnings.map(({ code, severity }) => [code, severity]),
    [["small-memory", "warning"]],
  );
});

test("from() creates a builder from a declaration", () => {
  const first = containerBuilder().exposePort(8080, "http").build();
  const second = alien.Container.from(first.config)
    .memory("2Gi")
    .port(9090)
    .build();
  assert.equal(second.id, "api");
  assert.deepEqual(second.config, {
    ...first.config,
    memory: { min: "2Gi", desired: "2Gi" },
    ports: [{ port: 8080, expose: "http" }, { port: 9090 }],
  });
  assert.deepEqual(alien.Container.from(first).build().config, first.config);
});

test("build() lists every error with its call", () => {
  const error = refusal(
    containerBuilder()
      .port(70_000)
      .memory("lots" as string),
  );
  assert.deepEqual(
    error.diagnostics.map(({ code, path, call }) => [code, path, call?.text]),
    [
      ["invalid-memory", "/memory", '.memory("lots")'],
      ["port-out-of-range", "/ports/1/port", ".port(70000)"],
    ],
  );
  assert.match(error.message, /^container "api" has 2 errors\n\nerror\[/);
  assert.match(error.message, /--> \.port\(70000\) {2}at .*builder\.test\./);
  assert.equal(error.name, "ValidationError");
  assert.equal(error.truncated, false);
});

test("a call with a wrong number of arguments throws", () => {
  const builder = containerBuilder() as unknown as Record<
    string,
    (...values: unknown[]) => unknown
  >;
  const wrong: [string, unknown[], string][] = [
    ["port", [], "port() takes 1 argument, but got 0"],
    ["port", [1, 2], "port() takes 1 argument, but got 2"],
    ["exposePort", [1], "exposePort() takes 2 arguments, but got 1"],
    [
      "persistentStorage",
      [],
      "persistentStorage() takes 1 or 2 arguments, but got 0",
    ],
    ["link", [], "link() takes 1 argument, but got 0"],
  ];
  for (const [method, values, message] of wrong) {
    assert.throws(() => builder[method]?.(...values), {
      name: "TypeError",
      message,
    });
  }
  assert.throws(() => Reflect.construct(alien.Container, []), {
    message: "new Container() takes 1 argument, but got 0",
  });
  const built = (builder as unknown as alien.Container).build();
  assert.deepEqual(built.config, SMALL);
});

test("the CommonJS bundle builds the same container", () => {
  const common: typeof alien = createRequire(import.meta.url)("alien-sdk");
  const uploads = new alien.Storage("uploads").build();
  const built = new common.Container("api")
    .code({ type: "image", image: "ghcr.io/acme/api:v1" })
    .cpu(1)
    .memory("1Gi")
    .port(8080)
    .permissions("execution")
    .link(uploads)
    .build();
  const same = containerBuilder().link(uploads).build();
  assert.equal(JSON.stringify(built), JSON.stringify(same));
  // Each bundle can read a resource that the other one built.
  assert.equal(alien.normalise(built), common.normalise(same));
});

function refusal(builder: alien.Container): alien.ValidationError {
  try {
    builder.build();
  } catch (error) {
    if (error instanceof alien.ValidationError) return error;
    throw error;
  }
  throw new Error("build() did not throw");
}
