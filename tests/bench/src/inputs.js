/** The declarations that are measured, and texts of them that all differ. */

/** How many different texts of one declaration there are, so that no cache of strings helps anybody. */
const POOL = 3000;

/** Required keys only. @param {number} n */
function small(n) {
  return {
    id: `api-${n}`,
    code: { type: "image", image: `ghcr.io/acme/api:v${n}` },
    cpu: { min: "1", desired: "1" },
    memory: { min: "1Gi", desired: "1Gi" },
    ports: [{ port: 8080 }],
    permissions: "execution",
  };
}

/**
 * Every key of the wire. Some exclude each other, so even numbers are stateful and odd ones scale by themselves.
 *
 * @param {number} n
 */
function full(n) {
  return {
    type: "container",
    id: `vector-reader-${n}`,
    code: { type: "image", image: `ghcr.io/acme/vector-reader:v1.2.${n}` },
    cpu: { min: "0.5", desired: "2" },
    memory: { min: "512Mi", desired: "4Gi" },
    gpu: { type: "nvidia-t4", count: 1 },
    ports: [{ port: 8080, expose: "http" }, { port: 9090 }],
    ...(n % 2 === 0 ? stateful : scaling),
    ephemeralStorage: "100Gi",
    healthCheck: {
      path: "/health",
      port: 8080,
      method: "GET",
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
    environment: {
      LOG_LEVEL: "info",
      RELEASE: `build-${n}`,
      RUST_LOG: "reader=debug",
    },
    links: [
      { type: "storage", id: "uploads" },
      { type: "vault", id: "keys" },
    ],
    permissions: "execution",
    cluster: "compute",
    pool: "gpu",
    command: ["./server", "--port", "8080"],
  };
}

const stateful = {
  replicas: 3,
  stateful: true,
  persistentStorage: { size: "500Gi", mountPath: "/var/lib/reader" },
};

const scaling = {
  autoscaling: {
    min: 2,
    desired: 4,
    max: 20,
    targetCpuPercent: 70,
    targetMemoryPercent: 80,
    targetHttpInFlightPerReplica: 100,
    maxHttpP95LatencyMs: 250.5,
  },
  stateful: false,
};

/** One fault. @param {number} n */
const smallInvalid = (n) => ({ ...small(n), ports: [{ port: 70000 + n }] });

/** Three faults of different rules, all of which a JSON Schema can say. @param {number} n */
const fullInvalid = (n) => ({
  ...full(n),
  memory: { min: "512Mi", desired: "4GB" },
  gpu: { type: "nvidia-t4", count: 9 },
  ports: [{ port: 8080, expose: "http" }, { port: 70000 }],
});

/** Each declaration, by its name in the table. */
export const declarations = {
  "full, valid": { make: full, errors: 0 },
  "small, valid": { make: small, errors: 0 },
  "full, 3 errors": { make: fullInvalid, errors: 3 },
  "small, 1 error": { make: smallInvalid, errors: 1 },
};

/**
 * Pretty-printed texts of a declaration.
 *
 * @param {(n: number) => unknown} make
 */
export function texts(make) {
  return pool((n) => flat(JSON.stringify(make(n), null, 2)));
}

/**
 * @template T
 * @param {(n: number) => T} make
 */
export function pool(make) {
  return Array.from({ length: POOL }, (_, n) => make(n + 1000));
}

/** A copy that is one run of characters in memory, not a tree of pieces. @param {string} text */
function flat(text) {
  return Buffer.from(text, "latin1").toString("latin1");
}
