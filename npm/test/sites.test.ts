import assert from "node:assert/strict";
import { test } from "node:test";
import * as alien from "alien-sdk";

/** Builds, and returns the file and line of each call with an invalid port. */
function sites(builder: alien.Container): (string | undefined)[] {
  try {
    builder.build();
  } catch (error) {
    if (!(error instanceof alien.ValidationError)) throw error;
    return error.diagnostics
      .filter(({ code }) => code === "port-out-of-range")
      .map(({ call }) => call?.file && `${call.file}:${call.line}`);
  }
  return [];
}

/** Returns the file name and line of the caller. */
function here(): string {
  const frame = new Error().stack?.split("\n")[2];
  const match = /([^/\\]+:\d+):\d+\)?$/.exec(frame ?? "");
  return match?.[1] ?? "";
}

const assertEndsWith = (found: string | undefined, line: string) =>
  assert.ok(line !== "" && found?.endsWith(line), `${found} is not ${line}`);

test("an error shows the lines of the calls that caused it", () => {
  const builder = new alien.Container("api");
  const line = [builder.port(70_000) && here(), builder.port(-1) && here()];
  const found = sites(builder);
  assertEndsWith(found[0], line[0] ?? "");
  assertEndsWith(found[1], line[1] ?? "");
});

test("calls through built-in functions, subclasses and Function.call have the right line", () => {
  const builder = new alien.Container("api");
  const line = [70_000].map((port) => builder.port(port) && here())[0];
  assertEndsWith(sites(builder)[0], line ?? "");

  class Api extends alien.Container {
    override port(port: number) {
      return super.port(port);
    }
  }
  assert.match(sites(new Api("api").port(70_000))[0] ?? "", /sites\.test/);

  const { port } = alien.Container.prototype;
  const other = new alien.Container("api");
  const called = port.call(other, 70_000) && here();
  assertEndsWith(sites(other)[0], called);
});

test("calls don't change Error.stackTraceLimit", () => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const builder = new alien.Container("api").port(70_000);
  assert.equal(Error.stackTraceLimit, 0);
  Error.stackTraceLimit = before;
  assert.match(sites(builder)[0] ?? "", /sites\.test/);
});

test("an Error.prepareStackTrace that throws is ignored", () => {
  const before = Error.prepareStackTrace;
  const builder = new alien.Container("api").port(70_000);
  Error.prepareStackTrace = () => {
    throw new Error("no");
  };
  try {
    assert.deepEqual(sites(builder), [undefined]);
  } finally {
    Error.prepareStackTrace = before;
  }
});

test("calls have their line in engines without Error.captureStackTrace", () => {
  const { captureStackTrace, prepareStackTrace } = Error;
  // The format of engines other than V8.
  Error.prepareStackTrace = (_, frames) =>
    frames
      .map((frame) => {
        const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
        return `${frame.getFunctionName() ?? ""}@${frame.getFileName()}:${line}:${column}`;
      })
      .join("\n");
  Reflect.deleteProperty(Error, "captureStackTrace");
  try {
    assert.match(
      sites(new alien.Container("api").port(70_000))[0] ?? "",
      /sites\.test/,
    );
  } finally {
    Error.captureStackTrace = captureStackTrace;
    Error.prepareStackTrace = prepareStackTrace;
  }
});

test("the stack trace of an error starts at the line that called build()", () => {
  const error = (() => {
    try {
      new alien.Container("api").build();
    } catch (error) {
      return error as Error;
    }
    return undefined;
  })();
  const frames = error?.stack?.slice(error.message.length).split("\n    at ");
  assert.match(frames?.[1] ?? "", /sites\.test/);
});

test("trackCalls() turns the recording of lines on and off", () => {
  alien.trackCalls(false);
  assert.deepEqual(sites(new alien.Container("api").port(70_000)), [undefined]);
  alien.trackCalls(true);
  const builder = new alien.Container("api");
  for (let i = 0; i < 3000; i++) builder.port(i + 1);
  const line = builder.port(70_000) && here();
  assertEndsWith(sites(builder)[0], line);
});
