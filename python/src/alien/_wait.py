"""Waits until containers are running. To keep `import alien` fast, this module is only imported when it is used: it imports
`asyncio`, which is slow."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import math
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from alien._keywords import checks_keywords
from alien._wait_arguments import check_numbers, id_of, ids_of
from alien._wait_error import WaitError, WaitTimeoutError
from alien._wait_source import AnswerError, StateReader
from alien._wait_verdict import Condition, Missing, describe_error, judge_container, judge_stack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from alien._native import BuiltStack, Stack
    from alien._state import ContainerOutputs, StackState
    from alien._types import Linkable, StateSource, WaitErrorCode

T = TypeVar("T")


@checks_keywords
async def wait_for_container(
    states: StateSource,
    id: str | Linkable,
    *,
    until: Callable[[ContainerOutputs], bool | Awaitable[bool]] | None = None,
    timeout: float = 300.0,
    interval: float = 2.0,
    retries: float = 3,
    allow_unknown: bool = False,
    allow_failed: bool = False,
    on_progress: Callable[[StackState, str], object] | None = None,
) -> ContainerOutputs:
    """Waits until a container is running, or until another condition holds, and returns its outputs.

    `states` is a function that returns the current state, or an iterable or async iterable of states. The function may be
    an `async def` function, or return an async iterable. It must not block for long, since no other task runs meanwhile;
    call a blocking client in a thread: `lambda: asyncio.to_thread(read_state)`. A state is anything that
    `StackState.parse` accepts, or a `StackState`.

    `id` is the ID of the container, its builder or the built container. `until` is the condition to wait for; by default,
    the container must be running. It may be an `async def` function, like `on_progress`, which is called with each state
    and a description of what is missing in it. States are read every `interval` seconds; an async iterable sets its own
    pace. A source that fails is tried again `retries` times, until it returns a state.

    A `WaitTimeoutError`, which is also a `TimeoutError`, is raised after `timeout` seconds. The wait ends earlier with a
    `WaitError` if the condition can't be met any more:

    - The deployment of the container failed: its status is `provision-failed`, for example. `allow_failed=True` ignores
      failed deployments, for example because somebody will retry them. A container with the status `failing` doesn't end the
      wait, since its replicas are restarted.
    - The state doesn't have the container. `allow_unknown=True` keeps waiting, for example because the stack is still being
      deployed.

    If the task is cancelled, the source is cancelled too, and generators are closed.

    >>> import asyncio
    >>> outputs = {"name": "api", "currentReplicas": 2, "desiredReplicas": 2, "internalDns": "api.shop"}
    >>> async def states():
    ...     for status in ("pending", "running"):
    ...         api = {"type": "container", "status": "running", "outputs": {**outputs, "status": status}}
    ...         yield {"platform": "aws", "resources": {"api": api}}
    >>> api = asyncio.run(alien.wait_for_container(states(), "api", on_progress=lambda _, missing: print(missing)))
    container "api" is pending, with 2 of 2 replicas
    >>> api.status
    'running'
    """
    condition = Condition(until, allow_unknown, allow_failed)
    wait: _Wait[ContainerOutputs] = _Wait(states, timeout, interval, retries, on_progress)
    container_id = id_of(id)
    return await wait.run(lambda state: judge_container(state, container_id, condition))


@checks_keywords
async def wait_for_stack(
    states: StateSource,
    *,
    containers: Iterable[str | Linkable] | BuiltStack | Stack | None = None,
    until: Callable[[ContainerOutputs], bool | Awaitable[bool]] | None = None,
    timeout: float = 300.0,
    interval: float = 2.0,
    retries: float = 3,
    allow_unknown: bool = False,
    allow_failed: bool = False,
    on_progress: Callable[[StackState, str], object] | None = None,
) -> dict[str, ContainerOutputs]:
    """Waits until all containers of a stack are running, or until another condition holds for each of them, and returns
    their outputs by ID.

    `containers` are the containers to wait for: a list of IDs, builders or built containers, or a stack, whose containers
    are meant. By default, these are all containers in the state, except those that are being deleted. While a stack is
    deployed for the first time, its state may not have all of them yet. The wait ends early if the deployment of any
    resource of the stack failed, or if the state doesn't have one of the containers. All other arguments are those of
    `wait_for_container`.

    >>> import asyncio
    >>> outputs = {"name": "api", "status": "running", "currentReplicas": 2, "desiredReplicas": 2, "internalDns": "api.shop"}
    >>> api = {"type": "container", "status": "running", "outputs": outputs}
    >>> states = [{"platform": "aws", "resources": {}}, {"platform": "aws", "resources": {"api": api}}]
    >>> found = asyncio.run(alien.wait_for_stack(states, containers=["api"], allow_unknown=True, interval=0.01))
    >>> found["api"].current_replicas
    2
    """
    ids = ids_of(containers)
    condition = Condition(until, allow_unknown, allow_failed)
    wait: _Wait[dict[str, ContainerOutputs]] = _Wait(states, timeout, interval, retries, on_progress)
    return await wait.run(lambda state: judge_stack(state, ids, condition))


class _Wait(Generic[T]):
    __slots__ = (
        "_cause",
        "_failures",
        "_interval",
        "_is_over",
        "_last",
        "_missing",
        "_on_progress",
        "_reader",
        "_retries",
        "_timeout",
    )

    def __init__(
        self,
        states: StateSource,
        timeout: float,
        interval: float,
        retries: float,
        on_progress: Callable[[StackState, str], object] | None,
    ) -> None:
        check_numbers(timeout=timeout, interval=interval, retries=retries)
        self._reader = StateReader(states)
        self._timeout = timeout
        self._interval = interval
        self._retries = retries
        self._on_progress = on_progress
        self._last: StackState | None = None
        self._missing = "there was no state yet"
        self._failures = 0  # of the source since the last state
        self._cause: Exception | None = None
        self._is_over = False

    async def run(self, judge: Callable[[StackState], Awaitable[T | Missing]]) -> T:
        # Everything runs in one task, so that the timeout and a cancellation end whatever it waits for.
        task = asyncio.ensure_future(self._succeed_and_close(judge))
        try:
            await asyncio.wait([task], timeout=None if math.isinf(self._timeout) else self._timeout)
        finally:
            if not task.done():
                self._is_over = True
                task.cancel()
                await asyncio.wait([task])
            if not task.cancelled():
                # Otherwise, asyncio would log an error that nobody asked for.
                task.exception()
        if self._is_over and task.cancelled():
            raise self._timeout_error() from self._cause
        return task.result()

    async def _succeed_and_close(self, judge: Callable[[StackState], Awaitable[T | Missing]]) -> T:
        try:
            result = await self._succeed(judge)
        except BaseException:
            # This error matters more than one of the cleanup.
            with contextlib.suppress(Exception):
                await self._reader.aclose()
            raise
        await self._reader.aclose()
        return result

    async def _succeed(self, judge: Callable[[StackState], Awaitable[T | Missing]]) -> T:
        """Reads and judges states until the wait succeeds."""
        while True:
            state, is_pushed = await self._next()
            verdict = await judge(state)
            if not isinstance(verdict, Missing):
                return verdict
            self._missing = verdict.text
            if self._on_progress is not None:
                progress: Any = self._on_progress(state, verdict.text)
                if inspect.isawaitable(progress):
                    await progress
            if verdict.code is not None:
                raise self._error(verdict.code, verdict.text, verdict.help)
            # A pushed state may be available immediately. The pause then lets other tasks run.
            await asyncio.sleep(0 if is_pushed else self._interval)

    async def _next(self) -> tuple[StackState, bool]:
        """Reads the next state. Tries again if the source fails."""
        while True:
            try:
                state, is_pushed = await self._reader.next()
            except Exception as error:
                self._stop_if_over()
                self._failures += 1
                self._cause = error
                described = str(error) if isinstance(error, AnswerError) else describe_error(error)
                self._missing = f"the source of the states failed: {described}"
                if self._failures > self._retries:
                    raise self._source_error() from error
                await asyncio.sleep(self._interval)
                continue
            self._stop_if_over()
            if state is None and self._failures > 0:
                raise self._source_error() from self._cause
            if state is None:
                help = "pass an iterable that continues until the wait is over, or a function that returns the current state"
                raise self._error("source-ended", f"the states ended: {self._missing}", help)
            self._last, self._failures, self._cause = state, 0, None
            return state, is_pushed

    def _stop_if_over(self) -> None:
        """Stops if the source caught the cancellation."""
        if self._is_over:
            raise asyncio.CancelledError

    def _timeout_error(self) -> WaitError:
        help = (
            "check why the source returns no state"
            if self._last is None
            else "find out in the platform what takes so long, or raise `timeout`"
        )
        return self._error("timeout", f"gave up after {self._timeout:g} s: {self._missing}", help)

    def _source_error(self) -> WaitError:
        count = f" ({self._failures} failures in a row)" if self._failures > 1 else ""
        help = "check the source, or raise `retries` if it is only unavailable for a while"
        return self._error("source-failed", self._missing + count, help)

    def _error(self, code: WaitErrorCode, sentence: str, help: str) -> WaitError:
        cls = WaitTimeoutError if code == "timeout" else WaitError
        return cls(f"{sentence}\n  help: {help}", code, self._missing, self._last)


wait_for_container.__module__ = "alien"
wait_for_stack.__module__ = "alien"
