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
    assert errors[2]["msg"] == "port 70000 is not between 1 and 65535"
    assert errors[2]["input"] == 70_000
    assert errors[3]["input"] == "…"


def test_warnings_are_not_errors() -> None:
    stack = Stack.model_validate({"name": "a", "api": {**SMALL, "memory": {"min": "64Mi", "desired": "64Mi"}}})
    assert [found.code for found in stack.api.warnings] == ["small-memory"] * 2


def test_the_json_schema_is_the_schema_of_a_container() -> None:
    schema = Stack.model_json_schema()
    api = schema["properties"]["api"]
    assert api["title"] == "Alien container"
    assert api["required"] == alien.json_schema()["required"]
    assert "$ref" not in json.dumps(api)


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
