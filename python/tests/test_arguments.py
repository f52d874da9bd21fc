"""Tests of arguments: names that don't exist, and iterables where a list is expected."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support import container

import alien

TEXT = '{"id": "api"}'

# A call with a keyword argument that doesn't exist, its name, and the one that is suggested.
KEYWORDS: list[tuple[Callable[..., object], str, str]] = [
    (alien.Container("api").code, "Type", "type"),
    (alien.Container("api").cpu, "minimum", "min"),
    (alien.Container("api").memory, "desire", "desired"),
    (alien.Container("api").auto_scale, "targetCpuPercent", "target_cpu_percent"),
    (alien.Container("api").auto_scale, "target_cpu", "target_cpu_percent"),
    (alien.Container("api").auto_scale, "maxReplicas", "max"),
    (lambda **named: alien.Container("api").persistent_storage("1Gi", **named), "mountPath", "mount_path"),
    (alien.Container("api").gpu, "counts", "count"),
    (alien.Container("api").health_check, "timeoutSeconds", "timeout_seconds"),
    (alien.Container("api").health_check, "timeout", "timeout_seconds"),
    (alien.Stack("app").permissions, "profile", "profiles"),
    (lambda **named: alien.Stack("app").add(alien.Kv("a"), "live", **named), "remoteAccess", "remote_access"),
    (lambda **named: alien.validate(TEXT, **named), "relaxd", "relaxed"),
    (lambda **named: alien.validate_update(TEXT, TEXT, **named), "unit", "units"),
    (lambda **named: alien.diff(TEXT, TEXT, **named), "limit", "limits"),
    (lambda **named: alien.normalise(TEXT, **named), "names", "name"),
    (lambda **named: alien.apply_fixes(TEXT, **named), "unsave", "unsafe"),
    (lambda **named: alien.render(alien.validate(TEXT), **named), "colour", "color"),
    (lambda **named: alien.apply_fix(TEXT, None, **named), "unit", "units"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "name", "meant"), KEYWORDS)
def test_a_keyword_that_does_not_exist_gets_a_suggestion(call: Callable[..., object], name: str, meant: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(**{name: 1})
    message = str(raised.value)
    assert message.endswith(f'() has no keyword argument "{name}"; did you mean "{meant}"?'), message


def test_an_unknown_keyword_lists_those_that_exist() -> None:
    with pytest.raises(TypeError, match=r'gpu\(\) has no keyword argument "colour"; use "type" or "count"'):
        alien.Container("api").gpu(colour=1)  # type: ignore[call-overload]


def test_a_rejected_call_is_not_recorded() -> None:
    builder = container()
    with pytest.raises(TypeError):
        builder.cpu(mim="1")  # type: ignore[call-overload]
    assert builder.build() == container().build()


def generate() -> Iterator[int]:
    yield from (8000, 8001, 8002)


ITERABLES: list[Callable[[], Any]] = [
    lambda: [8000, 8001, 8002],
    lambda: (8000, 8001, 8002),
    lambda: range(8000, 8003),
    generate,
    lambda: map(int, ["8000", "8001", "8002"]),
    lambda: dict.fromkeys((8000, 8001, 8002)).keys(),
    lambda: deque((8000, 8001, 8002)),
]


@pytest.mark.parametrize("make", ITERABLES)
def test_an_iterable_with_an_order_is_a_list_of_ports(make: Callable[[], Any]) -> None:
    resource = container().ports(make()).build()
    assert [port["port"] for port in resource.config["ports"]] == [8080, 8000, 8001, 8002]


def test_an_iterator_is_read_by_the_call() -> None:
    ports = iter([8000, 8001])
    builder = container().ports(ports)
    assert list(ports) == []
    for _ in range(2):
        assert [port["port"] for port in builder.build().config["ports"]] == [8080, 8000, 8001]


def test_words_and_dependencies_are_iterables_too() -> None:
    resource = container().command(word for word in ("./server", "--fast")).build()
    assert resource.to_dict().get("command") == ["./server", "--fast"]
    kv = alien.Kv("cache")
    stack = alien.Stack("app").add(kv, "frozen")
    stack = stack.add(alien.Queue("jobs"), "frozen", dependencies=(resource for resource in [kv]))
    jobs = stack.build().config["resources"]["jobs"]
    assert jobs.get("dependencies") == [{"type": "kv", "id": "cache"}]


@pytest.mark.parametrize("value", [{8000}, frozenset([8000]), "8000", b"8000", {8000: None}, 8000, None])
def test_other_values_are_no_list_of_ports(value: Any) -> None:
    with pytest.raises(alien.ValidationError) as raised:
        container().ports(value).build()
    assert [(found.code, found.path) for found in raised.value.diagnostics] == [("wrong-type", "/ports")]


def test_an_exception_of_an_iterator_is_raised_by_the_call() -> None:
    def fail() -> Iterator[int]:
        yield 8000
        raise LookupError("no more")

    builder = container()
    with pytest.raises(LookupError, match="no more"):
        builder.ports(fail())
    assert builder.build() == container().build()


def test_an_iterator_may_use_the_builder() -> None:
    builder = container()

    def ports() -> Iterator[int]:
        builder.port(7000)
        yield 8000

    resource = builder.ports(ports()).build()
    assert [port["port"] for port in resource.config["ports"]] == [8080, 7000, 8000]


def test_an_iterator_without_an_end_is_reported() -> None:
    with pytest.raises(alien.ValidationError) as raised:
        container().command(itertools.repeat("x")).build()
    assert [found.path for found in raised.value.diagnostics] == ["/command"]


def test_declarations_are_not_consumed() -> None:
    ports = iter([8000])
    assert not alien.validate({"id": "api", "ports": ports}).valid
    assert list(ports) == [8000]


@pytest.mark.parametrize("name", ["stack.json", "./api.json", "/srv/app/stack.json", r"C:\app\stack.json"])
def test_the_name_of_a_file_is_no_text(name: str) -> None:
    (found,) = alien.validate(name).diagnostics
    assert found.message == "this is the name of a file, not its content"
    assert "pathlib.Path" in (found.help or "")
    with pytest.raises(alien.ValidationError, match=r"pathlib\.Path"):
        alien.normalise(name)


def test_diagnostics_have_their_values_as_data() -> None:
    (found,) = alien.validate({**container().build().to_dict(), "ports": [{"port": 70000}]}).diagnostics
    assert found.data == {"value": 70000, "min": 1, "max": 65535}
    assert isinstance(found.data.get("value"), int)
    assert hash(found) == hash(found)
    assert alien.explain(found.code).code == found.code
