/** What editors show: VS Code's service for JSON with the schemas, and TypeScript's with the types of the package. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as alien from "alien-sdk";
import type { JSONSchema } from "vscode-json-languageservice";

const repository = process.env["ALIEN_SDK_REPOSITORY"] ?? "";
const require = createRequire(join(repository, "npm", "package.json"));
const json: typeof import("vscode-json-languageservice") = require("vscode-json-languageservice");

const service = json.getLanguageService({});
service.configure({
  schemas: (["container", "stack", "state"] as const).map((kind) => ({
    uri: `file:///schema/${kind}.schema.json`,
    fileMatch: [`*.${kind}.json`],
    schema: JSON.parse(alien.jsonSchema(kind)) as JSONSchema,
  })),
});

function open(kind: alien.DocumentKind, text: string) {
  const uri = `file:///api.${kind}.json`;
  const document = json.TextDocument.create(uri, "json", 1, text);
  return { document, parsed: service.parseJSONDocument(document) };
}

/** The problems that VS Code shows. */
async function problems(kind: alien.DocumentKind, text: string) {
  const { document, parsed } = open(kind, text);
  const found = await service.doValidation(document, parsed);
  return found.map(({ message }) => message);
}

/** The completions at the place of `|`. */
async function completions(kind: alien.DocumentKind, text: string) {
  const at = text.indexOf("|");
  const { document, parsed } = open(kind, text.replace("|", ""));
  const place = document.positionAt(at);
  const found = await service.doComplete(document, place, parsed);
  return found?.items.map(({ label }) => label) ?? [];
}

const MEMBERS = `"id": "api", "code": {"type": "image", "image": "acme/api:v1"}, "cpu": {"min": "1", "desired": "1"},
  "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"`;

/** A stack with a container that has these members. */
function stackOf(members: string): string {
  const container = `{"config": {"type": "container", ${members}}, "lifecycle": "live"}`;
  return `{"id": "shop", "resources": {"api": ${container}}}`;
}

describe("VS Code", () => {
  test("finds no problem in valid files", async () => {
    const links = '"links": [{"type": "storage", "id": "uploads"}]';
    for (const [kind, text] of [
      ["container", `{${MEMBERS}, ${links}}`],
      ["stack", stackOf(`${MEMBERS}, ${links}`)],
      ["state", '{"platform": "aws", "resources": {}}'],
    ] as const) {
      assert.deepEqual(await problems(kind, text), []);
    }
  });

  test("reports unknown keys and wrong values of a container, also in a stack", async () => {
    const members = `${MEMBERS}, "replica": 2, "links": [{"type": "kv"}]`;
    const expected = [
      "Property replica is not allowed.",
      'Missing property "id".',
    ];
    const alone = await problems("container", `{${members}}`);
    const inStack = await problems("stack", stackOf(members));
    assert.deepEqual(alone.sort(), expected.sort());
    assert.deepEqual(inStack.sort(), expected.sort());
  });

  test("completes the keys of a container, also in a stack", async () => {
    for (const found of [
      await completions("container", '{"id": "api", "|"}'),
      await completions("stack", stackOf('"id": "api", "|"')),
    ]) {
      for (const key of ["healthCheck", "environment", "persistentStorage"]) {
        assert.ok(found.includes(key), `${key} is not in ${found}`);
      }
      assert.ok(!found.includes("id"));
    }
    const inside = '"id": "api", "healthCheck": {"|"}';
    const found = await completions("stack", stackOf(inside));
    assert.ok(found.includes("timeoutSeconds"), String(found));
  });

  test("completes values", async () => {
    const members = '"id": "api", "ports": [{"port": 80, "expose": |}]';
    const found = await completions("stack", stackOf(members));
    assert.ok(found.includes('"http"'), String(found));
  });
});
