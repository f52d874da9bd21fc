"""The types of declarations, which are plain dicts. Written by `cargo xtask generate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict


class ImageCode(TypedDict):
    """An existing image."""

    type: Literal["image"]
    """"image" runs an image that exists."""

    image: str
    """The image reference."""


class _TypescriptToolchain(TypedDict):
    type: Literal["typescript"]
    """TypeScript or JavaScript, compiled with Bun."""


class TypescriptToolchain(_TypescriptToolchain, total=False):
    """TypeScript or JavaScript, compiled with Bun."""

    binaryName: str
    """The name of the program that is built."""


class _RustToolchain(TypedDict):
    type: Literal["rust"]
    """Rust, compiled with Cargo."""


class RustToolchain(_RustToolchain, total=False):
    """Rust, compiled with Cargo."""

    binaryName: str
    """The name of the program that is built."""


class _DockerToolchain(TypedDict):
    type: Literal["docker"]
    """A Dockerfile."""


class DockerToolchain(_DockerToolchain, total=False):
    """A Dockerfile."""

    dockerfile: str
    """The Dockerfile, from the source directory."""

    buildArgs: Mapping[str, str]
    """Build arguments."""

    target: str
    """The build stage."""


Toolchain = TypescriptToolchain | RustToolchain | DockerToolchain
"""What builds an image from source."""


class SourceCode(TypedDict):
    """An image that is built from source."""

    type: Literal["source"]
    """"source" builds an image."""

    src: str
    """The source directory."""

    toolchain: Toolchain
    """What builds the image."""


ContainerCode = ImageCode | SourceCode
"""What a container runs."""


class Resources(TypedDict):
    """A minimum and a desired amount."""

    min: str
    """Minimum."""

    desired: str
    """Desired."""


class Gpu(TypedDict):
    """GPUs of one type."""

    type: str
    """The type of GPU."""

    count: int
    """How many, 1-8."""


Expose = Literal["http", "tcp"]
"""How a port is public."""


class _Port(TypedDict):
    port: int
    """1-65535."""


class Port(_Port, total=False):
    """A port that the container listens on."""

    expose: Expose
    """Makes the port public: "http" or "tcp"."""


class _Autoscaling(TypedDict):
    min: int
    """Minimum number of replicas."""

    desired: int
    """Number of replicas to begin with."""

    max: int
    """Maximum number of replicas."""


class Autoscaling(_Autoscaling, total=False):
    """How the number of replicas follows the load; `min` ≤ `desired` ≤ `max`."""

    targetCpuPercent: float
    """CPU use to aim at, in percent."""

    targetMemoryPercent: float
    """Memory use to aim at, in percent."""

    targetHttpInFlightPerReplica: int
    """HTTP requests in flight to aim at, for each replica."""

    maxHttpP95LatencyMs: float
    """95th percentile of HTTP latency to stay below, in milliseconds."""


class PersistentStorage(TypedDict):
    """Storage that outlives a replica."""

    size: str
    """The size, with a unit."""

    mountPath: str
    """Where the container finds it; "/data" unless given."""


HttpMethod = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""The method of a health check."""


class _HealthCheck(TypedDict):
    path: str
    """The HTTP path; "/health" unless given."""

    method: HttpMethod
    """The HTTP method; "GET" unless given."""

    timeoutSeconds: int
    """How long a probe may take, in seconds; 1 unless given."""

    failureThreshold: int
    """Consecutive failures that make a replica unhealthy; 3 unless given."""


class HealthCheck(_HealthCheck, total=False):
    """How to tell whether a replica is healthy."""

    port: int
    """The port; the first one unless given."""


class ResourceRef(TypedDict):
    """A resource, by its type and id."""

    type: str
    """The type of the resource."""

    id: str
    """The id of the resource."""


class _ContainerConfig(TypedDict):
    type: Literal["container"]
    """Always "container"."""

    id: str
    """The id, a DNS label: 1-63 of a-z, 0-9 and -."""

    code: ContainerCode
    """What the container runs: an image, or source and the toolchain that builds it."""

    cpu: Resources
    """CPU in vCPUs ("0.5") or millicores ("500m")."""

    memory: Resources
    """Memory, with a unit."""

    ports: list[Port]
    """The ports, at least one; at most one is exposed."""

    stateful: bool
    """Whether replicas keep their identity; false unless given."""

    environment: dict[str, str]
    """Environment variables."""

    links: list[ResourceRef]
    """Resources that the container may use."""

    permissions: str
    """The name of the permission profile."""


class ContainerConfig(_ContainerConfig, total=False):
    """A container declaration without errors, normalised: every default is written out."""

    gpu: Gpu
    """GPUs of one type."""

    replicas: int
    """A fixed number of replicas; not together with autoscaling."""

    autoscaling: Autoscaling
    """How the number of replicas follows the load; not together with replicas."""

    persistentStorage: PersistentStorage
    """Storage that outlives a replica."""

    ephemeralStorage: str
    """Scratch storage, lost when a replica restarts or moves."""

    healthCheck: HealthCheck
    """How to see whether a replica is healthy."""

    cluster: str
    """The container cluster to run on."""

    pool: str
    """The machine pool in the cluster."""

    command: list[str]
    """The command that replaces the image's own."""


class HealthCheckInput(TypedDict, total=False):
    """How to tell whether a replica is healthy."""

    path: str
    """The HTTP path; "/health" unless given."""

    port: int
    """The port; the first one unless given."""

    method: HttpMethod
    """The HTTP method; "GET" unless given."""

    timeoutSeconds: int
    """How long a probe may take, in seconds; 1 unless given."""

    failureThreshold: int
    """Consecutive failures that make a replica unhealthy; 3 unless given."""
