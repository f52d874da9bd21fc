/** Checks rendered reports, and the functions that change one place of a text. `tests/vectors/functions` has further cases. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import * as alien from "alien-sdk";

const repository = process.env["ALIEN_SDK_REPOSITORY"] ?? "";
const require = createRequire(join(repository, "npm", "package.json"));
const { Ajv } = require("ajv");

/** The schema has a pattern that is not valid with the flag `u`. */
const OPTIONS = { strict: false, validateFormats: false, unicodeRegExp: false };

const TEXT = '{\n  "id": "api",\n  "replicas": -1\n}';

/** Returns the schema of SARIF 2.1.0, which is part of a crate that the repository's commands depend on. */
function sarifSchema(): object {
  const metadata = execFileSync(
    "cargo",
    ["metadata", "--format-version", "1", "--locked"],
    { cwd: repository, maxBuffer: 1 << 28, encoding: "utf8" },
  );
  const packages: { name: string; manifest_path: string }[] =
    JSON.parse(metadata).packages;
  const crate = packages.find(({ name }) => name === "serde-sarif");
  assert.ok(crate, "xtask depends on serde-sarif");
  const path = join(dirname(crate.manifest_path), "src", "schema.json");
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Every text of the vectors, with the file of its case. */
function* texts(): Generator<[string, string]> {
  const folder = join(repository, "tests", "vectors");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    const { cases } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    for (const { json, jsonc } of cases) {
      if (json ?? jsonc) yield [file, (json ?? jsonc).join("\n")];
    }
  }
}

test("every report is a valid SARIF log", () => {
  const ajv = new Ajv(OPTIONS);
  const isSarif = ajv.compile(sarifSchema());
  let count = 0;
  for (const [name, text] of texts()) {
    const report = alien.validate(text);
    for (const options of [{ text, name }, { name }, {}]) {
      const rendered = alien.render(report, { ...options, format: "sarif" });
      const log = JSON.parse(rendered);
      assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
      const { results } = log.runs[0];
      assert.equal(results.length, report.diagnostics.length);
      for (const { locations } of results) {
        const uri = locations[0].physicalLocation?.artifactLocation.uri;
        if (uri !== undefined) new URL(uri, "file:///folder/");
        assert.equal(uri === undefined, options.name === undefined);
      }
      count += 1;
    }
  }
  assert.ok(count > 1000, `${count}`);
  assert.equal(isSarif({ version: "2.1.0", runs: [{ tool: {} }] }), false);
});

test("the log of the command line is a valid SARIF log", () => {
  const snapshots = join(repository, "cli", "tests", "snapshots");
  const shown = readFileSync(join(snapshots, "check-sarif.txt"), "utf8");
  const log = shown.split("\n").find((line) => line.startsWith("{")) ?? "";
  const isSarif = new Ajv(OPTIONS).compile(sarifSchema());
  assert.ok(isSarif(JSON.parse(log)), JSON.stringify(isSarif.errors));
});

test("the reports of builder calls are valid SARIF logs with the lines of the calls", () => {
  const ajv = new Ajv(OPTIONS);
  const isSarif = ajv.compile(sarifSchema());
  assert.throws(
    () => new alien.Container("api").port(0).build(),
    (error: alien.ValidationError) => {
      const log = JSON.parse(alien.render(error, { format: "sarif" }));
      assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
      const { locations } = log.runs[0].results.at(-1);
      const { artifactLocation, region } = locations[0].physicalLocation;
      assert.match(artifactLocation.uri, /render\.test\.m?[jt]s$/);
      assert.equal(typeof region.startLine, "number");
      return true;
    },
  );
});

test("the format json is the report", () => {
  for (const [, text] of texts()) {
    const report = alien.validate(text);
    const json = alien.render(report, { format: "json" });
    assert.equal(json, JSON.stringify(report));
  }
});

test("a report that was stored as JSON can be rendered", () => {
  const report = alien.validate(TEXT);
  const options = { text: TEXT, name: "api.json", color: false };
  const stored = JSON.parse(JSON.stringify(report));
  const rendered = alien.render(stored, options);
  assert.equal(rendered, alien.render(report, options));
  assert.match(rendered, /^ --> api\.json:3:15$/m);
  assert.match(rendered, /^3 \| {3}"replicas": -1$/m);
});

test("there are no colours if the output is not a terminal", () => {
  const report = alien.validate(TEXT);
  assert.equal(alien.render(report), alien.render(report, { color: false }));
  assert.ok(alien.render(report, { color: true }).includes("\u001b["));
});

test("an argument that can't be rendered is a TypeError", () => {
  const report = alien.validate(TEXT);
  for (const wrong of [undefined, null, 5, {}, { diagnostics: [{}] }]) {
    assert.throws(
      () => alien.render(wrong as never),
      /^TypeError: render\(\) takes the report of validate\(\) or a ValidationError, but got /,
    );
  }
  assert.throws(
    () => alien.render(report, { format: "xml" as never }),
    /^TypeError: .*format must be "text", "github", "sarif" or "json"/,
  );
  assert.throws(
    () => alien.render(report, { text: 5 as never }),
    /render\(\) takes JSON text, but got a number/,
  );
});

test("bytes that are not UTF-8 can be rendered, since validate() accepts them", () => {
  const bytes = Buffer.concat([
    Buffer.from('{"id": "'),
    Buffer.from([0xff, 0xc3, 0x28]),
    Buffer.from('é", "replicas": -1}'),
  ]);
  const report = alien.validate(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const text of [bytes, view]) {
    const shown = alien.render(report, { text, name: "api.json" });
    assert.match(shown, /bytes that are not valid UTF-8/);
    assert.match(shown, /api\.json:1:\d+/);
  }
  for (const text of ["\ud800", "", "\ufeff{}", Buffer.from([0xff, 0xfe])]) {
    assert.notEqual(alien.render(alien.validate(text), { text }), "");
  }
});

test("errors about a text show its lines and its name", () => {
  assert.throws(
    () => alien.normalise(TEXT, { name: "api.json" }),
    (error: alien.ValidationError) => {
      assert.match(error.message, /^container "api" has 6 errors\n/);
      assert.match(error.message, /^ --> api\.json:3:15$/m);
      assert.match(error.message, /^ {2}\| {15}\^\^$/m);
      return true;
    },
  );
  assert.throws(() => alien.normalise(TEXT), /^ --> <text>:3:15$/m);
  assert.throws(() => alien.diff(TEXT, "{}"), /^ --> <before>:3:15$/m);
});

test("every fix of every text can be applied alone", () => {
  let count = 0;
  for (const [name, text] of texts()) {
    const { diagnostics } = alien.validate(text);
    for (const fix of diagnostics.flatMap(({ fixes }) => fixes)) {
      const fixed = alien.applyFix(text, fix);
      assert.notEqual(fixed, text, name);
      // The edits of paths have the same result, unless a part of a path is masked.
      const { textEdits, ...paths } = fix;
      const isComplete = paths.edits.every(
        (edit) => edit.kind !== "replace" && !edit.path.includes("…"),
      );
      if (textEdits && isComplete) {
        assert.equal(alien.applyFix(text, paths), fixed, name);
      }
      count += 1;
    }
  }
  assert.ok(count > 300, `${count}`);
});

test("a text that can't be changed is an error that says why", () => {
  const fix: alien.Fix = {
    title: "remove it",
    applicability: "unsafe",
    edits: [{ kind: "remove", path: "/memory" }],
  };
  const cases: [() => string, string][] = [
    [() => alien.remove(TEXT, "/memory"), 'the text has nothing at "/memory"'],
    [
      () => alien.edit(TEXT, "/id/x", 1),
      'the text has no object or list to which "/id/x" can be added',
    ],
    [
      () => alien.edit(TEXT, "id", 1),
      '"id" is not a JSON Pointer: it must be empty or start with "/", as in "/ports/0/port"',
    ],
    [
      () => alien.edit(TEXT, "/id", [() => 1]),
      "the value can't be written as JSON",
    ],
    [
      () => alien.edit('{"a": {"b": 1', "/a/c", 1),
      "the text is not valid JSON; correct its syntax errors first",
    ],
    [
      () => alien.applyFix("{}", fix),
      "the fix does not fit the text: validate the text, and apply a fix of that report",
    ],
  ];
  for (const [change, message] of cases) assert.throws(change, { message });
});
