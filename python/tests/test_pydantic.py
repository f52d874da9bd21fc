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
