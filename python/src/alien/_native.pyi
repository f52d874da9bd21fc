"""The compiled part of `alien`."""

from collections.abc import Mapping, Sequence
from types import GenericAlias
from typing import Any, Generic, Literal, final, overload

from typing_extensions import Self, TypeVar, disjoint_base

from alien._declarations import (
    Autoscaling,
    ContainerCode,
    ContainerConfig,
    Expose,
    Gpu,
    HealthCheckInput,
    HttpMethod,
    ResourceRef,
    Resources,
    Toolchain,
)
from alien._diagnostics import Diagnostic, Explanation
from alien._state import Diff
from alien._types import (
    AddOptions,
    Declaration,
    DocumentKind,
    Lifecycle,
    LimitOptions,
    Linkable,
    PermissionsInput,
    PersistentStorageOptions,
    StackConfig,
    Units,
)

__version__: str

__all__ = [
    "BuiltStack",
    "Container",
    "Report",
    "Resource",
    "Stack",
    "__version__",
    "_declared",
    "_functions",
    "_masked",
    "_read",
    "_report",
    "_resource",
    "_stack",
    "_state_outputs",
    "apply_fixes",
    "catalog",
    "diff",
    "explain",
    "json_schema",
    "normalise",
    "track_calls",
    "validate",
    "validate_update",
]

_Config_co = TypeVar("_Config_co", bound=ContainerConfig | ResourceRef, default=ContainerConfig, covariant=True)

@disjoint_base
class Container:
    """Declares a container.

    Calls are recorded in any order and judged together by `build()`; until then nothing is raised but a `TypeError` for
    a wrong number of arguments or an unknown keyword. Arguments are copied, so changing one afterwards changes nothing.
    Where a setter is called twice, the last call counts. After `build()` the builder can be used further, and built
    again.

    >>> api = (
    ...     alien.Container("api")
    ...     .code(type="image", image="ghcr.io/acme/api:v1")
    ...     .cpu(1)
    ...     .memory("1Gi")
    ...     .port(8080)
    ...     .expose("http")
    ...     .permissions("execution")
    ...     .build()
    ... )
    >>> api.config["ports"]
    [{'port': 8080, 'expose': 'http'}]
    """

    def __init__(self, id: str) -> None: ...
    @classmethod
    def from_config(cls, config: Mapping[str, Any] | Resource[Any]) -> Self:
        """A builder that starts from a whole declaration, for example that of a container which was built before. Faults of
        the declaration come at `build()`; the calls that follow add to it or set its keys anew.

        >>> larger = alien.Container.from_config(api).memory("4Gi").build()
        >>> larger.config["memory"]
        {'min': '4Gi', 'desired': '4Gi'}
        """
    @overload
    def code(self, code: ContainerCode, /) -> Self:
        """Sets what the container runs: an image that exists, or one that is built from source.

        The toolchain of a source is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).

        >>> container = container.code(type="image", image="ghcr.io/acme/api:v1")
        >>> container = container.code(type="source", src="./api", toolchain={"type": "docker"})
        >>> container = container.code({"type": "image", "image": "ghcr.io/acme/api:v1"})
        """
    @overload
    def code(self, *, type: Literal["image"], image: str) -> Self: ...
    @overload
    def code(self, *, type: Literal["source"], src: str, toolchain: Toolchain) -> Self: ...
    @overload
    def cpu(self, cpu: float | Resources, /) -> Self:
        """Sets CPU, in vCPUs. A number is both the least and the desired amount.

        >>> container = container.cpu(1)
        >>> container = container.cpu(min="0.5", desired="2")
        >>> container = container.cpu({"min": "0.5", "desired": "2"})
        """
    @overload
    def cpu(self, *, min: str, desired: str) -> Self: ...
    @overload
    def memory(self, size: str | Resources, /) -> Self:
        """Sets memory: digits and a unit, `Ki` `Mi` `Gi` `Ti` (powers of 1024) or `k` `M` `G` `T` (powers of 1000). One size is
        both the least and the desired amount.

        >>> container = container.memory("512Mi")
        >>> container = container.memory(min="512Mi", desired="1Gi")
        """
    @overload
    def memory(self, *, min: str, desired: str) -> Self: ...
    def port(self, port: int) -> Self:
        """Adds a port that the container listens on, 1–65535. At least one is required, here or by `ports` or `expose_port`.

        >>> container = container.port(8080)
        """
    def ports(self, ports: list[int] | tuple[int, ...]) -> Self:
        """Adds several ports, 1–65535.

        >>> container = container.ports([9090, 9091])
        """
    def expose(self, protocol: Expose) -> Self:
        """Makes the first port public, whichever that is at `build()`. Only one port may be public.

        >>> container = container.port(8080).expose("http")
        """
    def expose_port(self, port: int, protocol: Expose) -> Self:
        """Makes a port public, and adds it if it isn't there. Only one port may be public.

        >>> container = container.expose_port(8080, "tcp")
        """
    def replicas(self, count: int) -> Self:
        """Sets a fixed number of replicas. Use either this or autoscaling.

        >>> container = container.replicas(3)
        """
    def min_replicas(self, count: int) -> Self:
        """Sets the least and the desired number of replicas of autoscaling. Without any maximum, that is 10 times as many.

        >>> container = container.min_replicas(2)
        """
    def max_replicas(self, count: int) -> Self:
        """Sets the greatest number of replicas of autoscaling. Without any minimum, that is 1.

        >>> container = container.max_replicas(20)
        """
    @overload
    def auto_scale(self, scaling: Autoscaling, /) -> Self:
        """Sets autoscaling in full, instead of all scaling before. Targets of CPU and memory are percentages.

        >>> container = container.auto_scale(min=2, desired=4, max=20, target_cpu_percent=70)
        >>> container = container.auto_scale({"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70})
        """
    @overload
    def auto_scale(
        self,
        *,
        min: int,
        desired: int,
        max: int,
        target_cpu_percent: float = ...,
        target_memory_percent: float = ...,
        target_http_in_flight_per_replica: int = ...,
        max_http_p95_latency_ms: float = ...,
    ) -> Self: ...
    def stateful(self, enabled: bool) -> Self:
        """Says whether replicas have a stable identity. Default: only with persistent storage.

        >>> container = container.stateful(True)
        """
    @overload
    def persistent_storage(self, size: str, options: PersistentStorageOptions = ..., /) -> Self:
        """Adds storage that outlives replicas, and makes the container stateful. Digits and a unit, as for `memory`; mounted at
        `/data` unless `mount_path` says otherwise.

        >>> container = container.persistent_storage("500Gi")
        >>> container = container.persistent_storage("500Gi", mount_path="/var/lib/data")
        >>> container = container.persistent_storage("500Gi", {"mountPath": "/var/lib/data"})
        """
    @overload
    def persistent_storage(self, size: str, /, *, mount_path: str) -> Self: ...
    def ephemeral_storage(self, size: str) -> Self:
        """Requests scratch storage, which may be lost when a replica restarts or moves. Digits and a unit, as for `memory`.

        >>> container = container.ephemeral_storage("100Gi")
        """
    @overload
    def gpu(self, gpu: Gpu, /) -> Self:
        """Requests GPUs, 1–8 of one type. Placement depends on the machine pools of the deployment.

        >>> container = container.gpu(type="nvidia-t4", count=1)
        """
    @overload
    def gpu(self, *, type: str, count: int) -> Self: ...
    @overload
    def health_check(self, check: HealthCheckInput, /) -> Self:
        """Sets how to tell that a replica is healthy. Defaults: `path` `/health`, `port` the first one, `method` `GET`,
        `timeout_seconds` 1, `failure_threshold` 3 consecutive failures.

        >>> container = container.health_check(path="/ready", port=8080, timeout_seconds=2)
        >>> container = container.health_check({"path": "/ready", "timeoutSeconds": 2})
        """
    @overload
    def health_check(
        self,
        *,
        path: str = ...,
        port: int = ...,
        method: HttpMethod = ...,
        timeout_seconds: int = ...,
        failure_threshold: int = ...,
    ) -> Self: ...
    @overload
    def environment(self, variables: Mapping[str, str], /) -> Self:
        """Adds environment variables. Of several values of a name the last one counts.

        >>> container = container.environment({"LOG_LEVEL": "info"})
        >>> container = container.environment(LOG_LEVEL="info", REGION="eu")
        """
    @overload
    def environment(self, **named: str) -> Self: ...
    def link(self, resource: Linkable | ResourceRef) -> Self:
        """Gives the container access to another resource: anything with a `ref()`, which is called now, or a type and ID.

        >>> container = container.link(alien.Storage("uploads").build())
        >>> container = container.link({"type": "vault", "id": "keys"})
        """
    def permissions(self, profile: str) -> Self:
        """Sets the permission profile, by its name. Required.

        >>> container = container.permissions("execution")
        """
    def cluster(self, id: str) -> Self:
        """Advanced: runs the container on one container cluster. Default: Alien assigns or creates one.

        >>> container = container.cluster("compute")
        """
    def pool(self, name: str) -> Self:
        """Advanced: runs the container on one machine pool of its cluster.

        >>> container = container.pool("gpu")
        """
    def command(self, words: list[str] | tuple[str, ...]) -> Self:
        """Sets the command and its arguments, instead of what the image runs by default.

        >>> container = container.command(["./server", "--port", "8080"])
        """
    def build(self) -> Resource[ContainerConfig]:
        """The container, correct and immutable. The builder stays as it is. Raises `ValidationError` with every fault at once,
        if there is an error.

        >>> container.build().id
        'api'
        """
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...

@disjoint_base
class Stack:
    """Declares a stack: resources that are deployed together.

    As with containers, calls are recorded and judged together by `build()`: each container by its own rules, then what the
    resources say of one another.

    >>> uploads = alien.Storage("uploads").build()
    >>> stack = (
    ...     alien.Stack("my-app")
    ...     .permissions(profiles={"execution": {}})
    ...     .add(uploads, "frozen")
    ...     .add(api, "live", dependencies=[uploads])
    ...     .build()
    ... )
    >>> list(stack.config["resources"])
    ['uploads', 'api']
    """

    def __init__(self, id: str) -> None: ...
    @classmethod
    def from_config(cls, config: Mapping[str, Any] | BuiltStack) -> Self:
        """A builder that starts from a whole declaration. A resource that is added takes the place of the one with its ID.

        >>> jobs = alien.Queue("jobs").build()
        >>> larger = alien.Stack.from_config({"id": "my-app", "resources": {}}).add(jobs, "frozen").build()
        """

    @overload
    def permissions(self, permissions: PermissionsInput, /) -> Self:
        """Sets the permission profiles, which containers name.

        >>> builder = alien.Stack("my-app").permissions(profiles={"execution": {}})
        """

    @overload
    def permissions(self, *, profiles: Mapping[str, Any]) -> Self: ...
    @overload
    def add(
        self,
        resource: Resource[Any] | Linkable | Mapping[str, Any],
        lifecycle: Lifecycle,
        options: AddOptions,
        /,
    ) -> Self:
        """Adds a resource: one that was built, or its declaration. Its lifecycle is `"live"` if each release deploys it anew, as
        containers must be, or `"frozen"` if the first one alone does.

        >>> keys = alien.Vault("keys").build()
        >>> builder = alien.Stack("my-app").add(keys, "frozen").add(api, "live", dependencies=[keys])
        """

    @overload
    def add(
        self,
        resource: Resource[Any] | Linkable | Mapping[str, Any],
        lifecycle: Lifecycle,
        /,
        *,
        dependencies: Sequence[Linkable | ResourceRef] = ...,
        remote_access: object = ...,
    ) -> Self: ...
    def build(self) -> BuiltStack:
        """The stack, correct and immutable. The builder stays as it is. Raises `ValidationError` with every fault at once, if
        there is an error.

        >>> alien.Stack("my-app").add(alien.Kv("cache").build(), "frozen").build().id
        'my-app'
        """

    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...

@final
class BuiltStack:
    """A stack that was built: it is correct, and it never changes."""

    @property
    def id(self) -> str:
        """The ID."""

    @property
    def config(self) -> StackConfig:
        """The normalised declaration, every default written out: a dict of your own each time."""

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is worth knowing though it is no error: warnings and infos, in the order of the declaration."""

    def to_dict(self) -> StackConfig:
        """The normalised declaration as a dict of your own."""

    def to_json(self) -> str:
        """The normalised declaration as JSON text: the same text for the same stack, in every language."""

    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...

@final
class Resource(Generic[_Config_co]):
    """A resource that was built: it is correct, and it never changes.

    >>> uploads = alien.Storage("uploads").build()
    >>> uploads.ref()
    {'type': 'storage', 'id': 'uploads'}
    """
    @property
    def type(self) -> str:
        """The type: `"container"`, `"storage"`, …"""
    @property
    def id(self) -> str:
        """The ID."""
    @property
    def config(self) -> _Config_co:
        """The normalised declaration, every default written out: a dict of your own each time."""
    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is worth knowing though it is no error: warnings and infos, in the order of the declaration."""
    def ref(self) -> ResourceRef:
        """The type and ID, which is what a link to this resource holds."""
    def to_dict(self) -> _Config_co:
        """The normalised declaration as a dict of your own."""
    def to_json(self) -> str:
        """The normalised declaration as JSON text: the same text for the same container, in every language."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...
    @classmethod
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic reads and writes a field of this type."""
    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        """The JSON Schema that pydantic gives for a field of this type: that of a container."""

@final
class Report:
    """What was found wrong with a declaration.

    >>> report = alien.validate('{"id": "api", "ports": [{"port": 70000}]}')
    >>> report.valid
    False
    >>> [found.code for found in report.diagnostics][:2]
    ['missing-field', 'missing-field']
    """
    @property
    def valid(self) -> bool:
        """Whether there is no error. Warnings and infos may be there."""
    @property
    def truncated(self) -> bool:
        """Whether there was more than a report holds; errors are kept before the rest."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that was found, in the order of the declaration."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bool, bool, str]]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...

def validate(
    declaration: Declaration,
    kind: DocumentKind | None = None,
    *,
    relaxed: bool = False,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> Report:
    """What is found wrong with a declaration: a container, a stack of resources or the state of a stack.

    A string is JSON text, bytes are JSON text in UTF-8, a path names a file of that; diagnostics of text have ranges.
    Anything else is the declaration itself. What is wrong with it is not raised but reported.

    >>> report = alien.validate({"id": "api", "ports": [{"port": 70000}]})
    >>> report.valid
    False
    """

def validate_update(
    before: Declaration,
    after: Declaration,
    kind: DocumentKind | None = None,
    *,
    relaxed: bool = False,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> Report:
    """What is found wrong with a change: first with the new declaration itself, then what may not change, such as the ID,
    and what loses data, such as smaller storage.

    >>> alien.validate_update({"id": "api"}, {"id": "web"}).valid
    False
    """

def diff(
    before: Declaration,
    after: Declaration,
    kind: DocumentKind | None = None,
    *,
    relaxed: bool = False,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> Diff:
    """What changes from one declaration to another, of a container or of a whole stack: every key that differs, whether the
    platform refuses that, and whether data is lost with it. Values of variables are never shown. Raises `ValidationError` if
    one of the two has errors of its own.

    >>> alien.diff(api, alien.Container.from_config(api).replicas(3).build()).text
    '+ replicas: 3\\n'
    """

def normalise(
    declaration: Declaration,
    kind: DocumentKind | None = None,
    *,
    relaxed: bool = False,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> str:
    """The normalised JSON of a declaration: keys in one order, every default written out, no spaces. Two declarations that
    mean the same have the same normalised JSON. Raises `ValidationError` if the declaration has errors.
    """

def apply_fixes(
    text: str | bytes | bytearray | memoryview,
    kind: DocumentKind | None = None,
    *,
    unsafe: bool = False,
    relaxed: bool = False,
    limits: LimitOptions | None = None,
) -> str:
    """A JSON text with its fixes made: those that keep the meaning, or all of them with `unsafe`.

    Of several fixes of one fault, the likeliest is made. Faults that have none stay, and so does the rest of the text,
    comments and spaces included. Once made, fixes leave none to make. A text that needs no fix, is larger than the limit or
    holds half of a surrogate pair comes back as it is. Bytes that are not UTF-8 are no text: they raise a
    `UnicodeDecodeError`.

    >>> alien.apply_fixes('{"id": "api", "memory": "1Gi"}')
    '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    """

def explain(code: str) -> Explanation | None:
    """What a code means: why it is a fault, and an example that has it and one that doesn't. `None` if there is no such
    code.

    >>> alien.explain("no-ports").summary
    'no port is declared'
    """

def catalog() -> tuple[Explanation, ...]:
    """Every code there is, in the order of their names.

    >>> len(alien.catalog()) > 30
    True
    """

def json_schema(kind: DocumentKind = "container") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a container, a stack or a state, as a dict. It says less than `validate` does, to any editor.

    >>> alien.json_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """

def track_calls(enabled: bool) -> None:
    """Whether the file and line of builder calls are remembered, for the errors that `build()` raises.

    They are for the first 2,000 calls of a process; after `track_calls(True)` for all, and after
    `track_calls(False)` for none.

    >>> alien.track_calls(True)
    """

def _functions() -> list[str]: ...
def _read(declaration: Declaration) -> Resource[ContainerConfig]: ...
def _report(valid: bool, truncated: bool, json: str) -> Report: ...
def _resource(json: str, warnings: str) -> Resource[ContainerConfig]: ...
def _declared(kind: str, id: str) -> Resource[ResourceRef]: ...
def _stack(json: str, warnings: str) -> BuiltStack: ...
def _masked(json: str) -> str: ...
def _state_outputs(
    state: Declaration,
    *,
    relaxed: bool = False,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> tuple[str, Report]: ...
