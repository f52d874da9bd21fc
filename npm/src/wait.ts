/** Waits until containers are running. */

import { checkNames } from "./declarations.js";
import type { StackState } from "./state.js";
import type { ContainerOutputs, Linkable } from "./types.js";
import { containerId, containerIds } from "./wait/containers.js";
import { WaitError, type WaitErrorCode } from "./wait/error.js";
import type { StackWaitOptions, WaitOptions } from "./wait/options.js";
import { StateReader, type StateSource } from "./wait/source.js";
import { callLater, settleOrAbort, sleep } from "./wait/timers.js";
import {
  describeError,
  judgeContainer,
  judgeStack,
  type Settle,
  type Verdict,
} from "./wait/verdict.js";

const OPTIONS = [
  "until",
  "timeout",
  "interval",
  "retries",
  "allowUnknown",
  "allowFailed",
  "onProgress",
  "signal",
];

const STACK_OPTIONS = ["containers", ...OPTIONS];

/**
 * Waits until a container is running, or until another condition holds, and returns its outputs.
 *
 * The wait ends early if the condition can't be met any more: if the deployment of the container failed, or if the state
 * doesn't have it. A container with the status `"failing"` doesn't end the wait, since its replicas are restarted.
 *
 * @param states The source of the states.
 * @param id The ID of the container, or the container or its builder.
 * @param options The condition to wait for, and how long to wait.
 * @throws a {@link WaitError} if the wait ends without success; any error of `until` and `onProgress`; `signal.reason`, if
 * the signal is aborted.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * // A program gets the state from the platform: async (signal) => fetch(url, { signal })
 * const outputs = { status: "running", currentReplicas: 1, desiredReplicas: 1 };
 * const container = (name: string) => ({
 *   type: "container",
 *   status: "running",
 *   outputs: { name, internalDns: `${name}.my-app`, ...outputs },
 * });
 * const states = async () => ({ platform: "aws", resources: { api: container("api") } });
 * const api = await alien.waitForContainer(states, "api", {
 *   timeout: 60_000,
 *   onProgress: (_, missing) => console.log(missing),
 * });
 * console.log(api.url);
 */
export async function waitForContainer(
  states: StateSource,
  id: string | Linkable,
  options: WaitOptions = {},
): Promise<ContainerOutputs> {
  checkNames(options, "waitForContainer()", "option", OPTIONS);
  const container = containerId(id);
  const judge = (state: StackState, settle: Settle) =>
    judgeContainer(state, container, options, settle);
  return new Wait(states, options, judge).run();
}

/**
 * Waits until all containers of a stack are running, or until another condition holds for each of them, and returns their
 * outputs by ID.
 *
 * The wait ends early if the deployment of any resource of the stack failed, or if the state doesn't have one of the
 * containers.
 *
 * @param states The source of the states.
 * @param options The containers and the condition to wait for, and how long to wait.
 * @throws The same errors as {@link waitForContainer}.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * // A program gets the state from the platform: async (signal) => fetch(url, { signal })
 * const outputs = { status: "running", currentReplicas: 1, desiredReplicas: 1 };
 * const container = (name: string) => ({
 *   type: "container",
 *   status: "running",
 *   outputs: { name, internalDns: `${name}.my-app`, ...outputs },
 * });
 * const resources = { api: container("api"), worker: container("worker") };
 * const states = async () => ({ platform: "aws", resources });
 * const { api, worker } = await alien.waitForStack(states, {
 *   containers: ["api", "worker"],
 *   allowUnknown: true, // the deployment has just started
 * });
 * console.log(api.url, worker.currentReplicas);
 */
export async function waitForStack<Id extends string = string>(
  states: StateSource,
  options: StackWaitOptions<Id> = {},
): Promise<Record<Id, ContainerOutputs>> {
  checkNames(options, "waitForStack()", "option", STACK_OPTIONS);
  const ids = containerIds(options.containers);
  const judge = (state: StackState, settle: Settle) =>
    judgeStack(state, ids, options, settle);
  const outputs = await new Wait(states, options, judge).run();
  return outputs as Record<Id, ContainerOutputs>;
}

type Judge<T> = (state: StackState, settle: Settle) => Promise<Verdict<T>>;

class Wait<T> {
  readonly #options: WaitOptions;
  readonly #reader: StateReader;
  readonly #judge: Judge<T>;
  readonly #timeout: number;
  readonly #interval: number;
  readonly #retries: number;

  /** Its signal is aborted when the wait ends, for whatever reason. */
  readonly #ending = new AbortController();
  readonly #settle: Settle = (value) =>
    settleOrAbort(value, this.#ending.signal);

  #last: StackState | undefined;
  #missing = "there was no state yet";
  /** The number of failures of the source since the last state. */
  #failures = 0;
  #cause: ErrorOptions | undefined;

  constructor(states: StateSource, options: WaitOptions, judge: Judge<T>) {
    const { timeout = 300_000, interval = 2_000, retries = 3 } = options;
    checkNumbers({ timeout, interval, retries });
    this.#options = options;
    this.#reader = new StateReader(states);
    this.#judge = judge;
    this.#timeout = timeout;
    this.#interval = interval;
    this.#retries = retries;
  }

  async run(): Promise<T> {
    const { signal } = this.#options;
    signal?.throwIfAborted();
    const ending = this.#ending;
    const timedOut = new DOMException("the wait timed out", "TimeoutError");
    const stopTimer = callLater(this.#timeout, () => ending.abort(timedOut));
    const abort = () => ending.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const stop = () => {
      stopTimer();
      signal?.removeEventListener("abort", abort);
      ending.abort();
    };
    try {
      const result = await this.#succeed();
      stop();
      await this.#reader.close();
      return result;
    } catch (error) {
      stop();
      // This error matters more than one of the cleanup.
      await this.#reader.close().catch(() => {});
      throw error === timedOut ? this.#timeoutError() : error;
    }
  }

  /** Reads and judges states until the wait succeeds. */
  async #succeed(): Promise<T> {
    for (;;) {
      const { state, isPushed } = await this.#next();
      const verdict = await this.#judge(state, this.#settle);
      if ("done" in verdict) return verdict.done;
      const { missing, fault } = verdict;
      this.#missing = missing;
      await this.#settle(this.#options.onProgress?.(state, missing));
      if (fault) throw this.#error(fault.code, missing, fault.help);
      // A pushed state may be available immediately. The pause then lets timers run.
      await this.#pause(isPushed ? 0 : this.#interval);
    }
  }

  /** Reads the next state. Tries again if the source fails. */
  async #next(): Promise<{ state: StackState; isPushed: boolean }> {
    for (;;) {
      try {
        const next = this.#reader.next(this.#ending.signal);
        const { state, isPushed } = await this.#settle(next);
        if (state === undefined) break;
        this.#last = state;
        this.#failures = 0;
        this.#cause = undefined;
        return { state, isPushed };
      } catch (error) {
        this.#ending.signal.throwIfAborted();
        this.#failures++;
        this.#cause = { cause: error };
        this.#missing = `the source of the states failed: ${describeError(error)}`;
      }
      if (this.#failures > this.#retries) throw this.#sourceError();
      await this.#pause(this.#interval);
    }
    if (this.#failures > 0) throw this.#sourceError();
    throw this.#error(
      "source-ended",
      `the states ended: ${this.#missing}`,
      "pass an iterable that continues until the wait is over, or a function that returns the current state",
    );
  }

  #pause(ms: number): Promise<void> {
    return sleep(ms, this.#ending.signal);
  }

  #timeoutError(): WaitError {
    return this.#error(
      "timeout",
      `gave up after ${this.#timeout} ms: ${this.#missing}`,
      this.#last === undefined
        ? "check why the source returns no state"
        : "find out in the platform what takes so long, or raise `timeout`",
    );
  }

  #sourceError(): WaitError {
    const count = this.#failures;
    return this.#error(
      "source-failed",
      count === 1
        ? this.#missing
        : `${this.#missing} (${count} failures in a row)`,
      "check the source, or raise `retries` if it is only unavailable for a while",
    );
  }

  #error(code: WaitErrorCode, sentence: string, help: string): WaitError {
    return new WaitError(
      code,
      `${sentence}\n  help: ${help}`,
      this.#missing,
      this.#last,
      this.#cause,
    );
  }
}

function checkNumbers(options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "number" && !Number.isNaN(value)) continue;
    const unit = name === "retries" ? "a number" : "a number of milliseconds";
    throw new TypeError(`\`${name}\` must be ${unit}, not ${String(value)}`);
  }
}
