/** The declarations for the benchmarks. For each declaration, there are many different texts. */

/** The number of different texts of each declaration. All texts differ, so no cache of strings makes a library faster. */
const POOL = 3000;

/** A container with only the required keys. @param {number} n */
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
 * A container with every key. Some keys can't be combined, so the container is stateful if `n` is even, and has
 * autoscaling if `n` is odd.
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

/** A small container with one error. @param {number} n */
const smallInvalid = (n) => ({ ...small(n), ports: [{ port: 70000 + n }] });

/** A container with three different errors. A JSON Schema can express all of these rules. @param {number} n */
const fullInvalid = (n) => ({
  ...full(n),
  memory: { min: "512Mi", desired: "4GB" },
  gpu: { type: "nvidia-t4", count: 9 },
  ports: [{ port: 8080, expose: "http" }, { port: 70000 }],
});

/** The declarations, by their names in the table, with the number of their errors. */
export const declarations = {
  "full, valid": { make: full, errors: 0 },
  "small, valid": { make: small, errors: 0 },
  "full, 3 errors": { make: fullInvalid, errors: 3 },
  "small, 1 error": { make: smallInvalid, errors: 1 },
};

/**
 * Returns indented JSON texts of a declaration.
 *
 * @param {(n: number) => unknown} make
 */
export function texts(make) {
  return pool((n) => flat(JSON.stringify(make(n), null, 2)));
}

/**
 * Calls `make` with different numbers, and returns the results.
 *
 * @template T
 * @param {(n: number) => T} make
 */
export function pool(make) {
  return Array.from({ length: POOL }, (_, n) => make(n + 1000));
}

/** Copies a string into contiguous memory. V8 stores a concatenated string as a tree of its parts. @param {string} text */
function flat(text) {
  return Buffer.from(text, "latin1").toString("latin1");
}
