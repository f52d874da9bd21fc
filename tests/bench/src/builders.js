/** Compares the builder of the package with a builder that uses zod. */

import { pool } from "./inputs.js";
import { compare, race } from "./measure.js";
import { Container as ZodContainer } from "./zod-container.js";

const ZOD = "zod builder";
const BUILD = "build()";
const CONFIG = "build().config";
const SITES = "build() with call sites";

/** @typedef {{ id: string; image: string; release: string; even: boolean }} Input */

/**
 * @param {new (id: string) => any} Container
 * @param {Input} input
 */
function small(Container, { id, image }) {
  return new Container(id)
    .code({ type: "image", image })
    .cpu(1)
    .memory("1Gi")
    .port(8080)
    .permissions("execution")
    .build();
}

/**
 * @param {new (id: string) => any} Container
 * @param {Input} input
 */
function full(Container, { id, image, release, even }) {
  const container = new Container(id)
    .code({ type: "image", image })
    .cpu({ min: "0.5", desired: "2" })
    .memory({ min: "512Mi", desired: "4Gi" })
    .gpu({ type: "nvidia-t4", count: 1 })
    .port(8080)
    .port(9090)
    .expose("http")
    .ephemeralStorage("100Gi")
    .healthCheck({
      path: "/health",
      port: 8080,
      method: "GET",
      timeoutSeconds: 1,
      failureThreshold: 3,
    })
    .environment({ LOG_LEVEL: "info", RELEASE: release, RUST_LOG: "debug" })
    .link({ type: "storage", id: "uploads" })
    .link({ type: "vault", id: "keys" })
    .permissions("execution")
    .cluster("compute")
    .pool("gpu")
    .command(["./server", "--port", "8080"]);
  if (even) {
    container
      .replicas(3)
      .stateful(true)
      .persistentStorage("500Gi", { mountPath: "/var/lib/reader" });
  } else {
    container.autoScale({
      min: 2,
      desired: 4,
      max: 20,
      targetCpuPercent: 70,
      targetMemoryPercent: 80,
      targetHttpInFlightPerReplica: 100,
    });
  }
  return container.build();
}

/**
 * Measures the time of building a container. Both builders get the same calls.
 *
 * @param {typeof import("alien-sdk")} alien
 * @param {number} rounds
 */
export function measureBuilders(alien, rounds) {
  /** @type {Input[]} */
  const inputs = pool((n) => ({
    id: `api-${n}`,
    image: `ghcr.io/acme/api:v${n}`,
    release: `build-${n}`,
    even: n % 2 === 0,
  }));
  return Object.entries({ full, small }).flatMap(([name, calls]) => {
    /** @type {Record<string, (input: Input) => number>} */
    const works = {
      [ZOD]: (input) => calls(ZodContainer, input).id.length,
      [BUILD]: (input) => calls(alien.Container, input).warnings.length + 1,
      [CONFIG]: (input) => calls(alien.Container, input).config.id.length,
    };
    alien.trackCalls(false);
    const times = race(works, inputs, rounds);
    alien.trackCalls(true);
    const tracked = race(
      { [ZOD]: works[ZOD], [SITES]: works[BUILD] },
      inputs,
      rounds >> 2,
    );
    return [
      ...compare(`${BUILD}, ${name}`, times, BUILD, [ZOD]),
      ...compare(`${CONFIG}, ${name}`, times, CONFIG, [ZOD]),
      ...compare(`${SITES}, ${name}`, tracked, SITES, [ZOD]),
    ];
  });
}
