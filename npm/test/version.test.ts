import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as alien from "alien-sdk";
import { ready } from "alien-sdk/async";
import * as small from "alien-sdk/validate";

const require = createRequire(import.meta.url);

test("version() returns the version of the package", () => {
  const manifest = JSON.parse(
    readFileSync(require.resolve("alien-sdk/package.json"), "utf8"),
  );
  assert.equal(alien.version(), manifest.version);
});

test("ready() resolves to the same module", async () => {
  assert.equal((await ready()).version, alien.version);
});

test("the CommonJS bundles have the same exports", () => {
  for (const [name, entry] of Object.entries({
    "alien-sdk": alien,
    "alien-sdk/validate": small,
  })) {
    assert.deepEqual(Object.keys(require(name)).sort(), Object.keys(entry));
  }
});
