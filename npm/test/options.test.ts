/** Tests that a misspelt option is an error, since it would have no effect otherwise. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as alien from "alien-sdk";

const TEXT = '{"id": "api"}';
const fix: alien.Fix = { title: "", applicability: "safe", edits: [] };

/** Calls with an option that doesn't exist, as JavaScript programs may make them, and the messages. */
const CALLS: Record<string, [(options: never) => unknown, object, string]> = {
  validate: [
    (options) => alien.validate(TEXT, options),
    { sintax: "yaml" },
    'validate() has no option "sintax"; did you mean "syntax"?',
  ],
  limits: [
    (limits) => alien.validate(TEXT, { limits }),
    { byte: 1 },
    'limits has no key "byte"; did you mean "bytes"?',
  ],
  validateUpdate: [
    (options) => alien.validateUpdate(TEXT, TEXT, options),
    { Kind: "stack" },
    'validateUpdate() has no option "Kind"; did you mean "kind"?',
  ],
  diff: [
    (options) => alien.diff(TEXT, TEXT, options),
    { unit: "utf-8" },
    'diff() has no option "unit"; did you mean "units"?',
  ],
  normalise: [
    (options) => alien.normalise(TEXT, options),
    { unsafe: true },
    'normalise() has no option "unsafe"; use "kind", "syntax", "units", "limits" or "name"',
  ],
  applyFixes: [
    (options) => alien.applyFixes(TEXT, options),
    { unsave: true },
    'applyFixes() has no option "unsave"; did you mean "unsafe"?',
  ],
  applyFix: [
    (options) => alien.applyFix(TEXT, fix, options),
    { kind: "stack" },
    'applyFix() has no option "kind"; use "syntax" or "units"',
  ],
  parse: [
    (options) => alien.StackState.parse(TEXT, options),
    { limit: {} },
    'StackState.parse() has no option "limit"; did you mean "limits"?',
  ],
  render: [
    (options) => alien.render(alien.validate(TEXT), options),
    { colour: true },
    'render() has no option "colour"; did you mean "color"?',
  ],
};

describe("an option that doesn't exist", () => {
  for (const [name, [call, options, message]] of Object.entries(CALLS)) {
    test(name, () => {
      assert.throws(() => call(options as never), {
        name: "TypeError",
        message,
      });
      // The next call works.
      assert.equal(alien.validate(TEXT).valid, false);
    });
  }

  test("waits", async () => {
    await assert.rejects(
      alien.waitForContainer([], "api", { timeoutMs: 1 } as never),
      {
        name: "TypeError",
        message:
          'waitForContainer() has no option "timeoutMs"; did you mean "timeout"?',
      },
    );
    await assert.rejects(alien.waitForStack([], { container: [] } as never), {
      name: "TypeError",
      message:
        'waitForStack() has no option "container"; did you mean "containers"?',
    });
  });

  test("a builder reports it with its call", () => {
    const scaling = { min: 1, desired: 1, max: 2, targetCPUPercent: 70 };
    const api = new alien.Container("api").autoScale(scaling);
    const report = alien.validate({ autoscaling: scaling });
    const found = report.diagnostics.find(
      ({ code }) => code === "unknown-field",
    );
    assert.deepEqual(found?.data, {
      name: "targetCPUPercent",
      suggestion: "targetCpuPercent",
    });
    assert.throws(
      () => api.build(),
      /unknown key "targetCPUPercent" in autoscaling[\s\S]*targetCpuPercent/,
    );
  });

  test("may contain a secret, which isn't shown", () => {
    const options = { "https://kim:hunter2@example.com": 1 };
    assert.throws(
      () => alien.validate(TEXT, options as never),
      (error: Error) => !error.message.includes("hunter2"),
    );
  });

  test("is no property that a program added to all objects", () => {
    const everything = Object.prototype as { sintax?: boolean };
    everything.sintax = true;
    try {
      assert.equal(alien.validate(TEXT, { syntax: "jsonc" }).valid, false);
    } finally {
      delete everything.sintax;
    }
  });
});
