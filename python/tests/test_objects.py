"""Tests of `repr`, `==`, `hash`, copies and pickles of objects, which are immutable."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import weakref
from typing import TYPE_CHECKING, Any

import pytest
from support import RUNNING, SMALL, container, container_state, state_of

import alien

if TYPE_CHECKING:
    from collections.abc import Callable


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


def test_the_attributes_of_a_resource_that_was_not_built() -> None:
    for resource in (alien.Storage("a"), alien.Kv("a"), alien.Queue("a"), alien.Vault("a")):
        assert (resource.type, resource.id) == (type(resource).__name__.lower(), "a")
        assert resource.ref() == {"type": resource.type, "id": resource.id}
        with pytest.raises(AttributeError):
            resource.id = "b"  # type: ignore[misc]


def test_a_state_has_the_state_of_each_resource() -> None:
    kv = {"type": "kv", "status": "provisioning"}
    state = alien.StackState.parse(state_of(api=container_state(RUNNING), cache=kv))
    assert list(state.resources) == list(state.ids)
    api, cache = state.resources["api"], state.resources["cache"]
    assert (api.type, api.status, api.reason) == ("container", "running", None)
    assert api.outputs == state.container("api")
    assert (cache.type, cache.status, cache.outputs) == ("kv", "provisioning", None)
    assert cache.reason == state.reason("cache")
    assert alien.StackState.parse("[]").resources == {}
    assert pickle.loads(pickle.dumps(cache)) == cache


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


def stack(id: str = "shop") -> alien.Stack:
    return (
        alien.Stack(id)
        .permissions(profiles={"execution": {}})
        .add(alien.Kv("cache").build(), "frozen")
        .add(container().build(), "live")
    )


STATE = {"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}


def test_pytest_compares_what_was_built() -> None:
    assert stack().build() == stack().build()
    assert stack().build() != stack("other").build()
    assert [container().build()] != [container().cpu(2).build()]
    assert {"a": alien.StackState.parse(STATE)} == {"a": alien.StackState.parse(STATE)}
    assert alien.StackState.parse(STATE) != alien.StackState.parse({**STATE, "resources": {}})


def test_reports_and_errors_are_plain_data_for_json() -> None:
    error = validation_error()
    plain = json.loads(json.dumps(error.to_dict()))
    assert plain == error.to_dict()
    assert list(plain) == ["name", "message", "diagnostics", "truncated"]
    assert (plain["name"], plain["message"], plain["truncated"]) == ("ValidationError", str(error), False)
    report = error.report.to_dict()
    assert list(report) == ["valid", "diagnostics", "truncated"]
    assert report["diagnostics"] == plain["diagnostics"]
    assert [found["code"] for found in report["diagnostics"]] == [found.code for found in error.diagnostics]
    assert alien.validate(SMALL).to_dict() == {"valid": True, "diagnostics": [], "truncated": False}
    api = container().build()
    assert json.loads(json.dumps(api.config)) == json.loads(json.dumps(api.to_dict())) == json.loads(api.to_json())


def test_the_error_of_a_wait_is_plain_data_without_secrets() -> None:
    outputs = {**RUNNING, "url": "https://user:hunter2@example.com"}
    with pytest.raises(alien.WaitError) as raised:
        asyncio.run(alien.wait_for_container([state_of(api=container_state(outputs))], "web"))
    plain = json.loads(json.dumps(raised.value.to_dict()))
    assert (plain["name"], plain["code"]) == ("WaitError", "unknown-resource")
    assert plain["missing"] == raised.value.missing
    assert list(plain["state"]["resources"]) == ["api"]
    assert "hunter2" not in str(plain)
    with pytest.raises(alien.WaitError) as raised:
        asyncio.run(alien.wait_for_container([], "web"))
    assert "state" not in raised.value.to_dict()


def test_a_clone_is_independent() -> None:
    base = container()
    clone = base.clone().replicas(2)
    assert base.build() == container().build()
    assert clone.build() == container().replicas(2).build()
    stack = alien.Stack("app").add(alien.Kv("a"), "frozen")
    assert list(stack.clone().add(alien.Kv("b"), "frozen").build().config["resources"]) == ["a", "b"]
    assert list(stack.build().config["resources"]) == ["a"]


def test_a_report_is_true_if_it_is_valid() -> None:
    assert alien.validate(SMALL)
    assert not alien.validate({})
    assert container().memory("64Mi").validate(), "warnings don't make a report invalid"


def test_the_str_of_a_stack_is_short() -> None:
    assert str(stack().build()) == 'stack "shop" of kv "cache", container "api"'
    assert str(alien.Stack("shop").build()) == 'stack "shop" without resources'
    large = alien.Stack("shop")
    for number in range(25):
        large.add(alien.Kv(f"cache-{number}").build(), "frozen")
    assert str(large.build()).endswith('kv "cache-9", 15 more')
    assert evaluated(repr(stack().build())) == stack().build()


def test_validate_of_a_builder_returns_the_report_of_the_error() -> None:
    builder = container().memory("64Mi").port(70_000)
    report = builder.validate()
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    assert report == raised.value.report
    assert [found.code for found in report.diagnostics] == ["small-memory", "port-out-of-range"]
    for found in report.diagnostics:
        assert found.call is not None
        assert (found.call.file or "").endswith(("test_objects.py", "support.py"))
    assert ".port(70000) at " in repr(report)


def test_validate_of_a_builder_returns_warnings() -> None:
    report = container().memory("64Mi").validate()
    (warning,) = report.diagnostics
    assert (report.valid, warning.code) == (True, "small-memory")
    assert warning.call is not None
    assert (warning.call.file or "").endswith("test_objects.py")
    assert container().validate() == stack().validate() == alien.validate(SMALL)


def test_validate_of_a_stack_checks_its_relations() -> None:
    api = container().link(alien.Kv("cache").build()).build()
    report = alien.Stack("shop").add(api, "live").validate()
    assert [found.code for found in report.diagnostics] == ["unknown-link-target"]


@pytest.mark.parametrize("builder", [container().port(70_000).environment(A="1", B="é"), stack().add({}, "live")])
def test_a_builder_can_be_pickled(builder: alien.Container | alien.Stack) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(builder, protocol))
        assert type(again) is type(builder)
        assert repr(again) == repr(builder)
        assert again.validate() == builder.validate()
        assert not again.validate()
    copied = pickle.loads(pickle.dumps(container()))
    assert copied.port(9090).build() == container().port(9090).build()
    assert copied.ref() == {"type": "container", "id": "api"}


class Shop(alien.Stack):
    label = ""


def test_a_pickled_subclass_keeps_its_attributes() -> None:
    shop = Shop("shop").add(alien.Kv("cache"), "frozen")
    shop.label = "x"
    again = pickle.loads(pickle.dumps(shop))
    assert (type(again), again.label, again.build()) == (Shop, "x", shop.build())


@pytest.mark.parametrize("value", [b"bytes", object(), {"a": {1, 2}}, "\ud800", {8080: "http"}])
def test_a_builder_with_a_value_that_json_does_not_have_is_not_pickled(value: Any) -> None:
    builder = container().code(value)
    with pytest.raises(TypeError, match=r"such as this call of `code`; build\(\) reports"):
        pickle.dumps(builder)
    assert not builder.validate()


def test_a_pickle_of_an_unknown_method_says_what_to_do() -> None:
    text = pickle.dumps(container(), protocol=0).replace(b"permissions", b"permission$")
    with pytest.raises(ValueError, match="unpickle the builder with the version that pickled it"):
        pickle.loads(text)


def test_states_and_errors_of_waits_can_be_pickled_and_copied() -> None:
    state = alien.StackState.parse(STATE)
    error = alien.WaitError("message", "timeout", "missing", state)
    makers: list[Callable[[Any], Any]] = [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
    for make in makers:
        assert make(state) == state
        assert repr(make(state)) == "<StackState of api>"
        again = make(error)
        assert (type(again), str(again), again.code, again.missing) == (
            alien.WaitError,
            "message",
            "timeout",
            "missing",
        )
        assert again.state == state
