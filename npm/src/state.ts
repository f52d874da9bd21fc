/** What became of a stack: the outputs of its containers. */

import { freeze } from "./resources.js";
import type {
  ContainerOutputs,
  ReplicaStatus,
  Report,
  ValidateOptions,
} from "./types.js";
import { readState } from "./validate.js";

/** What a state says of a resource. */
export interface ResourceState {
  /** What kind of resource it is, if that can be read. */
  readonly type?: string;
  /** How far the platform is with it, if that can be read. */
  readonly status?: string;
  /** Its outputs, if it is a container and has some. */
  readonly outputs?: ContainerOutputs;
  /** Why it has no outputs of a container. */
  readonly reason?: string;
}

/**
 * What became of a stack: the outputs of its containers, as far as they can be read.
 *
 * A state is written by the platform, perhaps by a newer one: keys and statuses that are not known here are kept.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * declare const text: string;
 * const state = alien.StackState.parse(text);
 * console.log(state.container("api")?.url ?? state.reason("api"));
 */
export class StackState {
  /** What is found wrong with the state. Outputs that can't be read hide no others. */
  readonly report: Report;

  readonly #read: { resources?: Record<string, ResourceState> };
  readonly #resources: ReadonlyMap<string, ResourceState>;

  private constructor(report: Report, json: string) {
    this.report = report;
    this.#read = freeze(json === "" ? {} : JSON.parse(json));
    this.#resources = new Map(Object.entries(this.#read.resources ?? {}));
  }

  /**
   * Reads a state. Nothing is thrown, whatever it is.
   *
   * @param state JSON text, as a string or as bytes, or a value.
   * @param options How it is read.
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

  /** The outputs of a container; `undefined` if there are none, and {@link reason} says why. */
  container(id: string): ContainerOutputs | undefined {
    return this.#resources.get(id)?.outputs;
  }

  /** What was read of each resource, as plain data. */
  toJSON(): { readonly resources?: Readonly<Record<string, ResourceState>> } {
    return this.#read;
  }

  /** Why a container has no outputs; `undefined` if it has. */
  reason(id: string): string | undefined {
    const resource = this.#resources.get(id);
    if (resource !== undefined) return resource.reason;
    if (this.#read.resources === undefined) {
      const fault = this.report.diagnostics[0]?.message;
      return `this state can't be read: ${fault ?? "it says nothing"}`;
    }
    return `this state has no resource ${JSON.stringify(id)}`;
  }
}

/**
 * Whether a container runs with as many replicas as it should, all of those that are listed healthy.
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
 * The replicas whose health check fails.
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

/** How {@link waitForContainer} waits. */
export interface WaitOptions {
  /** What is waited for. Default: {@link isRunning}. */
  readonly until?: (outputs: ContainerOutputs) => boolean | Promise<boolean>;
  /** Milliseconds after which it gives up. Default: 5 minutes. */
  readonly timeout?: number;
  /** Milliseconds between two states. Default: 2 seconds. */
  readonly interval?: number;
  /** Called with each state, and with what is missing in it. */
  readonly onProgress?: (state: StackState, missing: string) => void;
  /** Ends the waiting, with its reason as the error. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until a container is as it should be, and gives its outputs.
 *
 * @param states Gives the state as it is now: JSON text, a value, or a {@link StackState}. It is called again and again.
 * @param id The ID of the container.
 * @param options What is waited for, and how long.
 * @throws An error that says what was missing in the last state, after the timeout; what `states` throws; the signal's
 * reason.
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
      throw new TypeError("timeout and interval are numbers of milliseconds");
    }
  }
  const end = Date.now() + timeout;
  const tooLate = (missing: string) =>
    new Error(`gave up after ${timeout} ms: ${missing}`);
  let missing = "there was no state yet";
  for (;;) {
    options.signal?.throwIfAborted();
    const given = await inTime(states, end, options.signal, () =>
      tooLate(missing),
    );
    const state = given instanceof StackState ? given : StackState.parse(given);
    const outputs = state.container(id);
    if (outputs !== undefined && (await until(outputs))) return outputs;
    missing =
      outputs === undefined ? (state.reason(id) ?? "") : progress(outputs);
    options.onProgress?.(state, missing);
    const left = end - Date.now();
    if (left <= 0) throw tooLate(missing);
    await pause(Math.min(interval, left), options.signal);
  }
}

/** What a source gives, unless it takes too long or is stopped: it may never answer. */
async function inTime(
  states: () => unknown,
  end: number,
  signal: AbortSignal | undefined,
  tooLate: () => Error,
): Promise<unknown> {
  const given = states();
  if (typeof (given as PromiseLike<unknown> | null)?.then !== "function") {
    return given;
  }
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const late = pause(Math.max(end - Date.now(), 0), stopped).then(() => {
    throw tooLate();
  });
  try {
    return await Promise.race([given, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}

/** How far a container is, in a line. */
function progress(outputs: ContainerOutputs): string {
  const { name, status, currentReplicas, desiredReplicas } = outputs;
  const unhealthy = unhealthyReplicas(outputs).length;
  const shown = /^[a-z-]{1,40}$/.test(status) ? status : JSON.stringify(status);
  const line = `container ${JSON.stringify(name)} is ${shown}, with ${currentReplicas} of ${desiredReplicas} replicas`;
  return unhealthy === 0 ? line : `${line}, ${unhealthy} of them unhealthy`;
}

/** The longest time that a timer takes; a longer one would end at once. */
const LONGEST = 2 ** 31 - 1;

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
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
      Math.min(ms, LONGEST),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
