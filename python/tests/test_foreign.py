"""Values that JSON doesn't have are named by their type, inside and outside builders, and the help converts them."""

from __future__ import annotations

import argparse
import array
import collections
import dataclasses
import datetime
import enum
import ipaddress
import pathlib
import types
import uuid
from collections.abc import AsyncIterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from support import SMALL, container, problems

import alien


class Level(enum.Enum):
    HIGH = "high"


@dataclasses.dataclass
class Health:
    path: str = "/"


class Model:
    def model_dump(self) -> dict[str, Any]:
        return {}


class Attrs:
    __attrs_attrs__ = ()


class Struct:
    __struct_fields__ = ()


class Plain:
    pass


class Text:
    def __str__(self) -> str:
        return "text"


class Index:
    def __index__(self) -> int:
        return 3


class BrokenIndex:
    def __index__(self) -> int:
        raise RuntimeError("no")


class Vector:
    """An array of which `__index__` exists, but is no integer."""

    def __index__(self) -> int:
        return 3

    def __len__(self) -> int:
        return 1

    def tolist(self) -> list[int]:
        return [3]


def numpy_class(name: str, **members: Any) -> Any:
    return type(name, (), {"__module__": "numpy", **members})()


class Hostile(type):
    def __getattribute__(cls, name: str) -> Any:
        raise RuntimeError("no")


class HasHostileClass(metaclass=Hostile):
    pass


async def wait() -> str:
    return "x"


async def count() -> AsyncIterator[int]:
    yield 1


waiting = wait()
waiting.close()

# The key that gets the value, the value, what the message calls it, and the help.
CASES: list[tuple[str, Any, str, str]] = [
    ("pool", Level.HIGH, f"a member of {__name__}.Level", "use member.value"),
    ("healthCheck", Health(), f"an instance of {__name__}.Health", "use dataclasses.asdict(…)"),
    ("healthCheck", Model(), f"an instance of {__name__}.Model", "use model.model_dump()"),
    ("healthCheck", Attrs(), f"an instance of {__name__}.Attrs", "use attrs.asdict(…)"),
    ("healthCheck", Struct(), f"an instance of {__name__}.Struct", "use msgspec.to_builtins(…)"),
    ("environment", types.SimpleNamespace(), "a types.SimpleNamespace", "use vars(…)"),
    ("environment", argparse.Namespace(), "an argparse.Namespace", "use vars(…)"),
    ("pool", pathlib.PurePosixPath("a"), "a pathlib.PurePosixPath", "use str(path)"),
    ("pool", datetime.date(2020, 1, 1), "a datetime.date", "use value.isoformat()"),
    ("pool", datetime.time(), "a datetime.time", "use value.isoformat()"),
    ("pool", datetime.timedelta(1), "a datetime.timedelta", "use str(…)"),
    ("pool", uuid.UUID(int=1), "a uuid.UUID", "use str(…)"),
    ("pool", ipaddress.ip_address("::1"), "an ipaddress.IPv6Address", "use str(…)"),
    ("pool", Text(), f"a {__name__}.Text", "use str(…)"),
    ("pool", Plain(), f"an instance of {__name__}.Plain", "write a string in quotes"),
    ("pool", b"x", "bytes", "decode the bytes"),
    ("pool", bytearray(), "a bytearray", "decode the bytes"),
    ("pool", memoryview(b""), "a memoryview", "decode the bytes"),
    ("replicas", Fraction(3), "a fractions.Fraction", "use float(…)"),
    ("replicas", Decimal(3), "a decimal.Decimal", "use float(…)"),
    ("pool", Decimal(3), "a decimal.Decimal", "use str(…)"),
    ("replicas", 3j, "an instance of complex", "write a number"),
    ("replicas", BrokenIndex(), f"an instance of {__name__}.BrokenIndex", "write a number"),
    ("replicas", Vector(), f"a {__name__}.Vector", "write a number"),
    ("ports", Vector(), f"a {__name__}.Vector", "use array.tolist()"),
    ("ports", array.array("i"), "an array.array", "use array.tolist()"),
    ("ports", {1}, "a set", "use list(…)"),
    ("ports", frozenset(), "a frozenset", "use list(…)"),
    ("ports", range(3), "a range", "use list(…)"),
    ("ports", (port for port in [1]), "a generator", "use list(…)"),
    ("ports", {}.keys(), "a dict_keys", "use list(…)"),
    ("ports", collections.deque(), "a collections.deque", "use list(…)"),
    ("ports", zip([1], [2], strict=True), "a zip", "use list(…)"),
    ("ports", count(), "an async_generator", "use [item async for item in …]"),
    ("pool", waiting, "a coroutine", "await it"),
    ("pool", wait, "a function", "pass a value, such as the result of calling the function"),
    ("pool", Plain, f"the class {__name__}.Plain", "pass a value, not the class"),
    ("pool", int, "the class int", "pass a value, not the class"),
    ("pool", ValueError("secret"), "a ValueError", "use str(…)"),
    ("stateful", numpy_class("bool_", __index__=lambda _: 1), "a numpy.bool_", "use bool(…)"),
    ("replicas", numpy_class("bool", __index__=lambda _: 1), "a numpy.bool", "write a number"),
    ("replicas", numpy_class("float32", __float__=lambda _: 1.0), "a numpy.float32", "use float(…)"),
    ("pool", alien.Container("db"), "a Container that was not built", "call build() on it"),
    ("pool", alien.Stack("db"), "a Stack that was not built", "call build() on it"),
]


@pytest.mark.parametrize(("key", "value", "words", "help"), CASES)
def test_a_foreign_value_is_named(key: str, value: Any, words: str, help: str) -> None:
    declaration: Any = {**SMALL, key: value}
    with pytest.raises(alien.ValidationError) as raised:
        alien.Container.from_config(declaration).build()
    for diagnostics in (raised.value.diagnostics, alien.validate(declaration).diagnostics):
        (found,) = [found for found in diagnostics if found.path == f"/{key}"]
        assert found.code == "wrong-type"
        assert found.message.endswith(f", not {words}")
        assert found.help == help


def test_a_hostile_class_is_reported() -> None:
    (found,) = alien.validate({**SMALL, "pool": HasHostileClass()}).diagnostics
    assert found.code == "wrong-type"


def test_a_local_class_is_named_without_its_function() -> None:
    class Inner:
        pass

    (found,) = alien.validate({**SMALL, "pool": Inner()}).diagnostics
    assert found.message.endswith(f"not an instance of {__name__}.Inner")
    Inner.__qualname__ = "\x1b" + "x" * 100_000
    (found,) = alien.validate({**SMALL, "pool": Inner()}).diagnostics
    assert f"not an instance of {__name__}.\\u001bxxx" in found.message
    assert found.message.endswith("xxx…")
    assert len(found.message) < 120


def test_integers_with_an_index_are_accepted() -> None:
    integer: Any = Index()
    assert problems(alien.validate({**SMALL, "replicas": integer})) == []
    config = container().port(integer).min_replicas(integer).max_replicas(integer).build().config
    assert {"port": 3} in config["ports"]


def test_the_types_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    for integer in (numpy.int64(3), numpy.uint8(3), numpy.float64(3)):
        assert problems(alien.validate({**SMALL, "replicas": integer})) == []
    for value, words in [
        (numpy.bool_(True), "not a numpy.bool"),
        (numpy.float32(3), "not a numpy.float32"),
        (numpy.array([3]), "not a numpy.ndarray"),
    ]:
        (found,) = alien.validate({**SMALL, "replicas": value}).diagnostics
        assert words in found.message


def test_a_container_that_was_not_built_can_be_linked() -> None:
    existing = alien.Container.from_config({"id": "queue"})
    config = container().link(alien.Container("db")).link(existing).build().config
    assert config["links"] == [{"type": "container", "id": "db"}, {"type": "container", "id": "queue"}]
    wrong: Any = 5
    with pytest.raises(alien.ValidationError) as raised:
        container().link(alien.Container(wrong)).build()
    assert [found.path for found in raised.value.diagnostics] == ["/links/0/id"]
    (found,) = alien.validate({**SMALL, "links": [alien.Container("db")]}).diagnostics
    assert found.help == "call ref() on it"


def test_a_container_that_was_not_built_can_not_be_part_of_a_declaration() -> None:
    resources = {"api": {"config": container(), "lifecycle": "live"}}
    stack = alien.Stack.from_config({"id": "shop", "resources": resources})
    with pytest.raises(alien.ValidationError) as raised:
        stack.build()
    (found,) = raised.value.diagnostics
    assert found.message.endswith("not a Container that was not built")
    assert found.help == "call build() on it"


def test_a_resource_that_was_not_built_is_read_as_its_reference() -> None:
    assert problems(alien.validate({**SMALL, "links": [alien.Kv("cache"), alien.Vault("keys")]})) == []
