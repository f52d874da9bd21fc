import assert from "node:assert/strict";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { CONTAINER_TEXT, codes } from "./shared.js";

test("a valid text has no diagnostics", () => {
  assert.deepEqual(alien.validate(CONTAINER_TEXT), {
    valid: true,
    diagnostics: [],
    truncated: false,
  });
});

test("ranges count UTF-16 code units by default", () => {
  const text = CONTAINER_TEXT.replace('"id"', '"🚀é":1,"id"');
  const at = (units?: alien.Units) => {
    const { diagnostics } = alien.validate(
      CONTAINER_TEXT.replace("{", '{"x":"🚀é","ports2":1,'),
      units === undefined ? undefined : { units },
    );
    return diagnostics[1]?.range?.start.character;
  };
  assert.deepEqual(
    [at(), at("utf-16"), at("utf-8"), at("utf-32")],
    [11, 11, 14, 10],
  );
  assert.deepEqual(codes(alien.validate(text)), ["unknown-field"]);
});

test("an unpaired surrogate in a text is reported", () => {
  const text = CONTAINER_TEXT.replace('"execution"', '"\ud800"');
  assert.deepEqual(codes(alien.validate(text)), ["invalid-unicode"]);
  // U+FFFD in the text is not reported as a replaced surrogate.
  const replaced = CONTAINER_TEXT.replace('"api"', '"\ufffd"');
  assert.deepEqual(codes(alien.validate(replaced)), ["invalid-id"]);
});

test("a text above the limit is not read", () => {
  for (const size of [100, 101, 103, 1000]) {
    for (const character of ["x", "é", "🚀"]) {
      const report = alien.validate(character.repeat(size), {
        limits: { bytes: 99 },
      });
      assert.deepEqual(codes(report), ["too-large"], `${size} ${character}`);
    }
  }
  const huge = " ".repeat(17 * 1024 * 1024);
  assert.deepEqual(codes(alien.validate(huge)), ["too-large"]);
  // The memory that was reserved for the text doesn't affect the next call.
  assert.equal(alien.validate(CONTAINER_TEXT).valid, true);
});

test("the length of a text above the limit is reported", () => {
  const sizes: [string, number][] = [
    ["x", 1],
    ["é", 2],
    ["€", 3],
    ["🚀", 4],
    ["\ud83d", 3],
  ];
  for (const [character, bytes] of sizes) {
    for (const limit of [0, 7, 99, 99.5, -1, Number.NaN]) {
      const options = { limits: { bytes: limit } };
      const text = character.repeat(40);
      const most = Math.max(Math.floor(limit) || 0, 0);
      const message = `the text has ${40 * bytes} bytes, more than the limit of ${most}`;
      const found = (report: { diagnostics: readonly alien.Diagnostic[] }) =>
        report.diagnostics.find(({ code }) => code === "too-large")?.message;
      const expected = 40 * bytes > most ? message : undefined;
      assert.equal(found(alien.validate(text, options)), expected);
      assert.equal(
        found(alien.validateUpdate(CONTAINER_TEXT, text, options)),
        expected,
      );
      const { report } = alien.StackState.parse(text, options);
      assert.equal(found(report), expected);
      assert.throws(
        () => alien.normalise(text, options),
        (error: alien.ValidationError) => found(error) === expected,
      );
      assert.throws(
        () => alien.diff(text, "{}", options),
        (error: alien.ValidationError) => found(error) === expected,
      );
    }
  }
});

test("the length of a text above the default limit is reported", () => {
  for (const [character, bytes] of [
    ["x", 1],
    ["é", 2],
    ["🚀", 4],
  ] as const) {
    const huge = character.repeat(40_000_000 / bytes);
    assert.equal(
      alien.validate(huge).diagnostics[0]?.message,
      "the text has 40000000 bytes, more than the limit of 16777216",
    );
  }
});

test("applyFixes() returns a text above the limit unchanged", () => {
  const text = `${CONTAINER_TEXT.replace('{"min":"1Gi","desired":"1Gi"}', '"1Gi"')}${" ".repeat(1000)}`;
  const limits = { bytes: text.length - 1 };
  assert.equal(alien.applyFixes(text, { limits }), text);
  assert.equal(alien.applyFixes(text, { limits, unsafe: true }), text);
  assert.notEqual(alien.applyFixes(text), text);
  const huge = `${CONTAINER_TEXT}${" ".repeat(20_000_000)}`;
  assert.equal(alien.applyFixes(huge), huge);
  assert.equal(alien.validate(CONTAINER_TEXT).valid, true);
});

test("an old declaration above the limit is reported", () => {
  const limits = { bytes: 1000 };
  const old = `${CONTAINER_TEXT}${" ".repeat(1000)}`;
  const { diagnostics } = alien.validateUpdate(old, CONTAINER_TEXT, { limits });
  assert.match(diagnostics[0]?.message ?? "", /old declaration can't be read/);
});

test("a text of 2 MB with non-ASCII characters is valid", () => {
  const text = CONTAINER_TEXT.replace(
    '"id"',
    `"command":["${"é".repeat(1_000_000)}"],"id"`,
  );
  assert.equal(alien.validate(text).valid, true);
});

test("comments are allowed with the option `syntax`", () => {
  const text = `// A container\n${CONTAINER_TEXT}`;
  assert.equal(alien.validate(text).valid, false);
  assert.equal(alien.validate(text, { syntax: "jsonc" }).valid, true);
});

test("invalid options throw", () => {
  const options = { units: "characters" } as unknown as alien.ValidateOptions;
  assert.throws(
    () => alien.validate("{}", options),
    /options.*units must be "utf-8"/,
  );
});

test("normalise() returns the same text for equal declarations", () => {
  const value = { permissions: "execution", ...JSON.parse(CONTAINER_TEXT) };
  assert.equal(alien.normalise(CONTAINER_TEXT), alien.normalise(value));
  assert.equal(
    alien.normalise(alien.normalise(CONTAINER_TEXT)),
    alien.normalise(CONTAINER_TEXT),
  );
  assert.throws(
    () => alien.normalise("{}"),
    (error) =>
      error instanceof alien.ValidationError && error.diagnostics.length > 0,
  );
});

test("validateUpdate() compares two declarations", () => {
  const renamed = JSON.parse(CONTAINER_TEXT.replace('"api"', '"web"'));
  const report = alien.validateUpdate(CONTAINER_TEXT, renamed);
  assert.deepEqual(codes(report), ["immutable-field-changed"]);
  assert.equal(alien.validateUpdate(renamed, renamed).valid, true);
});

test("applyFixes() applies safe fixes, and all fixes with the option `unsafe`", () => {
  const text = CONTAINER_TEXT.replace('{"min":"1Gi","desired":"1Gi"}', '"1Gi"');
  assert.equal(
    alien.validate(alien.applyFixes(text)).valid,
    true,
    alien.applyFixes(text),
  );
  assert.equal(alien.applyFixes(CONTAINER_TEXT), CONTAINER_TEXT);
  const unit = CONTAINER_TEXT.replaceAll("1Gi", "1GB");
  assert.equal(alien.applyFixes(unit), unit);
  assert.equal(alien.applyFixes(unit, { unsafe: true }), CONTAINER_TEXT);
});

test("every code has an explanation", () => {
  const { codes } = alien.catalog();
  assert.ok(codes.length > 30);
  for (const { code, why, fails } of codes) {
    assert.ok(why.length > 0 && fails.length > 0, code);
    assert.equal(alien.explain(code)?.code, code);
  }
  assert.equal(alien.explain("no-such-code" as string), undefined);
});

test("the schema is JSON", () => {
  const schema = JSON.parse(alien.jsonSchema());
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
});
