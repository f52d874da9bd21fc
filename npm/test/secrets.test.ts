/**
 * Checks that no output contains the secret in `tests/secrets/places.json`. Each case of that file writes the secret in
 * another place of a declaration.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import * as alien from "alien-sdk";
import { type RecordedCalls, replay } from "./shared.js";

/** A case of the file; see `tests/secrets/README.md`. */
interface Place {
  name: string;
  text?: string;
  members?: string;
  calls?: RecordedCalls;
  update?: { old: string; new: string };
  foreign?: Record<string, unknown>;
}

const file = join(
  process.env["ALIEN_SDK_REPOSITORY"] ?? "",
  "tests/secrets/places.json",
);
const { secret, base, places } = JSON.parse(readFileSync(file, "utf8")) as {
  secret: string;
  base: Record<string, string>;
  places: Place[];
};
assert.ok(places.length > 100, "the file has cases");

const EMPTY = '{"id": "shop", "resources": {}}';

/** Returns a small container in which these members replace those with the same keys. */
function container(members: string): string {
  const own = Object.entries(base).filter(
    ([key]) => !members.includes(`"${key}"`),
  );
  const all = own.map(([key, value]) => `"${key}": ${value}`);
  return `{${[...all, members].join(", ")}}`;
}

/** Returns the texts to check: with `members`, a container, and the same container with other errors. */
function texts({ text, members }: Place): string[] {
  if (text !== undefined) return [text];
  if (members === undefined) return [];
  const faulty = `{"ports": [{"port": 0}], ${members}, "replicas": -1}`;
  return [container(members), faulty];
}

/** Checks that a value doesn't show the secret, however a program prints it. */
function checkOutput(what: string, value: unknown): void {
  const options = { depth: 20, showHidden: true };
  // The JSON of a built declaration or a state contains all values, so it isn't checked.
  const isBuilt =
    value instanceof alien.Resource ||
    value instanceof alien.BuiltStack ||
    value instanceof alien.StackState;
  const shown = [inspect(value, options), String(value)];
  if (!isBuilt) shown.push(JSON.stringify(value));
  for (const text of shown) {
    assert.ok(!text?.includes(secret), `${what}: ${text}`);
  }
}

/** Runs `work`, and checks its result or the error that it throws. */
function checkResult(what: string, work: () => unknown): void {
  let given: unknown;
  try {
    given = work();
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    checkOutput(what, error);
    checkOutput(what, [error.message, error.stack, error.diagnostics]);
    return;
  }
  // Normalised JSON is a string, and contains all values.
  if (typeof given !== "string") checkOutput(what, given);
}

function checkUpdate(what: string, before: unknown, after: unknown): void {
  checkOutput(what, alien.validateUpdate(before, after));
  checkResult(what, () => alien.diff(before, after));
}

function checkBuild(
  what: string,
  builder: alien.Container | alien.Stack,
): void {
  if (builder instanceof alien.Container) {
    checkBuild(what, new alien.Stack("shop").add(builder, "live"));
  }
  checkOutput(what, builder);
  checkOutput(what, builder.validate());
  checkResult(what, () => {
    const resource = builder.build();
    checkOutput(what, resource.warnings);
    return resource;
  });
}

function checkDeclaration(
  what: string,
  declaration: unknown,
  isStack: boolean,
): void {
  checkOutput(what, alien.validate(declaration));
  checkResult(what, () => alien.normalise(declaration));
  const other = isStack ? EMPTY : container('"stateful": false');
  checkUpdate(what, declaration, other);
  checkUpdate(what, other, declaration);
  for (const schema of [alien.containerSchema, alien.stackSchema]) {
    checkOutput(what, schema["~standard"].validate(declaration).issues);
  }
  const state = alien.StackState.parse(declaration);
  checkOutput(what, state);
  checkOutput(what, state.report);
  for (const id of state.ids) checkOutput(what, state.reason(id));
}

/** Replaces the secret by a symbol whose description is the secret. */
function withSymbols(value: unknown): unknown {
  if (value === secret) return Symbol(secret);
  if (Array.isArray(value)) return value.map(withSymbols);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, withSymbols(inner)]),
  );
}

for (const place of places) {
  test(place.name, () => {
    const what = place.name;
    for (const text of texts(place)) {
      const isStack = text.includes('"resources"');
      checkDeclaration(what, text, isStack);
      for (let end = text.indexOf(secret); end < text.length; end += 7) {
        checkOutput(what, alien.validate(text.slice(0, end + secret.length)));
      }
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        continue;
      }
      checkDeclaration(what, value, isStack);
      checkBuild(what, alien.Container.from(value));
      checkBuild(what, alien.Stack.from(value));
    }
    if (place.calls !== undefined) checkBuild(what, replay(place.calls));
    if (place.update !== undefined) {
      const { old, new: next } = place.update;
      checkUpdate(what, container(old), container(next));
    }
    if (place.foreign !== undefined) {
      const value = withSymbols(place.foreign);
      checkOutput(what, alien.validate(value));
      checkBuild(what, alien.Container.from(value));
    }
  });
}
