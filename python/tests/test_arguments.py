"""Tests of arguments: names that don't exist, and iterables where a list is expected."""

from __future__ import annotations

import asyncio
import inspect
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support import SMALL, container, problems

import alien

TEXT = '{"id": "api"}'


def wait_for_container(**named: Any) -> object:
    return asyncio.run(alien.wait_for_container([], "api", **named))


def wait_for_stack(**named: Any) -> object:
    return asyncio.run(alien.wait_for_stack([], **named))


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
    (lambda **named: alien.Stack("app").add(alien.Kv("a"), "live", **named), "dependency", "dependencies"),
    (lambda **named: alien.Stack("app").add(alien.Kv("a"), **named), "life_cycle", "lifecycle"),
    (alien.Stack("app").add, "ressource", "resource"),
    (alien.Container("api").persistent_storage, "sise", "size"),
    (alien.Container("api").memory, "sizes", "size"),
    (lambda **named: alien.validate(TEXT, **named), "sintax", "syntax"),
    (lambda **named: alien.validate_update(TEXT, TEXT, **named), "unit", "units"),
    (lambda **named: alien.diff(TEXT, TEXT, **named), "limit", "limits"),
    (lambda **named: alien.normalise(TEXT, **named), "names", "name"),
    (lambda **named: alien.apply_fixes(TEXT, **named), "unsave", "unsafe"),
    (lambda **named: alien.render(alien.validate(TEXT), **named), "colour", "color"),
    (lambda **named: alien.apply_fix(TEXT, None, **named), "unit", "units"),  # type: ignore[arg-type]
    (lambda **named: alien.edit(TEXT, "/id", 1, **named), "sintax", "syntax"),
    (lambda **named: alien.remove(TEXT, "/id", **named), "sintax", "syntax"),
    (alien.validate, "declarations", "declaration"),
    (alien.validate_update, "befor", "before"),
    (alien.diff, "afters", "after"),
    (alien.normalise, "declaraton", "declaration"),
    (alien.apply_fixes, "texts", "text"),
    (alien.apply_fix, "fixed", "fix"),
    (alien.render, "reports", "report"),
    (alien.StackState.parse, "sintax", "syntax"),
    (lambda **named: alien.StackState.parse(TEXT, **named), "names", "name"),
    (wait_for_container, "timeoutt", "timeout"),
    (wait_for_container, "allowUnknown", "allow_unknown"),
    (wait_for_stack, "container", "containers"),
    (wait_for_stack, "retrys", "retries"),
]


# Calls of the same function: with positional arguments, and with named ones.
NAMED: list[tuple[object, object]] = [
    (container().code({"type": "image", "image": "a:1"}), container().code(code={"type": "image", "image": "a:1"})),
    (container().cpu(2), container().cpu(cpu=2)),
    (container().memory("2Gi"), container().memory(size="2Gi")),
    (container().port(1), container().port(port=1)),
    (container().ports([1]), container().ports(ports=[1])),
    (container().expose("http"), container().expose(protocol="http")),
    (container().expose_port(1, "http"), container().expose_port(port=1, protocol="http")),
    (container().replicas(2), container().replicas(count=2)),
    (
        container().auto_scale({"min": 1, "desired": 1, "max": 2}),
        container().auto_scale(scaling={"min": 1, "desired": 1, "max": 2}),
    ),
    (container().stateful(False), container().stateful(enabled=False)),
    (container().persistent_storage("10Gi"), container().persistent_storage(size="10Gi")),
    (
        container().persistent_storage("10Gi", {"mountPath": "/a"}),
        container().persistent_storage(size="10Gi", options={"mountPath": "/a"}),
    ),
    (
        container().persistent_storage("10Gi", mount_path="/a"),
        container().persistent_storage(mount_path="/a", size="10Gi"),
    ),
    (container().ephemeral_storage("1Gi"), container().ephemeral_storage(size="1Gi")),
    (container().gpu({"type": "nvidia-t4", "count": 1}), container().gpu(gpu={"type": "nvidia-t4", "count": 1})),
    (container().health_check({"path": "/up"}), container().health_check(check={"path": "/up"})),
    (container().link(alien.Kv("a")), container().link(resource=alien.Kv("a"))),
    (container().command(["a"]), container().command(words=["a"])),
    (
        alien.Stack("app").permissions({"profiles": {}}),
        alien.Stack("app").permissions(permissions={"profiles": {}}),
    ),
    (
        alien.Stack("app").add(alien.Kv("a"), "frozen"),
        alien.Stack("app").add(lifecycle="frozen", resource=alien.Kv("a")),
    ),
    (alien.Stack("app").add(alien.Kv("a"), "frozen"), alien.Stack("app").add(alien.Kv("a"), lifecycle="frozen")),
    (
        alien.Stack("app").add(container(), "live", {"dependencies": []}),
        alien.Stack("app").add(resource=container(), lifecycle="live", options={"dependencies": []}),
    ),
    (alien.Container(id="api").cluster("a").pool("b"), alien.Container("api").cluster(id="a").pool(name="b")),
    (alien.Kv("a"), alien.Kv(id="a")),
    (alien.validate(TEXT, "container"), alien.validate(kind="container", declaration=TEXT)),
    (alien.validate_update(TEXT, TEXT), alien.validate_update(after=TEXT, before=TEXT)),
    (alien.apply_fixes(TEXT), alien.apply_fixes(text=TEXT)),
    (alien.edit(TEXT, "/id", "b"), alien.edit(text=TEXT, path="/id", value="b")),
    (alien.remove(TEXT, "/id"), alien.remove(text=TEXT, path="/id")),
    (alien.explain("no-ports"), alien.explain(code="no-ports")),
    (alien.json_schema("stack"), alien.json_schema(kind="stack")),
    (alien.render(alien.validate(TEXT)), alien.render(report=alien.validate(TEXT))),
    (alien.normalise(container().build()), alien.normalise(declaration=container().build())),
    (alien.diff(container().build(), container().build()), alien.diff(before=SMALL, after=SMALL)),
    (alien.StackState.parse(TEXT), alien.StackState.parse(state=TEXT)),
]


@pytest.mark.parametrize(("positional", "named"), NAMED)
def test_every_argument_with_a_natural_name_can_be_named(positional: object, named: object) -> None:
    assert repr(positional) == repr(named)
    if isinstance(positional, (alien.Container, alien.Stack)):
        assert isinstance(named, (alien.Container, alien.Stack))
        assert problems(positional.validate()) == problems(named.validate())


# A call without a required argument, and the name of the argument.
MISSING: list[tuple[Callable[[], object], str]] = [
    (lambda: alien.Stack("app").add(alien.Kv("a")), "lifecycle"),  # type: ignore[call-arg]
    (lambda: alien.Stack("app").add(lifecycle="live"), "resource"),  # type: ignore[call-arg]
    (lambda: alien.Container("api").persistent_storage(mount_path="/a"), "size"),  # type: ignore[call-arg]
    (lambda: alien.validate(kind="stack"), "declaration"),  # type: ignore[call-arg]
    (lambda: alien.diff(TEXT), "after"),  # type: ignore[call-arg]
    (lambda: alien.apply_fix(TEXT), "fix"),  # type: ignore[call-arg]
    (lambda: alien.render(text=TEXT), "report"),  # type: ignore[call-arg]
]


@pytest.mark.parametrize(("call", "name"), MISSING)
def test_a_missing_argument_is_named(call: Callable[[], object], name: str) -> None:
    with pytest.raises(TypeError, match=rf"\(\) missing required argument '{name}'"):
        call()


def test_variables_have_no_name_for_all_of_them() -> None:
    with pytest.raises(TypeError, match="a dict without a name"):
        container().environment(variables={"A": "1"})  # type: ignore[arg-type]
    resource = container().environment(variables="1").build()
    assert resource.config["environment"] == {"variables": "1"}


def test_the_waits_stay_coroutine_functions() -> None:
    assert inspect.iscoroutinefunction(alien.wait_for_container)
    assert list(inspect.signature(alien.wait_for_stack).parameters)[:2] == ["states", "containers"]


@pytest.mark.parametrize(("call", "name", "meant"), KEYWORDS)
def test_a_keyword_that_does_not_exist_gets_a_suggestion(call: Callable[..., object], name: str, meant: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(**{name: 1})
    message = str(raised.value)
    assert message.endswith(f'() has no keyword argument "{name}"; did you mean "{meant}"?'), message


def test_an_unknown_keyword_lists_those_that_exist() -> None:
    with pytest.raises(TypeError, match=r'gpu\(\) has no keyword argument "colour"; use "gpu", "type" or "count"'):
        alien.Container("api").gpu(colour=1)  # type: ignore[call-arg]


def test_a_rejected_call_is_not_recorded() -> None:
    builder = container()
    with pytest.raises(TypeError):
        builder.cpu(mim="1")  # type: ignore[call-arg]
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
