/** Checks with ajv that the published JSON Schemas accept every declaration that the package accepts. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import * as alien from "alien-sdk";

const repository = process.env["ALIEN_SDK_REPOSITORY"] ?? "";
const require = createRequire(join(repository, "npm", "package.json"));
const { Ajv2020 } = require("ajv/dist/2020.js");
const ajv = new Ajv2020({ strict: false });
const schemas = {
  container: ajv.compile(JSON.parse(alien.jsonSchema("container"))),
  stack: ajv.compile(JSON.parse(alien.jsonSchema("stack"))),
  state: ajv.compile(JSON.parse(alien.jsonSchema("state"))),
};

/** The texts of all vectors, each with its name and its kind if that is not detected. */
function* vectors(): Generator<
  [string, string, alien.DocumentKind | undefined]
> {
  const folder = join(repository, "tests", "vectors");
  for (const entry of readdirSync(folder, {
    recursive: true,
    encoding: "utf8",
  })) {
    if (!entry.endsWith(".json")) continue;
    const { cases } = JSON.parse(readFileSync(join(folder, entry), "utf8"));
    for (const { name, json, kind } of cases) {
      if (json !== undefined)
        yield [`${entry}: ${name}`, json.join("\n"), kind];
    }
  }
}

const BASE = {
  id: '"api"',
  code: '{"type": "image", "image": "ghcr.io/acme/api:v1"}',
  cpu: '{"min": "1", "desired": "1"}',
  memory: '{"min": "1Gi", "desired": "1Gi"}',
  ports: '[{"port": 8080}]',
  permissions: '"execution"',
};

/** The texts of all trials, as `tests/trials/README.md` describes them. */
function* trials(): Generator<[string, string, undefined]> {
  const folder = join(repository, "tests", "trials");
  for (const file of readdirSync(folder).filter((name) =>
    name.endsWith(".txt"),
  )) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const block of text.split(/^## /m).slice(1)) {
      const [name, , ...lines] = block.split("\n");
      const end = lines.findIndex(
        (line) => line === "=" || line.startsWith("= "),
      );
      const input = lines
        .slice(0, end)
        .join("\n")
        .replace(/[⟦⟧]/g, "")
        .replace(/⟨U\+([0-9A-F]+)⟩/g, (_, code) =>
          String.fromCodePoint(Number.parseInt(code, 16)),
        );
      if (input.startsWith("whole\n")) {
        yield [`${file}: ${name}`, input.slice("whole\n".length), undefined];
        continue;
      }
      const dropped: readonly string[] = input.match(/^- \w+$/gm) ?? [];
      const members = input.replace(/^- \w+\n/gm, "");
      const kept = Object.entries(BASE).filter(
        ([key]) =>
          !dropped.includes(`- ${key}`) &&
          !new RegExp(`^"${key}"`, "m").test(members),
      );
      const base = kept.map(([key, value]) => `"${key}": ${value}`);
      yield [
        `${file}: ${name}`,
        `{${[...base, members].join(",\n")}}`,
        undefined,
      ];
    }
  }
}

/** The kind of a document, by its keys. */
function detectKind(value: object): alien.DocumentKind {
  if (!("resources" in value)) return "container";
  return "platform" in value ? "state" : "stack";
}

test("the schemas accept what the package accepts", () => {
  let accepted = 0;
  for (const [name, text, kind] of [...vectors(), ...trials()]) {
    const report = alien.validate(text, kind === undefined ? {} : { kind });
    if (!report.valid) continue;
    const value = JSON.parse(text.replace(/^\ufeff/, ""));
    const schema = schemas[kind ?? detectKind(value)];
    assert.ok(
      schema(value),
      `${name}: ${ajv.errorsText(schema.errors)}\n${text}`,
    );
    accepted += 1;
  }
  assert.ok(accepted > 400, `only ${accepted} declarations are valid`);
});

test("the schemas contain only keywords that ajv knows, so it compiles them with its default options", () => {
  const strict = new Ajv2020({ logger: false });
  for (const kind of ["container", "stack", "state"] as const) {
    strict.compile(JSON.parse(alien.jsonSchema(kind)));
  }
});
