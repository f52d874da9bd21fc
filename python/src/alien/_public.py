"""A decorator for classes that the package `alien` exports."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def public(cls: type[T]) -> type[T]:
    """Sets the module of a class to `alien`, so that tracebacks, pickles and documentation show the public name."""
    cls.__module__ = "alien"
    return cls
