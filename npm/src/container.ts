/** The builder of containers. */

// biome-ignore-all lint/complexity/noArguments: with rest parameters, the parameters would have no names.

import { build, callTexts, validateCalls } from "./build.js";
import { CALLS, Calls } from "./calls.js";
import { METHOD } from "./generated/core.js";
import { INSPECT } from "./printing.js";
import type { Resource } from "./resources.js";
import { BUILDER_NAME } from "./tape.js";
import type {
  AutoScaleInput,
  CodeInput,
  ContainerConfig,
  CpuInput,
  GpuInput,
  HealthCheckInput,
  Linkable,
  MemorySize,
  PairBeside,
  PersistentStorageOptions,
  Protocol,
  Quantity,
  Report,
  ResourceRef,
  StorageSize,
} from "./types.js";

/**
 * Declares a container.
 *
 * Methods can be called in any order. `build()` validates all calls together; before that, the only error is a
 * `TypeError` for a wrong number of arguments. Arguments are copied, so changing one after the call has no effect.
 * If a setter is called twice, the last call wins.
 *
 * Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it with
 * `clone()`. A builder can be changed and built again after `build()`.
 *
 * @example
 * import * as alien from "alien-sdk";
 *
 * const api = new alien.Container("api")
 *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
 *   .cpu(1)
 *   .memory("1Gi")
 *   .port(8080)
 *   .expose("http")
 *   .permissions("execution")
 *   .build();
 */
export class Container {
  readonly #calls: Calls;
  /** The same calls. Tests compare properties, so they find builders with different calls unequal. */
  protected readonly calls: Calls;
  #id: unknown;
  /** The ID in the declaration that {@link Container.from} got. */
  #existingId: unknown;

  /**
   * Starts the declaration of a container. `build()` validates it.
   *
   * @param id The resource ID: a lowercase DNS label, such as `api` or `vector-reader`.
   */
  constructor(id: string) {
    // `from` passes calls instead of an ID.
    const started: unknown = id;
    if (started instanceof Calls) {
      this.#calls = started;
      this.calls = started;
      return;
    }
    this.#calls = new Calls();
    this.calls = this.#calls;
    this.#calls.push(METHOD.container, new.target, arguments.length, id);
    this.#id = id;
  }

  /**
   * Creates a builder from an existing declaration, for example one of a container that was built before. `build()`
   * reports any problems of the declaration.
   *
   * @param config The declaration. Further calls add to it or replace parts of it.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const api = new alien.Container("api")
   *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
   *   .cpu(1)
   *   .memory("1Gi")
   *   .port(8080)
   *   .permissions("execution")
   *   .build();
   * const larger = alien.Container.from(api.config).memory("4Gi").build();
   */
  static from(config: unknown): Container {
    const calls = new Calls();
    calls.push(METHOD.from, Self.from, arguments.length, config);
    const builder = new Self(calls as never);
    builder.#existingId = idOf(config);
    return builder;
  }

  /**
   * Returns a copy of this builder. Further calls of one of them don't change the other.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const base = new alien.Container("worker").cpu(1).memory("1Gi").permissions("execution");
   * const tests = base.clone().command(["./run-tests"]);
   */
  clone(): Container {
    const copy = new Self(this.#calls.copy() as never);
    copy.#id = this.#id;
    copy.#existingId = this.#existingId;
    return copy;
  }

  /**
   * Sets what the container runs: an existing image, or an image that is built from source code.
   *
   * The toolchain that builds source code is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.code({ type: "image", image: "ghcr.io/acme/api:v1" });
   * container.code({ type: "source", src: "./api", toolchain: { type: "docker" } });
   */
  code(code: CodeInput): this {
    this.#calls.push(METHOD.code, Self.prototype.code, arguments.length, code);
    return this;
  }

  /**
   * Sets the CPU, in vCPUs, or as a string in millicores (`"500m"`). A single amount sets both the minimum and the desired
   * amount.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.cpu(1);
   * container.cpu("500m");
   * container.cpu({ min: "0.5", desired: "2" });
   */
  cpu(cpu: CpuInput): this {
    this.#calls.push(METHOD.cpu, Self.prototype.cpu, arguments.length, cpu);
    return this;
  }

  /**
   * Sets the memory: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers of
   * 1000). A single size sets both the minimum and the desired amount.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.memory("512Mi");
   * container.memory({ min: "512Mi", desired: "1Gi" });
   * const gigabytes = 2;
   * container.memory(`${gigabytes}Gi`);
   */
  memory<
    S extends MemorySize,
    Min extends MemorySize,
    Desired extends MemorySize,
  >(size: Quantity<S> | PairBeside<S, Min, Desired>): this {
    this.#calls.push(
      METHOD.memory,
      Self.prototype.memory,
      arguments.length,
      size,
    );
    return this;
  }

  /**
   * Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`,
   * `ports` or `exposePort`.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.port(8080);
   */
  port(port: number): this {
    this.#calls.push(METHOD.port, Self.prototype.port, arguments.length, port);
    return this;
  }

  /**
   * Adds several ports, 1–65535.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.ports([8080, 9090]);
   */
  ports(ports: readonly number[]): this {
    this.#calls.push(
      METHOD.ports,
      Self.prototype.ports,
      arguments.length,
      ports,
    );
    return this;
  }

  /**
   * Makes the first port public. `build()` determines which port is the first. Only one port may be public.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.port(8080).expose("http");
   */
  expose(protocol: Protocol): this {
    this.#calls.push(
      METHOD.expose,
      Self.prototype.expose,
      arguments.length,
      protocol,
    );
    return this;
  }

  /**
   * Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.exposePort(8080, "tcp");
   */
  exposePort(port: number, protocol: Protocol): this {
    this.#calls.pushAll(
      METHOD.exposePort,
      Self.prototype.exposePort,
      arguments.length,
      2,
      [port, protocol],
    );
    return this;
  }

  /**
   * Sets a fixed number of replicas. It can't be combined with autoscaling.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.replicas(3);
   */
  replicas(count: number): this {
    this.#calls.push(
      METHOD.replicas,
      Self.prototype.replicas,
      arguments.length,
      count,
    );
    return this;
  }

  /**
   * Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times this
   * number.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.minReplicas(2);
   */
  minReplicas(count: number): this {
    this.#calls.push(
      METHOD.minReplicas,
      Self.prototype.minReplicas,
      arguments.length,
      count,
    );
    return this;
  }

  /**
   * Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.maxReplicas(20);
   */
  maxReplicas(count: number): this {
    this.#calls.push(
      METHOD.maxReplicas,
      Self.prototype.maxReplicas,
      arguments.length,
      count,
    );
    return this;
  }

  /**
   * Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are
   * percentages.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.autoScale({
   *   min: 2,
   *   desired: 4,
   *   max: 20,
   *   targetCpuPercent: 70,
   *   targetMemoryPercent: 80,
   *   targetHttpInFlightPerReplica: 100,
   * });
   */
  autoScale(scaling: AutoScaleInput): this {
    this.#calls.push(
      METHOD.autoScale,
      Self.prototype.autoScale,
      arguments.length,
      scaling,
    );
    return this;
  }

  /**
   * Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.stateful(true);
   */
  stateful(enabled: boolean): this {
    this.#calls.push(
      METHOD.stateful,
      Self.prototype.stateful,
      arguments.length,
      enabled,
    );
    return this;
  }

  /**
   * Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful. The
   * size is a number with a unit, as for `memory`. The default mount path is `/data`.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.persistentStorage("500Gi");
   * container.persistentStorage("500Gi", { mountPath: "/var/lib/data" });
   */
  persistentStorage<S extends StorageSize>(
    size: Quantity<S>,
    options?: PersistentStorageOptions,
  ): this {
    this.#calls.pushAll(
      METHOD.persistentStorage,
      Self.prototype.persistentStorage,
      arguments.length,
      1,
      [size, options],
    );
    return this;
  }

  /**
   * Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a unit,
   * as for `memory`.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.ephemeralStorage("100Gi");
   */
  ephemeralStorage<S extends StorageSize>(size: Quantity<S>): this {
    this.#calls.push(
      METHOD.ephemeralStorage,
      Self.prototype.ephemeralStorage,
      arguments.length,
      size,
    );
    return this;
  }

  /**
   * Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.gpu({ type: "nvidia-t4", count: 1 });
   */
  gpu(gpu: GpuInput): this {
    this.#calls.push(METHOD.gpu, Self.prototype.gpu, arguments.length, gpu);
    return this;
  }

  /**
   * Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is
   * `GET`, `timeoutSeconds` is 1, and `failureThreshold` is 3 consecutive failures.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.healthCheck({
   *   path: "/health",
   *   port: 8080,
   *   method: "GET",
   *   timeoutSeconds: 1,
   *   failureThreshold: 3,
   * });
   */
  healthCheck(check: HealthCheckInput): this {
    this.#calls.push(
      METHOD.healthCheck,
      Self.prototype.healthCheck,
      arguments.length,
      check,
    );
    return this;
  }

  /**
   * Adds environment variables. If a name is set several times, the last value wins.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.environment({ LOG_LEVEL: "info" });
   */
  environment(variables: Readonly<Record<string, string>>): this {
    this.#calls.push(
      METHOD.environment,
      Self.prototype.environment,
      arguments.length,
      variables,
    );
    return this;
  }

  /**
   * Gives the container access to another resource.
   *
   * @param resource An object with a `ref()` method, which is called immediately, or the type and ID of the resource.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.link(new alien.Storage("uploads").build());
   */
  link(resource: Linkable | ResourceRef): this {
    this.#calls.pushLink(Self.prototype.link, arguments.length, resource);
    return this;
  }

  /**
   * Sets the name of the permission profile. Required.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.permissions("execution");
   */
  permissions(profile: string): this {
    this.#calls.push(
      METHOD.permissions,
      Self.prototype.permissions,
      arguments.length,
      profile,
    );
    return this;
  }

  /**
   * Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.cluster("compute");
   */
  cluster(id: string): this {
    this.#calls.push(
      METHOD.cluster,
      Self.prototype.cluster,
      arguments.length,
      id,
    );
    return this;
  }

  /**
   * Advanced: sets the machine pool of the cluster to run on.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.pool("gpu");
   */
  pool(name: string): this {
    this.#calls.push(METHOD.pool, Self.prototype.pool, arguments.length, name);
    return this;
  }

  /**
   * Sets the command to run, with its arguments, instead of the image's default command.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const container = new alien.Container("api");
   * container.command(["./server", "--port", "8080"]);
   */
  command(words: readonly string[]): this {
    this.#calls.push(
      METHOD.command,
      Self.prototype.command,
      arguments.length,
      words,
    );
    return this;
  }

  /**
   * Validates all calls and returns the immutable container. Doesn't change the builder.
   *
   * @throws a {@link ValidationError} that lists all problems, if there is any error.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const { config, warnings } = new alien.Container("api")
   *   .code({ type: "image", image: "ghcr.io/acme/api:v1" })
   *   .cpu(1)
   *   .memory("1Gi")
   *   .port(8080)
   *   .permissions("execution")
   *   .build();
   * console.log(config.ports, warnings);
   */
  build(): Resource<ContainerConfig> {
    const { build: above } = Self.prototype;
    const resource = build(this.#calls, this.#id, above);
    // `return build(…)` would be a tail call. Engines with tail calls would then omit this method from the stack trace of
    // an error.
    return resource;
  }

  /**
   * Validates all calls as {@link build} does, but returns a report instead of throwing its errors. Each diagnostic has the
   * source location of its call.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const { valid, diagnostics } = new alien.Container("api").port(70_000).validate();
   * if (!valid) for (const { message, call } of diagnostics) console.log(call?.file, call?.line, message);
   */
  validate(): Report {
    return validateCalls(this.#calls);
  }

  /**
   * Returns the type and ID of the container, as used in links. The container needn't be built yet.
   *
   * @example
   * import * as alien from "alien-sdk";
   *
   * const db = new alien.Container("db");
   * new alien.Container("api").link(db);
   */
  ref(): ResourceRef {
    // An ID that is not a string is reported by `build()` of the container that links to this one.
    const id = this.#id ?? this.#existingId;
    return { type: "container", id: id as string };
  }

  /** @internal The calls, which a stack copies if this builder is added to it. */
  get [CALLS](): Calls {
    return this.#calls;
  }

  /** Returns the calls as source code, for logs. A declaration is what `build()` returns. */
  toJSON(): { readonly calls: readonly string[] } {
    return { calls: callTexts(this.#calls) };
  }

  /** @internal Returns what Node.js prints for this object: its calls, without values that may be secret. */
  [INSPECT](): string {
    return callTexts(this.#calls).join("\n  ");
  }

  /** @internal The name of this class. A builder can only be read once it is built. */
  get [BUILDER_NAME](): string {
    return "Container";
  }
}

/**
 * The class uses this name for itself. If it used its own name, esbuild would rename the class to `_Container`, also
 * in stack traces.
 */
const Self = Container;

/** Returns the ID in a declaration; `undefined` if there is none, or if reading it throws. */
function idOf(config: unknown): unknown {
  try {
    return (config as { id?: unknown } | undefined | null)?.id;
  } catch {
    return undefined;
  }
}
