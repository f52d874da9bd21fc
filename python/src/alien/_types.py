"""The types of arguments and results, for type checkers: declarations are plain dicts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, Union

if TYPE_CHECKING:
    from alien._declarations import ResourceRef
    from alien._native import BuiltStack, Resource

Severity = Literal["error", "warning", "info"]
"""How much a diagnostic matters."""

Target = Literal["key", "value"]
"""Which part of a member is meant."""

Applicability = Literal["safe", "unsafe"]
"""Whether a fix may be made without asking."""

EditKind = Literal["set", "remove", "removeFirst", "rename", "quote", "pairs"]
"""What an edit does at its path."""

DocumentKind = Literal["container", "stack", "state"]
"""What a declaration declares: one container, resources deployed together, or what became of them."""

Units = Literal["utf-8", "utf-16", "utf-32"]
"""What a `character` counts."""


class LimitOptions(TypedDict, total=False):
    """Bounds on what is read. Each, when passed, is a diagnostic."""

    bytes: int
    """Bytes of text. Default: 16 MiB."""
    depth: int
    """Objects and arrays inside each other. Default: 128."""
    diagnostics: int
    """Diagnostics in a report. Default: 1,000. Their texts together have 4 KiB for each, so 4 MB by default; where they
    would take more, fixes are left out first, then diagnostics."""


class PersistentStorageOptions(TypedDict, total=False):
    """Options of persistent storage."""

    mountPath: str


Lifecycle = Literal["live", "frozen"]
"""When a resource is deployed: with every release, or with the first one alone."""


Status = Literal["pending", "running", "stopped", "failing"]
"""The statuses of a container; a newer platform may know others."""


class _StackResource(TypedDict):
    config: dict[str, Any]
    lifecycle: Lifecycle


class StackResource(_StackResource, total=False):
    """A resource of a stack."""

    dependencies: list[ResourceRef]
    remoteAccess: Any


class PermissionsInput(TypedDict):
    """The permission profiles of a stack, each under its name."""

    profiles: Mapping[str, Any]


class _StackConfig(TypedDict):
    id: str
    resources: dict[str, StackResource]


class StackConfig(_StackConfig, total=False):
    """A stack declaration that has no fault, normalised."""

    permissions: PermissionsInput


class AddOptions(TypedDict, total=False):
    """What else a stack says of a resource."""

    dependencies: Sequence[ResourceRef]
    remoteAccess: Any


class Linkable(Protocol):
    """Anything that can be linked: a resource or what builds it."""

    def ref(self) -> ResourceRef:
        """The type and ID of the resource."""
        ...


Text = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]
"""JSON text, or a path of a file of it."""

Declaration = Union[Text, Mapping[str, Any], "Resource[Any]", "BuiltStack"]
"""JSON text, a path of a file of it, or the declaration itself."""
