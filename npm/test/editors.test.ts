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

describe("TypeScript", () => {
  const ts: typeof import("typescript-5") = require("typescript-5");
  const file = join(process.cwd(), "editor.ts");
  let program = "";
  let version = 0;
  const typescript = ts.createLanguageService({
    getCompilationSettings: () => ({
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : "0"),
    getScriptSnapshot: (name) => {
      const text = name === file ? program : ts.sys.readFile(name);
      return text === undefined
        ? undefined
        : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => process.cwd(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? program : ts.sys.readFile(name)),
  });

  /** Opens a program that uses a container, and returns the place of `|` in it. */
  function openProgram(call: string): number {
    const text = `import * as alien from "alien-sdk";\nconst container = new alien.Container("api");\n${call}`;
    program = text.replace("|", "");
    version++;
    return text.indexOf("|");
  }

  function completionsOf(call: string): string[] {
    const at = openProgram(call);
    const found = typescript.getCompletionsAtPosition(file, at, undefined);
    return found?.entries.map(({ name }) => name) ?? [];
  }

  test("completes common sizes, and nothing else", () => {
    for (const call of [
      'container.memory("|")',
      'container.memory("51|")',
      'container.memory({ min: "|", desired: "1Gi" })',
      'container.memory({ min: "1Gi", desired: "5|" })',
      'container.ephemeralStorage("|")',
      'container.persistentStorage("10|", { mountPath: "/data" })',
    ]) {
      const found = completionsOf(call);
      const size = call.includes("torage") ? "100Gi" : "512Mi";
      assert.ok(found.includes(size), `${call}: ${found}`);
      assert.ok(
        found.every((name) => /^\d+[MGT]i$/.test(name)),
        `${call}: ${found}`,
      );
    }
  });

  test("accepts all other sizes", () => {
    openProgram('container.memory("300Mi").persistentStorage("7.5Gi")');
    assert.deepEqual(typescript.getSemanticDiagnostics(file), []);
  });

  test("describes constructors and errors that are thrown", () => {
    for (const [call, shown] of [
      ['new alien.K|v("cache")', /^Declares a key-value store/],
      ['new alien.Sto|rage("uploads")', /^Declares file storage/],
      ['new alien.Con|tainer("api")', /^Starts the declaration of a container/],
      ['new alien.Sta|ck("shop")', /^Starts the declaration of a stack/],
    ] as const) {
      const info = typescript.getQuickInfoAtPosition(file, openProgram(call));
      assert.match(ts.displayPartsToString(info?.documentation), shown);
    }
  });
});
