/**
 * Runs the vectors in `tests/vectors` with the packed package. The results must be the same as those of Rust. The functions
 * of `alien-sdk/validate` run too, with their own WebAssembly module.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as alien from "alien-sdk";
import * as small from "alien-sdk/validate";
// In the package for browsers, this is needed to read YAML.
import "alien-sdk/yaml";
import { type RecordedCalls, replay } from "./shared.js";

const folder = join(
  process.env["ALIEN_SDK_REPOSITORY"] ?? "",
  "tests",
  "vectors",
);

/** A case in the files; see `tests/vectors/README.md`. */
interface Case extends Result {
  name: string;
  json?: string[];
  jsonc?: string[];
  yaml?: string[];
  calls?: RecordedCalls;
  update?: { old: string[]; new: string[] };
  function?: string;
  arguments?: unknown[];
  options?: object;
  kind?: alien.ValidateOptions["kind"];
  limits?: { bytes?: number; depth?: number; diagnostics?: number };
}

/** The result of a case, in the format of the files. */
interface Result {
  valid?: boolean;
  truncated?: true;
  diagnostics?: unknown[];
  normalised?: string;
  outputs?: string;
  diff?: string[];
  fixed?: string[];
  fixedUnsafe?: string[];
  result?: unknown;
}

const EXPECTED = [
  "valid",
  "truncated",
  "diagnostics",
  "normalised",
  "outputs",
  "diff",
  "fixed",
  "fixedUnsafe",
  "result",
] as const;

/** Converts a report to the format of the files. */
function shortened(report: alien.Report): Result {
  const diagnostics = report.diagnostics.map(({ docs, ...rest }) => {
    assert.equal(docs, `docs/codes.md#${rest.code}`);
    const kept = Object.entries(rest).filter(
      ([key, value]) =>
        !(key === "target" && value === "value") &&
        !(Array.isArray(value) && value.length === 0),
    );
    return short(Object.fromEntries(kept));
  });
  const result: Result = { valid: report.valid, diagnostics };
  if (report.truncated) result.truncated = true;
  return result;
}

/** Replaces ranges by strings, and calls by their numbers. */
function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(short);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (key === "range") {
      const at = (place: alien.Position) => `${place.line}:${place.character}`;
      return [key, `${at(inner.start)}-${at(inner.end)}`];
    }
    return [key, key === "call" ? inner.number : short(inner)];
  });
  return Object.fromEntries(entries);
}

function build(calls: RecordedCalls): Result {
  const builder = replay(calls);
  try {
    const resource = builder.build();
    const diagnostics = [...resource.warnings];
    return {
      ...shortened({ valid: true, diagnostics, truncated: false }),
      normalised: alien.normalise(resource),
    };
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    const { diagnostics, truncated } = error;
    return shortened({
      valid: false,
      diagnostics: [...diagnostics],
      truncated,
    });
  }
}

/** Whether a text is YAML, which `alien-sdk/validate` doesn't read. */
function isYaml(options: alien.ValidateOptions = {}): boolean {
  return options.syntax === "yaml" || /\.ya?ml$/i.test(options.name ?? "");
}

function read(text: string, options: alien.ValidateOptions): Result {
  const report = alien.validate(text, options);
  const bytes = new TextEncoder().encode(text);
  assert.deepEqual(alien.validate(bytes, options), report);
  if (!isYaml(options)) {
    assert.deepEqual(small.validate(text, options), report);
  }
  const result = shortened(report);
  if (result.valid) result.normalised = alien.normalise(text, options);
  else
    assert.throws(() => alien.normalise(text, options), alien.ValidationError);
  if (text.includes('"platform"')) {
    const outputs = JSON.stringify(alien.StackState.parse(text, options));
    if (outputs !== "{}") result.outputs = outputs;
  }
  const fixed = alien.applyFixes(text, options);
  if (!isYaml(options)) {
    assert.equal(small.applyFixes(text, options), fixed);
  }
  if (fixed !== text) result.fixed = fixed.split("\n");
  const all = alien.applyFixes(text, { ...options, unsafe: true });
  if (!isYaml(options)) {
    const unsafe = { ...options, unsafe: true };
    assert.equal(small.applyFixes(text, unsafe), all);
  }
  if (all !== fixed) result.fixedUnsafe = all.split("\n");
  return result;
}

/** Calls a function of the package. Without an expected result, the call only has to succeed. */
function call(name: string, { arguments: values, options, result }: Case) {
  const functions = alien as unknown as Record<string, CallableFunction>;
  const smallFunctions: Record<string, CallableFunction> = small;
  const given = [...(values ?? []), ...(options ? [options] : [])];
  const returned: unknown = functions[name]?.(...given);
  if (name in small && !isYaml(options)) {
    assert.deepEqual(smallFunctions[name]?.(...given), returned);
  }
  return result === undefined ? {} : { result: returned };
}

function run(given: Case): Result {
  if (given.function !== undefined) return call(given.function, given);
  const options: alien.ValidateOptions = {
    syntax: given.yaml ? "yaml" : given.jsonc ? "jsonc" : "json",
    kind: given.kind,
    limits: given.limits,
  };
  if (given.calls !== undefined) return build(given.calls);
  if (given.update !== undefined) {
    const [old, next] = [given.update.old, given.update.new].map((lines) =>
      lines.join("\n"),
    );
    const result = shortened(alien.validateUpdate(old, next, options));
    try {
      result.diff = alien
        .diff(old, next, options)
        .text.split("\n")
        .slice(0, -1);
    } catch (error) {
      if (!(error instanceof alien.ValidationError)) throw error;
    }
    return result;
  }
  return read(
    (given.json ?? given.jsonc ?? given.yaml ?? []).join("\n"),
    options,
  );
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .sort();
assert.ok(files.length > 0, "the folder has vectors");

// In Python, the version is not a function.
const called = new Set<string | undefined>(["version"]);

for (const file of files) {
  const { cases } = JSON.parse(readFileSync(join(folder, file), "utf8"));
  describe(file, () => {
    for (const given of cases as Case[]) {
      called.add(given.function);
      test(given.name, () => {
        const kept = EXPECTED.filter((key) => given[key] !== undefined);
        const expected = Object.fromEntries(
          kept.map((key) => [key, given[key]]),
        );
        const result = run(given);
        // Converting to JSON removes keys with the value `undefined`.
        assert.deepEqual(JSON.parse(JSON.stringify(result)), expected);
        // The files have the keys in the order of the core.
        assert.equal(
          JSON.stringify(result.diagnostics),
          JSON.stringify(given.diagnostics),
        );
      });
    }
  });
}

/** Functions and schemas that are written in TypeScript, and have tests of their own. */
const OTHERS = [
  "containerSchema",
  "isRunning",
  "stackSchema",
  "trackCalls",
  "unhealthyReplicas",
  "waitForContainer",
  "waitForStack",
];

test("every function has a vector, so that every language offers it", () => {
  const exported = Object.keys(alien).filter((name) => /^[a-z]/.test(name));
  const missing = exported.filter(
    (name) => !called.has(name) && !OTHERS.includes(name),
  );
  assert.deepEqual(missing, []);
});
