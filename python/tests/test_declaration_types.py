"""Tests of the types of declarations that people write by hand. Type checkers check this file too."""

from __future__ import annotations

from typing import get_type_hints

import pytest

import alien

CONTAINER: alien.ContainerDeclaration = {
    "id": "api",
    "code": {"type": "image", "image": "ghcr.io/acme/api:v1"},
    "cpu": {"min": "1", "desired": "1"},
    "memory": {"min": "1Gi", "desired": "1Gi"},
    "ports": ({"port": 8080, "expose": "http"},),
    "persistentStorage": {"size": "1Gi"},
    "stateful": True,
    "replicas": 1,
    "healthCheck": {"path": "/ready"},
    "permissions": "execution",
}

STACK: alien.StackDeclaration = {
    "id": "shop",
    "resources": {
        "uploads": {"config": {"type": "storage", "id": "uploads", "versioned": True}, "lifecycle": "frozen"},
        "api": {"config": {**CONTAINER, "type": "container"}, "lifecycle": "live", "dependencies": []},
    },
    "permissions": {"profiles": {"execution": {}}},
}


def test_a_declaration_is_accepted_where_a_declaration_is_read() -> None:
    config = alien.Container.from_config(CONTAINER).build().config
    assert config["environment"] == {}
    assert alien.validate(CONTAINER).valid
    assert alien.normalise(CONTAINER) == alien.normalise(config)
    assert alien.diff(CONTAINER, config).changes == ()
    assert alien.Stack.from_config(STACK).build().id == "shop"
    assert alien.validate_update(STACK, STACK).valid


def test_a_type_checker_finds_mistakes() -> None:
    wrong: list[alien.ContainerDeclaration] = [
        {**CONTAINER, "ports": [{"port": "8080"}]},  # type: ignore[typeddict-item]
        {**CONTAINER, "replica": 2},  # type: ignore[typeddict-unknown-key]
        {"id": "api"},  # type: ignore[typeddict-item]
    ]
    assert not any(alien.validate(declaration).valid for declaration in wrong)


def test_a_type_checker_finds_every_mistake_of_a_chain() -> None:
    # An overloaded method would hide the mistakes after its own, and mypy would report the comments there as unused.
    builder = (
        alien.Container("api")
        .code(type="image", image=5)  # type: ignore[arg-type]
        .cpu([1])  # type: ignore[arg-type]
        .memory(min=1, desired="1Gi")  # type: ignore[arg-type]
        .expose_port(8080, "https")  # type: ignore[arg-type]
        .auto_scale(min=1, desired="1", max=2)  # type: ignore[arg-type]
        .persistent_storage(5)  # type: ignore[arg-type]
        .gpu(type="nvidia-t4", count="1")  # type: ignore[arg-type]
        .health_check(path=5)  # type: ignore[arg-type]
        .environment(LEVEL=5)  # type: ignore[arg-type]
        .permissions(5)  # type: ignore[arg-type]
    )
    codes = [found.code for found in builder.validate().diagnostics]
    assert len(codes) >= 9


def test_keys_with_defaults_may_be_absent() -> None:
    schema = alien.json_schema()
    assert set(alien.ContainerDeclaration.__required_keys__) == set(schema["required"])
    assert set(get_type_hints(alien.ContainerDeclaration)) == set(schema["properties"]) - {"$schema"}
    stack = alien.json_schema("stack")
    assert set(alien.StackDeclaration.__required_keys__) == set(stack["required"])


@pytest.mark.parametrize("name", ["ContainerDeclaration", "StackDeclaration", "StackResourceDeclaration"])
def test_the_types_can_be_evaluated(name: str) -> None:
    assert get_type_hints(getattr(alien, name))
