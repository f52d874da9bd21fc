"""Explanations of codes, and texts about reports. To keep `import alien` fast, this module is only imported when it is needed."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alien._public import public

if TYPE_CHECKING:
    from alien._declarations import DiagnosticCode
    from alien._native import Diagnostic
    from alien._types import Severity


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
