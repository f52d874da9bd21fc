"""The types of arguments and results, for type checkers. Declarations are plain dicts."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, Union

from alien._declarations import Lifecycle, PermissionsInput, ResourceRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from alien._native import BuiltStack, Resource
else:
    try:
        # Pydantic depends on this package, and before Python 3.12 it only supports the `TypedDict` in it.
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict

Severity = Literal["error", "warning", "info"]
"""The severity of a diagnostic."""

Target = Literal["key", "value"]
"""Which part of a key-value pair a diagnostic is about."""

Applicability = Literal["safe", "unsafe"]
"""Whether a fix may be applied without asking."""

EditKind = Literal["set", "remove", "removeFirst", "rename", "move", "quote", "pairs", "replace"]
"""What an edit does at its path."""

DocumentKind = Literal["container", "stack", "state"]
"""The kind of document: a container, a stack, or the state of a stack."""

Syntax = Literal["json", "jsonc", "yaml"]
"""The syntax of a text. `"jsonc"` is JSON with comments and trailing commas."""

Units = Literal["utf-8", "utf-16", "utf-32"]
"""The unit of `character` in positions."""


class DiagnosticData(TypedDict, total=False):
    """The values that the message and the help of a diagnostic contain. Newer versions may add keys."""

    value: float | str
    """The wrong value."""
    min: float | str
    """The minimum that is allowed."""
    exclusiveMin: float
    """The value must be above this number."""
    max: float | str
    """The maximum that is allowed."""
    unit: str
    """The unit of the numbers, or the unit in a wrong size."""
    name: str
    """The name of the unknown, duplicate or missing key."""
    suggestion: str
    """The name or value that was probably meant."""


class LimitOptions(TypedDict, total=False):
    """Limits on the input. Exceeding a limit is reported as a diagnostic."""

    bytes: int
    """The maximum number of bytes of text. Default: 16 MiB."""
    depth: int
    """The maximum nesting depth of objects and arrays. Default: 128."""
    diagnostics: int
    """The maximum number of diagnostics in a report. Default: 1,000. All texts of a report together may take 4 KiB per
    diagnostic, so 4 MB by default. If they would take more, fixes are left out first, then diagnostics."""


class PersistentStorageOptions(TypedDict, total=False):
    """Options of persistent storage."""

    mountPath: str


Status = Literal["pending", "running", "stopped", "failing"]
"""The statuses of a container. A newer platform may report other values."""


class _StackResource(TypedDict):
    config: dict[str, Any]
    lifecycle: Lifecycle


class StackResource(_StackResource, total=False):
    """A resource of a stack."""

    dependencies: list[ResourceRef]
    """The resources that must be deployed before this one."""
    remoteAccess: Any
    """For the platform; the SDK doesn't check it."""


class _StackConfig(TypedDict):
    id: str
    resources: dict[str, StackResource]


class StackConfig(_StackConfig, total=False):
    """A valid, normalised stack declaration."""

    permissions: PermissionsInput


class AddOptions(TypedDict, total=False):
    """Options of a resource in a stack. Any other key is kept for the platform."""

    dependencies: Sequence[Linkable | ResourceRef]
    """The resources that must be deployed before this one."""
    remoteAccess: Any
    """For the platform; the SDK doesn't check it."""


class Linkable(Protocol):
    """Anything that a container can link to: a resource or its builder."""

    def ref(self) -> ResourceRef:
        """The type and ID of the resource."""
        ...


JsonText = str | bytes | bytearray | memoryview
"""JSON or YAML text, as a string or as bytes in UTF-8."""

Text = Union[JsonText, "os.PathLike[str]"]
"""JSON or YAML text, or the path of such a file."""

Declaration = Union[Text, Mapping[str, Any], "Resource[Any]", "BuiltStack"]
"""JSON or YAML text, the path of such a file, or the declaration itself."""

StateSource = Callable[[], Any] | AsyncIterable[Any] | Iterable[Any]
"""Where a wait gets its states from: a function that returns the current state, or an iterable or async iterable of states.
The function may be an `async def` function, or return an async iterable. A state is JSON text, bytes, the path of a JSON
or YAML file, a value, a `StackState`, or an awaitable of one of these."""

WaitErrorCode = Literal[
    "timeout", "resource-failed", "unknown-resource", "not-a-container", "source-failed", "source-ended"
]
"""Why a wait ended:

- `timeout`: the timeout expired.
- `resource-failed`: the deployment of a resource failed. The platform doesn't continue it on its own.
- `unknown-resource`: the state doesn't have the resource, or the resource was deleted.
- `not-a-container`: the resource has another type.
- `source-failed`: the source of the states failed too often.
- `source-ended`: the iterable ended before the condition was met.
"""
