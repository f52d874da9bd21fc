"""Runs the conformance vectors through the installed package: what Rust says, Python says."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

import alien
from alien import _native

VECTORS = Path(__file__).parents[2] / "tests" / "vectors"
pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="vectors are part of the repository, not of an sdist")

EXPECTED = ("valid", "truncated", "diagnostics", "normalised", "outputs", "diff", "fixed", "fixedUnsafe")


def snake_case(name: str) -> str:
    """A method's name in Python: the files name methods as JavaScript does."""
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def cases() -> list[Any]:
    found = []
    for file in sorted(VECTORS.rglob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            name = f"{file.relative_to(VECTORS)}: {case['name']}"
            found.append(pytest.param(case, id=name))
    return found


def fields(value: object) -> dict[str, Any]:
    """The fields of a dataclass with slots that are there, in order."""
    names: tuple[str, ...] = type(value).__slots__  # type: ignore[attr-defined]
    return {name: getattr(value, name) for name in names if getattr(value, name) is not None}


def at(position: alien.Position) -> str:
    return f"{position.line}:{position.character}"


def shortened(value: object) -> Any:
    """A part of a report in the short form of the files."""
    if isinstance(value, tuple):
        return [shortened(inner) for inner in value]
    if isinstance(value, alien.Range):
        return f"{at(value.start)}-{at(value.end)}"
    if isinstance(value, alien.Call):
        return value.number
    if isinstance(value, str):
        return value
    return {name: shortened(inner) for name, inner in fields(value).items()}


def short(found: alien.Diagnostic) -> dict[str, Any]:
    said = shortened(found)
    assert said.pop("docs") == f"docs/codes.md#{found.code}"
    if said["target"] == "value":
        del said["target"]
    if "help" in said:
        # The files show calls as JavaScript writes them.
        said["help"] = re.sub(r"^call (Container|Stack)\(", r"call new \1(", said["help"])
    return {name: value for name, value in said.items() if value != []}


def reported(valid: bool, truncated: bool, found: tuple[alien.Diagnostic, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "valid": valid,
        "diagnostics": [short(diagnostic) for diagnostic in found],
    }
    if truncated:
        said["truncated"] = True
    return said


START: dict[str, Any] = {
    "container": alien.Container,
    "from": alien.Container.from_config,
    "stack": alien.Stack,
    "fromStack": alien.Stack.from_config,
}


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def build(calls: list[list[Any]]) -> dict[str, Any]:
    (start, first), *rest = calls
    builder = START[start](first)
    for method, *given in rest:
        builder = getattr(builder, snake_case(method))(*given)
    try:
        resource = builder.build()
    except alien.ValidationError as error:
        return reported(False, error.report.truncated, error.diagnostics)
    assert compact(resource.config) == resource.to_json()
    return {
        **reported(True, False, resource.warnings),
        "normalised": alien.normalise(resource),
    }


def read(text: str, options: dict[str, Any]) -> dict[str, Any]:
    report = alien.validate(text, **options)
    assert alien.validate(text.encode(), **options) == report
    said = reported(report.valid, report.truncated, report.diagnostics)
    if report.valid:
        said["normalised"] = alien.normalise(text, **options)
    else:
        with pytest.raises(alien.ValidationError):
            alien.normalise(text, **options)
    if '"platform"' in text:
        kept = {name: value for name, value in options.items() if name != "kind"}
        state = alien.StackState.parse(text, **kept)
        if state.to_dict():
            said["outputs"] = compact(state.to_dict())
    fixed = alien.apply_fixes(text, **options)
    if fixed != text:
        said["fixed"] = fixed.split("\n")
    everything = alien.apply_fixes(text, unsafe=True, **options)
    if everything != fixed:
        said["fixedUnsafe"] = everything.split("\n")
    return said


def run(case: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {"relaxed": "jsonc" in case}
    options.update((name, case[name]) for name in ("kind", "limits") if name in case)
    if "calls" in case:
        return build(case["calls"])
    if "update" in case:
        old, new = ("\n".join(case["update"][side]) for side in ("old", "new"))
        report = alien.validate_update(old, new, **options)
        said = reported(report.valid, report.truncated, report.diagnostics)
        with contextlib.suppress(alien.ValidationError):
            said["diff"] = alien.diff(old, new, **options).text.splitlines()
        return said
    return read("\n".join(case["json"] if "json" in case else case["jsonc"]), options)


@pytest.mark.parametrize("case", cases())
def test_vector(case: dict[str, Any]) -> None:
    assert run(case) == {name: case[name] for name in EXPECTED if name in case}


def test_there_are_vectors() -> None:
    assert len(cases()) > 300


def test_every_function_is_offered() -> None:
    offered = {
        "build": alien.Container.build,
        "validate": alien.validate,
        "validateUpdate": alien.validate_update,
        "diff": alien.diff,
        "normalise": alien.normalise,
        "applyFixes": alien.apply_fixes,
        "explain": alien.explain,
        "catalog": alien.catalog,
        "jsonSchema": alien.json_schema,
        "stateOutputs": alien.StackState.parse,
        "version": alien.__version__,
    }
    assert list(offered) == _native._functions()
