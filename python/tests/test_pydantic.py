"""Tests of fields of pydantic models."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel, ValidationError
from support import SMALL, container

import alien


class Stack(BaseModel):
    name: str
    api: alien.Resource[alien.ContainerConfig]
    others: list[alien.Resource] = []


def test_a_field_accepts_each_form() -> None:
    resource = container().build()
    for form in (resource, SMALL, json.dumps(SMALL), json.dumps(SMALL).encode()):
        stack = Stack.model_validate({"name": "a", "api": form})
        assert stack.api == resource
    assert Stack(name="a", api=resource).api is resource
    assert Stack.model_validate_json(json.dumps({"name": "a", "api": SMALL})).api == resource


def test_a_field_is_serialized_as_its_declaration() -> None:
    stack = Stack.model_validate({"name": "a", "api": SMALL, "others": [SMALL]})
    assert stack.model_dump() == {"name": "a", "api": SMALL, "others": [SMALL]}
    assert Stack.model_validate_json(stack.model_dump_json()) == stack


def test_every_error_has_its_location() -> None:
    wrong = {
        **SMALL,
        "ports": [{"port": 70_000}],
        "memory": {"min": "1GB", "desired": "1Gi"},
        "environment": {"KEY": 5},
    }
    with pytest.raises(ValidationError) as raised:
        Stack.model_validate({"name": 1, "api": wrong})
    errors = raised.value.errors()
    assert [(error["type"], error["loc"]) for error in errors] == [
        ("string_type", ("name",)),
        ("invalid-memory", ("api", "memory", "min")),
        ("port-out-of-range", ("api", "ports", 0, "port")),
        ("wrong-type", ("api", "environment", "KEY")),
    ]
    assert errors[2]["msg"] == "port 70000 is not between 1 and 65535; pick a port from 1 to 65535"
    assert errors[2]["input"] == 70_000
    assert errors[3]["input"] == "…"


# A part of a declaration with an error, its location, and what pydantic shows as the input.
INPUTS: list[tuple[dict[str, object], tuple[object, ...], object]] = [
    ({"ports": [{"port": 0}]}, ("ports", 0, "port"), 0),
    ({"ports": [{"port": "8080"}]}, ("ports", 0, "port"), "8080"),
    ({"ports": [{"port": None}]}, ("ports", 0, "port"), None),
    ({"ports": [{"port": True}]}, ("ports", 0, "port"), True),
    ({"ports": [{"port": {"number": 1}}]}, ("ports", 0, "port"), {"…": "…"}),
    ({"ports": [{"port": [1]}]}, ("ports", 0, "port"), ["…"]),
    ({"ports": [{}]}, ("ports", 0, "port"), {}),
    ({"ports": []}, ("ports",), []),
    ({"memory": "1Gi"}, ("memory",), "1Gi"),
    ({"memory": {"min": "1Gi"}}, ("memory", "desired"), {"…": "…"}),
    ({"environment": {"KEY": None}}, ("environment", "KEY"), None),
    ({"environment": {"KEY": 5}}, ("environment", "KEY"), "…"),
    ({"environment": "hunter2"}, ("environment",), "…"),
    ({"environment": {"KEY": ["hunter2"]}}, ("environment", "KEY"), ["…"]),
    ({"pasword": "hunter2"}, ("pasword",), "…"),
]


@pytest.mark.parametrize(("part", "location", "shown"), INPUTS)
def test_an_error_shows_its_input_unless_it_may_be_secret(
    part: dict[str, object], location: tuple[object, ...], shown: object
) -> None:
    for form in ({**SMALL, **part}, json.dumps({**SMALL, **part})):
        with pytest.raises(ValidationError) as raised:
            Stack.model_validate({"name": "a", "api": form})
        inputs = [error["input"] for error in raised.value.errors() if error["loc"] == ("api", *location)]
        assert inputs == [shown]
        assert type(inputs[0]) is type(shown)
        assert json.loads(raised.value.json())


def test_text_that_is_no_json_is_not_shown() -> None:
    with pytest.raises(ValidationError) as raised:
        Stack.model_validate({"name": "a", "api": '{"environment": {"KEY": "hunter2"'})
    assert {error["input"] for error in raised.value.errors()} == {"…"}


class Resources(BaseModel):
    all: list[alien.Resource]


def test_a_resource_without_a_type_argument_is_any_resource() -> None:
    mixed: list[alien.Resource] = [container().build(), alien.Kv("cache").build()]
    resources = Resources(all=mixed)
    assert [resource.type for resource in resources.all] == ["container", "kv"]
    assert resources.model_dump() == {"all": [SMALL, {"type": "kv", "id": "cache"}]}
    assert Resources.model_validate(resources.model_dump()) == resources
    assert Resources.model_validate_json(resources.model_dump_json()) == resources
    text = '{"type": "kv", "id": "cache"}'
    for form in (text, text.encode(), alien.Kv("cache").build()):
        assert Resources.model_validate({"all": [form]}).all == mixed[1:]


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"type": "kv"}, [("missing-field", "id")]),
        ({"type": "kv", "id": 5}, [("wrong-type", "id")]),
        ({"type": "kv", "id": "a", "size": 1}, [("unknown-field", "size")]),
        ({"type": 5, "id": "a"}, [("wrong-type", "type")]),
        ({"type": False, "id": ["hunter2"]}, [("wrong-type", "type"), ("wrong-type", "id")]),
        ({**SMALL, "ports": []}, [("no-ports", "ports")]),
    ],
)
def test_a_wrong_resource_is_an_error(wrong: object, errors: list[tuple[str, str]]) -> None:
    with pytest.raises(ValidationError) as raised:
        Resources.model_validate({"all": [wrong]})
    assert [(error["type"], error["loc"]) for error in raised.value.errors()] == [
        (code, ("all", 0, name)) for code, name in errors
    ]
    assert "links" not in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_another_resource_is_no_container() -> None:
    for wrong in (alien.Kv("cache").build(), alien.Kv("cache"), {"type": "kv", "id": "cache"}):
        with pytest.raises(ValidationError) as raised:
            Stack.model_validate({"name": "a", "api": wrong})
        assert ("unknown-variant", ("api", "type")) in [
            (error["type"], error["loc"]) for error in raised.value.errors()
        ]


class Declared(BaseModel):
    api: alien.ContainerConfig
    stack: alien.StackConfig | None = None


def test_the_type_of_a_declaration_can_be_a_field() -> None:
    assert Declared.model_validate({"api": SMALL}).model_dump() == {"api": SMALL, "stack": None}
    with pytest.raises(ValidationError):
        Declared.model_validate({"api": {**SMALL, "ports": [{"port": "http"}]}})


def test_warnings_are_not_errors() -> None:
    stack = Stack.model_validate({"name": "a", "api": {**SMALL, "memory": {"min": "64Mi", "desired": "64Mi"}}})
    assert [found.code for found in stack.api.warnings] == ["small-memory"] * 2


def test_the_json_schema_is_the_schema_of_a_container() -> None:
    schema = Stack.model_json_schema()
    api = schema["properties"]["api"]
    assert api["title"] == "Alien container"
    assert api["required"] == alien.json_schema()["required"]
    assert "$ref" not in json.dumps(api)
    other, reference = schema["properties"]["others"]["items"]["anyOf"]
    assert other["required"] == api["required"]
    assert reference["required"] == ["type", "id"]


STACK = {"id": "app", "resources": {"api": {"config": SMALL, "lifecycle": "live"}}}

STATE = {
    "platform": "aws",
    "resources": {
        "api": {
            "type": "container",
            "status": "running",
            "outputs": {
                "name": "api",
                "status": "running",
                "currentReplicas": 1,
                "desiredReplicas": 1,
                "internalDns": "api.app",
            },
        },
        "jobs": {"type": "container", "status": "provisioning"},
    },
}


class Deployment(BaseModel):
    stack: alien.BuiltStack
    state: alien.StackState | None = None


def test_a_stack_is_a_field() -> None:
    built = alien.Stack("app").add(container().build(), "live").build()
    for form in (built, STACK, json.dumps(STACK)):
        assert Deployment.model_validate({"stack": form}).stack == built
    deployment = Deployment(stack=built)
    assert deployment.stack is built
    assert deployment.model_dump() == {"stack": built.to_dict(), "state": None}
    assert Deployment.model_validate_json(deployment.model_dump_json()) == deployment


def test_every_error_of_a_stack_has_its_location() -> None:
    wrong = {"id": "app", "resources": {"api": {"config": {**SMALL, "ports": []}, "lifecycle": "live"}}}
    with pytest.raises(ValidationError) as raised:
        Deployment.model_validate({"stack": wrong})
    (error,) = raised.value.errors()
    assert (error["type"], error["loc"]) == ("no-ports", ("stack", "resources", "api", "config", "ports"))
    with pytest.raises(ValidationError):
        Deployment.model_validate({"stack": SMALL})


def test_a_state_is_a_field() -> None:
    state = alien.StackState.parse(STATE)
    for form in (state, STATE, json.dumps(STATE), json.dumps(STATE).encode()):
        assert Deployment.model_validate({"stack": STACK, "state": form}).state == state
    deployment = Deployment.model_validate({"stack": STACK, "state": STATE})
    assert deployment.model_dump()["state"] == state.to_dict()
    assert Deployment.model_validate_json(deployment.model_dump_json()) == deployment


def test_invalid_outputs_are_in_the_report_of_a_state() -> None:
    resources = {**STATE["resources"], "web": {"type": "container", "status": "running", "outputs": {"name": 1}}}  # type: ignore[dict-item]
    deployment = Deployment.model_validate({"stack": STACK, "state": {**STATE, "resources": resources}})
    assert deployment.state is not None
    assert not deployment.state.report.valid
    assert deployment.state.container("api") is not None


def test_what_is_no_state_is_an_error() -> None:
    forms: list[object] = [{"id": "app"}, STACK, [], "{"]
    for form in forms:
        with pytest.raises(ValidationError) as raised:
            Deployment.model_validate({"stack": STACK, "state": form})
        assert {error["loc"][0] for error in raised.value.errors()} == {"state"}


def test_the_json_schemas_have_no_references() -> None:
    properties = Deployment.model_json_schema()["properties"]
    assert properties["stack"]["title"] == "Alien stack"
    state = properties["state"]["anyOf"][0]
    assert state["title"] == "Alien stack state"
    for schema in (properties["stack"], state):
        text = json.dumps(schema)
        assert '"$ref"' not in text
        assert '"$id"' not in text
    assert '"healthCheck"' in json.dumps(properties["stack"])
