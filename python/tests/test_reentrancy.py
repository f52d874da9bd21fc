"""Tests of arguments that run code when they are read. That code may use this package, and no call may be lost."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from support import SMALL, container, problems

import alien

Use = Callable[[], object]

STACK: dict[str, Any] = {"id": "app", "resources": {"api": {"config": SMALL, "lifecycle": "live"}}}
STATE: dict[str, Any] = {"platform": "aws", "resources": {"api": {"type": "container"}}}


class Running(Mapping[str, Any]):
    """A mapping that calls `use` whenever it is read. It inherits `items()` from `Mapping`."""

    def __init__(self, given: Mapping[str, Any], use: Use) -> None:
        self.given = given
        self.use = use

    def __getitem__(self, key: str) -> Any:
        self.use()
        return self.given[key]

    def __iter__(self) -> Iterator[str]:
        self.use()
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


class Items(dict[str, Any]):
    """A dict that calls `use` in its own `items()`."""

    def __init__(self, given: Mapping[str, Any], use: Use) -> None:
        super().__init__(given)
        self.use = use

    def items(self) -> Any:
        self.use()
        return super().items()


def running(given: Mapping[str, Any], use: Use) -> Any:
    return Running(given, use)


def items(given: Mapping[str, Any], use: Use) -> Any:
    return Items(given, use)


class Reference:
    """An object that calls `use` in its `ref()`."""

    def __init__(self, use: Use) -> None:
        self.use = use

    def ref(self) -> Any:
        self.use()
        return running({"type": "kv", "id": "a"}, self.use)


def text(use: Use) -> Any:
    """Returns an object that calls `use` when its class is read, which `isinstance` does."""

    class Profile(enum.Enum):
        SMALL = "small"

        @property  # type: ignore[misc]
        def __class__(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
            use()
            return Mapping

        def items(self) -> Any:
            use()
            return [("id", self.value)]

    return Profile.SMALL


def build_invalid_container() -> None:
    with pytest.raises(alien.ValidationError):
        alien.Container("A").build()


USES: dict[str, Use] = {
    "build": lambda: container("web").build(),
    "fail to build": build_invalid_container,
    "build a stack": lambda: alien.Stack.from_config(STACK).build(),
    "validate": lambda: alien.validate({"id": 5, "gpu": {"type": "a"}}),
    "validate a text": lambda: alien.validate("{ no text"),
    "validate_update": lambda: alien.validate_update(SMALL, {**SMALL, "id": "web"}),
    "diff": lambda: alien.diff(SMALL, {**SMALL, "replicas": 2}),
    "normalise": lambda: alien.normalise({**SMALL, "replicas": 3}),
    "apply_fixes": lambda: alien.apply_fixes('{"memory": "1Gi"}'),
    "StackState.parse": lambda: alien.StackState.parse(STATE),
}


def stack(use: Use) -> object:
    builder = alien.Stack.from_config(running(STACK, use))
    builder.permissions(items({"profiles": {"execution": running({}, use)}}, use))
    builder.add(running({"type": "kv", "id": "a"}, use), "frozen", running({"other": 0.5}, use))
    return builder.add(alien.Kv("b"), "frozen", dependencies=[Reference(use)]).build().config


def message(use: Use) -> str:
    builder = container().port(70_000).gpu(running({"type": -1.5, "count": text(use)}, use))
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    return str(raised.value)


READERS: dict[str, Callable[[Use], object]] = {
    "from_config": lambda use: alien.Container.from_config(running(SMALL, use)).build().config,
    "environment": lambda use: container().environment(items({"A": "1", "B": "é"}, use)).build().config,
    "health_check": lambda use: container().health_check(running({"path": "/ready"}, use)).build().config,
    "a part of an argument": lambda use: (
        container()
        .code(type="source", src=".", toolchain=running({"type": "docker", "buildArgs": items({"A": "1"}, use)}, use))
        .build()
        .config
    ),
    "link": lambda use: container().link(Reference(use)).build().config,
    "a failing build": message,
    "Stack": stack,
    "validate": lambda use: alien.validate(running({**SMALL, "id": text(use)}, use)),
    "normalise": lambda use: alien.normalise(running(SMALL, use)),
    "validate_update": lambda use: alien.validate_update(running(SMALL, use), items({**SMALL, "id": "web"}, use)),
    "diff": lambda use: alien.diff(running(SMALL, use), running({**SMALL, "replicas": 2}, use)),
    "StackState.parse": lambda use: alien.StackState.parse(running(STATE, use)),
}


@pytest.mark.parametrize("other_use", USES.values(), ids=USES)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_an_argument_may_use_the_package_while_it_is_read(read: Callable[[Use], object], other_use: Use) -> None:
    uses = []

    def use() -> None:
        uses.append(other_use())

    assert read(use) == read(lambda: None)
    assert uses


def test_an_argument_may_build_the_builder_that_reads_it() -> None:
    builder = container()
    built: list[object] = []

    def use() -> None:
        built.append(builder.build().config["environment"])

    builder.environment(items({"A": "1"}, use)).environment(items({"B": "é"}, use))
    assert built == [{}, {"A": "1"}]
    assert builder.build().config["environment"] == {"A": "1", "B": "é"}
    assert repr(builder).count("environment") == 2


def test_calls_while_an_argument_is_read_come_before_the_call_that_reads_it() -> None:
    builder = container()

    def use() -> None:
        builder.cpu(3).port(9000)
        builder.environment(items({"A": "é", "N": "1"}, lambda: builder.port(9001)))
        builder.environment({"B": "2"})

    builder.cpu(items({"min": "0.5", "desired": "2"}, use)).port(9002)
    config = builder.build().config
    assert config["cpu"] == {"min": "0.5", "desired": "2"}
    assert [port["port"] for port in config["ports"]] == [8080, 9000, 9001, 9002]
    assert config["environment"] == {"A": "é", "N": "1", "B": "2"}


def test_errors_refer_to_the_calls_that_caused_them() -> None:
    builder = container()
    builder.health_check(items({"path": 5}, lambda: builder.port(70_001))).port(70_002)
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    calls = [(found.call.number, found.call.text) for found in raised.value.diagnostics if found.call]
    assert calls == [(6, ".port(70001)"), (8, ".port(70002)"), (7, ".health_check(…)")]


@pytest.mark.parametrize("kind", [alien.Container, alien.Stack])
def test_a_copy_that_is_the_builder_itself(kind: Any) -> None:
    only: list[Any] = []

    def new(cls: Any, *arguments: object, **keywords: object) -> Any:
        if not only:
            only.append(kind.__new__(cls))
        return only[0]

    single = type("Single", (kind,), {"__new__": new})("A")
    assert single.__copy__() is single
    with pytest.raises(alien.ValidationError) as raised:
        single.build()
    assert problems(raised.value.report)
