"""The classes of diagnostics. This module is only imported once there is a diagnostic."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from alien._native import Report
    from alien._types import Applicability, EditKind, Severity, Target

T = TypeVar("T")


def _public(cls: type[T]) -> type[T]:
    """Sets the module of a class to `alien`, for pickles and tracebacks."""
    cls.__module__ = "alien"
    return cls


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
    unless the option `units` says otherwise."""

    line: int
    character: int


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range in a text, from `start` up to but not including `end`."""

    start: Position
    end: Position


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A builder call."""

    method: str
    """The camelCase name of the method; `new` for the constructor."""
    number: int
    """The index of the call; the constructor has index 0."""
    text: str
    """The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments."""
    file: str | None = None
    """The file that contains the call, if known."""
    line: int | None = None
    """The line of the call, counted from 1."""
    column: int | None = None
    """The column of the call, counted from 1."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that is involved in a problem."""

    path: str
    """A JSON Pointer into the declaration."""
    range: Range | None = None
    """The position in the text, if the declaration was given as text."""
    call: Call | None = None
    """The builder call that caused it, if there is one."""
    message: str
    """What is at that place."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of a declaration. Paths refer to the declaration before the fix."""

    kind: EditKind
    """What the edit does at `path`: `set`, `remove`, `removeFirst`, `rename`, `quote` or `pairs`."""
    path: str
    """A JSON Pointer into the declaration."""
    json: str | None = None
    """For `set`: the value, as JSON text."""
    key: str | None = None
    """For `rename`: the new name."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way to fix the problem."""

    title: str
    """What the fix does, as an instruction."""
    applicability: Applicability
    """Whether a tool may apply the fix without asking: `safe` or `unsafe`."""
    edits: tuple[Edit, ...]
    """The edits. Apply all of them or none."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A single problem: what is wrong, where, and how to fix it."""

    code: str
    """The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details."""
    severity: Severity
    """The severity: `error`, `warning` or `info`."""
    message: str
    """What is wrong, including the offending value."""
    path: str
    """A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
    is cut off and ends in `…`; there are no fixes for anything inside such a key."""
    target: Target
    """Whether the problem is the `key` or the `value` at `path`."""
    range: Range | None = None
    """The position in the text, if the declaration was given as text."""
    call: Call | None = None
    """The builder call that caused it, if there is one."""
    help: str | None = None
    """How to fix it."""
    related: tuple[Related, ...]
    """Other places in the declaration that are involved."""
    fixes: tuple[Fix, ...]
    """Possible fixes, the most likely one first."""
    docs: str
    """The page that explains the code, as a path in the repository."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The explanation of a diagnostic code, as returned by `explain`."""

    code: str
    """The stable code of the problem."""
    severity: Severity
    """The severity of its diagnostics."""
    summary: str
    """The problem in one line."""
    why: str
    """Why it is a problem."""
    fails: str
    """A declaration that has this problem and no other."""
    passes: str
    """The same declaration with the problem fixed."""
    docs: str
    """The page with this explanation, as a path in the repository."""


_PARTS: dict[str, Callable[[Any], object]] = {
    "start": lambda value: Position(**value),
    "end": lambda value: Position(**value),
    "range": lambda value: Range(**_read(value)),
    "call": lambda value: Call(**value),
    "related": lambda value: tuple(Related(**_read(related)) for related in value),
    "edits": lambda value: tuple(Edit(**edit) for edit in value),
    "fixes": lambda value: tuple(Fix(**_read(fix)) for fix in value),
}


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    """Converts nested fields to objects. The class raises a TypeError for an unknown field."""
    return {name: _PARTS[name](value) if name in _PARTS else value for name, value in fields.items()}


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    """Creates diagnostics from the JSON text that the core writes."""
    return tuple(Diagnostic(**_read(found)) for found in json.loads(text))


def explanation(text: str) -> Explanation:
    """Creates an explanation from the JSON text that the core writes."""
    return Explanation(**json.loads(text))


def catalog(text: str) -> tuple[Explanation, ...]:
    """Creates all explanations from the JSON text that the core writes."""
    return tuple(Explanation(**code) for code in json.loads(text)["codes"])


_SHOWN = 20


def show(report: Report) -> str:
    """Formats a report for people, for example when `assert report.valid` fails."""
    found = report.diagnostics
    counts = {name: sum(d.severity == name for d in found) for name in ("error", "warning", "info")}
    words = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items() if count]
    if not words:
        return f"<Report valid={report.valid}>"
    lines = [f"{d.severity}[{d.code}]: {d.message} ({_place(d)})" for d in found[:_SHOWN]]
    if report.truncated or len(found) > _SHOWN:
        lines.append("…")
    return f"<Report valid={report.valid}, {', '.join(words)}:\n  " + "\n  ".join(lines) + ">"


def _place(found: Diagnostic) -> str:
    if found.range is None:
        return found.path or "the whole declaration"
    return f"{found.path or 'the whole declaration'}, line {found.range.start.line + 1}"
