"""What diagnostics are made of. Nothing imports this before there is one."""

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
    """Says that a class is `alien`'s own, for pickles and tracebacks."""
    cls.__module__ = "alien"
    return cls


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A line and a character in it, both from 0; characters are UTF-16 units unless asked otherwise."""

    line: int
    character: int


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From `start` up to, not including, `end`."""

    start: Position
    end: Position


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A builder call."""

    method: str
    """The method as the wire names it, `new` for the constructor."""
    number: int
    """The number of the call; the constructor is 0."""
    text: str
    """The call as it was written, scalar arguments only: `.port(70000)`."""
    file: str | None = None
    """The file it stands in, where that is known."""
    line: int | None = None
    """Its line, from 1."""
    column: int | None = None
    """Its column, from 1."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that is involved, and how."""

    path: str
    """A JSON Pointer into the declaration."""
    range: Range | None = None
    """Where it stands in the text, if there is one."""
    call: Call | None = None
    """The builder call that brought it, if one did."""
    message: str
    """What stands there."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of a declaration. Paths are as the declaration stands before the fix."""

    kind: EditKind
    """What happens at `path`: `set`, `remove`, `removeFirst`, `rename`, `quote` or `pairs`."""
    path: str
    """A JSON Pointer into the declaration."""
    json: str | None = None
    """For `set`: the value, as JSON text."""
    key: str | None = None
    """For `rename`: the new name."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way to put it right."""

    title: str
    """What it does, as an instruction."""
    applicability: Applicability
    """Whether a tool may make it without asking: `safe` or `unsafe`."""
    edits: tuple[Edit, ...]
    """The edits, to be made all or none."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault: what is wrong, where, and what to do."""

    code: str
    """The stable name of the fault: `port-out-of-range`. See `explain`."""
    severity: Severity
    """How much it matters: `error`, `warning` or `info`."""
    message: str
    """What is wrong, with the offending value."""
    path: str
    """A JSON Pointer into the declaration as it was written: `/ports/0/port`. Of a key longer than 256 characters it has
    the start, then `…`; fixes of what is inside such a key are left out."""
    target: Target
    """Whether the `key` or the `value` at `path` is meant."""
    range: Range | None = None
    """Where it stands in the text, if there is one."""
    call: Call | None = None
    """The builder call that brought it, if one did."""
    help: str | None = None
    """What to do about it."""
    related: tuple[Related, ...]
    """Other places involved."""
    fixes: tuple[Fix, ...]
    """Ways to put it right, the likeliest first."""
    docs: str
    """Where the code is explained, in the repository."""


@_public
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything about a code: what `explain` gives."""

    code: str
    """The stable name of the fault."""
    severity: Severity
    """The severity of its diagnostics."""
    summary: str
    """The fault in one line."""
    why: str
    """Why it is a fault."""
    fails: str
    """A document that has this fault, and no other."""
    passes: str
    """The same document put right."""
    docs: str
    """Where this is written down, in the repository."""


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
    """Fields with their parts as objects. A field that a class doesn't have is a TypeError there."""
    return {name: _PARTS[name](value) if name in _PARTS else value for name, value in fields.items()}


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    """Diagnostics, from the JSON text that the core writes."""
    return tuple(Diagnostic(**_read(found)) for found in json.loads(text))


def explanation(text: str) -> Explanation:
    """An explanation, from the JSON text that the core writes."""
    return Explanation(**json.loads(text))


def catalog(text: str) -> tuple[Explanation, ...]:
    """Every explanation, from the JSON text that the core writes."""
    return tuple(Explanation(**code) for code in json.loads(text)["codes"])


_SHOWN = 20


def show(report: Report) -> str:
    """A report for people: a failing `assert report.valid` shows it."""
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
