/** The state of a deployed stack, with the outputs of its containers. */

import { readState } from "./declarations.js";
import { deepFreeze } from "./resources.js";
import type {
  ContainerOutputs,
  ReplicaStatus,
  Report,
  ValidateOptions,
} from "./types.js";

/** The state of a resource. */
export interface ResourceState {
  /** The type of the resource, if it is valid. */
  readonly type?: string;
  /** The deployment status of the resource, if it is valid. */
  readonly status?: string;
  /** The outputs, if the resource is a container that has outputs. */
  readonly outputs?: ContainerOutputs;
  /** Why the resource has no container outputs. */
  readonly reason?: string;
}

/**
 * The state of a deployed stack, with the outputs of its containers.
 *
 * The platform writes the state. Keys and statuses that this version of the SDK doesn't know are kept, since a newer
 * platform may write them.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const text: string;
 * const state = alien.StackState.parse(text);
 * console.log(state.container("api")?.url ?? state.reason("api"));
 */
export class StackState {
  /** The problems found in the state. Invalid outputs of one container don't affect the others. */
  readonly report: Report;

  readonly #state: { resources?: Record<string, ResourceState> };
  readonly #resources: ReadonlyMap<string, ResourceState>;

  private constructor(report: Report, json: string) {
    this.report = report;
    this.#state = deepFreeze(json === "" ? {} : JSON.parse(json));
    this.#resources = new Map(Object.entries(this.#state.resources ?? {}));
  }

  /**
   * Reads a state. Problems of the state are reported, not thrown.
   *
   * @param state JSON text, as a string or as bytes, or a value.
   * @param options How the text is read.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * declare const text: string;
   * for (const { message } of alien.StackState.parse(text).report.diagnostics) console.log(message);
   */
  static parse(state: unknown, options?: ValidateOptions): StackState {
    const { json, report } = readState(state, options);
    return new StackState(report, json);
  }

  /** The IDs of the resources, in the order of the state. */
  get ids(): string[] {
    return [...this.#resources.keys()];
  }

  /** Returns the outputs of a container, or `undefined` if there are none; then {@link reason} says why. */
  container(id: string): ContainerOutputs | undefined {
    return this.#resources.get(id)?.outputs;
  }

  /** Returns the state of each resource as plain data. */
  toJSON(): { readonly resources?: Readonly<Record<string, ResourceState>> } {
    return this.#state;
  }

  /** Returns the reason why a container has no outputs, or `undefined` if it has outputs. */
  reason(id: string): string | undefined {
    const resource = this.#resources.get(id);
    if (resource !== undefined) return resource.reason;
    if (this.#state.resources === undefined) {
      const fault = this.report.diagnostics[0]?.message;
      return `this state can't be read: ${fault ?? "it says nothing"}`;
    }
    return `this state has no resource ${JSON.stringify(id)}`;
  }
}

/**
 * Returns whether a container is running, has at least the desired number of replicas, and no listed replica is
 * unhealthy.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const state: alien.StackState;
 * const api = state.container("api");
 * console.log(api !== undefined && alien.isRunning(api));
 */
export function isRunning(outputs: ContainerOutputs): boolean {
  return (
    outputs.status === "running" &&
    outputs.currentReplicas >= outputs.desiredReplicas &&
    unhealthyReplicas(outputs).length === 0
  );
}

/**
 * Returns the replicas that fail their health check.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const api: alien.ContainerOutputs;
 * for (const { replicaId } of alien.unhealthyReplicas(api)) console.log(replicaId);
 */
export function unhealthyReplicas(outputs: ContainerOutputs): ReplicaStatus[] {
  return outputs.replicas.filter((replica) => !replica.healthy);
}

/** Options of {@link waitForContainer}. */
export interface WaitOptions {
  /** The condition to wait for. Default: {@link isRunning}. */
  readonly until?: (outputs: ContainerOutputs) => boolean | Promise<boolean>;
  /** The timeout, in milliseconds. Default: 5 minutes. */
  readonly timeout?: number;
  /** The time between two calls of `states`, in milliseconds. Default: 2 seconds. */
  readonly interval?: number;
  /** Called with each state and a message that says what is missing in it. */
  readonly onProgress?: (state: StackState, missing: string) => void;
  /** Aborts the wait; the promise rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until a container is running, or until another condition holds, and returns its outputs.
 *
 * @param states Returns the current state, or a promise of it: JSON text, a value, or a {@link StackState}. It is
 * called repeatedly.
 * @param id The ID of the container.
 * @param options The condition to wait for, and how long to wait.
 * @throws An error that says what was missing in the last state, if the timeout expires; any error that `states`
 * throws; `signal.reason`, if the signal is aborted.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const states = () => fetch("https://platform.example/state").then((response) => response.text());
 * const api = await alien.waitForContainer(states, "api", {
 *   timeout: 60_000,
 *   onProgress: (_, missing) => console.log(missing),
 * });
 * console.log(api.url);
 */
export async function waitForContainer(
  states: () => unknown,
  id: string,
  options: WaitOptions = {},
): Promise<ContainerOutputs> {
  const { until = isRunning, timeout = 300_000, interval = 2_000 } = options;
  for (const ms of [timeout, interval] as unknown[]) {
    if (typeof ms !== "number" || Number.isNaN(ms)) {
      throw new TypeError(
        "timeout and interval must be numbers of milliseconds",
      );
    }
  }
  const end = Date.now() + timeout;
  const timeoutError = (missing: string) =>
    new Error(`gave up after ${timeout} ms: ${missing}`);
  let missing = "there was no state yet";
  for (;;) {
    options.signal?.throwIfAborted();
    const given = await withTimeout(states, end, options.signal, () =>
      timeoutError(missing),
    );
    const state = given instanceof StackState ? given : StackState.parse(given);
    const outputs = state.container(id);
    if (outputs !== undefined && (await until(outputs))) return outputs;
    missing =
      outputs === undefined
        ? (state.reason(id) ?? "")
        : describeProgress(outputs);
    options.onProgress?.(state, missing);
    const left = end - Date.now();
    if (left <= 0) throw timeoutError(missing);
    await sleep(Math.min(interval, left), options.signal);
  }
}

/**
 * Calls `states` and waits for its result, which may never arrive. Rejects at the time `end`, or when the signal is
 * aborted.
 */
async function withTimeout(
  states: () => unknown,
  end: number,
  signal: AbortSignal | undefined,
  timeoutError: () => Error,
): Promise<unknown> {
  const given = states();
  if (typeof (given as PromiseLike<unknown> | null)?.then !== "function") {
    return given;
  }
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const late = sleep(Math.max(end - Date.now(), 0), stopped).then(() => {
    throw timeoutError();
  });
  try {
    return await Promise.race([given, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}

/** Describes the progress of a container in one line. */
function describeProgress(outputs: ContainerOutputs): string {
  const { name, status, currentReplicas, desiredReplicas } = outputs;
  const unhealthy = unhealthyReplicas(outputs).length;
  const shown = /^[a-z-]{1,40}$/.test(status) ? status : JSON.stringify(status);
  const line = `container ${JSON.stringify(name)} is ${shown}, with ${currentReplicas} of ${desiredReplicas} replicas`;
  return unhealthy === 0 ? line : `${line}, ${unhealthy} of them unhealthy`;
}

/** The maximum delay of a timer, in milliseconds. A timer with a longer delay fires immediately. */
const MAX_DELAY = 2 ** 31 - 1;

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      },
      Math.min(ms, MAX_DELAY),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
