// Every kind of container that the API reference shows, printed as normalised JSON.

import * as alien from "alien-sdk";

const uploads = new alien.Storage("uploads").build();
const jobs = new alien.Queue("jobs").build();

const image = new alien.Container("api")
  .code({ type: "image", image: "ghcr.io/acme/api:v1" })
  .cpu(1)
  .memory("1Gi")
  .port(8080)
  .expose("http")
  .permissions("execution")
  .build();

const typescript = new alien.Container("web")
  .code({ type: "source", src: "./web", toolchain: { type: "typescript" } })
  .cpu(0.5)
  .memory("512Mi")
  .port(3000)
  .permissions("execution")
  .build();

const rust = new alien.Container("worker")
  .code({
    type: "source",
    src: "./worker",
    toolchain: { type: "rust", binaryName: "worker" },
  })
  .cpu({ min: "0.5", desired: "2" })
  .memory("256Mi")
  .port(9000)
  .link(jobs)
  .permissions("execution")
  .build();

const docker = new alien.Container("legacy")
  .code({ type: "source", src: "./legacy", toolchain: { type: "docker" } })
  .cpu(1)
  .memory("1Gi")
  .ports([8080, 9090])
  .exposePort(9090, "tcp")
  .permissions("execution")
  .build();

const autoscaled = new alien.Container("frontend")
  .code({ type: "image", image: "ghcr.io/acme/frontend:v3" })
  .cpu({ min: "0.5", desired: "1" })
  .memory("512Mi")
  .port(8080)
  .expose("http")
  .autoScale({
    min: 2,
    desired: 4,
    max: 20,
    targetCpuPercent: 70,
    targetMemoryPercent: 80,
    targetHttpInFlightPerReplica: 100,
  })
  .permissions("execution")
  .build();

const stateful = new alien.Container("database")
  .code({ type: "image", image: "docker.io/library/postgres:17.2" })
  .cpu(2)
  .memory("4Gi")
  .port(5432)
  .replicas(3)
  .stateful(true)
  .persistentStorage("500Gi")
  .permissions("execution")
  .build();

const gpu = new alien.Container("inference")
  .code({ type: "image", image: "ghcr.io/acme/inference:v2" })
  .cpu(4)
  .memory("16Gi")
  .gpu({ type: "nvidia-t4", count: 1 })
  .ephemeralStorage("100Gi")
  .port(8000)
  .cluster("compute")
  .pool("gpu")
  .permissions("execution")
  .build();

const everything = new alien.Container("vector-reader")
  .code({
    type: "source",
    src: "./reader",
    toolchain: {
      type: "docker",
      dockerfile: "Dockerfile.prod",
      buildArgs: { PROFILE: "release" },
      target: "runtime",
    },
  })
  .cpu({ min: "1", desired: "2" })
  .memory("8Gi")
  .gpu({ type: "nvidia-a100", count: 2 })
  .ports([8080, 9090])
  .exposePort(8080, "http")
  .replicas(3)
  .persistentStorage("500Gi")
  .ephemeralStorage("100Gi")
  .healthCheck({ path: "/ready", port: 8080, timeoutSeconds: 2 })
  .environment({ LOG_LEVEL: "info" })
  .link(uploads)
  .permissions("execution")
  .cluster("compute")
  .pool("gpu")
  .command(["./server", "--port", "8080"])
  .build();

const containers = {
  image,
  typescript,
  rust,
  docker,
  autoscaled,
  stateful,
  gpu,
  everything,
};
for (const [name, container] of Object.entries(containers)) {
  console.log(`${name}\n${JSON.stringify(container.config, null, 2)}\n`);
}
