"""Tests of the file and line that are recorded for each builder call."""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import pytest
from support import run_python

import alien


def sites(builder: alien.Container) -> list[tuple[str | None, int | None]]:
    """Returns the file and line of each call that caused the error `port-out-of-range`."""
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    diagnostics = raised.value.diagnostics
    calls = [diagnostic.call for diagnostic in diagnostics if diagnostic.code == "port-out-of-range"]
    return [(call.file, call.line) for call in calls if call is not None]


def line() -> int:
    """Returns the line from which this function is called."""
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return frame.f_back.f_lineno


def test_a_call_has_its_line() -> None:
    builder = alien.Container("api")
    lines = []
    lines.append(builder.port(70_000) and line())
    lines.append(builder.port(-1) and line())
    found = sites(builder)
    assert [number for _, number in found] == lines
    assert {Path(file or "").name for file, _ in found} == {Path(__file__).name}


def test_each_call_of_a_chain_has_its_line() -> None:
    first = line() + 5
    builder = (
        alien.Container("api")
        .code(type="image", image="ghcr.io/acme/api:v1")
        .memory("1Gi")
        .port(70_000)
        .port(70_001)
        .permissions("execution")
        .port(70_002)
    )
    assert [number for _, number in sites(builder)] == [first, first + 1, first + 3]


def test_a_call_through_built_in_functions() -> None:
    builder = alien.Container("api")
    list(map(builder.port, [70_000]))
    here = line() - 1
    assert sites(builder)[0][1] == here


def test_a_path_is_relative_to_the_working_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = alien.Container("api").port(70_000)
    folder = Path(__file__).resolve().parent
    monkeypatch.chdir(folder)
    assert sites(builder)[0][0] == Path(__file__).name
    monkeypatch.chdir(folder.parent)
    assert sites(builder)[0][0] == os.path.join(folder.name, Path(__file__).name)
    monkeypatch.chdir(folder.root)
    assert sites(builder)[0][0] == str(Path(__file__).resolve())


def test_a_name_that_is_not_a_path_is_shown_unchanged() -> None:
    names: dict[str, alien.Container] = {}
    exec(compile("import alien\nbuilder = alien.Container('api').port(70_000)", "<cell 3>", "exec"), names)
    assert sites(names["builder"]) == [("<cell 3>", 2)]


def test_a_related_call_has_its_line() -> None:
    builder = alien.Container("api").expose_port(1, "tcp").expose_port(2, "tcp")
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    (fault,) = (fault for fault in raised.value.diagnostics if fault.code == "several-exposed-ports")
    assert fault.related[0].call is not None
    assert fault.related[0].call.line == line() - 5


def test_tracking_can_be_turned_off() -> None:
    alien.track_calls(False)
    assert sites(alien.Container("api").port(70_000)) == [(None, None)]


def test_the_first_2000_calls_of_a_process_are_tracked() -> None:
    program = """
import alien
builder = alien.Container("api")
for _ in range(1998):
    builder.cpu(1)
builder.port(70_000)
builder.port(70_001)
try:
    builder.build()
except alien.ValidationError as error:
    print([fault.call.line for fault in error.diagnostics if fault.code == "port-out-of-range"])
"""
    assert run_python(program) == "[6, None]\n"
