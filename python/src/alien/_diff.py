"""The differences between declarations. To keep `import alien` fast, this module is only imported when it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from alien._public import public


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A key that differs. The values of environment variables are never shown."""

    kind: Literal["added", "removed", "changed"]
    """Whether the key was added, removed or changed."""
    path: str
    """A JSON Pointer into the normalised declarations, such as `/resources/api/config/replicas`."""
    before: str | None = None
    """The old value, as JSON text. Absent if the key was added or the value may be secret."""
    after: str | None = None
    """The new value, as JSON text. Absent if the key was removed or the value may be secret."""
    refused: bool
    """Whether the platform rejects this change."""
    loses_data: bool
    """Whether this change loses data."""


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The differences between two declarations."""

    changes: tuple[Change, ...]
    """Every key that differs. If the paths would take more than 4 MB in total, whole objects are listed instead of
    their keys."""
    text: str
    """The same changes as readable text, one line for each; empty if nothing changes."""


def diff_from_json(text: str) -> Diff:
    """Creates a diff from the JSON text that the core writes."""
    diff = json.loads(text)
    return Diff(changes=tuple(_change(change) for change in diff["changes"]), text=diff["text"])


def _change(members: dict[str, Any]) -> Change:
    return Change(**{_snake_case(key): value for key, value in members.items()})


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
