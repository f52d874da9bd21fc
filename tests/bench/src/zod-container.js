/** A builder that uses zod, as a programmer might write it. It collects a plain object, which `build()` parses. */

import { z } from "zod";

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/);
const cpu = z.string().regex(/^(?=.*[1-9])[0-9]+(\.[0-9]+)?m?$/);
const size = z.string().regex(/^(?=.*[1-9])[0-9]+(\.[0-9]+)?([KMGT]i|[kMGT])$/);
const port = z.int().min(1).max(65535);
const count = z.int().min(0).max(4294967295);
const percent = z.number().gt(0).max(100);
const variables = z.record(
  z.string().regex(/^[A-Za-z_.-][\w.-]*$/),
  z.string(),
);

const toolchain = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("typescript"),
    binaryName: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("rust"),
    binaryName: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("docker"),
    dockerfile: z.string().optional(),
    buildArgs: variables.optional(),
    target: z.string().optional(),
  }),
]);

const shape = z.strictObject({
  type: z.literal("container"),
  id: z.string().regex(/^(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  code: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("image"),
      image: z
        .string()
        .max(512)
        .regex(
          /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9._-]+(\/[a-z0-9._-]+)*(:\w[\w.-]{0,127})?(@\w+:[0-9a-f]{32,})?$/,
        ),
    }),
    z.strictObject({
      type: z.literal("source"),
      src: z.string().min(1),
      toolchain,
    }),
  ]),
  cpu: z.strictObject({ min: cpu, desired: cpu }),
  memory: z.strictObject({ min: size, desired: size }),
  gpu: z
    .strictObject({
      type: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/),
      count: z.int().min(1).max(8),
    })
    .optional(),
  ports: z
    .array(z.strictObject({ port, expose: z.enum(["http", "tcp"]).optional() }))
    .min(1),
  replicas: count.optional(),
  autoscaling: z
    .strictObject({
      min: count,
      desired: count,
      max: count.min(1),
      targetCpuPercent: percent.optional(),
      targetMemoryPercent: percent.optional(),
      targetHttpInFlightPerReplica: count.min(1).optional(),
      maxHttpP95LatencyMs: z.number().gt(0).optional(),
    })
    .optional(),
  stateful: z.boolean().default(false),
  persistentStorage: z
    .strictObject({
      size,
      mountPath: z
        .string()
        .regex(/^\/(?!(proc|sys|dev)?\/*$)/)
        .default("/data"),
    })
    .optional(),
  ephemeralStorage: size.optional(),
  healthCheck: z
    .strictObject({
      path: z.string().startsWith("/").default("/health"),
      port: port.optional(),
      method: z
        .enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        .default("GET"),
      timeoutSeconds: count.min(1).default(1),
      failureThreshold: count.min(1).default(3),
    })
    .optional(),
  environment: variables.default({}),
  links: z
    .array(z.strictObject({ type: z.string(), id: z.string() }))
    .default([]),
  permissions: name,
  cluster: name.optional(),
  pool: name.optional(),
  command: z.array(z.string()).min(1).optional(),
});

/** The schema, with rules that compare several fields. */
export const schema = shape.superRefine((config, context) => {
  /**
   * @param {string} message
   * @param {(string | number)[]} path
   */
  const fault = (message, ...path) =>
    context.addIssue({ code: "custom", message, path });
  const { ports, replicas, autoscaling, stateful, healthCheck } = config;
  const declared = new Set(ports.map(({ port }) => port));
  if (declared.size < ports.length) fault("duplicate port", "ports");
  if (ports.filter(({ expose }) => expose !== undefined).length > 1)
    fault("several ports are exposed", "ports");
  if (replicas !== undefined && autoscaling !== undefined)
    fault("replicas and autoscaling can't be used together", "replicas");
  if (autoscaling !== undefined) {
    const { min, desired, max } = autoscaling;
    if (min > desired || desired > max)
      fault("not min ≤ desired ≤ max", "autoscaling");
    if (stateful) fault("stateful containers can't scale", "autoscaling");
  }
  if (config.persistentStorage !== undefined && !stateful)
    fault("persistent storage needs stateful", "stateful");
  if (healthCheck?.port !== undefined && !declared.has(healthCheck.port))
    fault("not a declared port", "healthCheck", "port");
  if (millicores(config.cpu.min) > millicores(config.cpu.desired))
    fault("min is above desired", "cpu");
  if (bytes(config.memory.min) > bytes(config.memory.desired))
    fault("min is above desired", "memory");
  if (config.links.some(({ id }) => id === config.id))
    fault("a container can't link to itself", "links");
});

/** @param {string} cpu */
function millicores(cpu) {
  return cpu.endsWith("m") ? parseFloat(cpu) : parseFloat(cpu) * 1000;
}

const UNITS = /** @type {Record<string, number>} */ ({
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
});

/** @param {string} size */
function bytes(size) {
  const unit = size.slice(size.endsWith("i") ? -2 : -1);
  return parseFloat(size) * UNITS[unit];
}

export class Container {
  /** @type {Record<string, any>} */
  #config;

  /** @param {string} id */
  constructor(id) {
    this.#config = { type: "container", id, ports: [], links: [] };
  }

  /** @param {unknown} code */
  code(code) {
    this.#config.code = code;
    return this;
  }

  /** @param {number | { min: string; desired: string }} cpu */
  cpu(cpu) {
    this.#config.cpu = pair(typeof cpu === "number" ? String(cpu) : cpu);
    return this;
  }

  /** @param {string | { min: string; desired: string }} size */
  memory(size) {
    this.#config.memory = pair(size);
    return this;
  }

  /** @param {number} port */
  port(port) {
    this.#config.ports.push({ port });
    return this;
  }

  /** @param {"http" | "tcp"} protocol */
  expose(protocol) {
    this.#config.ports[0].expose = protocol;
    return this;
  }

  /** @param {number} count */
  replicas(count) {
    this.#config.replicas = count;
    return this;
  }

  /** @param {object} scaling */
  autoScale(scaling) {
    this.#config.autoscaling = { ...scaling };
    return this;
  }

  /** @param {boolean} enabled */
  stateful(enabled) {
    this.#config.stateful = enabled;
    return this;
  }

  /**
   * @param {string} size
   * @param {{ mountPath?: string }} options
   */
  persistentStorage(size, options = {}) {
    this.#config.persistentStorage = { size, ...options };
    this.#config.stateful ??= true;
    return this;
  }

  /** @param {string} size */
  ephemeralStorage(size) {
    this.#config.ephemeralStorage = size;
    return this;
  }

  /** @param {object} gpu */
  gpu(gpu) {
    this.#config.gpu = { ...gpu };
    return this;
  }

  /** @param {object} check */
  healthCheck(check) {
    this.#config.healthCheck = { ...check };
    return this;
  }

  /** @param {Record<string, string>} variables */
  environment(variables) {
    this.#config.environment = { ...this.#config.environment, ...variables };
    return this;
  }

  /** @param {{ type: string; id: string }} resource */
  link(resource) {
    this.#config.links.push({ type: resource.type, id: resource.id });
    return this;
  }

  /** @param {string} profile */
  permissions(profile) {
    this.#config.permissions = profile;
    return this;
  }

  /** @param {string} id */
  cluster(id) {
    this.#config.cluster = id;
    return this;
  }

  /** @param {string} name */
  pool(name) {
    this.#config.pool = name;
    return this;
  }

  /** @param {readonly string[]} words */
  command(words) {
    this.#config.command = [...words];
    return this;
  }

  build() {
    return schema.parse(this.#config);
  }
}

/** @param {string | { min: string; desired: string }} value */
function pair(value) {
  return typeof value === "string"
    ? { min: value, desired: value }
    : { ...value };
}
