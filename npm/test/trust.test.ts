/** A program can't break this package with one call for the next call, and logs never show secrets. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as alien from "alien-sdk";
import { CONTAINER, CONTAINER_TEXT, castTo } from "./shared.js";

const OTHER = CONTAINER_TEXT.replace('"api"', '"other"');

function assertPackageWorks(): void {
  assert.deepEqual(alien.validate(CONTAINER_TEXT).diagnostics, []);
  assert.deepEqual(alien.validate(CONTAINER).diagnostics, []);
  assert.equal(alien.Container.from(CONTAINER).build().id, "api");
}

test("a call that runs out of stack doesn't affect later calls", () => {
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
      assertPackageWorks();
    }
  }
});

test("a getter of options may validate something else", () => {
  const options = (): alien.ValidateOptions => ({
    get syntax() {
      alien.validate(OTHER);
      return "json" as const;
    },
  });
  assert.deepEqual(alien.validate(CONTAINER_TEXT, options()).diagnostics, []);
  assert.match(alien.normalise(CONTAINER_TEXT, options()), /"id":"api"/);
  assert.equal(alien.applyFixes(CONTAINER_TEXT, options()), CONTAINER_TEXT);
});

test("keys of Object.prototype are not read as options", () => {
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

test("a getter may call validateUpdate() while validateUpdate() reads it", () => {
  const after = {
    ...CONTAINER,
    get pool() {
      alien.validateUpdate(OTHER, CONTAINER_TEXT);
      return undefined;
    },
  };
  assert.deepEqual(alien.validateUpdate(CONTAINER, after).diagnostics, []);
});

test("with a limit of 0 diagnostics, an invalid declaration is still invalid", () => {
  for (const diagnostics of [0, -1, Number.NaN]) {
    for (const declaration of ["{}", "{", {}]) {
      const report = alien.validate(declaration, { limits: { diagnostics } });
      const expected = { valid: false, diagnostics: [], truncated: true };
      assert.deepEqual(report, expected);
    }
  }
});

test("a limit of NaN counts as 0, and a limit of another type throws", () => {
  const limits = { depth: Number.NaN };
  for (const declaration of ["[[[]]]", [[[]]]]) {
    const { diagnostics } = alien.validate(declaration, { limits });
    assert.equal(diagnostics[0]?.code, "too-deep");
  }
  for (const bytes of ["9", 9n, {}]) {
    const wrong = { limits: { bytes: castTo<number>(bytes) } };
    assert.throws(
      () => alien.validate(CONTAINER_TEXT, wrong),
      /^TypeError: these options/,
    );
    assertPackageWorks();
  }
});

test("functions that take text reject other values", () => {
  for (const value of [5, null, undefined, Symbol("x"), {}, { length: 3 }]) {
    const text = castTo<string>(value);
    assert.throws(() => alien.applyFixes(text), TypeError);
    assert.equal(alien.explain(text), undefined);
  }
  const unsafe = castTo<boolean>("no");
  assert.throws(() => alien.applyFixes(CONTAINER_TEXT, { unsafe }), TypeError);
  assert.equal(alien.applyFixes(CONTAINER_TEXT, castTo(null)), CONTAINER_TEXT);
  assertPackageWorks();
});

test("strings with a total length of a gigabyte are reported as too large", () => {
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
  assertPackageWorks();
});

test("keys of Object.prototype are not read as the ID of a container", () => {
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

test("an ID that is not a string is not frozen, and reported when it is linked", () => {
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

test("logs show no values of variables, and the original class names", () => {
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

  const container = new alien.Container("api");
  assert.equal(inspect(container), 'new Container("api")');
  assert.equal(
    inspect(container, { customInspect: false }).split(" ")[0],
    "Container",
  );
  let refusal: unknown;
  try {
    new alien.Container("api").build();
  } catch (error) {
    refusal = error;
  }
  assert.match(inspect(refusal), /^ValidationError: container "api"/);
});

test("fixing 70,000 ports takes seconds, not minutes", () => {
  const ports = Array.from({ length: 70_000 }, () => '{"port":8080}');
  const text = CONTAINER_TEXT.replace('{"port":8080}', ports.join());
  assert.equal(alien.applyFixes(text), CONTAINER_TEXT);
});

test("a key of several megabytes doesn't make the report large", () => {
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
  assertPackageWorks();
});

test("fixes add no errors if the parser recovered in the wrong way", () => {
  const text = '{"ports": [ { "port": 80}80\t} ], "permissions": "x"}';
  const count = (text: string) => alien.validate(text).diagnostics.length;
  assert.ok(count(alien.applyFixes(text)) <= count(text));
});
