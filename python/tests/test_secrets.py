"""Checks that no output shows a secret, for each place in `tests/secrets/places.json` where a secret may be written."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ValidationError
from test_vectors import replay

import alien

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).parents[2] / "tests" / "secrets" / "places.json"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="an sdist does not contain the list of places")

PLACES: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {"secret": "", "places": []}
SECRET: str = PLACES["secret"]

EMPTY = '{"id": "shop", "resources": {}}'


class Model(BaseModel):
    api: alien.Resource[alien.ContainerConfig] | None = None
    any: alien.Resource | None = None
    stack: alien.BuiltStack | None = None
    state: alien.StackState | None = None


def container(members: str) -> str:
    """Returns the JSON text of a container. `members` replace the members that have the same keys."""
    own = {key: value for key, value in PLACES["base"].items() if f'"{key}"' not in members}
    return "{" + ", ".join([*(f'"{key}": {value}' for key, value in own.items()), members]) + "}"


def texts(place: dict[str, Any]) -> list[str]:
    if "text" in place:
        return [place["text"]]
    if "members" not in place:
        return []
    members = place["members"]
    return [container(members), f'{{"ports": [{{"port": 0}}], {members}, "replicas": -1}}']


def check_hidden(value: object) -> None:
    """Checks that neither `repr` nor `str` of a value shows the secret."""
    for shown in (repr(value), str(value)):
        assert SECRET not in shown


def check_call(work: Callable[[], object]) -> None:
    """Calls a function, and checks its result or the error that it raises."""
    try:
        result = work()
    except alien.ValidationError as error:
        check_hidden(error)
        check_hidden(error.report)
        check_hidden(error.diagnostics)
        check_hidden("".join(traceback.format_exception_only(error)))
        return
    # A string is normalised JSON, which contains all values of the declaration.
    if not isinstance(result, str):
        check_hidden(result)


def check_update(before: Any, after: Any) -> None:
    check_hidden(alien.validate_update(before, after))
    check_hidden(alien.validate_update(before, after).diagnostics)
    check_call(lambda: alien.diff(before, after))


def check_builder(builder: Any) -> None:
    if isinstance(builder, alien.Container):
        check_builder(alien.Stack("shop").add(builder, "live"))
    check_hidden(builder)
    check_hidden(builder.validate())
    check_hidden(builder.validate().diagnostics)

    def build() -> object:
        resource = builder.build()
        check_hidden(resource.warnings)
        return resource

    check_call(build)


def check_declaration(declaration: Any, is_stack: bool) -> None:
    report = alien.validate(declaration)
    check_hidden(report)
    check_hidden(report.diagnostics)
    check_call(lambda: alien.normalise(declaration))
    other = EMPTY if is_stack else container('"stateful": false')
    check_update(declaration, other)
    check_update(other, declaration)
    state = alien.StackState.parse(declaration)
    check_hidden(state)
    check_hidden(state.report)
    for id in state.ids:
        check_hidden(state.reason(id))
        check_hidden(state.container(id))
    for name in Model.model_fields:
        check_field(name, declaration)
    if isinstance(declaration, dict):
        check_field("any", {**declaration, "type": "kv"})


def check_field(name: str, declaration: Any) -> None:
    try:
        check_hidden(Model.model_validate({name: declaration}))
    except ValidationError as error:
        check_hidden(error)
        check_hidden(error.errors())


def with_bytes(value: Any) -> Any:
    """Replaces each string that is the secret with bytes, which JSON doesn't have."""
    if isinstance(value, list):
        return [with_bytes(inner) for inner in value]
    if isinstance(value, dict):
        return {key: with_bytes(inner) for key, inner in value.items()}
    return value.encode() if value == SECRET else value


@pytest.mark.parametrize("place", [pytest.param(place, id=place["name"]) for place in PLACES["places"]])
def test_no_output_shows_a_secret(place: dict[str, Any]) -> None:
    for text in texts(place):
        is_stack = '"resources"' in text
        check_declaration(text, is_stack)
        for end in range(text.index(SECRET), len(text), 7):
            report = alien.validate(text[: end + len(SECRET)])
            check_hidden(report)
            check_hidden(report.diagnostics)
        try:
            value = json.loads(text)
        except ValueError:
            continue
        check_declaration(value, is_stack)
        check_builder(alien.Container.from_config(value))
        check_builder(alien.Stack.from_config(value))
    if "calls" in place:
        check_builder(replay(place["calls"]))
    if "update" in place:
        check_update(container(place["update"]["old"]), container(place["update"]["new"]))
    if "foreign" in place:
        value = with_bytes(place["foreign"])
        check_hidden(alien.validate(value).diagnostics)
        check_builder(alien.Container.from_config(value))


def test_there_are_many_places() -> None:
    assert len(PLACES["places"]) > 100


def test_ids_of_declared_resources_are_masked() -> None:
    storage = alien.Storage(f"https://kim:{SECRET}@example.com")
    check_hidden(storage)
    check_hidden(storage.build())
    assert repr(alien.Storage("uploads")) == "Storage('uploads')"
