"""Tests of arguments of every type: none crashes the process, none is coerced, and none is dropped."""

from __future__ import annotations

import collections
import enum
import types
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from support import SMALL, build_problems, container, problems

import alien

cyclic: dict[str, Any] = {"path": "/"}
cyclic["inner"] = {"cyclic": cyclic}
cyclic_list: list[Any] = []
cyclic_list.append(cyclic_list)


class Table(Mapping[str, Any]):
    """A mapping that is not a dict."""

    def __init__(self, items: Callable[[], dict[Any, Any]]) -> None:
        self._items = items

    def __getitem__(self, key: str) -> Any:
        return self._items()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())


def fails() -> Any:
    raise RuntimeError("no")


class Endless(Mapping[str, Any]):
    """A mapping that contains a mapping of the same kind, without an end."""

    def __getitem__(self, key: str) -> Any:
        return Endless()

    def __iter__(self) -> Iterator[str]:
        return iter(["a"])

    def __len__(self) -> int:
        return 1


class Hostile:
    """An object that raises an exception whenever one of its attributes is read."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError("no")


class Ref:
    def __init__(self, result: Callable[[], Any]) -> None:
        self.result = result

    def ref(self) -> Any:
        return self.result()


class Size(str, enum.Enum):
    SMALL = "1Gi"


class Code(enum.IntEnum):
    HTTP = 8081


class Answer(int):
    def __int__(self) -> int:
        return fails()  # type: ignore[no-any-return]

    def __float__(self) -> float:
        return fails()  # type: ignore[no-any-return]


Call = Callable[[Any, Any], Any]


def port(builder: Any, value: Any) -> None:
    builder.port(value)


def cpu(builder: Any, value: Any) -> None:
    builder.cpu(value)


def memory(builder: Any, value: Any) -> None:
    builder.memory(value)


def check(builder: Any, value: Any) -> None:
    builder.health_check(value)


def environment(builder: Any, value: Any) -> None:
    builder.environment(value)


def command(builder: Any, value: Any) -> None:
    builder.command(value)


def link(builder: Any, value: Any) -> None:
    builder.link(value)


def ports(builder: Any, value: Any) -> None:
    builder.ports(value)


OUT_OF_RANGE = ["port-out-of-range /ports/1/port"]
WRONG_PORT = ["wrong-type /ports/1/port"]

CASES: list[tuple[str, Call, Any, list[str]]] = [
    ("True", port, True, WRONG_PORT),
    ("2**70", port, 2**70, OUT_OF_RANGE),
    ("-(2**70)", port, -(2**70), OUT_OF_RANGE),
    ("10**400", port, 10**400, OUT_OF_RANGE),
    ("-(10**400)", port, -(10**400), OUT_OF_RANGE),
    ("-1", port, -1, OUT_OF_RANGE),
    ("80.5", port, 80.5, OUT_OF_RANGE),
    ("65616, which is 80 in 16 bits", port, 65616, OUT_OF_RANGE),
    ("2**32 + 80, which is 80 in 32 bits", port, 2**32 + 80, OUT_OF_RANGE),
    ("2**64 + 80, which is 80 in 64 bits", port, 2**64 + 80, OUT_OF_RANGE),
    ("nan", port, float("nan"), OUT_OF_RANGE),
    ("inf", port, float("inf"), OUT_OF_RANGE),
    ("8081.0", port, 8081.0, []),
    ("an IntEnum", port, Code.HTTP, []),
    ("an int whose conversions raise", port, Answer(8081), []),
    ("text for a number", port, "80", WRONG_PORT),
    ("None", port, None, WRONG_PORT),
    ("a Decimal", port, Decimal(80), WRONG_PORT),
    ("a Fraction", port, Fraction(80), WRONG_PORT),
    ("a complex number", port, 80j, WRONG_PORT),
    ("a function", port, lambda: 80, WRONG_PORT),
    ("a class", port, int, WRONG_PORT),
    ("an object", port, object(), WRONG_PORT),
    ("an object that raises", port, Hostile(), WRONG_PORT),
    ("cpu: nan", cpu, float("nan"), ["unfilled-placeholder /cpu"]),
    ("cpu: inf", cpu, float("inf"), ["invalid-cpu /cpu"]),
    ("cpu: a Decimal", cpu, Decimal("0.5"), ["wrong-type /cpu"]),
    ("cpu: True", cpu, True, ["wrong-type /cpu"]),
    ("memory: bytes", memory, b"1Gi", ["wrong-type /memory"]),
    ("memory: bytearray", memory, bytearray(b"1Gi"), ["wrong-type /memory"]),
    ("memory: memoryview", memory, memoryview(b"1Gi"), ["wrong-type /memory"]),
    ("memory: a number", memory, 1024, ["wrong-type /memory"]),
    ("memory: None", memory, None, ["wrong-type /memory"]),
    ("memory: a str Enum", memory, Size.SMALL, []),
    ("a generator", ports, (port for port in [9090]), []),
    ("a set", ports, {9090}, ["wrong-type /ports"]),
    ("a range", ports, range(9090, 9092), []),
    ("a tuple", ports, (9090, 9091), []),
    ("a cycle", check, cyclic, ["unknown-field /healthCheck/inner"]),
    ("a cycle of lists", command, cyclic_list, ["wrong-type /command/0"]),
    ("an extra key", check, {"path": "/", "retries": 1}, ["unknown-field /healthCheck/retries"]),
    ("a dict subclass", environment, collections.defaultdict(str, A="1"), []),
    ("a read-only view", environment, types.MappingProxyType({"A": "1"}), []),
    ("a mapping", environment, Table(lambda: {"A": "1"}), []),
    ("a mapping that raises", environment, Table(fails), ["wrong-type /environment"]),
    ("a list of pairs", environment, [("A", "1")], ["wrong-type /environment"]),
    ("a key that is a number", environment, {8080: "http"}, ["wrong-type /environment/8080"]),
    ("a key that is None", environment, {None: "x"}, ["wrong-type /environment/None"]),
    ("a key that is a bool", check, {True: "x"}, ["unknown-field /healthCheck/True"]),
    ("a key that is bytes", check, {b"path": "/"}, ["unknown-field /healthCheck/b'path'"]),
    ("a key that is a tuple", check, {("path",): "/"}, ["unknown-field /healthCheck/<tuple>"]),
    ("a key of thousands of digits", check, {10**5000: "/"}, ["unknown-field /healthCheck/<int>"]),
    ("names with two underscores", environment, {"__proto__": "1", "__class__": "2"}, []),
    ("a lone surrogate", environment, {"A": "\ud800"}, ["invalid-unicode /environment/A"]),
    (
        "two surrogates that form a pair",
        environment,
        {"A": "\ud83d\ude80"},
        ["invalid-unicode /environment/A"],
    ),
    ("a lone surrogate in a key", check, {"\ud800": 1}, ["invalid-unicode /healthCheck/\ufffd"]),
    ("U+FFFD itself", environment, {"A": "\ufffd"}, []),
    ("bytes in a list", command, ["a", b"b"], ["wrong-type /command/1"]),
    ("an ellipsis", command, ["a", ...], ["wrong-type /command/1"]),
    ("text for a list", command, "./server", ["wrong-type /command"]),
    ("a ref() that raises", link, Ref(fails), ["wrong-type /links/0"]),
    ("a ref() that returns None", link, Ref(lambda: None), ["wrong-type /links/0"]),
    ("a ref() that returns a reference", link, Ref(lambda: alien.Kv("a").ref()), []),
    ("a ref that is not a method", link, types.SimpleNamespace(ref=5), ["wrong-type /links/0"]),
    ("a class with a ref()", link, alien.Kv, ["wrong-type /links/0"]),
    ("an object that raises for a link", link, Hostile(), ["wrong-type /links/0"]),
    ("a link to None", link, None, ["wrong-type /links/0"]),
    ("a link with an ID that is not a string", link, alien.Kv(5), ["wrong-type /links/0/id"]),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "value", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_argument(call: Call, value: Any, expected: list[str]) -> None:
    builder = container()
    call(builder, value)
    # The calls after it must still work.
    builder.pool("after")
    assert build_problems(builder) == expected
    if not expected:
        assert builder.build().config.get("pool") == "after"


def test_messages_name_the_kind_of_a_value() -> None:
    builder: Any = container()
    builder.cpu(Decimal("0.5")).ports([lambda: 1]).environment({5: "x"}).command([b"x"])
    builder.health_check(Table(fails)).link(cyclic)
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    messages = "\n".join(fault.message for fault in raised.value.diagnostics)
    for words in (
        "not a decimal.Decimal",
        "not a function",
        "not a value whose key is not a string",
        "not bytes",
        "not a value that throws when it is read",
    ):
        assert words in messages


def test_the_order_of_a_mapping_is_kept() -> None:
    variables = collections.OrderedDict(A="1", B="2")
    variables.move_to_end("A")
    assert list(container().environment(variables).build().config["environment"]) == ["B", "A"]


def test_a_nesting_depth_of_100_000_is_reported() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    wrong, too_deep = build_problems(container().command(deep))
    assert wrong == "wrong-type /command/0"
    assert too_deep.startswith("too-deep /command/0/0/0")
    assert not alien.validate(deep).valid  # type: ignore[arg-type]


def test_an_endless_mapping_is_reported() -> None:
    wrong, too_deep = build_problems(container().environment(Endless()))
    assert wrong == "wrong-type /environment/a"
    assert too_deep.startswith("too-deep /environment/a/…")


def test_values_have_the_same_depth_limit_as_text() -> None:
    deep: Any = 1
    for _ in range(127):
        deep = [deep]
    text = '{"x": ' + "[" * 127 + "1" + "]" * 127 + "}"
    assert problems(alien.validate({"x": deep})) == problems(alien.validate(text))
    assert "too-deep" in str(problems(alien.validate({"x": [deep]})))
    assert "too-deep" in str(problems(alien.validate({"x": {"y": 1}}, limits={"depth": 1})))


def test_a_value_with_many_shared_parts_is_too_large() -> None:
    shared: Any = "x"
    for _ in range(100):
        shared = [shared, shared]
    limits: alien.LimitOptions = {"bytes": 100_000}
    assert "too-large" in str(problems(alien.validate({"command": shared}, limits=limits)))


def test_too_large_arguments_of_a_builder_are_reported() -> None:
    builder = container()
    text = "x" * (1 << 22)
    for number in range(5):
        builder.environment({f"A{number}": text})
    assert build_problems(builder) == ["too-large /environment"]


def test_70_000_ports() -> None:
    builder = container()
    for number in range(70_000):
        builder.port(number)
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    assert len(raised.value.diagnostics) == 1000
    assert raised.value.report.truncated


def test_a_ref_is_called_once_when_the_link_is_made() -> None:
    calls: list[int] = []

    def result() -> Any:
        calls.append(1)
        return {"type": "kv", "id": "a"}

    builder = container().link(Ref(result))
    assert calls == [1]
    builder.build()
    builder.build()
    assert calls == [1]


def test_an_argument_may_use_the_builder_that_reads_it() -> None:
    builder = container()

    def items() -> Any:
        builder.pool("a").build()
        return {"A": "1"}

    def ref() -> Any:
        builder.port(9090).build()
        return {"type": "kv", "id": "a"}

    config = builder.environment(Table(items)).link(Ref(ref)).build().config
    assert config["environment"] == {"A": "1"}
    assert config.get("pool") == "a"
    assert config["ports"] == [{"port": 8080}, {"port": 9090}]


def test_a_dict_that_changes_while_it_is_read() -> None:
    variables: dict[str, Any] = {}

    def items() -> Any:
        variables["B"] = "2"
        return {}

    variables["A"] = Table(items)
    assert build_problems(container().environment(variables)) == ["wrong-type /environment/A"]
    elements: list[Any] = []

    def clear() -> Any:
        elements.clear()
        return {}

    elements.append(Table(clear))
    assert build_problems(container().command(elements)) == ["wrong-type /command/0"]


def test_an_interrupt_is_not_caught() -> None:
    def interrupt() -> Any:
        raise KeyboardInterrupt

    builder = container()
    with pytest.raises(KeyboardInterrupt):
        builder.link(Ref(interrupt))
    with pytest.raises(KeyboardInterrupt):
        builder.environment(Table(interrupt))
    assert builder.build().config == SMALL


def test_validate_accepts_any_value() -> None:
    for value in (None, 1, 1.5, True, (), [], {}, set(), object(), Decimal(1), lambda: 1, "", "{", b"", Hostile()):
        assert not alien.validate(value).valid, value  # type: ignore[arg-type]
    assert problems(alien.validate(SMALL)) == []
    assert problems(alien.validate({**SMALL, "port s": Decimal(1)})) == ["unknown-field /port s"]


def test_a_resource_inside_a_value_is_read_as_its_declaration() -> None:
    resource = container().build()
    assert alien.validate(resource) == alien.validate(SMALL)
    inside = alien.validate({**SMALL, "links": [alien.Kv("a").build(), resource]})
    assert problems(inside)[:2] == ["self-link /links/1", "unknown-field /links/1/code"]


def test_a_high_depth_limit_does_not_overflow_the_stack() -> None:
    value: Any = 1
    for _ in range(200_000):
        value = {"a": value}
    limits: alien.LimitOptions = {"depth": 1_000_000}
    stack = {"id": "shop", "resources": {}, "other": value}
    assert [found.code for found in alien.validate(stack, limits=limits).diagnostics] == ["too-deep"]
    text = '{"id": "shop", "resources": {}, "other": ' + "[" * 200_000 + "]" * 200_000 + "}"
    assert len(alien.normalise(text, limits=limits)) > 400_000
    assert alien.diff(text, text, limits=limits).text == ""
