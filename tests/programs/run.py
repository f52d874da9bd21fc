"""Runs random programs with the installed package; see README.md."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import alien


def snake_case(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def fields(value: Any) -> Any:
    """Converts a part of a diagnostic to JSON, in the format of the npm package. Leaves out the locations of calls."""
    if isinstance(value, tuple):
        return [fields(inner) for inner in value]
    if isinstance(value, alien.Call):
        return {"method": value.method, "number": value.number, "text": value.text}
    if not type(value).__module__.startswith("alien"):
        return value
    members = {name: getattr(value, name) for name in dir(value) if not name.startswith("_")}
    # Fields that are None, and data without values, are absent in JSON.
    return {name: fields(inner) for name, inner in members.items() if inner is not None and inner != {}}


START: dict[str, Any] = {
    "container": alien.Container,
    "from": alien.Container.from_config,
    "stack": alien.Stack,
    "fromStack": alien.Stack.from_config,
}


def run(calls: list[list[Any]]) -> dict[str, Any]:
    builders: list[Any] = []
    for method, *arguments in calls:
        if method in START:
            builders.append(START[method](*arguments))
        elif method == "addBuilder":
            added = builders.pop()
            builders[-1].add(added, *arguments)
        else:
            getattr(builders[-1], snake_case(method))(*arguments)
    try:
        resource = builders[0].build()
    except alien.ValidationError as error:
        return {"diagnostics": fields(error.diagnostics)}
    return {"normalised": resource.to_json(), "diagnostics": fields(resource.warnings)}


def main() -> None:
    alien.track_calls(False)
    for line in sys.stdin.buffer:
        result = json.dumps(run(json.loads(line)), ensure_ascii=False, separators=(",", ":"))
        sys.stdout.buffer.write(result.encode() + b"\n")


if __name__ == "__main__":
    main()
