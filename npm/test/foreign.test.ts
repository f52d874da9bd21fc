/** Values that JSON doesn't have are named by their type, inside and outside builders, and the help converts them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { CONTAINER, castTo, containerBuilder } from "./shared.js";

class Money {
  amount = 1;
}
class Größe {
  amount = "é";
}
class Settings extends Map {}
class Query {
  // biome-ignore lint/suspicious/noThenProperty: this case is about such objects.
  then() {}
}
class ParseError extends Error {}
class Tagged {
  get [Symbol.toStringTag]() {
    return "Tagged";
  }
}
class Nameless {
  amount = 1;
  static get name() {
    throw new Error("no");
  }
}
const hostile = Object.create({
  get constructor() {
    throw new Error("no");
  },
});

/** Returns an instance of a class with this name. */
function named(name: string): object {
  const Class = class {};
  Object.defineProperty(Class, "name", { value: name });
  return new Class();
}

function* generate() {}

/** The key that gets the value, the value, what the message calls it, and the help. */
const CASES: [string, unknown, string, string][] = [
  ["environment", new Map(), "a Map", "use Object.fromEntries(map)"],
  ["environment", new Settings(), "a Map", "use Object.fromEntries(map)"],
  ["environment", new Headers(), "a Headers", "use Object.fromEntries(…)"],
  [
    "environment",
    new URLSearchParams("a=1"),
    "a URLSearchParams",
    "use Object.fromEntries(…)",
  ],
  ["command", new Set(), "a Set", "use [...set]"],
  ["command", new Map(), "a Map", "use [...map.values()]"],
  ["command", generate(), "a Generator", "use Array.from(…)"],
  ["command", [].values(), "an Array Iterator", "use Array.from(…)"],
  ["command", new Float64Array(1), "a Float64Array", "use Array.from(…)"],
  ["command", new Uint8Array(1), "a Uint8Array", "write an array"],
  ["pool", Buffer.from("a"), "a Buffer", "decode the bytes"],
  ["pool", new ArrayBuffer(1), "an ArrayBuffer", "decode the bytes"],
  ["pool", new Date(0), "a Date", "use date.toISOString()"],
  ["pool", new URL("a:b"), "a URL", "use url.href or url.pathname"],
  ["pool", /x/, "a RegExp", "use regexp.source"],
  [
    "pool",
    new TypeError("x"),
    "a TypeError",
    "use error.message, or handle the error",
  ],
  [
    "pool",
    new ParseError("x"),
    "a ParseError",
    "use error.message, or handle the error",
  ],
  ["pool", new String("x"), "a String object", "use String(…) without new"],
  ["replicas", new Number(1), "a Number object", "use Number(…) without new"],
  [
    "stateful",
    new Boolean(true),
    "a Boolean object",
    "use Boolean(…) without new",
  ],
  ["replicas", 3n, "a BigInt", "use Number(…)"],
  ["pool", Object(3n), "a BigInt", "use String(…)"],
  ["pool", Symbol("secret"), "a symbol", "use symbol.description"],
  ["code", Promise.resolve(), "a Promise", "await it"],
  ["pool", (async () => "x")(), "a Promise", "await it"],
  ["code", new Query(), "a Query", "await it"],
  [
    "pool",
    () => "x",
    "a function",
    "pass a value, such as the result of calling the function",
  ],
  ["pool", Money, "the class Money", "pass a value, not the class"],
  ["pool", new Money(), "an instance of Money", "write a string in quotes"],
  ["pool", new Größe(), "an instance of Größe", "write a string in quotes"],
  ["command", new Money(), "an instance of Money", "write an array"],
  ["replicas", new Tagged(), "an instance of Tagged", "write a number"],
  ["command", new WeakMap(), "an instance of WeakMap", "write an array"],
  ["pool", new Nameless(), "an object", "write a string in quotes"],
  ["pool", hostile, "an object", "write a string in quotes"],
  ["pool", Object.create({}), "an object", "write a string in quotes"],
  [
    "pool",
    named("a\u001b[1m"),
    "an instance of a\\u001b[1m",
    "write a string in quotes",
  ],
  [
    "pool",
    named("\ud800"),
    "an instance of \ufffd",
    "write a string in quotes",
  ],
  [
    "pool",
    named("x".repeat(100_000)),
    `an instance of ${"x".repeat(60)}…`,
    "write a string in quotes",
  ],
  [
    "code",
    new alien.Container("db"),
    "a Container that was not built",
    "call build() on it",
  ],
  [
    "code",
    new alien.Stack("db"),
    "a Stack that was not built",
    "call build() on it",
  ],
];

for (const [key, value, words, help] of CASES) {
  test(`${words} as ${key}`, () => {
    const builder = alien.Container.from({ ...CONTAINER, [key]: value });
    const inside = errorOf(() => builder.build());
    const outside = alien.validate({ ...CONTAINER, [key]: value }).diagnostics;
    for (const diagnostics of [inside, outside]) {
      const [found, ...others] = diagnostics.filter(
        ({ path }) => path === `/${key}`,
      );
      assert.equal(found?.code, "wrong-type");
      assert.ok(found.message.endsWith(`, not ${words}`), found.message);
      assert.equal(found.help, help);
      assert.deepEqual(others, []);
    }
  });
}

test("names of types do not shift the strings after them", () => {
  const { diagnostics } = alien.validate({
    ...CONTAINER,
    environment: { Ä: new Größe(), B: "é", C: new Money(), D: new Date(0) },
    permissions: "exé",
  });
  const wrong = diagnostics.filter(({ code }) => code === "wrong-type");
  assert.deepEqual(
    wrong.map(({ path, message }) => `${path} ${message}`),
    [
      "/environment/Ä environment.Ä must be a string, not an instance of Größe",
      "/environment/C environment.C must be a string, not an instance of Money",
      "/environment/D environment.D must be a string, not a Date",
    ],
  );
  const permissions = diagnostics.find(({ path }) => path === "/permissions");
  assert.match(permissions?.message ?? "", /"exé"/);
});

test("a getter may build the builder while an instance of a class is read", () => {
  const builder = containerBuilder();
  builder.environment({
    A: castTo(new Money()),
    get B() {
      return String(builder.build().id);
    },
    C: castTo(new Map()),
  });
  assert.deepEqual(
    errorOf(() => builder.build()).map(({ message }) => message),
    [
      "environment.A must be a string, not an instance of Money",
      "environment.C must be a string, not a Map",
    ],
  );
});

test("a container that was not built can be linked, but not be part of a declaration", () => {
  const linked = containerBuilder()
    .link(new alien.Container("db"))
    .link(alien.Container.from({ id: "queue" }))
    .build();
  assert.deepEqual(linked.config.links, [
    { type: "container", id: "db" },
    { type: "container", id: "queue" },
  ]);
  const broken = containerBuilder().link(new alien.Container(castTo(5)));
  assert.deepEqual(
    errorOf(() => broken.build()).map(({ path }) => path),
    ["/links/0/id"],
  );
  const config = containerBuilder();
  const stack = alien.Stack.from({
    id: "shop",
    resources: { api: { config, lifecycle: "live" } },
  });
  const [found, ...others] = errorOf(() => stack.build());
  assert.match(found?.message ?? "", /not a Container that was not built$/);
  assert.equal(found?.help, "call build() on it");
  assert.deepEqual(others, []);
});

test("a link to a container that was not built, in a declaration, says to call ref()", () => {
  const links = [new alien.Container("db")];
  const [found] = alien.validate({ ...CONTAINER, links }).diagnostics;
  assert.equal(found?.help, "call ref() on it");
});

test("numbers of a text are shown as they were written", () => {
  const text = (port: string) =>
    alien.validate(`{"ports": [{"port": ${port}}]}`).diagnostics;
  for (const port of [
    "1e400",
    "1234567890123456789012",
    "8080.50",
    "-0",
    "7E5",
  ]) {
    const found = text(port).find(({ path }) => path === "/ports/0/port");
    assert.ok(found?.message.startsWith(`port ${port} is not`), found?.message);
  }
});

function errorOf(build: () => unknown): readonly alien.Diagnostic[] {
  try {
    build();
  } catch (error) {
    if (error instanceof alien.ValidationError) return error.diagnostics;
    throw error;
  }
  return [];
}
