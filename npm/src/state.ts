/** The state of a deployed stack, with the outputs of its containers. */

import { maskSecrets, readState } from "./declarations.js";
import { INSPECT, type PrintArguments, printAs } from "./printing.js";
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

/** A {@link StackState} as plain data; empty if the state can't be read. */
export interface StackStateJson {
  /** The platform that the stack is deployed to. */
  readonly platform?: string;
  /** The state of each resource, by ID. */
  readonly resources?: Readonly<Record<string, ResourceState>>;
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
 * const text = '{"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}';
 * const state = alien.StackState.parse(text);
 * console.log(state.container("api")?.url ?? state.reason("api"));
 */
export class StackState {
  /** The problems found in the state. Invalid outputs of one container don't affect the others. */
  readonly report: Report;

  /** The platform that the stack is deployed to; `undefined` if the state can't be read. */
  readonly platform: string | undefined;

  /** The state of each resource, by ID; `undefined` if the state can't be read. */
  readonly resources: Readonly<Record<string, ResourceState>> | undefined;

  readonly #byId: ReadonlyMap<string, ResourceState>;

  private constructor(report: Report, json: string) {
    if (typeof json !== "string") {
      throw new TypeError("call StackState.parse(…) to read a state");
    }
    this.report = report;
    const state = json === "" ? {} : deepFreeze(JSON.parse(json));
    this.platform = state.platform;
    this.resources = state.resources;
    this.#byId = new Map(Object.entries(this.resources ?? {}));
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
   * const text = '{"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}';
   * for (const { message } of alien.StackState.parse(text).report.diagnostics) console.log(message);
   */
  static parse(state: unknown, options?: ValidateOptions): StackState {
    const { json, report } = readState(state, options, "StackState.parse");
    return new StackState(report, json);
  }

  /** The IDs of the resources, in the order of the state. */
  get ids(): string[] {
    return [...this.#byId.keys()];
  }

  /** Returns the outputs of a container, or `undefined` if there are none; then {@link reason} says why. */
  container(id: string): ContainerOutputs | undefined {
    return this.#byId.get(id)?.outputs;
  }

  /** Returns the platform and the state of each resource as plain data, which {@link StackState.parse} reads again. */
  toJSON(): StackStateJson {
    const { platform, resources } = this;
    return platform === undefined || resources === undefined
      ? {}
      : { platform, resources };
  }

  /** @internal Returns what Node.js prints for this object, for example in logs. Hides values that may be secret. */
  [INSPECT](...rest: PrintArguments): unknown {
    const state = maskSecrets(this.toJSON()) as StackStateJson;
    return printAs("StackState", { report: this.report, ...state }, rest);
  }

  /** Returns the reason why a container has no outputs, or `undefined` if it has outputs. */
  reason(id: string): string | undefined {
    const resource = this.#byId.get(id);
    if (resource !== undefined) return resource.reason;
    if (this.resources === undefined) {
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
 * const state = alien.StackState.parse({
 *   platform: "aws",
 *   resources: {
 *     api: {
 *       type: "container",
 *       status: "running",
 *       outputs: {
 *         name: "api",
 *         status: "running",
 *         currentReplicas: 1,
 *         desiredReplicas: 1,
 *         internalDns: "api.my-app",
 *         replicas: [{ replicaId: "a", healthy: true }],
 *       },
 *     },
 *   },
 * });
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
 * const state = alien.StackState.parse({
 *   platform: "aws",
 *   resources: {
 *     api: {
 *       type: "container",
 *       status: "running",
 *       outputs: {
 *         name: "api",
 *         status: "running",
 *         currentReplicas: 1,
 *         desiredReplicas: 1,
 *         internalDns: "api.my-app",
 *         replicas: [{ replicaId: "a", healthy: true }],
 *       },
 *     },
 *   },
 * });
 * const api = state.container("api");
 * for (const { replicaId } of api ? alien.unhealthyReplicas(api) : []) console.log(replicaId);
 */
export function unhealthyReplicas(outputs: ContainerOutputs): ReplicaStatus[] {
  return outputs.replicas.filter((replica) => !replica.healthy);
}
