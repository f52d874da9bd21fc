/** A program may pass any value. Nothing crashes, and no value is coerced or dropped. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { CONTAINER, containerBuilder } from "./shared.js";

type Call = (builder: alien.Container, value: never) => void;

/** Makes a call with this value, builds, and returns the codes and paths of all errors. */
function errorsOfCall(call: Call, value: unknown): string[] {
  const builder = containerBuilder();
  call(builder, value as never);
  // The next call must still work.
  builder.pool("after");
  try {
    const { config } = builder.build();
    assert.equal(config.pool, "after");
    return [];
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    assert.ok(error.diagnostics.every(({ path }) => path !== "/pool"));
    return error.diagnostics.map(({ code, path }) => `${code} ${path}`);
  }
}

/** Validates a valid container with these members added or replaced. Returns the codes and paths of all errors. */
function errorsOfContainer(members: object): string[] {
  const { diagnostics } = alien.validate({ ...CONTAINER, ...members });
  return diagnostics.map(({ code, path }) => `${code} ${path}`);
}

const cyclic: Record<string, unknown> = { path: "/" };
cyclic["inner"] = { cyclic };
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);

const throwing = {
  get path(): string {
    throw new Error("no");
  },
};
const hostile = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error("no");
    },
  },
);
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

class Probe {
  path = "/up";
  #hidden = 1;
  get hidden() {
    return this.#hidden;
  }
  toJSON() {
    return "ignored";
  }
}

const port: Call = (builder, value) => builder.port(value);
const memory: Call = (builder, value) => builder.memory(value);
const check: Call = (builder, value) => builder.healthCheck(value);
const environment: Call = (builder, value) => builder.environment(value);
const command: Call = (builder, value) => builder.command(value);
const link: Call = (builder, value) => builder.link(value);

const WRONG_PORT = ["wrong-type /ports/1/port"];
const OUT_OF_RANGE = ["port-out-of-range /ports/1/port"];

const cases: [string, Call, unknown, string[]][] = [
  ["NaN", port, Number.NaN, OUT_OF_RANGE],
  ["Infinity", port, Number.POSITIVE_INFINITY, OUT_OF_RANGE],
  ["-Infinity", port, Number.NEGATIVE_INFINITY, OUT_OF_RANGE],
  ["-1", port, -1, OUT_OF_RANGE],
  ["80.7", port, 80.7, OUT_OF_RANGE],
  // biome-ignore lint/correctness/noPrecisionLoss: this case is about a number without an exact representation.
  ["1e400", port, 1e400, OUT_OF_RANGE],
  ["65616, whose low 16 bits are 80", port, 65616, OUT_OF_RANGE],
  ["4294967376, whose low 32 bits are 80", port, 4294967376, OUT_OF_RANGE],
  ["8081.0", port, 8081.0, []],
  ["a BigInt", port, 80n, WRONG_PORT],
  ["a string as a number", port, "80", WRONG_PORT],
  ["a boxed number", port, Object(80), WRONG_PORT],
  ["null", port, null, WRONG_PORT],
  ["undefined", port, undefined, WRONG_PORT],
  ["a boolean", port, true, WRONG_PORT],
  ["a symbol", port, Symbol("80"), WRONG_PORT],
  ["a function", port, () => 80, WRONG_PORT],
  ["a date", port, new Date(), WRONG_PORT],
  ["null as a string", memory, null, ["wrong-type /memory"]],
  ["undefined as a string", memory, undefined, ["wrong-type /memory"]],
  ["a number as a string", memory, 1024, ["wrong-type /memory"]],
  ["a cycle", check, cyclic, ["unknown-field /healthCheck/inner"]],
  ["a cycle of arrays", command, cyclicList, ["wrong-type /command/0"]],
  ["a getter that throws", check, throwing, ["wrong-type /healthCheck/path"]],
  ["a proxy that throws", check, hostile, ["wrong-type /healthCheck"]],
  ["a revoked proxy", check, revoked, ["wrong-type /healthCheck"]],
  [
    "an extra key",
    check,
    { path: "/", retries: 1 },
    ["unknown-field /healthCheck/retries"],
  ],
  [
    "a symbol as a key, which JSON doesn't have either",
    check,
    { path: "/", [Symbol("x")]: 1 },
    [],
  ],
  [
    "__proto__ as a key",
    check,
    JSON.parse('{"__proto__": 1}'),
    ["unknown-field /healthCheck/__proto__"],
  ],
  [
    "constructor as a key",
    check,
    JSON.parse('{"constructor": {"prototype": 1}}'),
    ["unknown-field /healthCheck/constructor"],
  ],
  [
    "__proto__ as the name of a variable",
    environment,
    JSON.parse('{"__proto__": "1"}'),
    [],
  ],
  [
    "an unpaired surrogate",
    environment,
    { A: "\ud800" },
    ["invalid-unicode /environment/A"],
  ],
  [
    "an unpaired surrogate in a long string",
    command,
    [`${"x".repeat(100)}\udc00`],
    ["invalid-unicode /command/0"],
  ],
  [
    "an unpaired surrogate in a key",
    check,
    { "\ud800": 1 },
    ["invalid-unicode /healthCheck/\ufffd"],
  ],
  ["a map", environment, new Map([["A", "1"]]), ["wrong-type /environment"]],
  ["a regular expression", command, [/x/], ["wrong-type /command/0"]],
  ["bytes", command, new Uint8Array(2), ["wrong-type /command"]],
  ["a class instance", check, new Probe(), []],
  ["an object without a prototype", check, Object.create(null), []],
  ["undefined as the value of a key", check, { path: undefined }, []],
  [
    "an array with holes",
    command,
    // biome-ignore lint/suspicious/noSparseArray: this case is about a sparse array.
    ["a", , "b"],
    ["wrong-type /command/1"],
  ],
  [
    "an array of a billion holes",
    command,
    new Array(1e9),
    ["too-large /command"],
  ],
  [
    "a ref() that throws",
    link,
    {
      ref() {
        throw new Error("no");
      },
    },
    ["wrong-type /links/0"],
  ],
  ["a link to null", link, null, ["wrong-type /links/0"]],
];

for (const [name, call, value, expected] of cases) {
  test(name, () => assert.deepEqual(errorsOfCall(call, value), expected));
}

test("an undefined variable is an error, but another undefined key is absent", () => {
  const errors = (diagnostics: readonly alien.Diagnostic[]) =>
    diagnostics.map(({ path, message, help }) => [path, message, help]);
  const environment = { DATABASE_URL: undefined, B: "x" };
  const expected = [
    [
      "/environment/DATABASE_URL",
      "environment.DATABASE_URL must be a string, not undefined",
      "set DATABASE_URL, or leave the key out",
    ],
  ];
  const builder = containerBuilder().environment(environment as never);
  assert.deepEqual(errors(builder.validate().diagnostics), expected);
  const declaration = { ...CONTAINER, environment };
  const { diagnostics } = alien.validate(declaration);
  assert.deepEqual(errors(diagnostics), expected);
  const from = alien.Container.from(declaration).validate();
  assert.deepEqual(errors(from.diagnostics), expected);

  const toolchain = { type: "docker", target: undefined };
  const source = (buildArgs: object) =>
    errorsOfContainer({
      code: {
        type: "source",
        src: ".",
        toolchain: { ...toolchain, buildArgs },
      },
      pool: undefined,
      healthCheck: { path: undefined },
    });
  assert.deepEqual(source({ A: undefined, B: "1" }), [
    "wrong-type /code/toolchain/buildArgs/A",
  ]);
  assert.deepEqual(source({ A: "1" }), []);
  assert.deepEqual(errorsOfContainer({ environment: undefined }), []);

  const worker = {
    type: "worker",
    id: "jobs",
    sidecars: [{ environment: "test" }, { port: undefined }],
  };
  const jobs = { config: worker, lifecycle: "live" };
  const other = alien.validate({ id: "shop", resources: { jobs } });
  assert.deepEqual(other.diagnostics, []);

  class Variables {
    A = undefined;
  }
  const empty: Record<string, unknown> = Object.create({
    INHERITED: undefined,
  });
  const cases: [unknown, string[]][] = [
    [new Variables(), ["wrong-type /environment/A"]],
    [
      Object.assign(Object.create(null), { A: undefined }),
      ["wrong-type /environment/A"],
    ],
    [empty, []],
    [{}, []],
  ];
  for (const [variables, errors] of cases) {
    const call: Call = (builder, value) => builder.environment(value);
    assert.deepEqual(errorsOfCall(call, variables), errors);
    assert.deepEqual(errorsOfContainer({ environment: variables }), errors);
  }

  const stack = {
    id: "shop",
    resources: {
      api: {
        config: { ...declaration, type: "container" },
        lifecycle: "live",
        note: undefined,
      },
    },
    permissions: { profiles: { execution: {} } },
  };
  assert.deepEqual(
    alien.validate(stack).diagnostics.map(({ path }) => path),
    ["/resources/api/config/environment/DATABASE_URL"],
  );
});

test("link() calls ref() once, immediately", () => {
  let calls = 0;
  const builder = new alien.Container("api").link({
    ref() {
      calls++;
      return { type: "kv", id: "a" };
    },
  });
  assert.equal(calls, 1);
  assert.throws(() => builder.build(), alien.ValidationError);
  assert.equal(calls, 1);
});

test("a getter may validate something else", () => {
  const inner: boolean[] = [];
  const codes = errorsOfContainer({
    get pool() {
      inner.push(alien.validate({}).valid);
      return "gpu";
    },
  });
  assert.deepEqual([codes, inner], [[], [false]]);
});

test("100,000 nested arrays are reported", () => {
  let deep: unknown = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const builder = new alien.Container("api").command(deep as string[]);
  assert.throws(() => builder.build(), alien.ValidationError);
  const { valid } = alien.validate(deep);
  assert.equal(valid, false);
});

test("a value whose shared parts expand to too much is reported", () => {
  let shared: unknown = "x";
  for (let i = 0; i < 100; i++) shared = [shared, shared];
  assert.equal(alien.validate({ command: shared }).valid, false);
});

test("the errors of 70,000 ports are limited to 1,000", () => {
  const builder = new alien.Container("api");
  for (let i = 0; i < 70_000; i++) builder.port(i + 1);
  assert.throws(
    () => builder.build(),
    (error: alien.ValidationError) => error.diagnostics.length <= 1000,
  );
});

test("a string of 1 MB is valid", () => {
  const text = "x".repeat(1_000_000);
  assert.deepEqual(errorsOfCall(environment, { A: text }), []);
  assert.deepEqual(errorsOfCall(environment, { A: `${text}é` }), []);
});

test("validate() accepts any value", () => {
  for (const value of [
    undefined,
    null,
    1,
    1n,
    Symbol(),
    [],
    () => 1,
    "",
    "{",
  ]) {
    assert.equal(alien.validate(value).valid, false, String(value));
  }
  assert.deepEqual(errorsOfContainer({}), []);
  assert.deepEqual(errorsOfContainer({ memory: undefined }), [
    "missing-field /memory",
  ]);
  assert.deepEqual(errorsOfContainer({ "port s": 1n }), [
    "unknown-field /port s",
  ]);
});

test("inherited keys are ignored", () => {
  assert.deepEqual(
    errorsOfContainer({ healthCheck: Object.create({ nope: 1 }) }),
    [],
  );
  Object.defineProperty(Object.prototype, "polluted", {
    value: 1,
    enumerable: true,
    configurable: true,
  });
  try {
    assert.deepEqual(errorsOfContainer({}), []);
  } finally {
    delete (Object.prototype as { polluted?: number }).polluted;
  }
});
