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
    from alien._catalog import Catalog
    from alien._declarations import (
        Autoscaling,
        ContainerCode,
        ContainerConfig,
        ContainerDeclaration,
        DiagnosticCode,
        DockerToolchain,
        Gpu,
        HealthCheck,
        HealthCheckInput,
        HttpMethod,
        ImageCode,
        Lifecycle,
        PermissionsInput,
        PersistentStorage,
        PersistentStorageDeclaration,
        Port,
        Protocol,
        ResourceRef,
        Resources,
        RustToolchain,
        SourceCode,
        StackDeclaration,
        StackResourceDeclaration,
        Toolchain,
        TypescriptToolchain,
    )
    from alien._diagnostics import Explanation
    from alien._diff import Change, Diff
    from alien._state import (
        ContainerOutputs,
        ReplicaStatus,
        ResourceState,
        StackState,
    )
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
        StackResource,
        StateSource,
        Status,
        Syntax,
        Target,
        Text,
        Units,
        WaitErrorCode,
    )
    from alien._wait import wait_for_container, wait_for_stack
    from alien._wait_error import WaitError, WaitTimeoutError

__all__ = [
    "AddOptions",
    "Applicability",
    "Autoscaling",
    "BuiltStack",
    "Call",
    "Catalog",
    "Change",
    "Container",
    "ContainerCode",
    "ContainerConfig",
    "ContainerDeclaration",
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
    "Fix",
    "Gpu",
    "HealthCheck",
    "HealthCheckInput",
    "HttpMethod",
    "ImageCode",
    "JsonText",
    "Kv",
    "Lifecycle",
    "LimitOptions",
    "Linkable",
    "PermissionsInput",
    "PersistentStorage",
    "PersistentStorageDeclaration",
    "PersistentStorageOptions",
    "Port",
    "Position",
    "Protocol",
    "Queue",
    "Range",
    "Related",
    "ReplicaStatus",
    "Report",
    "Resource",
    "ResourceRef",
    "ResourceState",
    "Resources",
    "RustToolchain",
    "Severity",
    "SourceCode",
    "Stack",
    "StackConfig",
    "StackDeclaration",
    "StackResource",
    "StackResourceDeclaration",
    "StackState",
    "StateSource",
    "Status",
    "Storage",
    "Syntax",
    "Target",
    "Text",
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
        from alien import _catalog, _declarations, _diagnostics, _diff, _state, _types, _wait_error

        modules = (_catalog, _declarations, _diagnostics, _diff, _state, _types, _wait_error)
        module: object = next((module for module in modules if hasattr(module, name)), None)
        if module is None:
            # This module is imported only if needed, since it imports `asyncio`, which is slow.
            from alien import _wait as module
        value: object = getattr(module, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'alien' has no attribute {name!r}")


def __dir__() -> list[str]:
    special = (name for name in globals() if name.startswith("__"))
    return sorted({*special, *__all__})
