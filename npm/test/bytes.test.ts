/** Bytes are read as UTF-8 text, whatever object contains them. The results are the same as for that text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import * as alien from "alien-sdk";
import { castTo, codes } from "./shared.js";

const VALID = JSON.stringify({
  id: "api",
  code: { type: "image", image: "ghcr.io/acme/api:v1" },
  cpu: { min: "1", desired: "1" },
  memory: { min: "1Gi", desired: "1Gi" },
  ports: [{ port: 8080 }],
  command: ["é", "🚀"],
  permissions: "execution",
});
const FAULTY = VALID.replace('{"min":"1Gi","desired":"1Gi"}', '"1Gi"')
  .replace("8080", "70000")
  .replace('"id"', '"🚀é":1,"id"');
const STATE = JSON.stringify({
  platform: "aws",
  resources: { api: { type: "container", status: "provisioning" } },
});

type Bytes = Exclude<alien.JsonText, string>;

/** Returns a view of the bytes in the middle of a larger buffer. Node.js creates such views. */
function inside(bytes: Uint8Array, buffer: ArrayBufferLike): Uint8Array {
  const all = new Uint8Array(buffer).fill(0x7b);
  all.set(bytes, 3);
  return all.subarray(3, 3 + bytes.length);
}

/** Returns the same bytes as every type that the functions accept. */
function forms(bytes: Uint8Array): Record<string, Bytes> {
  const { length } = bytes;
  const whole = Uint8Array.from(bytes);
  const shared = inside(bytes, new SharedArrayBuffer(length + 5));
  const alone = new SharedArrayBuffer(length);
  new Uint8Array(alone).set(bytes);
  const elsewhere = (name: string, given: unknown) =>
    runInNewContext(`new ${name}(given)`, { given }) as Bytes;
  const far = elsewhere("Uint8Array", bytes) as Uint8Array;
  const part = inside(bytes, new ArrayBuffer(length + 5));
  class Own extends Uint8Array {
    override get [Symbol.toStringTag]() {
      return "Own" as "Uint8Array";
    }
  }
  return {
    Uint8Array: whole,
    Buffer: Buffer.from(bytes),
    "a Uint8Array in a larger buffer": part,
    "a subclass of Uint8Array": new Own(bytes),
    "a Uint8Array of another realm": far,
    "an ArrayBuffer of another realm": far.buffer,
    ArrayBuffer: whole.buffer,
    DataView: new DataView(part.buffer, part.byteOffset, length),
    "a Uint8Array of shared memory": shared,
    "a DataView of shared memory": new DataView(shared.buffer, 3, length),
    SharedArrayBuffer: alone,
  };
}

for (const name of Object.keys(forms(new Uint8Array()))) {
  const form = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return forms(bytes)[name] as Bytes;
  };
  test(`text in ${name}`, () => {
    for (const text of ["", "{", VALID, FAULTY, `\ufeff${FAULTY}`, "[[[]]]"]) {
      const expected = alien.validate(text);
      assert.deepEqual(alien.validate(form(text)), expected);
      assert.equal(alien.applyFixes(form(text)), alien.applyFixes(text));
    }
    assert.equal(alien.validate(form(VALID)).valid, true);
    const { length } = alien.validate(form(FAULTY)).diagnostics;
    assert.equal(length, 3);
    const options = { units: "utf-8", syntax: "jsonc" } as const;
    const commented = `// é\n${FAULTY}`;
    assert.deepEqual(
      alien.validate(form(commented), options),
      alien.validate(commented, options),
    );
    assert.equal(alien.normalise(form(VALID)), alien.normalise(VALID));
    assert.throws(() => alien.normalise(form(FAULTY)), alien.ValidationError);
    const renamed = VALID.replace('"api"', '"web"');
    const value = JSON.parse(renamed);
    for (const [before, after, next] of [
      [form(VALID), renamed, renamed],
      [VALID, form(renamed), renamed],
      [form(VALID), form(renamed), renamed],
      [form(VALID), value, value],
    ]) {
      assert.deepEqual(
        alien.validateUpdate(before, after),
        alien.validateUpdate(VALID, next),
      );
      assert.deepEqual(alien.diff(before, after), alien.diff(VALID, next));
    }
    const state = alien.StackState.parse(form(STATE));
    assert.deepEqual(state, alien.StackState.parse(STATE));
    assert.match(state.reason("api") ?? "", /it is provisioning/);
  });
}

test("bytes that are not valid UTF-8 are reported at their position", () => {
  const at = VALID.indexOf('"execution');
  const wrong = Buffer.concat([
    Buffer.from(VALID.slice(0, at)),
    Buffer.from('"execution\xe9"', "latin1"),
    Buffer.from("}"),
  ]);
  for (const bytes of Object.values(forms(wrong))) {
    const { diagnostics } = alien.validate(bytes);
    assert.deepEqual(
      diagnostics.map(({ code, path, message, range }) => [
        code,
        path,
        message,
        range?.start.character,
      ]),
      [
        [
          "invalid-unicode",
          "/permissions",
          "the text contains bytes that are not valid UTF-8",
          at,
        ],
      ],
    );
    const refused = (error: unknown) =>
      error instanceof alien.ValidationError &&
      error.diagnostics[0]?.code === "invalid-unicode";
    assert.throws(() => alien.normalise(bytes), refused);
    // The bytes may be in the old or in the new declaration.
    assert.throws(() => alien.diff(bytes, VALID), refused);
    assert.throws(() => alien.diff(VALID, bytes), refused);
    assert.throws(() => alien.diff(bytes, bytes), refused);
    const { report } = alien.StackState.parse(bytes);
    assert.equal(report.valid, false);
    assert.throws(() => alien.applyFixes(bytes), {
      name: "TypeError",
      message: "applyFixes() takes UTF-8, but got invalid bytes",
    });
  }
  // UTF-16 text has bytes outside of strings that are not valid UTF-8.
  for (const text of ["\ufeff{}", VALID]) {
    const utf16 = Buffer.from(text, "utf16le");
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]);
    assert.ok(codes(alien.validate(bytes)).includes("invalid-unicode"));
  }
  // U+FFFD in the text is valid. It doesn't come from replaced bytes.
  const replaced = VALID.replace("é", "\ufffd");
  assert.equal(alien.validate(Buffer.from(replaced)).valid, true);
  const half = VALID.replace("execution", "\ud800");
  assert.throws(() => alien.diff(half, VALID), /half of a surrogate pair/);
});

test("bytes above the limit are not read", () => {
  const limits = { bytes: 99 };
  for (const byte of [0x20, 0xff]) {
    for (const size of [98, 99, 100, 101, 300, 100_000]) {
      const bytes = new Uint8Array(size).fill(byte);
      for (const form of Object.values(forms(bytes))) {
        const { diagnostics } = alien.validate(form, { limits });
        const tooLarge = diagnostics.filter(({ code }) => code === "too-large");
        assert.equal(tooLarge.length, size > 99 ? 1 : 0, `${size}`);
        if (size <= 99) continue;
        assert.equal(diagnostics.length, 1);
        assert.match(tooLarge[0]?.message ?? "", new RegExp(`${size} bytes`));
        assert.throws(() => alien.diff(form, VALID, { limits }), /too-large/);
        const update = alien.validateUpdate(form, form, { limits });
        assert.deepEqual(codes(update), ["too-large"]);
      }
    }
  }
  for (const bytes of [0, -1, Number.NaN]) {
    const limits = { bytes };
    const { diagnostics } = alien.validate(Buffer.from("{}"), { limits });
    assert.equal(diagnostics[0]?.code, "too-large");
    assert.equal(alien.validate(new Uint8Array(), { limits }).valid, false);
  }
  const huge = new Uint8Array(600 << 20);
  const [fault] = alien.validate(huge).diagnostics;
  assert.match(fault?.message ?? "", /629145600 bytes/);
  assert.equal(alien.validate(VALID).valid, true);
});

test("bytes are copied before a getter can change them", () => {
  const bytes = Buffer.from(VALID);
  const after = {
    ...JSON.parse(VALID),
    get pool() {
      bytes.fill(0);
      return undefined;
    },
  };
  assert.deepEqual(alien.validateUpdate(bytes, after).diagnostics, []);
  const before = Buffer.from(VALID);
  const changes = {
    ...JSON.parse(VALID),
    get pool() {
      before.fill(0);
      return undefined;
    },
  };
  assert.deepEqual(alien.diff(before, changes).changes, []);
});

test("other objects are not read as text", () => {
  const lost = new Uint8Array(2);
  structuredClone(lost, { transfer: [lost.buffer] });
  class Buffers {
    get [Symbol.toStringTag]() {
      return "ArrayBuffer";
    }
  }
  const throws = () => {
    throw new Error("no");
  };
  const others: unknown[] = [
    new Uint16Array(2),
    new Float64Array(2),
    new Int8Array(2),
    new Buffers(),
    new Proxy(new Uint8Array(2), {}),
    new Proxy({}, { getPrototypeOf: throws }),
    new Proxy({}, { get: throws }),
    Object.create(Uint8Array.prototype),
    [123, 125],
  ];
  for (const other of others) {
    const { valid, diagnostics } = alien.validate(other);
    assert.equal(valid, false);
    assert.ok(!diagnostics.some(({ code }) => code === "json-syntax"));
    const text = castTo<string>(other);
    assert.throws(() => alien.applyFixes(text), TypeError);
  }
  assert.equal(alien.validate(lost).valid, false);
  for (const value of [Buffer.from(VALID), new DataView(new ArrayBuffer(2))]) {
    const { diagnostics } = alien.validate({
      ...JSON.parse(VALID),
      permissions: value,
    });
    assert.deepEqual(
      diagnostics.map(({ code, path }) => [code, path]),
      [["wrong-type", "/permissions"]],
    );
    const from = alien.Container.from(value);
    assert.throws(() => from.build(), /wrong-type/);
  }
});

test("waitForContainer takes bytes", async () => {
  const replicas = [{ replicaId: "a", healthy: true }];
  const outputs = {
    name: "api",
    status: "running",
    currentReplicas: 1,
    desiredReplicas: 1,
    internalDns: "api.internal",
    replicas,
  };
  const state = {
    platform: "aws",
    resources: { api: { type: "container", status: "running", outputs } },
  };
  const states = () => Buffer.from(JSON.stringify(state));
  const { name } = await alien.waitForContainer(states, "api");
  assert.equal(name, "api");
});
