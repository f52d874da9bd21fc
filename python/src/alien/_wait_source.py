"""Where a wait gets its states from."""

from __future__ import annotations

import inspect
import os
from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from alien._state import StackState

if TYPE_CHECKING:
    from collections.abc import Callable

    from alien._types import StateSource


class AnswerError(ValueError):
    """The error for an answer that is no state. Its message contains no secrets."""


class Answer(NamedTuple):
    """One answer of a source."""

    state: StackState | None
    """The state, or `None` if the iterable ended."""
    is_pushed: bool
    """Whether the source decides when the next state arrives. Otherwise, the wait pauses before it asks again."""


class StateReader:
    """Reads states from a source."""

    __slots__ = ("_iterator", "_source")

    def __init__(self, source: StateSource) -> None:
        is_iterable = isinstance(source, (AsyncIterable, Iterable)) and not isinstance(source, NOT_SOURCES)
        if not callable(source) and not is_iterable:
            kind = type(source).__name__
            raise TypeError(
                f"the first argument must be a function that returns the current state, or an iterable of states, "
                f"not {kind}"
            )
        self._source = source
        self._iterator: AsyncIterator[Any] | Iterator[Any] | None = None

    async def next(self) -> Answer:
        """Reads the next state. Raises an error if the source fails, or returns something that isn't a state. It can be
        called again after that: a function is called again, and an iterable is iterated again if its iterator failed."""
        if self._iterator is None:
            given = await _resolve(_call(self._source)) if callable(self._source) else self._source
            if isinstance(given, AsyncIterable):
                self._iterator = given.__aiter__()
            elif given is self._source and isinstance(given, Iterable):
                self._iterator = iter(given)
            else:
                return Answer(_read_state(given), is_pushed=False)
        iterator = self._iterator
        is_pushed = isinstance(iterator, AsyncIterator)
        try:
            item = await iterator.__anext__() if isinstance(iterator, AsyncIterator) else next(iterator)
        except (StopIteration, StopAsyncIteration):
            self._iterator = None
            # A function is asked for another iterable, such as a new connection.
            if callable(self._source):
                raise AnswerError("the async iterable that the function returned ended") from None
            return Answer(None, is_pushed)
        except Exception:
            self._iterator = None
            raise
        return Answer(_read_state(await _resolve(item)), is_pushed)

    async def aclose(self) -> None:
        """Closes the iterator, so that it can clean up."""
        iterator, self._iterator = self._iterator, None
        if isinstance(iterator, Generator):
            iterator.close()
            return
        aclose = getattr(iterator, "aclose", None)
        if aclose is not None:
            await aclose()


NOT_SOURCES = (str, bytes, bytearray, memoryview, Mapping, os.PathLike)
"""Iterables that are one state, or a part of one."""


def _call(source: Callable[[], Any]) -> Any:
    try:
        return source()
    except StopIteration as error:
        # A coroutine can't raise this error.
        raise AnswerError("the function raised StopIteration, so its iterator has no more states") from error


async def _resolve(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _read_state(given: Any) -> StackState:
    """Reads a state. Raises an error if it is no state at all; other problems of a state are in its report."""
    state = given if isinstance(given, StackState) else StackState.parse(given)
    if not state._is_readable:
        raise AnswerError(state.reason(""))
    return state
