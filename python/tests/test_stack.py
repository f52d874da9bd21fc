"""Tests of stacks, of the differences between stacks, and of the state of deployed stacks."""

from __future__ import annotations

import copy
import json
import pickle
import re
from decimal import Decimal
from typing import Any

import pytest
from support import RUNNING, state

import alien

SECRET = "s3cret-value"


def api(**more: Any) -> alien.Container:
    made = alien.Container("api").code(type="image", image="ghcr.io/acme/api:v1").cpu(1)
    made = made.memory("1Gi").port(8080).permissions("execution")
    return made.environment(more) if more else made


def storage() -> alien.Resource[alien.ResourceRef]:
    return alien.Storage("uploads").build()


def stack() -> alien.BuiltStack:
    return alien.Stack("shop").add(storage(), "frozen").add(api().build(), "live").build()


def validation_error(builder: alien.Stack) -> alien.ValidationError:
    with pytest.raises(alien.ValidationError) as raised:
        builder.build()
    return raised.value


def test_a_stack_is_built() -> None:
    built = stack()
    assert built.id == "shop"
    assert list(built.config["resources"]) == ["uploads", "api"]
    assert json.loads(built.to_json()) == built.to_dict() == built.config
    assert alien.validate(built).valid
    assert alien.normalise(built) == built.to_json()


def test_every_error_has_the_line_of_its_call() -> None:
    builder = (
        alien.Stack("shop").add(api().link(alien.Kv("cache").build()).build(), "live").add(storage(), "alive")  # type: ignore[arg-type]
    )
    error = validation_error(builder)
    assert str(error).startswith('stack "shop" has 2 errors')
    calls = [(found.code, found.call and found.call.text) for found in error.diagnostics]
    assert calls == [
        ("unknown-link-target", '.add(…, "live")'),
        ("unknown-variant", '.add(…, "alive")'),
    ]
    found = [found.call for found in error.diagnostics if found.call is not None]
    assert all(call.file is not None and call.file.endswith("test_stack.py") for call in found)
    assert all(call.line is not None for call in found)


def test_all_problems_of_builders_are_reported_at_their_own_calls_in_one_error() -> None:
    web = alien.Container("web").code(type="image", image="ghcr.io/acme/web:v1").cpu(1).memory("1Gi")
    builder = (
        alien.Stack("shop")
        .permissions(profiles={"execution": {}})
        .add(web.port(70_000).link(alien.Kv("cache")), "live")
        .add(api().link(web).permissions("executor"), "frozen")
    )
    error = validation_error(builder)
    assert str(error).startswith('stack "shop" has 5 errors\n')
    calls = [(found.code, found.path, found.call and found.call.text) for found in error.diagnostics]
    assert calls == [
        ("missing-field", "/resources/web/config/permissions", 'Container("web")'),
        ("port-out-of-range", "/resources/web/config/ports/0/port", ".port(70000)"),
        ("unknown-link-target", "/resources/web/config/links/0/id", ".link(…)"),
        ("unknown-permission-profile", "/resources/api/config/permissions", '.permissions("executor")'),
        ("container-not-live", "/resources/api/lifecycle", '.add(…, "frozen")'),
    ]
    places = [found.call for found in error.diagnostics]
    places += [related.call for found in error.diagnostics for related in found.related]
    assert [(call.file or "").endswith("test_stack.py") for call in places if call is not None] == [True] * 6
    lines = [found.call.line or 0 for found in error.diagnostics if found.call is not None]
    assert [line - lines[0] for line in lines] == [0, 4, 4, 5, 5]
    assert re.search(r'--> \.port\(70000\)  at \S+:\d+  \(resource "web"\)\n', str(error))
    assert re.search(r"note: the profiles of this stack: \.permissions\(…\)  at ", str(error))


def test_the_calls_of_a_builder_are_copied() -> None:
    container = api()
    builder = alien.Stack("shop").add(container, "live")
    before = builder.build()
    container.port(0)
    assert builder.build() == before
    assert before.config["resources"]["api"]["config"] == api().build().config
    error = validation_error(builder.add(container, "live"))
    assert [(found.code, found.call and found.call.text) for found in error.diagnostics] == [
        ("duplicate-resource-id", '.add(…, "live")'),
        ("port-out-of-range", ".port(0)"),
    ]
    assert [place.call and place.call.text for place in error.diagnostics[0].related] == ['Container("api")']


def test_builders_of_subclasses_are_accepted_and_builders_of_stacks_are_not() -> None:
    class Api(alien.Container):
        pass

    builder = alien.Stack("shop").add(Api("api").port(0), "live").add(alien.Stack("other"), "live")  # type: ignore[arg-type]
    found = validation_error(builder).diagnostics[-2:]
    assert [(diagnostic.path, diagnostic.call and diagnostic.call.text) for diagnostic in found] == [
        ("/resources/api/config/ports/0/port", ".port(0)"),
        ("/resources/#2/config", '.add(…, "live")'),
    ]
    assert "Stack that was not built" in found[-1].message


def test_builders_that_are_together_too_large_are_reported() -> None:
    container = api().command(["a"] * 9_000_000)
    builder = alien.Stack("shop").add(container, "live").add(container, "live")
    too_large = [found.call for found in validation_error(builder).diagnostics if found.code == "too-large"]
    assert [call and call.text for call in too_large] == [".add(…)"]


def test_the_repr_of_a_stack_shows_the_calls_of_its_builders() -> None:
    builder = alien.Stack("shop").add(alien.Container("api").port(8080).environment(A=SECRET), "live")
    assert repr(builder) == 'Stack("shop").add(Container("api").port(8080).environment(…), "live")'


def test_dependencies_in_every_form() -> None:
    expected = [{"type": "storage", "id": "uploads"}]
    for given in (
        alien.Stack("shop").add(storage(), "frozen").add(api().build(), "live", dependencies=[storage()]),
        alien.Stack("shop")
        .add(storage(), "frozen")
        .add(api().build(), "live", dependencies=[alien.Storage("uploads")]),
        alien.Stack("shop")
        .add(storage(), "frozen")
        .add(api().build(), "live", {"dependencies": [{"type": "storage", "id": "uploads"}]}),
        alien.Stack("shop").add(storage(), "frozen").add(api().build(), "live", {"dependencies": (storage(),)}),
    ):
        assert given.build().config["resources"]["api"].get("dependencies") == expected


def test_options_may_have_keys_for_the_platform() -> None:
    stack = alien.Stack("shop").add(storage(), "frozen", {"remoteAccess": True, "tier": {"name": "hot"}}).build()
    uploads = stack.config["resources"]["uploads"]
    assert uploads == {"config": storage().ref(), "lifecycle": "frozen", "remoteAccess": True, "tier": {"name": "hot"}}


@pytest.mark.parametrize("options", [5, {1: 2}, {"dependencies": 5}, {"dependencies": [5]}])
def test_wrong_options_are_reported(options: Any) -> None:
    report = alien.Stack("shop").add(storage(), "frozen", options).validate()
    assert not report.valid
    assert all(found.call is not None and found.call.method == "add" for found in report.diagnostics)


def test_wrong_arguments_raise_a_type_error() -> None:
    builder: Any = alien.Stack("shop")
    with pytest.raises(TypeError):
        builder.add(storage())
    with pytest.raises(TypeError, match="colour"):
        builder.add(storage(), "live", colour="red")
    with pytest.raises(TypeError, match="options or 'dependencies', but got both"):
        builder.add(storage(), "live", {}, dependencies=[])
    with pytest.raises(TypeError):
        builder.permissions()


def test_a_builder_can_be_reused_and_copied() -> None:
    builder = alien.Stack("shop").add(storage(), "frozen")
    other = copy.copy(builder)
    first, second = builder.build(), builder.add(api().build(), "live").build()
    assert list(first.config["resources"]) == ["uploads"]
    assert list(second.config["resources"]) == ["uploads", "api"]
    assert other.build() == first
    assert repr(builder) == 'Stack("shop").add(…, "frozen").add(…, "live")'


def test_a_stack_can_be_compared_pickled_and_copied() -> None:
    built = stack()
    assert built == stack()
    assert hash(built) == hash(stack())
    assert built != alien.Stack("shop").build()
    assert pickle.loads(pickle.dumps(built)) == copy.deepcopy(built) == built
    assert eval(repr(alien.Stack("shop").add(storage(), "frozen").build()), {**vars(alien)})


def test_no_secret_is_shown() -> None:
    before = alien.Stack("shop").add(api(TOKEN_FILE="x").build(), "live").build()
    after = alien.Stack("shop").add(api(TOKEN_FILE=SECRET).build(), "live").build()
    assert SECRET not in repr(after)
    found = alien.diff(before, after)
    assert [(change.kind, change.path) for change in found.changes] == [
        ("changed", "/resources/api/config/environment/TOKEN_FILE")
    ]
    assert SECRET not in repr(found)


def test_no_secret_of_an_unknown_resource_is_shown() -> None:
    hidden: list[Any] = [{"A": SECRET}, [SECRET], SECRET, [{"name": "A", "value": SECRET}], None]
    for variables in hidden:
        task = {"type": "task", "id": "t", "x": [{"environment": variables}], "buildArgs": variables}
        options: Any = {"environment": variables}
        built = alien.Stack("shop").add(task, "live", options).build()
        assert SECRET not in repr(built)
        empty = alien.Stack("shop").add({"type": "task", "id": "t"}, "live").build()
        for found in (alien.diff(empty, built), alien.diff(built, empty)):
            assert SECRET not in repr(found)


def test_a_value_that_json_does_not_have_is_an_error() -> None:
    for value in (float("nan"), {1}, Decimal(1), b"x", {1: 2}):
        error = validation_error(alien.Stack("shop").add({"type": "kv", "id": "x", "deep": [value]}, "live"))
        assert [found.code for found in error.diagnostics] == ["wrong-type"]


def test_adding_a_resource_builder_adds_its_type_and_id() -> None:
    built = alien.Stack("shop").add(alien.Kv("cache"), "frozen").build()
    assert built.config["resources"]["cache"]["config"] == {"type": "kv", "id": "cache"}


def test_a_diff_shows_rejected_changes_and_loss_of_data() -> None:
    before = api().replicas(1).persistent_storage("10Gi").build()
    after = api().replicas(1).stateful(True).pool("gpu").build()
    found = alien.diff(before, after)
    said = [(change.kind, change.path, change.refused, change.loses_data) for change in found.changes]
    assert said == [("removed", "/persistentStorage", False, True), ("added", "/pool", True, False)]
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(alien.ValidationError):
        alien.diff({"id": "api"}, after)


def test_outputs_are_read() -> None:
    replica = {"replicaId": "api-0", "healthy": False, "zone": "a"}
    given = {**RUNNING, "status": "draining", "colour": "blue", "replicas": [replica]}
    for form in (state(given), json.dumps(state(given)), json.dumps(state(given)).encode()):
        outputs = alien.StackState.parse(form).container("api")
        assert outputs is not None
        assert (outputs.name, outputs.status, outputs.current_replicas) == ("api", "draining", 2)
        assert outputs.others == {"colour": "blue"}
        assert outputs.url is None
        assert outputs.unhealthy_replicas == outputs.replicas
        assert outputs.replicas[0].others == {"zone": "a"}
        assert pickle.loads(pickle.dumps(outputs)) == outputs
        assert hash(outputs)


def test_the_reason_why_there_are_no_outputs() -> None:
    read = alien.StackState.parse(state(status="provisioning"))
    assert read.container("api") is None
    assert read.reason("api") == 'container "api" has no outputs: it is provisioning'
    assert read.reason("web") == 'this state has no resource "web"'
    broken = alien.StackState.parse(state({**RUNNING, "currentReplicas": -1}))
    assert broken.container("api") is None
    assert "can't be read" in (broken.reason("api") or "")
    assert [found.code for found in broken.report.diagnostics] == ["invalid-outputs"]
    nonsense: list[Any] = ["", "[", "7", None, [], {"resources": 7, "platform": 1}]
    for given in nonsense:
        read = alien.StackState.parse(given)
        assert not read.report.valid
        assert (read.reason("api") or "").startswith("this state ")


def test_a_state_can_be_saved_and_read_again() -> None:
    read = alien.StackState.parse(state(RUNNING))
    for saved in (read.to_dict(), json.dumps(read.to_dict())):
        again = alien.StackState.parse(saved)
        assert again == read
        assert again.report.diagnostics == ()
