import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { afterEach, describe, test } from "node:test";
import * as alien from "alien-sdk";
import { containerBuilder } from "./shared.js";

const RUNNING = {
  name: "api",
  status: "running",
  currentReplicas: 2,
  desiredReplicas: 2,
  internalDns: "api.shop",
};

const QUICK = { interval: 1, timeout: 5_000 };

/** A state with these resources. */
function stateOf(resources: object) {
  return { platform: "aws", resources };
}

/** A container in a state. */
function container(outputs?: object, status = "running") {
  return { type: "container", status, ...(outputs && { outputs }) };
}

/** A state with the container `api`. */
function state(outputs?: object, status = "running") {
  return stateOf({ api: container(outputs, status) });
}

/** The error that a wait ends with. */
async function failure(wait: Promise<unknown>): Promise<alien.WaitError> {
  const error = await wait.then(
    () => undefined,
    (error) => error,
  );
  assert.ok(error instanceof alien.WaitError, String(error));
  return error;
}

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));
afterEach(async () => {
  await new Promise(setImmediate);
  assert.deepEqual(unhandled.splice(0), []);
});

describe("waitForContainer", () => {
  test("returns the outputs once the container is running", async () => {
    const answers = [
      state(undefined, "provisioning"),
      state({ ...RUNNING, currentReplicas: 1 }),
      state({ ...RUNNING, status: "failing" }),
      state({ ...RUNNING, replicas: [{ replicaId: "a", healthy: false }] }),
      alien.StackState.parse(state(RUNNING)),
    ];
    const seen: string[] = [];
    const outputs = await alien.waitForContainer(() => answers.shift(), "api", {
      ...QUICK,
      onProgress: async (_, missing) => seen.push(missing),
    });
    assert.equal(outputs.currentReplicas, 2);
    assert.deepEqual(seen, [
      'container "api" has no outputs: it is provisioning',
      'container "api" is running, with 1 of 2 replicas',
      'container "api" is failing, with 2 of 2 replicas',
      'container "api" is running, with 2 of 2 replicas, 1 of them unhealthy',
    ]);
  });

  test("gives up after the timeout, with an error that says what was missing", async () => {
    const wait = alien.waitForContainer(() => state(), "api", {
      interval: 1,
      timeout: 10,
    });
    const error = await failure(wait);
    assert.equal(
      error.message,
      'gave up after 10 ms: container "api" is running, but has no outputs\n' +
        "  help: find out in the platform what takes so long, or raise `timeout`",
    );
    assert.equal(error.code, "timeout");
    assert.equal(error.name, "WaitError");
    assert.equal(
      error.missing,
      'container "api" is running, but has no outputs',
    );
    assert.deepEqual(error.state?.ids, ["api"]);
    assert.match(error.stack ?? "", /^WaitError: gave up/);
  });

  test("gives up if the source or the condition never answers", async () => {
    const never = () => new Promise<never>(() => {});
    const options = { timeout: 10 };
    const source = await failure(alien.waitForContainer(never, "api", options));
    assert.match(source.message, /gave up after 10 ms: there was no state yet/);
    assert.equal(source.state, undefined);
    const condition = alien.waitForContainer(() => state(RUNNING), "api", {
      ...options,
      until: never,
    });
    assert.equal((await failure(condition)).code, "timeout");
  });

  test("waits with a fake clock, for longer than a timer can", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const day = 24 * 3_600_000;
    let asked = 0;
    const states = () => {
      asked++;
      return state();
    };
    const options = { timeout: 30 * day, interval: 20 * day };
    const wait = failure(alien.waitForContainer(states, "api", options));
    for (let days = 0; days < 32; days++) {
      await new Promise(setImmediate);
      t.mock.timers.tick(day);
    }
    assert.match((await wait).message, /gave up after 2592000000 ms/);
    assert.equal(asked, 2);
  });

  test("takes a condition, and passes its errors on", async () => {
    const stopped = { ...RUNNING, status: "stopped" };
    const found = await alien.waitForContainer(() => state(stopped), "api", {
      until: ({ status }) => status === "stopped",
    });
    assert.equal(found.status, "stopped");
    const fault = new Error("broken condition");
    for (const options of [
      { until: () => Promise.reject(fault) },
      { until: () => false, onProgress: () => Promise.reject(fault) },
    ]) {
      const wait = alien.waitForContainer(() => state(RUNNING), "api", options);
      await assert.rejects(wait, fault);
    }
  });

  test("names the ID, and says if the condition returned false", async () => {
    const named = { ...RUNNING, name: "shop-api-7f" };
    const options = { interval: 1, timeout: 20, until: () => false };
    const wait = alien.waitForContainer(() => state(named), "api", options);
    const error = await failure(wait);
    assert.equal(
      error.missing,
      'container "api" is running, with 2 of 2 replicas, but `until` returned false',
    );
  });

  test("says what is wrong in outputs that can't be read", async () => {
    const { desiredReplicas, ...outputs } = RUNNING;
    const wrong = {
      "a/b~": container(outputs),
      api: container({ ...RUNNING, replicas: [{ replicaId: "a" }] }),
      web: { ...container(), status: 7 },
    };
    const messages: [string, string][] = [
      [
        "a/b~",
        'the outputs of container "a/b~" can\'t be read: "desiredReplicas" is missing in resources.a/b~.outputs',
      ],
      [
        "api",
        'the outputs of container "api" can\'t be read: "healthy" is missing in resources.api.outputs.replicas[0]',
      ],
    ];
    for (const [id, message] of messages) {
      const options = { interval: 1, timeout: 10 };
      const wait = alien.waitForContainer(() => stateOf(wrong), id, options);
      assert.equal((await failure(wait)).missing, message);
    }
    const options = { interval: 1, timeout: 10 };
    const web = alien.waitForContainer(() => stateOf(wrong), "web", options);
    assert.match((await failure(web)).missing, /^container "web" .*: .*status/);
  });

  test("takes a builder or a built container instead of an ID", async () => {
    const builder = containerBuilder();
    for (const given of [builder, builder.build()]) {
      const found = await alien.waitForContainer([state(RUNNING)], given);
      assert.equal(found.name, "api");
    }
    for (const given of [7, undefined, null, {}, ["api"]]) {
      const wait = alien.waitForContainer([], given as never);
      await assert.rejects(wait, {
        name: "TypeError",
        message: /^the second argument must be an ID or a container, not /,
      });
    }
  });

  test("can be aborted, before and while it waits", async () => {
    const never = () => new Promise(() => {});
    for (const states of [never, () => state()]) {
      const signal = AbortSignal.timeout(5);
      const wait = alien.waitForContainer(states, "api", { signal });
      await assert.rejects(wait, { name: "TimeoutError" });
    }
    const signal = AbortSignal.abort("no longer needed");
    let asked = false;
    const states = () => {
      asked = true;
    };
    await assert.rejects(
      alien.waitForContainer(states, "api", { signal }),
      (reason) => reason === "no longer needed",
    );
    assert.equal(asked, false);
  });

  test("rejects wrong arguments", async () => {
    const wrong: unknown[] = [
      "{}",
      undefined,
      new Uint8Array(2),
      {},
      alien.StackState.parse(state()),
      new Response("{}"),
      Promise.resolve(state()),
    ];
    for (const states of wrong) {
      const wait = alien.waitForContainer(states as never, "api");
      await assert.rejects(wait, {
        name: "TypeError",
        message: /must be a function that returns the current state, or an/,
      });
    }
    for (const name of ["timeout", "interval", "retries"]) {
      for (const value of [Number.NaN, "5" as never]) {
        const options = { [name]: value };
        const wait = alien.waitForContainer(() => state(), "api", options);
        await assert.rejects(wait, {
          name: "TypeError",
          message: new RegExp(`\`${name}\` must be a number`),
        });
      }
    }
  });
});

describe("a wait ends at once", () => {
  const never = { timeout: 60_000, interval: 60_000 };

  test("if the deployment failed, unless that is allowed", async () => {
    for (const kind of ["provision", "update", "delete", "refresh"]) {
      const status = `${kind}-failed`;
      const states = [state(RUNNING, status), state(RUNNING)];
      const seen: string[] = [];
      const options = {
        ...never,
        onProgress: (_: unknown, missing: string) => seen.push(missing),
      };
      const error = await failure(
        alien.waitForContainer(states, "api", options),
      );
      assert.equal(error.code, "resource-failed");
      assert.equal(
        error.message,
        `container "api" failed: its status is ${status}\n` +
          "  help: find out in the platform why it failed, or pass `allowFailed: true` if its deployment will be retried",
      );
      assert.deepEqual(seen, [error.missing]);
    }
    const states = [state(undefined, "update-failed"), state(RUNNING)];
    const outputs = await alien.waitForContainer(states, "api", {
      ...QUICK,
      allowFailed: true,
    });
    assert.equal(outputs.name, "api");
  });

  test("if the ID is unknown, unless that is allowed", async () => {
    const resources = Object.fromEntries(
      [...Array(12).keys()].map((n) => [`web-${n}`, container()]),
    );
    const error = await failure(
      alien.waitForContainer([stateOf(resources)], "wbe", never),
    );
    assert.equal(error.code, "unknown-resource");
    assert.match(
      error.message,
      /^this state has no resource "wbe"; it has "web-0", .*"web-9" and 2 more\n {2}help: check the ID, or pass `allowUnknown: true` if it is still being deployed$/,
    );
    const empty = await failure(
      alien.waitForContainer([stateOf({})], "constructor", never),
    );
    assert.match(empty.message, /it has no resources yet/);
    const deleted = [state(undefined, "deleted"), stateOf({}), state(RUNNING)];
    const ended = await failure(alien.waitForContainer(deleted, "api", never));
    assert.equal(ended.code, "unknown-resource");
    assert.match(ended.message, /^container "api" was deleted/);
    const options = { ...QUICK, allowUnknown: true };
    const outputs = await alien.waitForContainer(deleted, "api", options);
    assert.equal(outputs.name, "api");
  });

  test("if the resource is no container", async () => {
    const states = [stateOf({ files: { type: "storage", status: "running" } })];
    const options = { ...never, allowUnknown: true, allowFailed: true };
    const error = await failure(
      alien.waitForContainer(states, "files", options),
    );
    assert.equal(error.code, "not-a-container");
    assert.match(error.message, /"files" is "storage", and no container/);
  });

  test("but not if the resource may be in a part that can't be read", async () => {
    const text = JSON.stringify(stateOf({ web: container(), api: 7 }));
    const seen: string[] = [];
    const outputs = await alien.waitForContainer(
      [text, state(RUNNING)],
      "api",
      {
        ...QUICK,
        onProgress: (_, missing) => seen.push(missing),
      },
    );
    assert.equal(outputs.name, "api");
    assert.match(
      seen.join(),
      /no resource "api", but it has an error: .* must be an object/,
    );
  });
});

describe("a source that fails", () => {
  test("is tried again, and its last error is the cause in the end", async () => {
    let asked = 0;
    const fault = () => new Error(`offline ${asked}\nat https://example.com`);
    const sometimes = async () => {
      asked++;
      if (asked % 4 !== 0) throw fault();
      return asked < 12 ? state() : state(RUNNING);
    };
    await alien.waitForContainer(sometimes, "api", QUICK);
    assert.equal(asked, 12);
    asked = 0;
    const always = () => {
      asked++;
      throw fault();
    };
    const error = await failure(alien.waitForContainer(always, "api", QUICK));
    assert.equal(asked, 4);
    assert.equal(error.code, "source-failed");
    assert.equal(
      error.message,
      "the source of the states failed: offline 4 (4 failures in a row)\n" +
        "  help: check the source, or raise `retries` if it is only unavailable for a while",
    );
    assert.deepEqual(error.cause, fault());
    asked = 0;
    await failure(
      alien.waitForContainer(always, "api", { ...QUICK, retries: 0 }),
    );
    assert.equal(asked, 1);
  });

  test("is the cause of a timeout too", async () => {
    const offline = new Error("offline");
    const answers = [state(), state()];
    const states = () => answers.shift() ?? Promise.reject(offline);
    const options = { interval: 1, timeout: 200, retries: 1e9 };
    const error = await failure(alien.waitForContainer(states, "api", options));
    assert.equal(error.code, "timeout");
    assert.match(error.message, /^gave up after 200 ms: .* failed: offline\n/);
    assert.equal(error.cause, offline);
    assert.deepEqual(error.state?.ids, ["api"]);
  });

  test("may throw anything, and shows no secrets", async () => {
    const thrown: [unknown, RegExp][] = [
      [null, /failed: its error has no message\n/],
      [Object.create(null), /failed: its error has no message\n/],
      ["offline", /failed: offline\n/],
      [new Error("fetching https://ann:hunter2@example.com"), /failed: fetch/],
    ];
    for (const [value, message] of thrown) {
      const states = () => Promise.reject(value);
      const options = { ...QUICK, retries: 0 };
      const error = await failure(
        alien.waitForContainer(states, "api", options),
      );
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /hunter2/);
      assert.equal(error.cause, value);
    }
  });

  test("is one that returns no state", async () => {
    const answers = ["<html></html>", undefined, "", state(RUNNING)];
    const outputs = await alien.waitForContainer(
      () => answers.shift(),
      "api",
      QUICK,
    );
    assert.equal(outputs.name, "api");
    const error = await failure(
      alien.waitForContainer(() => "<html></html>", "api", QUICK),
    );
    assert.equal(error.code, "source-failed");
    assert.match(error.message, /this state can't be read: this is an HTML/);
  });

  test("may reject after the wait is over", async () => {
    let reject = (_: unknown) => {};
    const states = () =>
      new Promise((_, fail) => {
        reject = fail;
      });
    await failure(alien.waitForContainer(states, "api", { timeout: 5 }));
    reject(new Error("too late"));
  });
});

describe("a source can be", () => {
  test("a function that returns responses", async () => {
    const answers = [
      new Response("unavailable", { status: 503 }),
      Response.json(state()),
      Promise.resolve(Response.json(state(RUNNING))),
    ];
    const states = () => answers.shift();
    const outputs = await alien.waitForContainer(states, "api", QUICK);
    assert.equal(outputs.name, "api");
    const down = () => new Response("unavailable", { status: 503 });
    const error = await failure(
      alien.waitForContainer(down, "api", { ...QUICK, retries: 1 }),
    );
    assert.match(error.message, /failed: the response has the status 503/);
  });

  test("an iterable of states, also of promises and responses", async () => {
    const waiting = state();
    const forms = (): unknown[] => [
      waiting,
      JSON.stringify(waiting),
      Buffer.from(JSON.stringify(waiting)),
      alien.StackState.parse(waiting),
      Response.json(waiting),
      Promise.resolve(waiting),
      state(RUNNING),
    ];
    const sources: alien.StateSource[] = [
      forms(),
      new Set(forms()),
      forms().values(),
      (async function* () {
        yield* forms();
      })(),
      async function* () {
        yield* forms();
      },
    ];
    for (const source of sources) {
      let seen = 0;
      const outputs = await alien.waitForContainer(source, "api", {
        ...QUICK,
        onProgress: () => seen++,
      });
      assert.equal(outputs.name, "api");
      assert.equal(seen, 6);
    }
  });

  test("an iterable that ends too early", async () => {
    const error = await failure(
      alien.waitForContainer([state()], "api", QUICK),
    );
    assert.equal(error.code, "source-ended");
    assert.match(
      error.message,
      /^the states ended: container "api" is running/,
    );
    const nothing = await failure(alien.waitForContainer([], "api", QUICK));
    assert.match(nothing.message, /^the states ended: there was no state yet/);
    const broken = async function* () {
      yield state();
      throw new Error("connection lost");
    };
    const lost = await failure(alien.waitForContainer(broken(), "api", QUICK));
    assert.equal(lost.code, "source-failed");
    assert.match(lost.message, /failed: connection lost\n/);
    assert.match(String(lost.cause), /connection lost/);
  });

  test("a function that opens a stream again after it failed or ended", async () => {
    let opened = 0;
    const watch = async function* () {
      opened++;
      yield opened < 3 ? state() : state(RUNNING);
      if (opened === 1) throw new Error("connection lost");
    };
    await alien.waitForContainer(watch, "api", QUICK);
    assert.equal(opened, 3);
  });

  test("an async iterable that never pauses", async () => {
    const busy = async function* () {
      for (;;) yield state();
    };
    const signal = AbortSignal.timeout(10);
    const wait = alien.waitForContainer(busy(), "api", { signal });
    await assert.rejects(wait, { name: "TimeoutError" });
  });
});

describe("when a wait is over", () => {
  /** An endless iterable that counts how often it was closed. */
  function closable(next: () => Promise<unknown>) {
    const counts = { closed: 0 };
    const iterator = {
      next: async () => ({ done: false as const, value: await next() }),
      return: async () => {
        counts.closed++;
        return { done: true as const, value: undefined };
      },
    };
    const states = { [Symbol.asyncIterator]: () => iterator };
    return { counts, states };
  }

  test("the iterator is closed, whatever the reason", async () => {
    const success = closable(async () => state(RUNNING));
    await alien.waitForContainer(success.states, "api");
    assert.equal(success.counts.closed, 1);
    const failed = closable(async () => state(undefined, "update-failed"));
    await failure(alien.waitForContainer(failed.states, "api"));
    assert.equal(failed.counts.closed, 1);
    const silent = closable(() => new Promise(() => {}));
    await failure(alien.waitForContainer(silent.states, "api", { timeout: 5 }));
    assert.equal(silent.counts.closed, 1);
    const aborted = closable(async () => state());
    const signal = AbortSignal.timeout(5);
    await assert.rejects(
      alien.waitForContainer(aborted.states, "api", { signal }),
    );
    assert.equal(aborted.counts.closed, 1);
  });

  test("a generator has cleaned up", async () => {
    let cleaned = 0;
    const clean = function* (last: object) {
      try {
        yield state();
        yield last;
      } finally {
        cleaned++;
      }
    };
    await alien.waitForContainer(clean(state(RUNNING)), "api", QUICK);
    assert.equal(cleaned, 1);
    await failure(alien.waitForContainer(clean(stateOf({})), "api", QUICK));
    assert.equal(cleaned, 2);
  });

  test("a stream that opens too late is closed", async () => {
    const late = closable(async () => state());
    const states = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return late.states;
    };
    await failure(alien.waitForContainer(states, "api", { timeout: 5 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(late.counts.closed, 1);
  });

  test("an error of the cleanup fails a success, but replaces no other error", async () => {
    const broken = (last: object) => ({
      *[Symbol.iterator]() {
        try {
          yield last;
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: this is what is tested
          throw new Error("cleanup failed");
        }
      },
    });
    await assert.rejects(
      alien.waitForContainer(broken(state(RUNNING)), "api"),
      /cleanup failed/,
    );
    const error = await failure(
      alien.waitForContainer(broken(stateOf({})), "api"),
    );
    assert.equal(error.code, "unknown-resource");
  });

  test("the signal of the source is aborted", async () => {
    const signals: AbortSignal[] = [];
    const hanging = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    };
    const error = await failure(
      alien.waitForContainer(hanging, "api", { timeout: 5 }),
    );
    assert.equal(error.code, "timeout");
    const { signal } = new AbortController();
    const states = (ending: AbortSignal) => {
      signals.push(ending);
      return state(RUNNING);
    };
    await alien.waitForContainer(states, "api", { signal });
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
    assert.equal(signals[0]?.reason.name, "TimeoutError");
  });

  test("no timer keeps Node.js alive", () => {
    const program = `
      import * as alien from "alien-sdk";
      const outputs = ${JSON.stringify(RUNNING)};
      const api = { type: "container", status: "running" };
      const state = (api) => ({ platform: "aws", resources: { api } });
      const options = { timeout: 600_000, interval: 600_000 };
      await alien.waitForContainer(() => state({ ...api, outputs }), "api", options);
      await alien.waitForContainer(() => state(api), "web", options).catch(() => {});
      const controller = new AbortController();
      const wait = alien.waitForContainer(() => state(api), "api", { ...options, signal: controller.signal });
      setTimeout(() => controller.abort(), 5);
      await wait.catch(() => console.log("over"));
    `;
    const args = ["--input-type=module", "--eval", program];
    const cwd = new URL(".", import.meta.url);
    const options = { cwd, timeout: 30_000, encoding: "utf8" as const };
    assert.equal(execFileSync(process.execPath, args, options), "over\n");
  });
});

describe("waitForStack", () => {
  const queue = { type: "queue", status: "provisioning" };
  const starting = container({ ...RUNNING, currentReplicas: 0 });
  const ready = container(RUNNING);

  test("returns the outputs of all containers once they are running", async () => {
    const old = container(RUNNING, "deleting");
    const states = [
      stateOf({ queue, old, api: starting, web: container(), cron: starting }),
      stateOf({ queue, old, api: ready, web: container(), cron: ready }),
      stateOf({ queue, old, api: ready, web: ready, cron: ready }),
    ];
    const seen: string[] = [];
    const outputs = await alien.waitForStack(states, {
      ...QUICK,
      onProgress: (_, missing) => seen.push(missing),
    });
    assert.deepEqual(Object.keys(outputs), ["api", "web", "cron"]);
    assert.equal(Object.values(outputs)[1]?.currentReplicas, 2);
    assert.deepEqual(seen, [
      'container "api" is running, with 0 of 2 replicas; and 2 more',
      'container "web" is running, but has no outputs',
    ]);
  });

  test("waits for the given containers, also if they aren't in the state yet", async () => {
    const states = [
      stateOf({}),
      stateOf({ api: ready }),
      stateOf({ api: ready, web: ready, cron: starting }),
    ];
    const { api, web } = await alien.waitForStack(states, {
      ...QUICK,
      containers: ["api", "web"],
      allowUnknown: true,
    });
    assert.equal(api.name, web.name);
    const error = await failure(
      alien.waitForStack(states.slice(1), { containers: ["api", "web"] }),
    );
    assert.equal(error.code, "unknown-resource");
    assert.match(error.message, /^this state has no resource "web"/);
  });

  test("takes builders, built containers and stacks", async () => {
    const api = containerBuilder("api");
    const shop = new alien.Stack("shop")
      .permissions({ profiles: { execution: {} } })
      .add(new alien.Storage("uploads"), "frozen")
      .add(api, "live")
      .add(containerBuilder("web"), "live");
    const states = [stateOf({ api: ready, cron: starting, web: ready })];
    for (const [containers, ids] of [
      [
        [api, "web"],
        ["api", "web"],
      ],
      [[api.build()], ["api"]],
      [shop, ["api", "web"]],
      [shop.build(), ["api", "web"]],
    ] as const) {
      const found = await alien.waitForStack(states, { ...QUICK, containers });
      assert.deepEqual(Object.keys(found), ids);
    }
    const broken = shop.clone().add(new alien.Container("Web"), "live");
    const wait = alien.waitForStack(states, { containers: broken });
    await assert.rejects(wait, alien.ValidationError);
  });

  test("rejects containers that are none", async () => {
    const empty = new alien.Stack("shop").add(new alien.Kv("a"), "frozen");
    const wrong: [unknown, RegExp][] = [
      [[], /^`containers` is empty: name at least one container/],
      [empty, /^stack "shop" has no containers to wait for$/],
      [empty.build(), /^stack "shop" has no containers to wait for$/],
      ["api", /^`containers` must be a list of .*, or a stack, not a string$/],
      [containerBuilder(), /^`containers` must be a list of .* not an object$/],
      [{}, /^`containers` must be a list of .* not an object$/],
      [["api", 7], /^`containers` must contain IDs .* not a number$/],
      [[undefined], /^`containers` must contain IDs .* not undefined$/],
    ];
    for (const [containers, message] of wrong) {
      const options = { containers: containers as never };
      const wait = alien.waitForStack([stateOf({})], options);
      await assert.rejects(wait, { name: "TypeError", message });
    }
  });

  test("ends at once if a resource failed or there is no container", async () => {
    const failed = { type: "queue", status: "provision-failed" };
    const broken = stateOf({ queue: failed, api: ready });
    const error = await failure(alien.waitForStack([broken]));
    assert.equal(error.code, "resource-failed");
    assert.match(error.message, /^queue "queue" failed: its status is prov/);
    const options = { ...QUICK, allowFailed: true };
    const outputs = await alien.waitForStack([broken], options);
    assert.deepEqual(Object.keys(outputs), ["api"]);
    const empty = await failure(alien.waitForStack([stateOf({ queue })]));
    assert.equal(empty.code, "unknown-resource");
    assert.match(
      empty.message,
      /^this state has no containers\n {2}help: .*`allowUnknown: true`/,
    );
    const states = [stateOf({}), stateOf({ api: ready })];
    await alien.waitForStack(states, { ...QUICK, allowUnknown: true });
  });

  test("doesn't mistake a part of a state for the whole", async () => {
    const text = JSON.stringify(stateOf({ api: ready, web: starting }));
    const states = [
      text.slice(0, text.indexOf('"web"')),
      stateOf({ api: ready, web: { status: "running" } }),
      stateOf({ api: ready, web: ready }),
    ];
    const seen: string[] = [];
    const outputs = await alien.waitForStack(states, {
      ...QUICK,
      onProgress: (_, missing) => seen.push(missing),
    });
    assert.deepEqual(Object.keys(outputs), ["api", "web"]);
    assert.match(seen[0] ?? "", /^this state can't be read completely: /);
    assert.match(seen[1] ?? "", /^what "web" is can't be read/);
  });

  test("uses the condition for each container", async () => {
    const stopped = container({ ...RUNNING, status: "stopped" });
    const states = [
      stateOf({ api: ready, web: stopped }),
      stateOf({ api: stopped, web: stopped }),
    ];
    const outputs = await alien.waitForStack(states, {
      ...QUICK,
      until: async ({ status }) => status === "stopped",
    });
    assert.deepEqual(Object.keys(outputs), ["api", "web"]);
  });
});
