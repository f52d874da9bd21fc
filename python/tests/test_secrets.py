"""No secret of `tests/secrets/places.json` reaches anything that is shown, wherever and however wrongly it is written."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ValidationError
from test_vectors import START, snake_case

import alien

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).parents[2] / "tests" / "secrets" / "places.json"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="places are part of the repository, not of an sdist")

PLACES: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {"secret": "", "places": []}
SECRET: str = PLACES["secret"]

EMPTY = '{"id": "shop", "resources": {}}'


class Model(BaseModel):
    api: alien.Resource[alien.ContainerConfig]


def container(members: str) -> str:
    """A container with these members in place of its own."""
    own = {key: value for key, value in PLACES["base"].items() if f'"{key}"' not in members}
    return "{" + ", ".join([*(f'"{key}": {value}' for key, value in own.items()), members]) + "}"


def texts(place: dict[str, Any]) -> list[str]:
    if "text" in place:
        return [place["text"]]
    if "members" not in place:
        return []
    members = place["members"]
    return [container(members), f'{{"ports": [{{"port": 0}}], {members}, "replicas": -1}}']


def look(value: object) -> None:
    """Whatever a program may print of a value."""
    for shown in (repr(value), str(value)):
        assert SECRET not in shown


def attempt(work: Callable[[], object]) -> None:
    """What comes of some work: what it gives, or the error that it raises."""
    try:
        given = work()
    except alien.ValidationError as error:
        look(error)
        look(error.report)
        look(error.diagnostics)
        look("".join(traceback.format_exception_only(error)))
        return
    # The normalised JSON has its values, of course.
    if not isinstance(given, str):
        look(given)


def compare(before: Any, after: Any) -> None:
    look(alien.validate_update(before, after))
    look(alien.validate_update(before, after).diagnostics)
    attempt(lambda: alien.diff(before, after))


def built(builder: Any) -> None:
    look(builder)

    def build() -> object:
        resource = builder.build()
        look(resource.warnings)
        return resource

    attempt(build)


def judge(declaration: Any, is_stack: bool) -> None:
    report = alien.validate(declaration)
    look(report)
    look(report.diagnostics)
    attempt(lambda: alien.normalise(declaration))
    other = EMPTY if is_stack else container('"stateful": false')
    compare(declaration, other)
    compare(other, declaration)
    state = alien.StackState.parse(declaration)
    look(state)
    look(state.report)
    for id in state.ids:
        look(state.reason(id))
        look(state.container(id))
    try:
        look(Model.model_validate({"api": declaration}))
    except ValidationError as error:
        look(error)
        look(error.errors())


def foreign(value: Any) -> Any:
    """Something that JSON doesn't have in the place of each text that is the secret."""
    if isinstance(value, list):
        return [foreign(inner) for inner in value]
    if isinstance(value, dict):
        return {key: foreign(inner) for key, inner in value.items()}
    return value.encode() if value == SECRET else value


@pytest.mark.parametrize("place", [pytest.param(place, id=place["name"]) for place in PLACES["places"]])
def test_nothing_shows_a_secret(place: dict[str, Any]) -> None:
    for text in texts(place):
        is_stack = '"resources"' in text
        judge(text, is_stack)
        for end in range(text.index(SECRET), len(text), 7):
            report = alien.validate(text[: end + len(SECRET)])
            look(report)
            look(report.diagnostics)
        try:
            value = json.loads(text)
        except ValueError:
            continue
        judge(value, is_stack)
        built(alien.Container.from_config(value))
        built(alien.Stack.from_config(value))
    if "calls" in place:
        (start, first), *rest = place["calls"]
        builder = START[start](first)
        for method, *given in rest:
            builder = getattr(builder, snake_case(method))(*given)
        built(builder)
    if "update" in place:
        compare(container(place["update"]["old"]), container(place["update"]["new"]))
    if "foreign" in place:
        value = foreign(place["foreign"])
        look(alien.validate(value).diagnostics)
        built(alien.Container.from_config(value))


def test_there_are_places() -> None:
    assert len(PLACES["places"]) > 100


def test_ids_of_declared_resources_are_masked() -> None:
    storage = alien.Storage(f"https://kim:{SECRET}@example.com")
    look(storage)
    look(storage.build())
    assert repr(alien.Storage("uploads")) == "Storage('uploads')"
