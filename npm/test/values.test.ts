/** Whatever a program passes reaches the core as it is: nothing crashes, nothing is coerced, nothing is dropped. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { CONTAINER, containerBuilder } from "./shared.js";

type Call = (builder: alien.Container, value: never) => void;

function found(call: Call, value: unknown): string[] {
  const builder = containerBuilder();
  call(builder, value as never);
  // What comes after must not suffer.
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

/** A declaration without these members is correct. */
function foundIn(members: object): string[] {
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
  // biome-ignore lint/correctness/noPrecisionLoss: it is what this case is about.
  ["1e400", port, 1e400, OUT_OF_RANGE],
  ["65616, which is 80 in 16 bits", port, 65616, OUT_OF_RANGE],
  ["4294967376, which is 80 in 32 bits", port, 4294967376, OUT_OF_RANGE],
  ["8080.0", port, 8081.0, []],
  ["a BigInt", port, 80n, WRONG_PORT],
  ["text for a number", port, "80", WRONG_PORT],
  ["a boxed number", port, Object(80), WRONG_PORT],
  ["null", port, null, WRONG_PORT],
  ["undefined", port, undefined, WRONG_PORT],
  ["a boolean", port, true, WRONG_PORT],
  ["a symbol", port, Symbol("80"), WRONG_PORT],
  ["a function", port, () => 80, WRONG_PORT],
  ["a date", port, new Date(), WRONG_PORT],
  ["null for text", memory, null, ["wrong-type /memory"]],
  ["undefined for text", memory, undefined, ["wrong-type /memory"]],
  ["a number for text", memory, 1024, ["wrong-type /memory"]],
  ["a cycle", check, cyclic, ["unknown-field /healthCheck/inner"]],
  ["a cycle of lists", command, cyclicList, ["wrong-type /command/0"]],
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
    "a symbol as a key",
    check,
    { path: "/", [Symbol("x")]: 1 },
    ["unknown-field /healthCheck/Symbol(x)"],
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
  ["names of prototypes", environment, JSON.parse('{"__proto__": "1"}'), []],
  [
    "a lone surrogate",
    environment,
    { A: "\ud800" },
    ["invalid-unicode /environment/A"],
  ],
  [
    "a lone surrogate in a long text",
    command,
    [`${"x".repeat(100)}\udc00`],
    ["invalid-unicode /command/0"],
  ],
  [
    "a lone surrogate in a key",
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
    "a list with holes",
    command,
    // biome-ignore lint/suspicious/noSparseArray: it is what this case is about.
    ["a", , "b"],
    ["wrong-type /command/1"],
  ],
  [
    "a list of a billion holes",
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
  test(name, () => assert.deepEqual(found(call, value), expected));
}

test("ref() is called once, when the link is made", () => {
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
  const codes = foundIn({
    get pool() {
      inner.push(alien.validate({}).valid);
      return "gpu";
    },
  });
  assert.deepEqual([codes, inner], [[], [false]]);
});

test("nesting of 100,000 is cut off", () => {
  let deep: unknown = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const builder = new alien.Container("api").command(deep as string[]);
  assert.throws(() => builder.build(), alien.ValidationError);
  const { valid } = alien.validate(deep);
  assert.equal(valid, false);
});

test("parts that are shared do not multiply for ever", () => {
  let shared: unknown = "x";
  for (let i = 0; i < 100; i++) shared = [shared, shared];
  assert.equal(alien.validate({ command: shared }).valid, false);
});

test("70,000 ports", () => {
  const builder = new alien.Container("api");
  for (let i = 0; i < 70_000; i++) builder.port(i + 1);
  assert.throws(
    () => builder.build(),
    (error: alien.ValidationError) => error.diagnostics.length <= 1000,
  );
});

test("a text of 1 MB", () => {
  const text = "x".repeat(1_000_000);
  assert.deepEqual(found(environment, { A: text }), []);
  assert.deepEqual(found(environment, { A: `${text}é` }), []);
});

test("validate() takes anything", () => {
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
  assert.deepEqual(foundIn({}), []);
  assert.deepEqual(foundIn({ memory: undefined }), ["missing-field /memory"]);
  assert.deepEqual(foundIn({ "port s": 1n }), ["unknown-field /port s"]);
});

test("inherited keys are not taken for own ones", () => {
  assert.deepEqual(foundIn({ healthCheck: Object.create({ nope: 1 }) }), []);
  Object.defineProperty(Object.prototype, "polluted", {
    value: 1,
    enumerable: true,
    configurable: true,
  });
  try {
    assert.deepEqual(foundIn({}), []);
  } finally {
    delete (Object.prototype as { polluted?: number }).polluted;
  }
});
