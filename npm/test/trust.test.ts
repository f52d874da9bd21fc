/** What a program does to this module in one call is no harm to the next one, and no secret gets into a log. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as alien from "alien-sdk";
import { CONTAINER, CONTAINER_TEXT, castTo } from "./shared.js";

const OTHER = CONTAINER_TEXT.replace('"api"', '"other"');

function works(): void {
  assert.deepEqual(alien.validate(CONTAINER_TEXT).diagnostics, []);
  assert.deepEqual(alien.validate(CONTAINER).diagnostics, []);
  assert.equal(alien.Container.from(CONTAINER).build().id, "api");
}

test("a program that runs out of stack loses nothing but that call", () => {
  const builder = alien.Container.from(CONTAINER);
  const uses: [string, () => unknown][] = [
    ["validate", () => alien.validate({})],
    ["validate a text", () => alien.validate("{}")],
    ["validateUpdate", () => alien.validateUpdate("{}", {})],
    ["normalise", () => alien.normalise(CONTAINER_TEXT)],
    ["applyFixes", () => alien.applyFixes("{}")],
    ["explain", () => alien.explain("no-ports")],
    ["build", () => builder.build()],
  ];
  for (const [name, use] of uses) {
    for (let depth = 0; depth < 5; depth++) {
      const recurse = (more: number): number => {
        use();
        return recurse(more) + more;
      };
      assert.throws(() => recurse(depth), RangeError, name);
      works();
    }
  }
});

test("options are read before the declaration is handed over", () => {
  const options = (): alien.ValidateOptions => ({
    get relaxed() {
      alien.validate(OTHER);
      return false;
    },
  });
  assert.deepEqual(alien.validate(CONTAINER_TEXT, options()).diagnostics, []);
  assert.match(alien.normalise(CONTAINER_TEXT, options()), /"id":"api"/);
  assert.equal(alien.applyFixes(CONTAINER_TEXT, options()), CONTAINER_TEXT);
});

test("options that a program gave to all objects are not taken for those of a call", () => {
  const given = { kind: "stack", limits: { diagnostics: 0 }, unsafe: true };
  for (const [key, value] of Object.entries(given)) {
    Object.defineProperty(Object.prototype, key, {
      value,
      configurable: true,
      writable: true,
    });
  }
  try {
    assert.deepEqual(alien.validate(CONTAINER_TEXT, {}), {
      valid: true,
      diagnostics: [],
      truncated: false,
    });
    const short = CONTAINER_TEXT.replace('"1Gi"', '"1gi"');
    assert.equal(alien.validate(short, { limits: {} }).diagnostics.length, 1);
    assert.equal(alien.applyFixes(short, {}), short);
  } finally {
    for (const key of Object.keys(given)) {
      delete (Object.prototype as Record<string, unknown>)[key];
    }
  }
});

test("a getter may compare something else while two values are compared", () => {
  const after = {
    ...CONTAINER,
    get pool() {
      alien.validateUpdate(OTHER, CONTAINER_TEXT);
      return undefined;
    },
  };
  assert.deepEqual(alien.validateUpdate(CONTAINER, after).diagnostics, []);
});

test("with room for no diagnostic, what is wrong is still wrong", () => {
  for (const diagnostics of [0, -1, Number.NaN]) {
    for (const declaration of ["{}", "{", {}]) {
      const report = alien.validate(declaration, { limits: { diagnostics } });
      const expected = { valid: false, diagnostics: [], truncated: true };
      assert.deepEqual(report, expected);
    }
  }
});

test("limits that are no numbers are 0, of text and of values", () => {
  const limits = { depth: Number.NaN };
  for (const declaration of ["[[[]]]", [[[]]]]) {
    const { diagnostics } = alien.validate(declaration, { limits });
    assert.equal(diagnostics[0]?.code, "too-deep");
  }
  for (const bytes of ["9", 9n, {}]) {
    const wrong = { limits: { bytes: castTo<number>(bytes) } };
    assert.throws(() => alien.validate(CONTAINER_TEXT, wrong), /these options/);
    works();
  }
});

test("what is no text is not taken for one", () => {
  for (const value of [5, null, undefined, Symbol("x"), {}, { length: 3 }]) {
    const text = castTo<string>(value);
    assert.throws(() => alien.applyFixes(text), TypeError);
    assert.equal(alien.explain(text), undefined);
  }
  const unsafe = castTo<boolean>("no");
  assert.throws(() => alien.applyFixes(CONTAINER_TEXT, { unsafe }), TypeError);
  assert.equal(alien.applyFixes(CONTAINER_TEXT, castTo(null)), CONTAINER_TEXT);
  works();
});

test("texts of a gigabyte in all are too large, not cut off", () => {
  const text = "x".repeat(1 << 26);
  const builder = alien.Container.from(CONTAINER);
  for (let i = 0; i < 25; i++) builder.environment({ [`A${i}`]: text });
  assert.throws(
    () => builder.build(),
    (error: alien.ValidationError) =>
      error.diagnostics.every(({ code }) => code === "too-large"),
  );
  const { diagnostics } = alien.validate({ [`${text}x`]: 1 });
  assert.equal(diagnostics[0]?.code, "too-large");
  works();
});

test("keys that a program gave to all objects are not taken for results", () => {
  Object.defineProperty(Object.prototype, "id", {
    value: 5,
    configurable: true,
  });
  try {
    const { build } = alien.Container.prototype;
    const builder = alien.Container.from({});
    assert.throws(() => build.call(builder), alien.ValidationError);
  } finally {
    delete (Object.prototype as { id?: number }).id;
  }
});

test("an ID that is no text is a program's own, and is judged where it is linked", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["cyclic"] = cyclic;
  for (const value of [cyclic, new Uint8Array(2)]) {
    const id = castTo<string>(value);
    new alien.Storage(id).build();
    assert.equal(Object.isFrozen(id), false);
    const builder = alien.Container.from(CONTAINER).link(new alien.Storage(id));
    assert.throws(() => builder.build(), alien.ValidationError);
  }
});

test("logs show neither values of variables nor names that a bundler made", () => {
  const docker = { type: "docker", buildArgs: { B: "hidden" } } as const;
  const built = alien.Container.from({
    ...CONTAINER,
    environment: { A: "hidden" },
  })
    .code({ type: "source", src: ".", toolchain: docker })
    .build();
  const shown = inspect(built, { depth: 9 });
  assert.match(shown, /A: '…'/);
  assert.doesNotMatch(shown, /hidden/);
  assert.equal(built.config.environment["A"], "hidden");

  assert.equal(inspect(new alien.Container("api")), "Container {}");
  let refusal: unknown;
  try {
    new alien.Container("api").build();
  } catch (error) {
    refusal = error;
  }
  assert.match(inspect(refusal), /^ValidationError: container "api"/);
});

test("fixes of 70,000 ports take seconds, not minutes", () => {
  const ports = Array.from({ length: 70_000 }, () => '{"port":8080}');
  const text = CONTAINER_TEXT.replace('{"port":8080}', ports.join());
  assert.equal(alien.applyFixes(text), CONTAINER_TEXT);
});

test("a key of megabytes does not cost the report", () => {
  const key = "k".repeat(4 << 20);
  const dependencies = Array.from({ length: 1000 }, () => ({
    type: 1,
    id: "jobs",
  }));
  const config = { type: "queue", id: "jobs" };
  const stack = {
    id: "shop",
    resources: { [key]: { lifecycle: "frozen", config, dependencies } },
  };
  for (const declaration of [stack, JSON.stringify(stack)]) {
    const report = alien.validate(declaration);
    assert.equal(report.diagnostics.length, 1000);
    assert.ok(JSON.stringify(report).length < 4 << 20);
  }
  works();
});

test("fixes make no more errors, though recovery guessed wrong", () => {
  const text = '{"ports": [ { "port": 80}80\t} ], "permissions": "x"}';
  const count = (text: string) => alien.validate(text).diagnostics.length;
  assert.ok(count(alien.applyFixes(text)) <= count(text));
});
