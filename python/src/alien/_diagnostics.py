"""The classes of diagnostics. To keep `import alien` fast, this module is only imported when one of them is needed."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from alien._public import public

if TYPE_CHECKING:
    from collections.abc import Callable

    from alien._declarations import DiagnosticCode
    from alien._types import Applicability, DiagnosticData, EditKind, Severity, Target


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
    unless the option `units` says otherwise."""

    line: int
    character: int


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range in a text, from `start` up to but not including `end`."""

    start: Position
    end: Position


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A builder call."""

    method: str
    """The camelCase name of the method; `new` for the constructor."""
    number: int
    """The index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call that
    adds it."""
    text: str
    """The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments."""
    file: str | None = None
    """The file that contains the call, if known."""
    line: int | None = None
    """The line of the call, counted from 1."""
    column: int | None = None
    """The column of the call, counted from 1."""


@public
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


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of a declaration. Paths refer to the declaration before the fix."""

    kind: EditKind
    """What the edit does: `set`, `remove`, `removeFirst`, `rename`, `move`, `quote` or `pairs` at `path`, or `replace` in the
    text."""
    path: str | None = None
    """A JSON Pointer into the declaration; `None` for `replace`."""
    json: str | None = None
    """For `set`: the value, as JSON text."""
    key: str | None = None
    """For `rename`: the new name."""
    to: str | None = None
    """For `move`: the new path, a JSON Pointer into the declaration."""
    range: Range | None = None
    """For `replace`: the range of the text that is replaced; empty to insert text. A fix has either only such edits or
    none."""
    text: str | None = None
    """For `replace`: the new text."""


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """An edit of a text, as in the Language Server Protocol."""

    range: Range
    """The range that is replaced; empty to insert text."""
    new_text: str
    """The new text."""


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way to fix the problem."""

    title: str
    """What the fix does, as an instruction."""
    applicability: Applicability
    """Whether a tool may apply the fix without asking: `safe` or `unsafe`."""
    edits: tuple[Edit, ...]
    """The edits. Apply all of them or none."""
    text_edits: tuple[TextEdit, ...] | None = None
    """The same edits as edits of the text, if the declaration was given as text. `None` if they would contain values that
    may be secret."""


def _no_data() -> DiagnosticData:
    return {}


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A single problem: what is wrong, where, and how to fix it."""

    code: DiagnosticCode
    """The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details."""
    severity: Severity
    """The severity: `error`, `warning` or `info`."""
    message: str
    """What is wrong, including the offending value."""
    data: DiagnosticData = field(default_factory=_no_data, hash=False)
    """The values that the message and the help contain, such as `{"value": 70000, "min": 1, "max": 65535}`. Texts are as the
    message shows them: possible secrets are masked. Newer versions may add keys."""
    path: str
    """A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
    is cut off and ends in `…`; there are no fixes for anything inside such a key."""
    target: Target
    """Whether the problem is about the `key` or the `value` at `path`."""
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


@public
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The explanation of a diagnostic code, as returned by `explain`."""

    code: DiagnosticCode
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


_NESTED_FIELDS: dict[str, Callable[[Any], object]] = {
    "start": lambda value: Position(**value),
    "end": lambda value: Position(**value),
    "range": lambda value: Range(**_convert_fields(value)),
    "call": lambda value: Call(**value),
    "related": lambda value: tuple(Related(**_convert_fields(related)) for related in value),
    "edits": lambda value: tuple(Edit(**_convert_fields(edit)) for edit in value),
    "textEdits": lambda value: tuple(TextEdit(**_convert_fields(edit)) for edit in value),
    "fixes": lambda value: tuple(Fix(**_convert_fields(fix)) for fix in value),
}


def _convert_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Converts the fields of a JSON object that are objects themselves. An unknown field is kept, so the class raises a
    `TypeError` for it."""
    convert = _NESTED_FIELDS.get
    return {_NAMES.get(key, key): convert(key, _unchanged)(value) for key, value in fields.items()}


_NAMES = {"textEdits": "text_edits", "newText": "new_text"}
"""The names of fields that are not the same in JSON."""

_KEYS = {name: key for key, name in _NAMES.items()}


def _unchanged(value: object) -> object:
    return value


def diagnostics_from_json(text: str) -> tuple[Diagnostic, ...]:
    """Creates diagnostics from the JSON text that the core writes."""
    return tuple(Diagnostic(**_convert_fields(fields)) for fields in json.loads(text))


def fix_to_json(fix: Fix) -> str:
    """Returns the JSON text of a fix, as the core writes it."""
    return json.dumps(_to_json(fix))


def _to_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_to_json(element) for element in value]
    if not is_dataclass(value):
        return value
    given = ((item.name, getattr(value, item.name)) for item in fields(value))
    return {_KEYS.get(name, name): _to_json(value) for name, value in given if value is not None}


def shows_colors() -> bool:
    """Returns whether the standard output is a terminal that shows colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def explanation_from_json(text: str) -> Explanation:
    """Creates an explanation from the JSON text that the core writes."""
    return Explanation(**json.loads(text))


def catalog_from_json(text: str) -> tuple[Explanation, ...]:
    """Creates all explanations from the JSON text that the core writes."""
    return tuple(Explanation(**fields) for fields in json.loads(text)["codes"])


_MAX_SHOWN = 20


def report_repr(valid: bool, truncated: bool, diagnostics: tuple[Diagnostic, ...]) -> str:
    """Returns the `repr` of a report, which pytest shows for example when `assert report.valid` fails."""
    counts = {name: sum(d.severity == name for d in diagnostics) for name in ("error", "warning", "info")}
    summary = [f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items() if count]
    if not summary:
        return f"<Report valid={valid}>"
    lines = [f"{d.severity}[{d.code}]: {d.message} ({_location(d)})" for d in diagnostics[:_MAX_SHOWN]]
    if truncated or len(diagnostics) > _MAX_SHOWN:
        lines.append("…")
    return f"<Report valid={valid}, {', '.join(summary)}:\n  " + "\n  ".join(lines) + ">"


def _location(diagnostic: Diagnostic) -> str:
    path = diagnostic.path or "the whole declaration"
    call = diagnostic.call
    if diagnostic.range is not None:
        return f"{path}, line {diagnostic.range.start.line + 1}"
    if call is None:
        return path
    return f"{path}, {call.text}" if call.file is None else f"{path}, {call.text} at {call.file}:{call.line}"
