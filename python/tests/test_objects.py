"""Tests of `repr`, `==`, `hash`, copies and pickles of objects, which are immutable."""

from __future__ import annotations

import copy
import pickle
import weakref
from typing import Any

import pytest
from support import SMALL, container

import alien


def evaluated(text: str) -> object:
    return eval(text, {name: getattr(alien, name) for name in alien.__all__})


def validation_error() -> alien.ValidationError:
    with pytest.raises(alien.ValidationError) as raised:
        container().port(70_000).memory("1GB").expose_port(1, "tcp").expose_port(2, "tcp").build()
    return raised.value


def report() -> alien.Report:
    return alien.validate('{"ports": [{"port": 8080}, {"port": 8080}], "memory": "1Gi"}')


PAIRS: list[tuple[object, object]] = [
    (container().build(), container().build()),
    (container().memory("64Mi").build(), container().memory("64Mi").build()),
    (alien.Storage("a"), alien.Storage("a")),
    (alien.Kv("a").build(), alien.Kv("a").build()),
    (report(), report()),
    *zip(report().diagnostics, report().diagnostics, strict=True),
    (validation_error().diagnostics, validation_error().diagnostics),
    (alien.explain("no-ports"), alien.explain("no-ports")),
]
OTHERS: list[object] = [container("other").build(), alien.Storage("b"), alien.Queue("a"), alien.Kv("b").build()]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_equal_objects(one: object, other: object) -> None:
    assert one == other
    assert hash(one) == hash(other)
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(one, protocol))
        assert again == one
        assert type(again) is type(one)
        assert repr(again) == repr(one)
    assert all(one != different for different in (*OTHERS, None, "api", 5))


@pytest.mark.parametrize("value", [one for one, _ in PAIRS if not isinstance(one, alien.Report)])
def test_a_repr_can_be_evaluated(value: object) -> None:
    assert evaluated(repr(value)) == value


def test_a_repr_hides_values_of_environment_variables() -> None:
    toolchain: alien.DockerToolchain = {"type": "docker", "buildArgs": {"B": "hidden"}}
    resource = container().environment(A="hidden").code(type="source", src=".", toolchain=toolchain).build()
    assert "hidden" not in repr(resource)
    assert repr(resource).count("…") == 2
    assert resource.config["environment"] == {"A": "hidden"}


def test_the_attributes_of_a_resource() -> None:
    resource = container().build()
    assert (resource.type, resource.id) == ("container", "api")
    assert resource.ref() == {"type": "container", "id": "api"}
    assert resource.config == resource.to_dict() == SMALL
    assert resource.to_json() == alien.normalise(SMALL)
    storage = alien.Storage('é"').build()
    assert (storage.type, storage.id, storage.warnings) == ("storage", 'é"', ())
    assert storage.to_json() == '{"type":"storage","id":"é\\""}'
    assert storage.config == storage.ref()


def test_changing_what_a_resource_returns_does_not_change_the_resource() -> None:
    resource = container().build()
    resource.config["ports"].append({"port": 1})
    resource.to_dict()["id"] = "other"
    resource.ref()["id"] = "other"
    assert resource.config == SMALL
    assert resource.ref() == {"type": "container", "id": "api"}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (container().build(), "id"),
        (container().build(), "extra"),
        (report(), "valid"),
        (report().diagnostics[0], "code"),
        (alien.Storage("a"), "_id"),
        (alien.Storage("a"), "extra"),
    ],
)
def test_objects_are_immutable(value: Any, name: str) -> None:
    with pytest.raises((AttributeError, TypeError)):
        setattr(value, name, 1)
    with pytest.raises((AttributeError, TypeError)):
        delattr(value, name)


def test_copies_of_a_builder_are_independent() -> None:
    for made in (copy.copy, copy.deepcopy):
        builder = container()
        other = made(builder).port(9090)
        builder.pool("a")
        assert [port["port"] for port in other.build().config["ports"]] == [8080, 9090]
        assert "pool" not in other.build().config
        assert len(builder.build().config["ports"]) == 1


def test_a_copy_of_a_subclass_is_of_that_class() -> None:
    class Shop(alien.Stack):
        label = ""

    class Api(alien.Container):
        label = ""

    stack = Shop("shop")
    stack.label = "x"
    other_stack = copy.copy(stack)
    assert type(other_stack) is Shop
    assert other_stack.label == "x"
    builder = Api("api").port(70_000)
    builder.label = "x"
    other = copy.copy(builder)
    assert type(other) is Api
    assert other.label == "x"
    with pytest.raises(alien.ValidationError) as raised:
        other.build()
    # The call sites are copied too.
    assert [fault.call.file for fault in raised.value.diagnostics if fault.call] != [None]


def test_a_validation_error_is_a_value_error() -> None:
    error = validation_error()
    assert isinstance(error, ValueError)
    assert type(error).__module__ == "alien"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is alien.ValidationError
    assert (str(again), again.report) == (str(error), error.report)
    assert error.diagnostics == error.report.diagnostics
    assert not error.report.valid


def test_the_repr_of_a_report_lists_its_diagnostics() -> None:
    shown = repr(alien.validate('{\n"ports": []}'))
    assert shown.startswith("<Report valid=False, 6 errors:\n  error[missing-field]: ")
    assert "error[no-ports]: no port is declared (/ports, line 2)" in shown
    assert repr(alien.validate(SMALL)) == "<Report valid=True>"
    many = alien.validate({**SMALL, "ports": [{"port": 0}] * 50})
    assert repr(many).endswith("…>")


def test_all_valid_reports_without_diagnostics_are_one_object() -> None:
    assert alien.validate(SMALL) is alien.validate(SMALL)


def test_diagnostics_are_created_once() -> None:
    found = report()
    assert found.diagnostics is found.diagnostics


def test_builders_do_not_leak() -> None:
    class Api(alien.Container):
        pass

    builder = Api("api").port(8080)
    gone = weakref.ref(builder)
    del builder
    assert gone() is None
