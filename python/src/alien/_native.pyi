"""The compiled part of `alien`. Written by `cargo xtask generate` from `bindings/python/src`."""

from collections.abc import (
    Iterator,
    Mapping,
    Sequence,
)
from types import GenericAlias
from typing import (
    Any,
    Generic,
    Literal,
    final,
    overload,
)

from typing_extensions import (
    Self,
    TypeVar,
    disjoint_base,
)

from alien._catalog import Catalog
from alien._declarations import (
    Autoscaling,
    ContainerCode,
    ContainerConfig,
    DiagnosticCode,
    Gpu,
    HealthCheckInput,
    HttpMethod,
    Lifecycle,
    PermissionsInput,
    Protocol,
    ResourceRef,
    Resources,
    Toolchain,
)
from alien._diagnostics import Explanation
from alien._diff import Diff
from alien._errors import ValidationError
from alien._types import (
    AddOptions,
    Applicability,
    Declaration,
    DiagnosticData,
    DocumentKind,
    EditKind,
    JsonText,
    LimitOptions,
    Linkable,
    PersistentStorageOptions,
    Severity,
    StackConfig,
    Syntax,
    Target,
    Text,
    Units,
)

__version__: str

__all__ = [
    "BuiltStack",
    "Call",
    "Container",
    "Diagnostic",
    "Edit",
    "Fix",
    "Position",
    "Range",
    "Related",
    "Report",
    "Resource",
    "Stack",
    "TextEdit",
    "__version__",
    "_builder",
    "_declared",
    "_masked",
    "_read",
    "_read_stack",
    "_report",
    "_resource",
    "_run_command_line",
    "_stack",
    "_state_outputs",
    "_unknown_keyword",
    "apply_fix",
    "apply_fixes",
    "catalog",
    "diff",
    "edit",
    "explain",
    "json_schema",
    "normalise",
    "remove",
    "render",
    "track_calls",
    "validate",
    "validate_update",
]

_Config_co = TypeVar(
    "_Config_co", bound=ContainerConfig | ResourceRef, default=ContainerConfig | ResourceRef, covariant=True
)

@final
class BuiltStack:
    """A built stack. It is valid and immutable."""
    @property
    def id(self) -> str:
        """The ID."""
    @property
    def config(self) -> StackConfig:
        """The normalised declaration, with all defaults filled in. Each access returns a new dict."""
    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings and infos, in the order of the declaration."""
    def to_dict(self) -> StackConfig:
        """Returns the normalised declaration as a new dict."""
    def to_json(self) -> str:
        """Returns the normalised declaration as JSON text. Equal stacks have the same text in every language."""
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Defines how pydantic validates and serializes a field of this type."""
    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        """Defines the JSON Schema of a field of this type in pydantic: the schema of a stack."""

@disjoint_base
class Container:
    """Declares a container.

    Methods can be called in any order. `build()` validates all calls together; before that, the only error is a
    `TypeError` for a wrong number of arguments or an unknown keyword. Arguments are copied, so changing one after
    the call has no effect. If a setter is called twice, the last call wins.

    Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it
    with `clone()`. A builder can be changed and built again after `build()`.

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
        """Creates a builder from an existing declaration, for example one of a container that was built before.
        Further calls add to the declaration or replace parts of it. `build()` reports any problems of the
        declaration.

        >>> larger = alien.Container.from_config(api).memory("4Gi").build()
        >>> larger.config["memory"]
        {'min': '4Gi', 'desired': '4Gi'}
        """
    def clone(self) -> Self:
        """Returns a copy of this builder. Further calls of one of them don't change the other.

        >>> base = alien.Container("worker").cpu(1).memory("1Gi").permissions("execution")
        >>> tests = base.clone().command(["./run-tests"])
        """
    def code(
        self,
        code: ContainerCode = ...,
        *,
        type: Literal["image", "source"] = ...,
        image: str = ...,
        src: str = ...,
        toolchain: Toolchain = ...,
    ) -> Self:
        """Sets what the container runs: an existing image, or an image that is built from source code.

        The toolchain that builds source code is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).

        >>> container = container.code(type="image", image="ghcr.io/acme/api:v1")
        >>> container = container.code(type="source", src="./api", toolchain={"type": "docker"})
        >>> container = container.code({"type": "image", "image": "ghcr.io/acme/api:v1"})
        """
    def cpu(self, cpu: float | str | Resources = ..., *, min: str = ..., desired: str = ...) -> Self:
        """Sets the CPU, in vCPUs, or as a string in millicores (`"500m"`). A single amount sets both the minimum and the desired
        amount.

        >>> container = container.cpu(1)
        >>> container = container.cpu("500m")
        >>> container = container.cpu(min="0.5", desired="2")
        >>> container = container.cpu({"min": "0.5", "desired": "2"})
        """
    def memory(self, size: str | Resources = ..., *, min: str = ..., desired: str = ...) -> Self:
        """Sets the memory: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers
        of 1000). A single size sets both the minimum and the desired amount.

        >>> container = container.memory("512Mi")
        >>> container = container.memory(min="512Mi", desired="1Gi")
        """
    def port(self, port: int) -> Self:
        """Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`,
        `ports` or `expose_port`.

        >>> container = container.port(8080)
        """
    def ports(self, ports: list[int] | tuple[int, ...] | range | Iterator[int]) -> Self:
        """Adds several ports, 1–65535. An iterator is read by this call.

        >>> container = container.ports([9090, 9091])
        >>> container = container.ports(range(8000, 8003))
        """
    def expose(self, protocol: Protocol) -> Self:
        """Makes the first port public. The first port is determined by `build()`. Only one port may be public.

        >>> container = container.port(8080).expose("http")
        """
    def expose_port(self, port: int, protocol: Protocol) -> Self:
        """Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.

        >>> container = container.expose_port(8080, "tcp")
        """
    def replicas(self, count: int) -> Self:
        """Sets a fixed number of replicas. It can't be combined with autoscaling.

        >>> container = container.replicas(3)
        """
    def min_replicas(self, count: int) -> Self:
        """Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times
        this number.

        >>> container = container.min_replicas(2)
        """
    def max_replicas(self, count: int) -> Self:
        """Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.

        >>> container = container.max_replicas(20)
        """
    def auto_scale(
        self,
        scaling: Autoscaling = ...,
        *,
        min: int = ...,
        desired: int = ...,
        max: int = ...,
        target_cpu_percent: float = ...,
        target_memory_percent: float = ...,
        target_http_in_flight_per_replica: int = ...,
        max_http_p95_latency_ms: float = ...,
    ) -> Self:
        """Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are
        percentages.

        >>> container = container.auto_scale(min=2, desired=4, max=20, target_cpu_percent=70)
        >>> container = container.auto_scale({"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70})
        """
    def stateful(self, enabled: bool) -> Self:
        """Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.

        >>> container = container.stateful(True)
        """
    def persistent_storage(self, size: str, options: PersistentStorageOptions = ..., *, mount_path: str = ...) -> Self:
        """Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful.
        The size is a number with a unit, as for `memory`. The default mount path is `/data`.

        >>> container = container.persistent_storage("500Gi")
        >>> container = container.persistent_storage("500Gi", mount_path="/var/lib/data")
        >>> container = container.persistent_storage("500Gi", {"mountPath": "/var/lib/data"})
        """
    def ephemeral_storage(self, size: str) -> Self:
        """Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a
        unit, as for `memory`.

        >>> container = container.ephemeral_storage("100Gi")
        """
    def gpu(self, gpu: Gpu = ..., *, type: str = ..., count: int = ...) -> Self:
        """Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.

        >>> container = container.gpu(type="nvidia-t4", count=1)
        """
    def health_check(
        self,
        check: HealthCheckInput = ...,
        *,
        path: str = ...,
        port: int = ...,
        method: HttpMethod = ...,
        timeout_seconds: int = ...,
        failure_threshold: int = ...,
    ) -> Self:
        """Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is
        `GET`, `timeout_seconds` is 1, and `failure_threshold` is 3 consecutive failures.

        >>> container = container.health_check(path="/ready", port=8080, timeout_seconds=2)
        >>> container = container.health_check({"path": "/ready", "timeoutSeconds": 2})
        """
    def environment(self, variables: Mapping[str, str] = ..., /, **named: str) -> Self:
        """Adds environment variables. If a name is set several times, the last value wins.

        >>> container = container.environment({"LOG_LEVEL": "info"})
        >>> container = container.environment(LOG_LEVEL="info", REGION="eu")
        """
    def link(self, resource: Linkable | ResourceRef) -> Self:
        """Gives the container access to another resource. `resource` is an object with a `ref()` method, which is
        called immediately, or a dict with the type and ID.

        >>> container = container.link(alien.Storage("uploads").build())
        >>> container = container.link({"type": "vault", "id": "keys"})
        """
    def ref(self) -> ResourceRef:
        """Returns the type and ID of the container, as used in links. The container needn't be built yet.

        >>> container = container.link(alien.Container("db"))
        """
    def permissions(self, profile: str) -> Self:
        """Sets the name of the permission profile. Required.

        >>> container = container.permissions("execution")
        """
    def cluster(self, id: str) -> Self:
        """Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.

        >>> container = container.cluster("compute")
        """
    def pool(self, name: str) -> Self:
        """Advanced: sets the machine pool of the cluster to run on.

        >>> container = container.pool("gpu")
        """
    def command(self, words: list[str] | tuple[str, ...] | Iterator[str]) -> Self:
        """Sets the command to run, with its arguments, instead of the image's default command. An iterator is read by this
        call.

        >>> container = container.command(["./server", "--port", "8080"])
        """
    def build(self) -> Resource[ContainerConfig]:
        """Validates all calls and returns the immutable container. Doesn't change the builder. Raises a
        `ValidationError` that lists all problems if there is any error.

        >>> container.build().id
        'api'
        """
    def validate(self) -> Report:
        """Validates all calls as `build` does, but returns a report instead of raising its errors. Each diagnostic has the file and
        line of its call.

        >>> report = alien.Container("api").port(70_000).validate()
        >>> [found.call.text for found in report.diagnostics if found.code == "port-out-of-range"]
        ['.port(70000)']
        """
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...

@final
class Related:
    """Another place that is involved in a problem."""
    def __new__(cls, *, path: str, range: Range | None = None, call: Call | None = None, message: str) -> Self: ...
    @property
    def path(self) -> str:
        """A JSON Pointer into the declaration."""
    @property
    def range(self) -> Range | None:
        """The position in the text, if the declaration was given as text."""
    @property
    def call(self) -> Call | None:
        """The builder call that caused it, if there is one."""
    @property
    def message(self) -> str:
        """What is at that place."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Diagnostic:
    """A single problem: what is wrong, where, and how to fix it."""
    def __new__(
        cls,
        *,
        code: DiagnosticCode,
        severity: Severity,
        message: str,
        data: DiagnosticData | None = None,
        path: str,
        target: Target,
        range: Range | None = None,
        call: Call | None = None,
        help: str | None = None,
        related: tuple[Related, ...],
        fixes: tuple[Fix, ...],
        docs: str,
    ) -> Self: ...
    @property
    def code(self) -> DiagnosticCode:
        """The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details."""
    @property
    def severity(self) -> Severity:
        """The severity: `error`, `warning` or `info`."""
    @property
    def message(self) -> str:
        """What is wrong, including the offending value."""
    @property
    def data(self) -> DiagnosticData:
        """The values that the message and the help contain, such as `{"value": 70000, "min": 1, "max": 65535}`. Texts are as the
        message shows them: possible secrets are masked. Newer versions may add keys. Each access returns a new dict.
        """
    @property
    def path(self) -> str:
        """A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
        is cut off and ends in `…`; there are no fixes for anything inside such a key.
        """
    @property
    def target(self) -> Target:
        """Whether the problem is about the `key` or the `value` at `path`."""
    @property
    def range(self) -> Range | None:
        """The position in the text, if the declaration was given as text."""
    @property
    def call(self) -> Call | None:
        """The builder call that caused it, if there is one."""
    @property
    def help(self) -> str | None:
        """How to fix it."""
    @property
    def related(self) -> tuple[Related, ...]:
        """Other places in the declaration that are involved."""
    @property
    def fixes(self) -> tuple[Fix, ...]:
        """Possible fixes, the most likely one first."""
    @property
    def docs(self) -> str:
        """The page that explains the code, as a path in the repository."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Edit:
    """One edit of a declaration. Paths refer to the declaration before the fix."""
    def __new__(
        cls,
        *,
        kind: EditKind,
        path: str | None = None,
        json: str | None = None,
        key: str | None = None,
        to: str | None = None,
        range: Range | None = None,
        text: str | None = None,
    ) -> Self: ...
    @property
    def kind(self) -> EditKind:
        """What the edit does: `set`, `remove`, `removeFirst`, `rename`, `move`, `quote` or `pairs` at `path`, or `replace` in the
        text.
        """
    @property
    def path(self) -> str | None:
        """A JSON Pointer into the declaration; `None` for `replace`."""
    @property
    def json(self) -> str | None:
        """For `set`: the value, as JSON text."""
    @property
    def key(self) -> str | None:
        """For `rename`: the new name."""
    @property
    def to(self) -> str | None:
        """For `move`: the new path, a JSON Pointer into the declaration."""
    @property
    def range(self) -> Range | None:
        """For `replace`: the range of the text that is replaced; empty to insert text. A fix has either only such edits or
        none.
        """
    @property
    def text(self) -> str | None:
        """For `replace`: the new text."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class TextEdit:
    """An edit of a text, as in the Language Server Protocol."""
    def __new__(cls, *, range: Range, new_text: str) -> Self: ...
    @property
    def range(self) -> Range:
        """The range that is replaced; empty to insert text."""
    @property
    def new_text(self) -> str:
        """The new text."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Fix:
    """A way to fix the problem."""
    def __new__(
        cls,
        *,
        title: str,
        applicability: Applicability,
        edits: tuple[Edit, ...],
        text_edits: tuple[TextEdit, ...] | None = None,
    ) -> Self: ...
    @property
    def title(self) -> str:
        """What the fix does, as an instruction."""
    @property
    def applicability(self) -> Applicability:
        """`safe` if a tool may apply the fix without asking, otherwise `unsafe`."""
    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits. Apply all of them or none."""
    @property
    def text_edits(self) -> tuple[TextEdit, ...] | None:
        """The same edits as edits of the text, if the declaration was given as text. `None` if they would contain values that
        may be secret.
        """
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Position:
    """A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
    unless the option `units` says otherwise.
    """
    def __new__(cls, *, line: int, character: int) -> Self: ...
    @property
    def line(self) -> int:
        """The line, counted from 0."""
    @property
    def character(self) -> int:
        """The character in the line, counted from 0."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Range:
    """A range in a text, from `start` up to but not including `end`."""
    def __new__(cls, *, start: Position, end: Position) -> Self: ...
    @property
    def start(self) -> Position:
        """The first character."""
    @property
    def end(self) -> Position:
        """The character after the last one."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Call:
    """A builder call."""
    def __new__(
        cls,
        *,
        method: str,
        number: int,
        text: str,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> Self: ...
    @property
    def method(self) -> str:
        """The camelCase name of the method; `new` for the constructor."""
    @property
    def number(self) -> int:
        """The index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call that
        adds it.
        """
    @property
    def text(self) -> str:
        """The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments."""
    @property
    def file(self) -> str | None:
        """The file that contains the call, if known."""
    @property
    def line(self) -> int | None:
        """The line of the call, counted from 1."""
    @property
    def column(self) -> int | None:
        """The column of the call, counted from 1."""
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Report:
    """The result of validating a declaration.

    >>> report = alien.validate('{"id": "api", "ports": [{"port": 70000}]}')
    >>> report.valid
    False
    >>> [found.code for found in report.diagnostics][:2]
    ['missing-field', 'missing-field']
    """
    @property
    def valid(self) -> bool:
        """Whether there are no errors. There may still be warnings and infos."""
    @property
    def truncated(self) -> bool:
        """Whether diagnostics were left out because there were too many. Errors are kept first."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, in the order of the declaration."""
    def to_dict(self) -> dict[str, Any]:
        """Returns the report as plain data, with the keys that it has in JSON: `json.dumps(report.to_dict())`."""
    def __bool__(self) -> bool:
        """True if there are no errors, as `valid` says."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bool, bool, tuple[Diagnostic, ...]]]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...

@final
class Resource(Generic[_Config_co]):
    """A built resource. It is valid and immutable.

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
        """The normalised declaration, with all defaults filled in. Each access returns a new dict."""
    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings and infos, in the order of the declaration."""
    def ref(self) -> ResourceRef:
        """Returns the type and ID of the resource, as used in links."""
    def to_dict(self) -> _Config_co:
        """Returns the normalised declaration as a new dict."""
    def to_json(self) -> str:
        """Returns the normalised declaration as JSON text. Equal containers have the same text in every language."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: dict[int, Any], /) -> Self: ...
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Defines how pydantic validates and serializes a field of this type."""
    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        """Defines the JSON Schema of a field of this type in pydantic: the schema of a container, or also of other resources."""
    @classmethod
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...

@disjoint_base
class Stack:
    """Declares a stack: resources that are deployed together.

    As with containers, `build()` validates all calls together: first each container, then the relations between
    resources, such as links. Containers needn't be built before they are added.

    Each method changes the builder and returns it; it doesn't return a new one. `clone()` copies a builder.

    >>> uploads = alien.Storage("uploads")
    >>> web = (
    ...     alien.Container("web")
    ...     .code(type="image", image="ghcr.io/acme/web:v1")
    ...     .cpu(1)
    ...     .memory("1Gi")
    ...     .port(8080)
    ...     .link(uploads)
    ...     .permissions("execution")
    ... )
    >>> stack = (
    ...     alien.Stack("my-app")
    ...     .permissions(profiles={"execution": {}})
    ...     .add(uploads, "frozen")
    ...     .add(web, "live", dependencies=[uploads])
    ...     .build()
    ... )
    >>> list(stack.config["resources"])
    ['uploads', 'web']
    """
    def __init__(self, id: str) -> None: ...
    @classmethod
    def from_config(cls, config: Mapping[str, Any] | BuiltStack) -> Self:
        """Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.

        >>> jobs = alien.Queue("jobs").build()
        >>> larger = alien.Stack.from_config({"id": "my-app", "resources": {}}).add(jobs, "frozen").build()
        """
    def clone(self) -> Self:
        """Returns a copy of this builder. Further calls of one of them don't change the other.

        >>> base = alien.Stack("my-app").add(alien.Kv("sessions"), "frozen")
        >>> larger = base.clone().add(alien.Queue("jobs"), "frozen")
        """
    def permissions(self, permissions: PermissionsInput = ..., *, profiles: Mapping[str, Any] = ...) -> Self:
        """Sets the permission profiles, which containers refer to by name.

        >>> builder = alien.Stack("my-app").permissions(profiles={"execution": {}})
        """
    def add(
        self,
        resource: Resource[Any] | Linkable | Mapping[str, Any],
        lifecycle: Lifecycle,
        options: AddOptions | Mapping[str, Any] = ...,
        *,
        dependencies: Sequence[Linkable | ResourceRef] | Iterator[Linkable | ResourceRef] = ...,
    ) -> Self:
        """Adds a resource: a built resource, a builder, or a declaration. A `"live"` resource is deployed with every
        release, and a `"frozen"` resource is deployed only with the first release. Containers must be `"live"`.

        The calls of a builder of a container are copied, so calls after this one don't change the stack. `build()`
        reports each of its problems at its own call.

        `dependencies` are the resources that must be deployed before this one. Keys that other parts of the platform read are
        passed as `options`: `add(db, "frozen", {"dependencies": [keys], "remoteAccess": True})`.

        >>> keys = alien.Vault("keys")
        >>> builder = alien.Stack("my-app").add(keys, "frozen").add(api, "live", dependencies=[keys])
        """
    def build(self) -> BuiltStack:
        """Validates all calls and returns the immutable stack. Doesn't change the builder. Raises a `ValidationError`
        that lists all problems if there is any error.

        >>> alien.Stack("my-app").add(alien.Kv("cache").build(), "frozen").build().id
        'my-app'
        """
    def validate(self) -> Report:
        """Validates all calls as `build` does, but returns a report instead of raising its errors. Each diagnostic has the file and
        line of its call.

        >>> alien.Stack("my-app").add(alien.Kv("cache"), "frozen").validate().valid
        True
        """
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...

def _unknown_keyword(function: str, name: str, known: Sequence[str]) -> str:
    """Returns the message for a keyword argument that a function doesn't have."""

def _stack(json: str, warnings: tuple[Diagnostic, ...]) -> BuiltStack:
    """Restores a pickled stack."""

def track_calls(enabled: bool) -> None:
    """Turns the recording of the file and line of builder calls on or off. Errors that `build()` raises show them.

    By default, the first 2,000 calls of a process are recorded. `track_calls(True)` records all further calls, and
    `track_calls(False)` none.

    >>> alien.track_calls(True)
    """

def _run_command_line(args: list[str]) -> int:
    """Runs a command line, whose first argument is the name of the program, and returns the exit code."""

def apply_fix(text: JsonText, fix: Fix, *, units: Units = "utf-16", syntax: Syntax | None = None) -> str:
    """Returns a text with one fix of its report applied. The rest of the text doesn't change. Raises a `ValueError` if the fix
    doesn't fit the text. `syntax` is the syntax of the text, JSON by default.

    >>> text = '{"id": "api", "memory": "1Gi"}'
    >>> fixes = [fix for found in alien.validate(text).diagnostics for fix in found.fixes]
    >>> alien.apply_fix(text, fixes[0])
    '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    """

def edit(text: JsonText, path: str, value: object, *, syntax: Syntax | None = None) -> str:
    """Returns a text in which the value at a path is set. The path is a JSON Pointer; the index `-` appends to a list.
    Objects and lists that are missing on the way are added. The layout, the comments and the rest of the text don't change.
    Raises a `ValueError` if nothing can be set at the path, or if the text has syntax errors. `syntax` is the syntax of the
    text, JSON by default.

    >>> alien.edit('{"id": "api", "replicas": 3} // for now', "/replicas", 5)
    '{"id": "api", "replicas": 5} // for now'

    >>> alien.edit("id: api  # ours", "/id", "web", syntax="yaml")
    'id: web  # ours'
    """

def remove(text: JsonText, path: str, *, syntax: Syntax | None = None) -> str:
    """Returns a text without the value at a path, and without its key. The path is a JSON Pointer. The layout, the comments
    and the rest of the text don't change. Raises a `ValueError` if there is nothing at the path, or if the text has syntax
    errors. `syntax` is the syntax of the text, JSON by default.

    >>> alien.remove('{"id": "api", "replicas": 3}', "/replicas")
    '{"id": "api"}'
    """

def validate(
    declaration: Declaration,
    kind: DocumentKind | None = None,
    *,
    syntax: Syntax | None = None,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
    name: str | None = None,
) -> Report:
    """Validates a declaration: a container, a stack, or the state of a stack.

    A `str` is JSON or YAML text, bytes are such text in UTF-8, and a path is the path of such a file. Diagnostics for text
    contain ranges. Any other value is the declaration itself. Problems of the declaration are reported, not raised.

    The text of a file whose name ends in `.yaml` or `.yml` is YAML, and that of a `.jsonc` file may contain comments and trailing
    commas. The name is that of a path, or the `name` of the file that a text is from; `syntax` says it without a name.

    >>> report = alien.validate({"id": "api", "ports": [{"port": 70000}]})
    >>> report.valid
    False
    """

def validate_update(
    before: Declaration,
    after: Declaration,
    kind: DocumentKind | None = None,
    *,
    syntax: Syntax | None = None,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> Report:
    """Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as
    another ID, and changes that lose data, such as smaller storage.

    >>> alien.validate_update({"id": "api"}, {"id": "web"}).valid
    False
    """

def diff(
    before: Declaration,
    after: Declaration,
    kind: DocumentKind | None = None,
    *,
    syntax: Syntax | None = None,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
) -> Diff:
    """Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects
    the change, and whether it loses data. The values of environment variables are never shown. Raises a
    `ValidationError` if one of the declarations has errors.

    >>> alien.diff(api, alien.Container.from_config(api).replicas(3).build()).text
    '+ replicas: 3\\n'
    """

def _state_outputs(
    state: Declaration,
    *,
    syntax: Syntax | None = None,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
    name: str | None = None,
) -> tuple[str, Report]:
    """Reads the state of a stack. Returns the state as JSON text, and a report of its problems."""

def _masked(json: str) -> str:
    """Returns JSON text in which values that may be secret are masked."""

def normalise(
    declaration: Declaration,
    kind: DocumentKind | None = None,
    *,
    syntax: Syntax | None = None,
    units: Units = "utf-16",
    limits: LimitOptions | None = None,
    name: str | None = None,
) -> str:
    """Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces. Declarations
    that differ only in layout, in the order of keys or in keys with defaults have the same normalised JSON. Raises a
    `ValidationError` if the declaration has errors, and shows the file as `name`; by default, that is the path, if the
    declaration is one.
    """

def _read(declaration: Declaration) -> Resource[ContainerConfig]:
    """Returns the container that a declaration describes."""

def _read_stack(declaration: Declaration) -> BuiltStack:
    """Returns the stack that a declaration describes."""

def apply_fixes(
    text: JsonText,
    kind: DocumentKind | None = None,
    *,
    unsafe: bool = False,
    syntax: Syntax | None = None,
    limits: LimitOptions | None = None,
    name: str | None = None,
) -> str:
    """Returns a text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are
    applied too.

    If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the
    text, including comments and whitespace, doesn't change. Applying fixes to the result changes nothing. A text is
    returned unchanged if it needs no fix, is larger than the limit or contains an unpaired surrogate. Bytes that
    are not UTF-8 raise a `UnicodeDecodeError`.

    >>> alien.apply_fixes('{"id": "api", "memory": "1Gi"}')
    '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    """

@overload
def explain(code: DiagnosticCode) -> Explanation:
    """Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns
    `None` if the code doesn't exist.

    >>> alien.explain("no-ports").summary
    'no port is declared'
    """

@overload
def explain(code: str) -> Explanation | None: ...
def catalog() -> Catalog:
    """Returns the explanations of all diagnostic codes, sorted by code.

    >>> [explained.code for explained in alien.catalog().codes][:2]
    ['absolute-source', 'autoscaling-bounds']
    """

def json_schema(kind: DocumentKind = "container") -> dict[str, Any]:
    """Returns the JSON Schema (2020-12) of a container, a stack or a state, as a dict. Editors can use it, but it
    finds fewer problems than `validate`.

    >>> alien.json_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """

def _builder(cls: Any, calls: Any) -> Any:
    """Restores a pickled builder."""

def render(
    report: Report | ValidationError,
    *,
    text: Text | None = None,
    name: str | None = None,
    syntax: Syntax | None = None,
    color: bool | None = None,
    format: Literal["text", "github", "sarif", "json"] = "text",
    units: Units = "utf-16",
) -> str:
    """Formats a report, or the report of a `ValidationError`, for people or for tools.

    `text` is the text that was validated, or the path of its file: each problem is then shown in its line, and values that
    may be secret are hidden. `name` is the name of the file, as it is shown; by default it is the path. `syntax` is the syntax of
    the text, which the name tells otherwise. The format `"text"`
    is for people, as compilers print problems, errors first. `"github"` are annotations of GitHub Actions, `"sarif"` is a
    SARIF 2.1.0 log, and `"json"` is the report itself. By default, `"text"` has ANSI colours if the standard output is a
    terminal and the environment variable `NO_COLOR` is not set.

    >>> text = '{"id": "api", "ports": [{"port": 0}]}'
    >>> print(alien.render(alien.validate(text), text=text, name="api.json", format="github"))  # doctest: +ELLIPSIS
    ::error file=api.json,line=1,col=1,endColumn=2,title=missing-field::"code" is missing...
    """

def _report(valid: bool, truncated: bool, diagnostics: tuple[Diagnostic, ...]) -> Report:
    """Restores a pickled report."""

def _resource(json: str, warnings: tuple[Diagnostic, ...]) -> Resource[ContainerConfig]:
    """Restores a pickled container."""

def _declared(kind: str, id: str) -> Resource[ResourceRef]:
    """Creates a resource that has a type and an ID, but no other keys."""
