"""Declare containers for Alien, and get all errors at once, each with the line that caused it.

>>> import alien
>>> api = (
...     alien.Container("api")
...     .code(type="image", image="ghcr.io/acme/api:v1")
...     .cpu(1)
...     .memory("1Gi")
...     .port(8080)
...     .permissions("execution")
...     .build()
... )
>>> api.id
'api'
"""

from alien._errors import ValidationError
from alien._native import (
    BuiltStack,
    Call,
    Container,
    Diagnostic,
    Edit,
    Fix,
    Position,
    Range,
    Related,
    Report,
    Resource,
    Stack,
    TextEdit,
    __version__,
    apply_fix,
    apply_fixes,
    catalog,
    diff,
    edit,
    explain,
    json_schema,
    normalise,
    remove,
    render,
    track_calls,
    validate,
    validate_update,
)
from alien._resources import Kv, Queue, Storage, Vault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alien._declarations import (
        Autoscaling,
        ContainerCode,
        ContainerConfig,
        DiagnosticCode,
        DockerToolchain,
        Expose,
        Gpu,
        HealthCheck,
        HealthCheckInput,
        HttpMethod,
        ImageCode,
        PersistentStorage,
        Port,
        ResourceRef,
        Resources,
        RustToolchain,
        SourceCode,
        Toolchain,
        TypescriptToolchain,
    )
    from alien._diagnostics import Explanation
    from alien._diff import Change, Diff
    from alien._state import (
        ContainerOutputs,
        ReplicaStatus,
        StackState,
    )
    from alien._types import (
        Applicability,
        Declaration,
        DiagnosticData,
        DocumentKind,
        EditKind,
        Lifecycle,
        LimitOptions,
        Linkable,
        PersistentStorageOptions,
        Severity,
        StackConfig,
        StackResource,
        StateSource,
        Status,
        Target,
        Units,
        WaitErrorCode,
    )
    from alien._wait import wait_for_container, wait_for_stack
    from alien._wait_error import WaitError, WaitTimeoutError

__all__ = [
    "Applicability",
    "Autoscaling",
    "BuiltStack",
    "Call",
    "Change",
    "Container",
    "ContainerCode",
    "ContainerConfig",
    "ContainerOutputs",
    "Declaration",
    "Diagnostic",
    "DiagnosticCode",
    "DiagnosticData",
    "Diff",
    "DockerToolchain",
    "DocumentKind",
    "Edit",
    "EditKind",
    "Explanation",
    "Expose",
    "Fix",
    "Gpu",
    "HealthCheck",
    "HealthCheckInput",
    "HttpMethod",
    "ImageCode",
    "Kv",
    "Lifecycle",
    "LimitOptions",
    "Linkable",
    "PersistentStorage",
    "PersistentStorageOptions",
    "Port",
    "Position",
    "Queue",
    "Range",
    "Related",
    "ReplicaStatus",
    "Report",
    "Resource",
    "ResourceRef",
    "Resources",
    "RustToolchain",
    "Severity",
    "SourceCode",
    "Stack",
    "StackConfig",
    "StackResource",
    "StackState",
    "StateSource",
    "Status",
    "Storage",
    "Target",
    "TextEdit",
    "Toolchain",
    "TypescriptToolchain",
    "Units",
    "ValidationError",
    "Vault",
    "WaitError",
    "WaitErrorCode",
    "WaitTimeoutError",
    "__version__",
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
    "wait_for_container",
    "wait_for_stack",
]


def __getattr__(name: str) -> object:
    """Imports a class or type when it is first used, since most programs don't use any of these."""
    if name in __all__:
        from alien import _declarations, _diagnostics, _diff, _state, _types, _wait_error

        modules = (_declarations, _diagnostics, _diff, _state, _types, _wait_error)
        module: object = next((module for module in modules if hasattr(module, name)), None)
        if module is None:
            # This module is imported only if needed, since it imports `asyncio`, which is slow.
            from alien import _wait as module
        value: object = getattr(module, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'alien' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
