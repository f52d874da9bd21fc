/** No secret of `tests/secrets/places.json` reaches anything that is shown, wherever and however wrongly it is written. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import * as alien from "alien-sdk";
import { type RecordedCalls, replay } from "./shared.js";

/** A place as the file has it; see `tests/secrets/README.md`. */
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
assert.ok(places.length > 100, "there are places");

const EMPTY = '{"id": "shop", "resources": {}}';

/** A container with these members in place of its own. */
function container(members: string): string {
  const own = Object.entries(base).filter(
    ([key]) => !members.includes(`"${key}"`),
  );
  const all = own.map(([key, value]) => `"${key}": ${value}`);
  return `{${[...all, members].join(", ")}}`;
}

function texts({ text, members }: Place): string[] {
  if (text !== undefined) return [text];
  if (members === undefined) return [];
  const faulty = `{"ports": [{"port": 0}], ${members}, "replicas": -1}`;
  return [container(members), faulty];
}

/** Whatever a program may print of a value. */
function look(what: string, value: unknown): void {
  const options = { depth: 20, showHidden: true };
  // The declaration itself has its values.
  const isBuilt =
    value instanceof alien.Resource || value instanceof alien.BuiltStack;
  const shown = [inspect(value, options), String(value)];
  if (!isBuilt) shown.push(JSON.stringify(value));
  for (const text of shown) {
    assert.ok(!text?.includes(secret), `${what}: ${text}`);
  }
}

/** What comes of some work: what it gives, or the error that it throws. */
function attempt(what: string, work: () => unknown): void {
  let given: unknown;
  try {
    given = work();
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    look(what, error);
    look(what, [error.message, error.stack, error.diagnostics]);
    return;
  }
  // The normalised JSON has its values, of course.
  if (typeof given !== "string") look(what, given);
}

function compare(what: string, before: unknown, after: unknown): void {
  look(what, alien.validateUpdate(before, after));
  attempt(what, () => alien.diff(before, after));
}

function built(what: string, builder: alien.Container | alien.Stack): void {
  look(what, builder);
  attempt(what, () => {
    const resource = builder.build();
    look(what, resource.warnings);
    return resource;
  });
}

function judge(what: string, declaration: unknown, isStack: boolean): void {
  look(what, alien.validate(declaration));
  attempt(what, () => alien.normalise(declaration));
  const other = isStack ? EMPTY : container('"stateful": false');
  compare(what, declaration, other);
  compare(what, other, declaration);
  const state = alien.StackState.parse(declaration);
  look(what, state.report);
  for (const id of state.ids) look(what, state.reason(id));
}

/** Something that JSON doesn't have in the place of each text that is the secret. */
function foreign(value: unknown): unknown {
  if (value === secret) return Symbol(secret);
  if (Array.isArray(value)) return value.map(foreign);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, of]) => [key, foreign(of)]));
}

for (const place of places) {
  test(place.name, () => {
    const what = place.name;
    for (const text of texts(place)) {
      const isStack = text.includes('"resources"');
      judge(what, text, isStack);
      for (let end = text.indexOf(secret); end < text.length; end += 7) {
        look(what, alien.validate(text.slice(0, end + secret.length)));
      }
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        continue;
      }
      judge(what, value, isStack);
      built(what, alien.Container.from(value));
      built(what, alien.Stack.from(value));
    }
    if (place.calls !== undefined) built(what, replay(place.calls));
    if (place.update !== undefined) {
      const { old, new: next } = place.update;
      compare(what, container(old), container(next));
    }
    if (place.foreign !== undefined) {
      const value = foreign(place.foreign);
      look(what, alien.validate(value));
      built(what, alien.Container.from(value));
    }
  });
}
