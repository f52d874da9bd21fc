"""Checks the arguments of waits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING

from alien._native import BuiltStack, Stack

if TYPE_CHECKING:
    from alien._types import Linkable


def id_of(container: str | Linkable) -> str:
    """Returns the ID of a container, of which the ID, a builder or the built resource is passed."""
    id = _id_or_none(container)
    if id is None:
        raise TypeError(f"`id` must be an ID or a container, not {type(container).__name__}")
    return id


def ids_of(containers: Iterable[str | Linkable] | BuiltStack | Stack | None) -> tuple[str, ...] | None:
    """Returns the IDs of several containers, or of the containers of a stack; `None` for all containers of the state."""
    if containers is None:
        return None
    if isinstance(containers, Stack):
        containers = containers.build()
    if isinstance(containers, BuiltStack):
        return _ids_of_stack(containers)
    kind = type(containers).__name__
    if isinstance(containers, (str, bytes, bytearray, Mapping)) or not isinstance(containers, Iterable):
        raise TypeError(f"`containers` must be a list of IDs or containers, or a stack, not {kind}")
    ids: list[str] = []
    for container in containers:
        id = _id_or_none(container)
        if id is None:
            raise TypeError(f"`containers` must contain IDs or containers, not {type(container).__name__}")
        ids.append(id)
    if not ids:
        raise ValueError("`containers` is empty: name at least one container, or leave the option out to wait for all")
    return tuple(ids)


def _ids_of_stack(stack: BuiltStack) -> tuple[str, ...]:
    resources = stack.config["resources"].items()
    ids = tuple(id for id, resource in resources if resource["config"].get("type") == "container")
    if not ids:
        raise ValueError(f'stack "{stack.id}" has no containers to wait for')
    return ids


def _id_or_none(container: object) -> str | None:
    ref = getattr(container, "ref", None)
    given = ref() if callable(ref) and not isinstance(container, type) else container
    id = given.get("id") if isinstance(given, Mapping) else given
    return id if isinstance(id, str) else None


def check_numbers(*, timeout: float, interval: float, retries: float) -> None:
    """Raises an error for an argument that is no number."""
    numbers = {"timeout": timeout, "interval": interval, "retries": retries}
    for name, value in numbers.items():
        unit = "a number" if name == "retries" else "a number of seconds"
        if isinstance(value, bool) or not isinstance(value, Real):
            kind = "None" if value is None else type(value).__name__
            hint = "; `math.inf` means no timeout" if name == "timeout" and value is None else ""
            raise TypeError(f"`{name}` must be {unit}, not {kind}{hint}")
        if math.isnan(value):
            raise ValueError(f"`{name}` must be {unit}, not nan")
