"""Every kind of container that the API reference shows, printed as normalised JSON."""

import json

import alien

uploads = alien.Storage("uploads").build()
jobs = alien.Queue("jobs").build()

image = (
    alien.Container("api")
    .code(type="image", image="ghcr.io/acme/api:v1")
    .cpu(1)
    .memory("1Gi")
    .port(8080)
    .expose("http")
    .permissions("execution")
    .build()
)

typescript = (
    alien.Container("web")
    .code(type="source", src="./web", toolchain={"type": "typescript"})
    .cpu(0.5)
    .memory("512Mi")
    .port(3000)
    .permissions("execution")
    .build()
)

rust = (
    alien.Container("worker")
    .code(type="source", src="./worker", toolchain={"type": "rust", "binaryName": "worker"})
    .cpu(min="0.5", desired="2")
    .memory("256Mi")
    .port(9000)
    .link(jobs)
    .permissions("execution")
    .build()
)

docker = (
    alien.Container("legacy")
    .code({"type": "source", "src": "./legacy", "toolchain": {"type": "docker"}})
    .cpu(1)
    .memory("1Gi")
    .ports([8080, 9090])
    .expose_port(9090, "tcp")
    .permissions("execution")
    .build()
)

autoscaled = (
    alien.Container("frontend")
    .code(type="image", image="ghcr.io/acme/frontend:v3")
    .cpu({"min": "0.5", "desired": "1"})
    .memory("512Mi")
    .port(8080)
    .expose("http")
    .auto_scale(
        min=2,
        desired=4,
        max=20,
        target_cpu_percent=70,
        target_memory_percent=80,
        target_http_in_flight_per_replica=100,
    )
    .permissions("execution")
    .build()
)

stateful = (
    alien.Container("database")
    .code(type="image", image="docker.io/library/postgres:17.2")
    .cpu(2)
    .memory("4Gi")
    .port(5432)
    .replicas(3)
    .stateful(True)
    .persistent_storage("500Gi")
    .permissions("execution")
    .build()
)

gpu = (
    alien.Container("inference")
    .code(type="image", image="ghcr.io/acme/inference:v2")
    .cpu(4)
    .memory("16Gi")
    .gpu(type="nvidia-t4", count=1)
    .ephemeral_storage("100Gi")
    .port(8000)
    .cluster("compute")
    .pool("gpu")
    .permissions("execution")
    .build()
)

everything = (
    alien.Container("vector-reader")
    .code(
        type="source",
        src="./reader",
        toolchain={
            "type": "docker",
            "dockerfile": "Dockerfile.prod",
            "buildArgs": {"PROFILE": "release"},
            "target": "runtime",
        },
    )
    .cpu(min="1", desired="2")
    .memory("8Gi")
    .gpu({"type": "nvidia-a100", "count": 2})
    .ports([8080, 9090])
    .expose_port(8080, "http")
    .replicas(3)
    .persistent_storage("500Gi")
    .ephemeral_storage("100Gi")
    .health_check(path="/ready", port=8080, timeout_seconds=2)
    .environment(LOG_LEVEL="info")
    .link(uploads)
    .permissions("execution")
    .cluster("compute")
    .pool("gpu")
    .command(["./server", "--port", "8080"])
    .build()
)

containers = {
    "image": image,
    "typescript": typescript,
    "rust": rust,
    "docker": docker,
    "autoscaled": autoscaled,
    "stateful": stateful,
    "gpu": gpu,
    "everything": everything,
}
for name, container in containers.items():
    print(f"{name}\n{json.dumps(container.config, indent=2)}\n")
