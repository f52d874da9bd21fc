"""The types of declarations, which are plain dicts. Written by `cargo xtask generate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict
else:
    try:
        # Pydantic depends on this package, and before Python 3.12 it only supports the `TypedDict` in it.
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict


class ImageCode(TypedDict):
    """An existing image."""

    type: Literal["image"]
    """"image" runs an existing image."""

    image: str
    """The image reference."""


class _TypescriptToolchain(TypedDict):
    type: Literal["typescript"]
    """TypeScript or JavaScript, compiled with Bun."""


class TypescriptToolchain(_TypescriptToolchain, total=False):
    """TypeScript or JavaScript, compiled with Bun."""

    binaryName: str
    """The name of the binary that is built."""


class _RustToolchain(TypedDict):
    type: Literal["rust"]
    """Rust, compiled with Cargo."""


class RustToolchain(_RustToolchain, total=False):
    """Rust, compiled with Cargo."""

    binaryName: str
    """The name of the binary that is built."""


class _DockerToolchain(TypedDict):
    type: Literal["docker"]
    """A Dockerfile."""


class DockerToolchain(_DockerToolchain, total=False):
    """A Dockerfile."""

    dockerfile: str
    """The path of the Dockerfile, relative to the source directory."""

    buildArgs: Mapping[str, str]
    """The build arguments."""

    target: str
    """The build stage to build."""


Toolchain = TypescriptToolchain | RustToolchain | DockerToolchain
"""The toolchain that builds an image from source code."""


class SourceCode(TypedDict):
    """An image that is built from source code."""

    type: Literal["source"]
    """"source" builds an image from source code."""

    src: str
    """The directory of the source code."""

    toolchain: Toolchain
    """The toolchain that builds the image."""


ContainerCode = ImageCode | SourceCode
"""What a container runs."""


class Resources(TypedDict):
    """A minimum and a desired amount."""

    min: str
    """The minimum."""

    desired: str
    """The desired amount."""


class Gpu(TypedDict):
    """GPUs of one type."""

    type: str
    """The type of GPU."""

    count: int
    """The number of GPUs, 1-8."""


Protocol = Literal["http", "tcp"]
"""The protocol of a public port."""


class _Port(TypedDict):
    port: int
    """The port number, 1-65535."""


class Port(_Port, total=False):
    """A port that the container listens on."""

    expose: Protocol
    """Makes the port public: "http" or "tcp"."""


class _Autoscaling(TypedDict):
    min: int
    """The minimum number of replicas."""

    desired: int
    """The desired number of replicas, which autoscaling starts with."""

    max: int
    """The maximum number of replicas."""


class Autoscaling(_Autoscaling, total=False):
    """How the number of replicas is adapted to the load; `min` ≤ `desired` ≤ `max`."""

    targetCpuPercent: float
    """The target CPU usage, in percent."""

    targetMemoryPercent: float
    """The target memory usage, in percent."""

    targetHttpInFlightPerReplica: int
    """The target number of HTTP requests in flight per replica."""

    maxHttpP95LatencyMs: float
    """The maximum 95th percentile of the HTTP latency, in milliseconds."""


class PersistentStorage(TypedDict):
    """Persistent storage, which is kept when a replica restarts or moves."""

    size: str
    """The size, with a unit."""

    mountPath: str
    """The absolute path where the storage is mounted; default: "/data"."""


HttpMethod = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""The HTTP method of a health check."""


class _HealthCheck(TypedDict):
    path: str
    """The HTTP path; default: "/health"."""

    method: HttpMethod
    """The HTTP method; default: "GET"."""

    timeoutSeconds: int
    """The timeout of a probe, in seconds; default: 1."""

    failureThreshold: int
    """The number of consecutive failures after which a replica is unhealthy; default: 3."""


class HealthCheck(_HealthCheck, total=False):
    """The health check, which determines whether a replica is healthy."""

    port: int
    """The port; default: the first port of the container."""


class ResourceRef(TypedDict):
    """A reference to a resource by its type and ID."""

    type: str
    """The type of the resource."""

    id: str
    """The ID of the resource."""


class _ContainerConfig(TypedDict):
    type: Literal["container"]
    """Always "container"."""

    id: str
    """The ID, a DNS label: 1-63 characters a-z, 0-9 and -."""

    code: ContainerCode
    """What the container runs: an existing image, or source code and the toolchain that builds it."""

    cpu: Resources
    """CPU in vCPUs ("0.5") or millicores ("500m")."""

    memory: Resources
    """Memory, with a unit."""

    ports: list[Port]
    """The ports: at least one, and at most one of them is exposed."""

    stateful: bool
    """Whether replicas have a stable identity; default: false."""

    environment: dict[str, str]
    """Environment variables."""

    links: list[ResourceRef]
    """The resources that the container can access."""

    permissions: str
    """The name of the permission profile."""


class ContainerConfig(_ContainerConfig, total=False):
    """A valid, normalised container declaration; all defaults are filled in."""

    gpu: Gpu
    """GPUs of one type."""

    replicas: int
    """A fixed number of replicas; can't be combined with autoscaling."""

    autoscaling: Autoscaling
    """How the number of replicas is adapted to the load; can't be combined with replicas."""

    persistentStorage: PersistentStorage
    """Persistent storage, which is kept when a replica restarts or moves."""

    ephemeralStorage: str
    """Scratch storage, which is lost when a replica restarts or moves."""

    healthCheck: HealthCheck
    """The health check, which determines whether a replica is healthy."""

    cluster: str
    """The container cluster to run on."""

    pool: str
    """The machine pool of the cluster to run on."""

    command: list[str]
    """The command to run instead of the image's default command."""


class _PersistentStorageDeclaration(TypedDict):
    size: str
    """The size, with a unit."""


class PersistentStorageDeclaration(_PersistentStorageDeclaration, total=False):
    """Persistent storage, which is kept when a replica restarts or moves."""

    mountPath: str
    """The absolute path where the storage is mounted; default: "/data"."""


class HealthCheckInput(TypedDict, total=False):
    """The health check, which determines whether a replica is healthy."""

    path: str
    """The HTTP path; default: "/health"."""

    port: int
    """The port; default: the first port of the container."""

    method: HttpMethod
    """The HTTP method; default: "GET"."""

    timeoutSeconds: int
    """The timeout of a probe, in seconds; default: 1."""

    failureThreshold: int
    """The number of consecutive failures after which a replica is unhealthy; default: 3."""


class _ContainerDeclaration(TypedDict):
    id: str
    """The ID, a DNS label: 1-63 characters a-z, 0-9 and -."""

    code: ContainerCode
    """What the container runs: an existing image, or source code and the toolchain that builds it."""

    cpu: Resources
    """CPU in vCPUs ("0.5") or millicores ("500m")."""

    memory: Resources
    """Memory, with a unit."""

    ports: Sequence[Port]
    """The ports: at least one, and at most one of them is exposed."""

    permissions: str
    """The name of the permission profile."""


class ContainerDeclaration(_ContainerDeclaration, total=False):
    """A declaration of a container as it is written by hand: keys with defaults may be absent."""

    type: Literal["container"]
    """Always "container"."""

    gpu: Gpu
    """GPUs of one type."""

    replicas: int
    """A fixed number of replicas; can't be combined with autoscaling."""

    autoscaling: Autoscaling
    """How the number of replicas is adapted to the load; can't be combined with replicas."""

    stateful: bool
    """Whether replicas have a stable identity; default: false."""

    persistentStorage: PersistentStorageDeclaration
    """Persistent storage, which is kept when a replica restarts or moves."""

    ephemeralStorage: str
    """Scratch storage, which is lost when a replica restarts or moves."""

    healthCheck: HealthCheckInput
    """The health check, which determines whether a replica is healthy."""

    environment: Mapping[str, str]
    """Environment variables."""

    links: Sequence[ResourceRef]
    """The resources that the container can access."""

    cluster: str
    """The container cluster to run on."""

    pool: str
    """The machine pool of the cluster to run on."""

    command: Sequence[str]
    """The command to run instead of the image's default command."""


Lifecycle = Literal["live", "frozen"]
"""When a resource is deployed: with every release, or only with the first one."""


class _StackResourceDeclaration(TypedDict):
    config: ContainerDeclaration | Mapping[str, Any]
    """The declaration of the resource."""

    lifecycle: Lifecycle
    """"live" if every release deploys it again, "frozen" if only the first release does."""


class StackResourceDeclaration(_StackResourceDeclaration, total=False):
    """A resource of a stack."""

    dependencies: Sequence[ResourceRef]
    """The resources that must be deployed before this one."""


class PermissionsInput(TypedDict):
    """The permission profiles of a stack."""

    profiles: Mapping[str, Any]
    """The permission profiles, by name."""


class _StackDeclaration(TypedDict):
    id: str
    """The ID."""

    resources: Mapping[str, StackResourceDeclaration]
    """The resources, by ID."""


class StackDeclaration(_StackDeclaration, total=False):
    """A declaration of a stack as it is written by hand: keys of its containers that have defaults may be absent."""

    permissions: PermissionsInput
    """The permission profiles, which containers refer to by name."""


DiagnosticCode = Literal[
    "absolute-source",
    "autoscaling-bounds",
    "autoscaling-stateful",
    "container-not-live",
    "cpu-min-above-desired",
    "decimal-unit",
    "dependency-cycle",
    "duplicate-field",
    "duplicate-link",
    "duplicate-port",
    "duplicate-resource-id",
    "empty-command",
    "empty-source",
    "floating-image-tag",
    "fraction-for-percent",
    "gpu-count-out-of-range",
    "health-port-undeclared",
    "health-threshold-out-of-range",
    "health-timeout-out-of-range",
    "http-target-without-http-port",
    "immutable-field-changed",
    "invalid-cluster",
    "invalid-cpu",
    "invalid-environment-name",
    "invalid-gpu-type",
    "invalid-health-method",
    "invalid-health-path",
    "invalid-id",
    "invalid-image",
    "invalid-memory",
    "invalid-outputs",
    "invalid-permissions",
    "invalid-pool",
    "invalid-storage-size",
    "invalid-unicode",
    "json-syntax",
    "link-type-mismatch",
    "memory-min-above-desired",
    "missing-binary-name",
    "missing-field",
    "missing-url",
    "mount-path-changed",
    "no-ports",
    "port-out-of-range",
    "relative-health-path",
    "relative-mount-path",
    "replica-count-mismatch",
    "replica-count-out-of-range",
    "replicas-with-autoscaling",
    "reserved-environment-name",
    "reserved-mount-path",
    "resource-key-mismatch",
    "secret-in-environment",
    "self-link",
    "several-exposed-ports",
    "shell-in-command",
    "slow-health-check",
    "small-memory",
    "stateful-without-replicas",
    "storage-removed",
    "storage-shrunk",
    "storage-without-state",
    "target-out-of-range",
    "too-deep",
    "too-large",
    "unexpected-url",
    "unfilled-placeholder",
    "unknown-cluster",
    "unknown-dependency",
    "unknown-field",
    "unknown-gpu-type",
    "unknown-link-target",
    "unknown-permission-profile",
    "unknown-pool",
    "unknown-variant",
    "unlikely-cpu",
    "unsplit-command",
    "unused-suppression",
    "unusual-environment-name",
    "wrong-document-kind",
    "wrong-type",
    "yaml-syntax",
    "yaml-unsupported",
    "zero-replicas",
]
"""A code of this version of the SDK. Newer versions may add codes."""
