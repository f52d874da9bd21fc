"""A decorator for functions with keyword arguments."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, TypeVar, cast

from alien._native import _unknown_keyword

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


def checks_keywords(function: Function) -> Function:
    """Makes a keyword argument that a function doesn't have an error that says which one was meant, as in the functions of
    the extension module."""
    known = [name for name in inspect.signature(function).parameters if name != "cls"]

    def check(names: dict[str, Any]) -> None:
        for name in names:
            if name not in known:
                raise TypeError(_unknown_keyword(function.__name__, name, known))

    @functools.wraps(function)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        check(named)
        return function(*arguments, **named)

    @functools.wraps(function)
    async def async_wrapper(*arguments: Any, **named: Any) -> Any:
        check(named)
        return await function(*arguments, **named)

    return cast("Function", async_wrapper if inspect.iscoroutinefunction(function) else wrapper)
