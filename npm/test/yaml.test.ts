/** Tests that the package reads YAML, whose parser is a module of its own. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as alien from "alien-sdk";
import { ready } from "alien-sdk/yaml";

// In the package for browsers, the parser is only there if it was imported.
await ready();

const TEXT = `# The API of the shop
id: api
code: { type: image, image: "ghcr.io/acme/api:v1" }
cpu: { min: "1", desired: "1" }
memory: 1Gi # enough
ports:
  - port: 8080
environment:
  SECRET_KEY: hunter2
permissions: execution
`;

const FIXED = TEXT.replace(
  "memory: 1Gi # enough",
  'memory: { min: "1Gi", desired: "1Gi" } # enough',
);

describe("YAML", () => {
  test("is read if the name of the file says so", () => {
    for (const name of ["api.yaml", "api.yml", "API.YAML"]) {
      const { diagnostics } = alien.validate(TEXT, { name });
      assert.deepEqual(
        diagnostics.map(({ code, range }) => [code, range?.start]),
        [["wrong-type", { line: 4, character: 8 }]],
      );
    }
    assert.equal(alien.validate(TEXT).diagnostics[0]?.code, "json-syntax");
  });

  test("is shown without secrets", () => {
    const report = alien.validate(`${TEXT}replicas: x\n`, { syntax: "yaml" });
    const name = "api.yaml";
    const shown = alien.render(report, { text: TEXT, name, color: false });
    assert.match(shown, /5 \| memory: 1Gi/);
    assert.doesNotMatch(shown, /hunter2|enough/);
  });

  test("is fixed with its comments", () => {
    const fixed = alien.applyFixes(TEXT, { syntax: "yaml" });
    assert.equal(fixed.includes("# enough"), true);
    assert.equal(alien.validate(fixed, { syntax: "yaml" }).valid, true, fixed);
    const { diagnostics } = alien.validate(TEXT, { syntax: "yaml" });
    const [fix] = diagnostics.flatMap(({ fixes }) => fixes);
    assert(fix);
    assert.equal(alien.applyFix(TEXT, fix, { syntax: "yaml" }), fixed);
  });

  test("is normalised and compared with JSON", () => {
    const options = { syntax: "yaml" } as const;
    const json = alien.normalise(FIXED, options);
    assert.equal(json, alien.normalise(json));
    assert.equal(alien.diff(FIXED, json, options).text, "");
  });

  test("is edited", () => {
    const options = { syntax: "yaml" } as const;
    const edited = alien.edit(FIXED, "/replicas", 3, options);
    assert.equal(edited, `${FIXED}replicas: 3\n`);
    assert.equal(alien.remove(edited, "/replicas", options), FIXED);
  });

  test("works again after the parser ran out of stack or memory", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((key, at) => {
        const before = `*${"abcdefgh"[at]}`;
        return `${key}: &${key} [${Array(9).fill(before).join(",")}]\n`;
      })
      .join("")}`;
    const { diagnostics } = alien.validate(bomb, { syntax: "yaml" });
    assert.equal(
      diagnostics.some(({ code }) => code === "too-large"),
      true,
    );
    assert.equal(alien.validate(FIXED, { syntax: "yaml" }).valid, true);
  });
});
