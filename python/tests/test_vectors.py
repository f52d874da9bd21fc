"""Runs the conformance vectors with the installed package, which must return the same results as Rust."""

from __future__ import annotations

import contextlib
import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

import alien

VECTORS = Path(__file__).parents[2] / "tests" / "vectors"
pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="an sdist does not contain the vectors")

# The inputs that are texts, by their syntax.
SYNTAXES = {"json", "jsonc", "yaml"}
EXPECTED = ("valid", "truncated", "diagnostics", "normalised", "outputs", "diff", "fixed", "fixedUnsafe", "result")


def snake_case(name: str) -> str:
    """Returns the Python name of a method. The files contain the JavaScript name."""
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def cases() -> list[Any]:
    found = []
    for file in sorted(VECTORS.rglob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            name = f"{file.relative_to(VECTORS)}: {case['name']}"
            found.append(pytest.param(case, id=name))
    return found


def fields(value: object) -> dict[str, Any]:
    """Returns the public attributes of an object, without those that are `None`."""
    names = (name for name in dir(value) if not name.startswith("_"))
    return {name: getattr(value, name) for name in names if getattr(value, name) is not None}


def camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def at(position: alien.Position) -> str:
    return f"{position.line}:{position.character}"


def shortened(value: object) -> Any:
    """Returns a part of a report in the short form that the files use."""
    if isinstance(value, tuple):
        return [shortened(inner) for inner in value]
    if isinstance(value, alien.Range):
        return f"{at(value.start)}-{at(value.end)}"
    if isinstance(value, alien.Call):
        return value.number
    if isinstance(value, (str, dict)):
        return value
    return {camel_case(name): shortened(inner) for name, inner in fields(value).items()}


def short(found: alien.Diagnostic) -> dict[str, Any]:
    result = shortened(found)
    assert result.pop("docs") == f"docs/codes.md#{found.code}"
    if result["target"] == "value":
        del result["target"]
    if "help" in result:
        # The files show calls as JavaScript code.
        result["help"] = re.sub(r"^call (Container|Stack)\(", r"call new \1(", result["help"])
    return {name: value for name, value in result.items() if value not in ([], {})}


def reported(valid: bool, truncated: bool, found: tuple[alien.Diagnostic, ...]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "valid": valid,
        "diagnostics": [short(diagnostic) for diagnostic in found],
    }
    if truncated:
        result["truncated"] = True
    return result


START: dict[str, Any] = {
    "container": alien.Container,
    "from": alien.Container.from_config,
    "stack": alien.Stack,
    "fromStack": alien.Stack.from_config,
}


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def replay(calls: list[list[Any]]) -> Any:
    """Makes the calls on a new builder, and returns it."""
    builders: list[Any] = []
    for method, *given in calls:
        if method in START:
            builders.append(START[method](*given))
        elif method == "addBuilder":
            added = builders.pop()
            builders.append(builders.pop().add(added, *given))
        else:
            builders.append(getattr(builders.pop(), snake_case(method))(*given))
    return builders[0]


def build(calls: list[list[Any]]) -> dict[str, Any]:
    try:
        resource = replay(calls).build()
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
    result = reported(report.valid, report.truncated, report.diagnostics)
    if report.valid:
        result["normalised"] = alien.normalise(text, **options)
    else:
        with pytest.raises(alien.ValidationError):
            alien.normalise(text, **options)
    if '"platform"' in text:
        kept = {name: value for name, value in options.items() if name != "kind"}
        state = alien.StackState.parse(text, **kept)
        if state.to_dict():
            result["outputs"] = compact(state.to_dict())
    fixed = alien.apply_fixes(text, **options)
    if fixed != text:
        result["fixed"] = fixed.split("\n")
    everything = alien.apply_fixes(text, unsafe=True, **options)
    if everything != fixed:
        result["fixedUnsafe"] = everything.split("\n")
    return result


def as_json(value: object) -> Any:
    """Returns the result of a function as the npm package returns it."""
    if isinstance(value, tuple):
        return [as_json(inner) for inner in value]
    if isinstance(value, alien.Report):
        return value.to_dict()
    if hasattr(value, "__slots__") and not isinstance(value, str):
        return {name: as_json(inner) for name, inner in fields(value).items()}
    return value


def call(case: dict[str, Any]) -> dict[str, Any]:
    """Calls a function of the package. Without an expected result, the call only has to succeed."""
    function = getattr(alien, snake_case(case["function"]))
    options = {snake_case(name): value for name, value in case.get("options", {}).items()}
    returned = function(*case.get("arguments", []), **options)
    return {"result": as_json(returned)} if "result" in case else {}


def run(case: dict[str, Any]) -> dict[str, Any]:
    if "function" in case:
        return call(case)
    options: dict[str, Any] = {name: case[name] for name in ("kind", "limits") if name in case}
    if "calls" in case:
        return build(case["calls"])
    if "update" in case:
        old, new = ("\n".join(case["update"][side]) for side in ("old", "new"))
        report = alien.validate_update(old, new, **options)
        result = reported(report.valid, report.truncated, report.diagnostics)
        with contextlib.suppress(alien.ValidationError):
            result["diff"] = alien.diff(old, new, **options).text.splitlines()
        return result
    [syntax] = SYNTAXES & case.keys()
    return read("\n".join(case[syntax]), {**options, "syntax": syntax})


@pytest.mark.parametrize("case", cases())
def test_vector(case: dict[str, Any]) -> None:
    assert run(case) == {name: case[name] for name in EXPECTED if name in case}


def test_there_are_vectors() -> None:
    assert len(cases()) > 300


# Functions that are written in Python, and have tests of their own.
OTHERS = {"track_calls", "wait_for_container", "wait_for_stack"}


def test_every_function_has_a_vector_so_that_every_language_offers_it() -> None:
    exported = {name for name in alien.__all__ if inspect.isroutine(getattr(alien, name))}
    called = {snake_case(case.values[0].get("function", "")) for case in cases()}
    assert exported - called - OTHERS == set()
