// Browsers report that a content security policy forbids WebAssembly in different ways. The tests in `tests/hosts` use
// Chromium; these tests imitate the others.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

/** Changes `WebAssembly` with `setup`, uses the package, and returns the errors of both entries. */
function errorsAfter(setup: string): { message: string; cause?: string }[] {
  const program = `
    globalThis.location = new URL("https://example.com");
    const { Module, Instance, CompileError } = WebAssembly;
    const refuse = (error) => function () { throw error(); };
    ${setup}
    const alien = await import("alien-sdk");
    const { ready } = await import("alien-sdk/async");
    const errors = [];
    for (const use of [() => alien.version(), ready]) {
      try {
        await use();
      } catch ({ message, cause }) {
        errors.push({ message, cause: cause && String(cause) });
      }
    }
    console.log(JSON.stringify(errors));
  `;
  const args = ["--input-type=module", "--eval", program];
  const cwd = new URL(".", import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd, encoding: "utf8" }),
  );
}

const REFUSALS = {
  Firefox: `
    const error = () => new CompileError("call to WebAssembly.Module() blocked by CSP");
    WebAssembly.Module = refuse(error);
    WebAssembly.compile = async () => { throw error(); };`,
  "Safari when it instantiates": `
    WebAssembly.Instance = refuse(() => new CompileError("Refused to create a WebAssembly object"));`,
  "older Safari": `
    WebAssembly.Instance = refuse(() => new EvalError("Refused to create a WebAssembly object"));`,
};

for (const [browser, setup] of Object.entries(REFUSALS)) {
  test(`a policy that forbids WebAssembly has a clear error in ${browser}`, () => {
    const errors = errorsAfter(setup);
    assert.equal(errors.length, 2);
    for (const { message, cause } of errors) {
      assert.match(message, /content security policy .*doesn't allow/);
      assert.match(message, /script-src 'self' 'wasm-unsafe-eval'/);
      assert.match(cause ?? "", /blocked by CSP|Refused to create/);
    }
  });
}

/** Faults that are not caused by a policy, with the error that both entries must throw. */
const FAULTS: Record<string, [setup: string, message: RegExp]> = {
  "a module that the engine can't compile": [
    `
    const check = (bytes) => {
      if (bytes.length > 8) throw new CompileError("unknown opcode");
    };
    WebAssembly.Module = function (bytes) { check(bytes); return new Module(bytes); };
    WebAssembly.compile = async (bytes) => check(bytes);`,
    /^unknown opcode$/,
  ],
  "too little memory": [
    `WebAssembly.Instance = refuse(() => new RangeError("out of memory"));`,
    /^out of memory$/,
  ],
  "no WebAssembly": ["delete globalThis.WebAssembly;", /WebAssembly/],
  "a runtime without pages that compiles nothing": [
    `
    delete globalThis.location;
    const error = () => new CompileError("disallowed by embedder");
    WebAssembly.Module = refuse(error);
    WebAssembly.compile = async () => { throw error(); };`,
    /^disallowed by embedder$/,
  ],
};

for (const [fault, [setup, expected]] of Object.entries(FAULTS)) {
  test(`${fault} is not reported as a policy`, () => {
    const errors = errorsAfter(setup);
    assert.equal(errors.length, 2);
    for (const { message } of errors) {
      assert.match(message, expected);
      assert.doesNotMatch(message, /policy/);
    }
  });
}
