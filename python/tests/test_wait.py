"""Tests of `wait_for_container` and `wait_for_stack`."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
import pickle
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from support import RUNNING, container, container_state, state, state_of

import alien

T = TypeVar("T")

QUICK: dict[str, Any] = {"interval": 0.001, "timeout": 5}


def run(main: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine. Fails if it leaves a task behind, or if asyncio reports an error that nobody handled."""
    reported: list[object] = []

    async def checked() -> T:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(context))
        before = asyncio.all_tasks()
        try:
            return await main
        finally:
            assert asyncio.all_tasks() == before

    try:
        return asyncio.run(checked())
    finally:
        assert reported == []


def wait(states: alien.StateSource, id: Any = "api", **options: Any) -> alien.ContainerOutputs:
    return run(alien.wait_for_container(states, id, **{**QUICK, **options}))


def failure(states: alien.StateSource, id: str = "api", **options: Any) -> alien.WaitError:
    with pytest.raises(alien.WaitError) as caught:
        wait(states, id, **options)
    return caught.value


def wait_for_stack(states: alien.StateSource, **options: Any) -> dict[str, alien.ContainerOutputs]:
    return run(alien.wait_for_stack(states, **{**QUICK, **options}))


def stack_failure(states: alien.StateSource, **options: Any) -> alien.WaitError:
    with pytest.raises(alien.WaitError) as caught:
        wait_for_stack(states, **options)
    return caught.value


async def never() -> Any:
    await asyncio.sleep(3600)


def test_a_wait_returns_the_outputs_of_a_running_container() -> None:
    seen: list[str] = []
    states = [
        state(status="provisioning"),
        state({**RUNNING, "currentReplicas": 1}),
        state({**RUNNING, "status": "failing"}),
        state({**RUNNING, "replicas": [{"replicaId": "a", "healthy": False}]}),
        alien.StackState.parse(state(RUNNING)),
    ]

    async def on_progress(_: alien.StackState, missing: str) -> None:
        seen.append(missing)

    assert wait(lambda: states.pop(0), on_progress=on_progress).is_running
    assert seen == [
        'container "api" has no outputs: it is provisioning',
        'container "api" is running, with 1 of 2 replicas',
        'container "api" is failing, with 2 of 2 replicas',
        'container "api" is running, with 2 of 2 replicas, 1 of them unhealthy',
    ]


def test_the_error_of_a_timeout_says_what_was_missing() -> None:
    error = failure(state, timeout=0.01)
    assert str(error) == (
        'gave up after 0.01 s: container "api" is running, but has no outputs\n'
        "  help: find out in the platform what takes so long, or raise `timeout`"
    )
    assert isinstance(error, TimeoutError)
    assert isinstance(error, alien.WaitTimeoutError)
    assert error.code == "timeout"
    assert error.missing == 'container "api" is running, but has no outputs'
    assert error.state == alien.StackState.parse(state())
    assert error.__cause__ is None
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(copied) is type(error)
        assert str(copied) == str(error)
        assert (copied.code, copied.missing, copied.state) == (error.code, error.missing, error.state)


def test_a_timeout_ends_whatever_the_wait_waits_for() -> None:
    error = failure(never, timeout=0.01)
    assert str(error).startswith("gave up after 0.01 s: there was no state yet\n  help: check why the source")
    assert error.state is None
    assert failure(lambda: state(RUNNING), until=lambda _: never(), timeout=0.01).code == "timeout"
    assert failure(state, on_progress=lambda *_: never(), timeout=0.01).code == "timeout"
    assert failure(state, timeout=0).code == "timeout"
    assert wait(lambda: state(RUNNING), timeout=0).is_running
    assert wait(lambda: state(RUNNING), timeout=float("inf")).is_running


def test_a_timeout_ends_a_source_that_catches_the_cancellation() -> None:
    async def returns() -> Any:
        try:
            await never()
        except asyncio.CancelledError:
            return state()

    async def raises() -> Any:
        try:
            await never()
        except asyncio.CancelledError:
            raise OSError("connection closed") from None

    for source in (returns, raises):
        assert failure(source, timeout=0.01).code == "timeout"


def test_a_condition_may_be_asynchronous_and_raise_errors() -> None:
    async def is_stopped(outputs: alien.ContainerOutputs) -> bool:
        return outputs.status == "stopped"

    assert wait(lambda: state({**RUNNING, "status": "stopped"}), until=is_stopped).status == "stopped"

    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wait(lambda: state(RUNNING), until=broken)
    with pytest.raises(ZeroDivisionError):
        wait(state, on_progress=broken)


def test_wrong_arguments_are_errors() -> None:
    wrong: list[Any] = ["{}", b"{}", None, {}, Path("state.json"), alien.StackState.parse(state()), never]
    wrong[-1] = coroutine = never()
    for source in wrong:
        with pytest.raises(TypeError, match="must be a function that returns the current state, or an iterable"):
            wait(source)
    coroutine.close()
    for name in ("timeout", "interval", "retries"):
        with pytest.raises(ValueError, match=f"`{name}` must be a number.*, not nan"):
            wait(state, "api", **{name: float("nan")})
        for value, shown in ((None, "None"), ("1", "str"), (True, "bool"), (timedelta(seconds=1), "timedelta")):
            with pytest.raises(TypeError, match=f"`{name}` must be a number.*, not {shown}"):
                wait(state, "api", **{name: value})
    with pytest.raises(TypeError, match=r"not None; `math\.inf` means no timeout"):
        wait(state, timeout=None)
    for id in (5, None, ["api"], alien.Container, alien.Container(5), alien.Stack("shop")):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=f"`id` must be an ID or a container, not {type(id).__name__}"):
            wait(state, id)


WRONG_CONTAINERS: list[tuple[Any, type[Exception], str]] = [
    ("api", TypeError, "`containers` must be a list of IDs or containers, or a stack, not str"),
    (b"api", TypeError, "`containers` must be a list of IDs or containers, or a stack, not bytes"),
    (5, TypeError, "`containers` must be a list of IDs or containers, or a stack, not int"),
    ({"api": 1}, TypeError, "`containers` must be a list of IDs or containers, or a stack, not dict"),
    (container(), TypeError, "`containers` must be a list of IDs or containers, or a stack, not Container"),
    (["api", 5], TypeError, "`containers` must contain IDs or containers, not int"),
    ([None], TypeError, "`containers` must contain IDs or containers, not NoneType"),
    ([alien.Stack("shop")], TypeError, "`containers` must contain IDs or containers, not Stack"),
    ([], ValueError, "`containers` is empty: name at least one container, or leave the option out to wait for all"),
    (
        iter(()),
        ValueError,
        "`containers` is empty: name at least one container, or leave the option out to wait for all",
    ),
    (alien.Stack("shop"), ValueError, 'stack "shop" has no containers to wait for'),
    (
        alien.Stack("shop").add(alien.Kv("a"), "frozen").build(),
        ValueError,
        'stack "shop" has no containers to wait for',
    ),
    (alien.Stack("Shop"), alien.ValidationError, 'stack "Shop" has 1 error'),
]


@pytest.mark.parametrize(("containers", "error", "message"), WRONG_CONTAINERS)
def test_wrong_containers_are_errors(containers: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        wait_for_stack(state, containers=containers)
    assert str(raised.value).splitlines()[0] == message


def test_a_container_counts_as_its_id() -> None:
    for given in ("api", container(), container().build(), {"type": "container", "id": "api"}):
        assert wait(lambda: state(RUNNING), given).is_running
    states = [state_of(api=READY, web=READY, cache=QUEUE)]
    containers = ["web", container(), container("web").build()]
    assert list(wait_for_stack(states, containers=containers)) == ["web", "api"]


def test_a_stack_counts_as_its_containers() -> None:
    stack = alien.Stack("shop").permissions(profiles={"execution": {}}).add(alien.Kv("cache"), "frozen")
    stack = stack.add(container("web"), "live").add(container(), "live")
    states = [state_of(api=READY, other=STARTING, web=READY)]
    for given in (stack, stack.build()):
        assert list(wait_for_stack(states, containers=given)) == ["web", "api"]
    assert stack_failure([state_of(web=READY)], containers=stack).code == "unknown-resource"


def test_a_condition_that_is_never_true_is_named() -> None:
    outputs = {**RUNNING, "name": "shop-1-api"}
    error = failure(lambda: state(outputs), until=lambda _: False, timeout=0.01, interval=0.001)
    assert error.missing == 'container "api" is running, with 2 of 2 replicas, but `until` returned false'
    error = stack_failure([state(outputs)], until=lambda _: False)
    assert error.missing == 'container "api" is running, with 2 of 2 replicas, but `until` returned false'


@pytest.mark.parametrize("id", ["api", "a/b", "a~b", "a~1b"])
def test_outputs_that_can_not_be_read_are_explained(id: str) -> None:
    outputs = {key: value for key, value in RUNNING.items() if key != "currentReplicas"}
    states = lambda: state_of(other=container_state({"name": 1}), **{id: container_state(outputs)})
    error = failure(states, id, timeout=0.01, interval=0.001)
    reason = f'the outputs of container "{id}" can\'t be read: '
    assert error.missing.startswith(f'{reason}"currentReplicas" is missing in ')
    assert str(error).startswith(f"gave up after 0.01 s: {reason}")


@pytest.mark.parametrize("kind", ["provision", "update", "delete", "refresh"])
def test_a_failed_deployment_ends_a_wait(kind: str) -> None:
    seen: list[str] = []
    states = [state(RUNNING, f"{kind}-failed"), state(RUNNING)]
    error = failure(states, interval=60, on_progress=lambda _, missing: seen.append(missing))
    assert not isinstance(error, TimeoutError)
    assert error.code == "resource-failed"
    assert str(error) == (
        f'container "api" failed: its status is {kind}-failed\n'
        "  help: find out in the platform why it failed, or pass `allow_failed=True` if its deployment will be retried"
    )
    assert seen == [error.missing]
    assert wait([state(None, f"{kind}-failed"), state(RUNNING)], allow_failed=True).is_running


def test_an_unknown_id_ends_a_wait() -> None:
    resources = {f"web-{number}": container_state() for number in range(12)}
    error = failure([state_of(**resources)], "wbe", interval=60)
    assert error.code == "unknown-resource"
    message, help = str(error).split("\n")
    assert message.startswith('this state has no resource "wbe"; it has "web-0", ')
    assert message.endswith('"web-9" and 2 more')
    assert help == "  help: check the ID, or pass `allow_unknown=True` if it is still being deployed"
    assert "it has no resources yet" in str(failure([state_of()], interval=60))
    states = [state(status="deleted"), state_of(), state(RUNNING)]
    error = failure(states, interval=60)
    assert (error.code, error.missing) == ("unknown-resource", 'container "api" was deleted')
    assert wait(states, allow_unknown=True).is_running


def test_a_resource_of_another_type_ends_a_wait() -> None:
    states = [state_of(files={"type": "storage", "status": "running"})]
    error = failure(states, "files", allow_unknown=True, allow_failed=True)
    assert (error.code, error.missing) == ("not-a-container", '"files" is "storage", and no container')


def test_an_id_is_not_unknown_if_a_part_of_the_state_is_unreadable() -> None:
    seen: list[str] = []
    states = [state_of(web=container_state(), api=7), state(RUNNING)]
    assert wait(states, on_progress=lambda _, missing: seen.append(missing)).is_running
    assert 'no resource "api", but it has an error: resources.api must be an object' in seen[0]


def test_a_source_that_fails_is_tried_again() -> None:
    asked = 0

    async def sometimes() -> Any:
        nonlocal asked
        asked += 1
        if asked % 4:
            raise OSError("offline")
        return state() if asked < 12 else state(RUNNING)

    assert wait(sometimes).is_running
    assert asked == 12

    def always() -> Any:
        nonlocal asked
        asked += 1
        raise OSError(f"offline {asked}\nsomewhere")

    for retries, expected in ((3, 4), (0, 1)):
        asked = 0
        error = failure(always, retries=retries)
        assert asked == expected
        assert error.code == "source-failed"
        assert str(error.__cause__) == f"offline {expected}\nsomewhere"
    assert str(failure(always, retries=1)).startswith(
        "the source of the states failed: OSError: offline 3 (2 failures in a row)\n  help: check the source, or"
    )
    error = failure(always, timeout=0.02, retries=float("inf"))
    assert error.code == "timeout"
    assert isinstance(error.__cause__, OSError)
    assert "s: the source of the states failed: OSError: offline" in str(error)


def test_the_description_of_a_failed_source_is_short_and_shows_no_secrets() -> None:
    answers: list[tuple[Exception, str]] = [
        (ZeroDivisionError(), "failed: ZeroDivisionError\n"),
        (StopIteration(), "failed: the function raised StopIteration, so its iterator has no more states\n"),
        (OSError("GET https://ann:hunter2@example.com"), "failed: OSError: GET https://…"),
        (OSError("x" * 10_000), f"OSError: {'x' * 200}\n"),
    ]
    for raised, expected in answers:

        def source(raised: Exception = raised) -> Any:
            raise raised

        message = str(failure(source, retries=0))
        assert expected in message
        assert "hunter2" not in message


def test_an_answer_that_is_no_state_is_a_failure_of_the_source() -> None:
    answers: list[Any] = ["<html></html>", None, "", Path("no-such-file.json"), state(RUNNING)]
    assert wait(lambda: answers.pop(0), retries=4).is_running
    error = failure(lambda: "<html></html>")
    assert error.code == "source-failed"
    assert "failed: this state can't be read: this is an HTML page" in str(error)


def test_an_iterable_can_be_a_source(tmp_path: Path) -> None:
    waiting = state()
    file = tmp_path / "state.json"
    file.write_text(json.dumps(waiting), "utf-8")

    async def later() -> Any:
        return waiting

    def forms() -> list[Any]:
        text = json.dumps(waiting)
        return [waiting, text, text.encode(), file, alien.StackState.parse(waiting), later(), state(RUNNING)]

    async def stream() -> AsyncIterator[Any]:
        for form in forms():
            yield form

    class Custom:
        """An async iterable whose iterator has no `aclose`."""

        def __aiter__(self) -> Custom:
            self.forms = forms()
            return self

        async def __anext__(self) -> Any:
            return self.forms.pop(0)

    async def connect() -> Any:
        return stream()

    sources: list[alien.StateSource] = [forms(), iter(forms()), stream(), stream, Custom(), connect]
    for source in sources:
        seen: list[str] = []
        assert wait(source, on_progress=lambda _, missing, seen=seen: seen.append(missing)).is_running
        assert len(seen) == 6


def test_an_iterable_that_ends_too_early_is_an_error() -> None:
    error = failure([state()])
    assert error.code == "source-ended"
    assert str(error).startswith('the states ended: container "api" is running, but has no outputs\n  help: pass')
    assert str(failure([])).startswith("the states ended: there was no state yet\n")

    async def broken() -> AsyncIterator[Any]:
        yield state()
        raise OSError("connection lost")

    error = failure(broken())
    assert error.code == "source-failed"
    assert isinstance(error.__cause__, OSError)


def test_a_function_opens_a_stream_again() -> None:
    opened = 0

    async def watch() -> AsyncIterator[Any]:
        nonlocal opened
        opened += 1
        yield state() if opened < 3 else state(RUNNING)
        if opened == 1:
            raise OSError("connection lost")

    assert wait(watch).is_running
    assert opened == 3


def test_an_async_iterable_that_never_pauses_can_time_out() -> None:
    async def busy() -> AsyncIterator[Any]:
        while True:
            yield state()

    assert failure(busy(), timeout=0.01).code == "timeout"


class Cleanup:
    """Sources that record how they ended."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    async def function(self) -> Any:
        try:
            await never()
        except BaseException as error:
            await asyncio.sleep(0)
            self.ends.append(type(error).__name__)
            raise

    async def silent(self) -> AsyncIterator[Any]:
        yield state()
        yield await self.function()

    async def stream(self, last: Any) -> AsyncIterator[Any]:
        try:
            yield state()
            while True:
                yield last
        finally:
            await asyncio.sleep(0)
            self.ends.append("closed")

    def generator(self, last: Any) -> Iterator[Any]:
        try:
            yield state()
            while True:
                yield last
        finally:
            self.ends.append("closed")


@pytest.mark.parametrize(
    "choose",
    [
        lambda cleanup: cleanup.function,
        lambda cleanup: cleanup.silent(),
        lambda cleanup: [cleanup.function()],
    ],
)
def test_a_cancellation_cancels_the_source(choose: Callable[[Cleanup], alien.StateSource]) -> None:
    cleanup = Cleanup()

    async def main() -> None:
        task = asyncio.ensure_future(alien.wait_for_container(choose(cleanup), "api"))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()
        assert cleanup.ends == ["CancelledError"]

    run(main())
    assert failure(choose(cleanup), timeout=0.01).code == "timeout"
    assert cleanup.ends == ["CancelledError"] * 2


def test_a_cancellation_ends_a_pause_and_callbacks() -> None:
    waits: list[Callable[[], Coroutine[Any, Any, object]]] = [
        lambda: alien.wait_for_container(state, "api"),
        lambda: alien.wait_for_container(lambda: state(RUNNING), "api", until=lambda _: never()),
        lambda: alien.wait_for_container(state, "api", on_progress=lambda *_: never()),
        lambda: alien.wait_for_stack(state),
    ]

    async def main() -> None:
        for start in waits:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(start(), 0.01)
        task = asyncio.ensure_future(waits[0]())
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(main())


def test_a_cancellation_closes_iterators() -> None:
    cleanup = Cleanup()

    async def main() -> None:
        for source in (cleanup.stream(state()), cleanup.generator(state())):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(alien.wait_for_container(source, "api", interval=0.001), 0.05)

    run(main())
    assert cleanup.ends == ["closed", "closed"]


@pytest.mark.parametrize("last", [state(RUNNING), state(None, "update-failed"), state()])
def test_iterators_are_closed_whatever_the_reason(last: Any) -> None:
    cleanup = Cleanup()
    for source in (cleanup.stream(last), cleanup.generator(last)):
        with contextlib.suppress(alien.WaitError):
            wait(source, timeout=0.02)
    assert cleanup.ends == ["closed", "closed"]


def test_an_error_of_the_cleanup_replaces_no_other_error() -> None:
    async def broken(last: Any) -> AsyncIterator[Any]:
        try:
            yield last
        finally:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wait(broken(state(RUNNING)))
    assert failure(broken(state_of())).code == "unknown-resource"


def test_other_tasks_run_during_a_wait() -> None:
    async def main() -> None:
        ticks = 0
        answers = iter([state()] * 5 + [state(RUNNING)])

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.ensure_future(tick())
        await alien.wait_for_container(lambda: asyncio.to_thread(next, answers), "api", interval=0.001)
        ticking.cancel()
        await asyncio.wait([ticking])
        assert ticks > 5

    run(main())


QUEUE = {"type": "queue", "status": "provisioning"}
STARTING = container_state({**RUNNING, "currentReplicas": 0})
READY = container_state(RUNNING)


def test_a_wait_for_a_stack_returns_the_outputs_of_all_containers() -> None:
    seen: list[str] = []
    old = container_state(RUNNING, "deleting")
    states = [
        state_of(queue=QUEUE, old=old, api=STARTING, web=container_state(), cron=STARTING),
        state_of(queue=QUEUE, old=old, api=READY, web=container_state(), cron=READY),
        state_of(queue=QUEUE, old=old, api=READY, web=READY, cron=READY),
    ]
    outputs = wait_for_stack(states, on_progress=lambda _, missing: seen.append(missing))
    assert list(outputs) == ["api", "web", "cron"]
    assert outputs["web"].is_running
    assert seen == [
        'container "api" is running, with 0 of 2 replicas; and 2 more',
        'container "web" is running, but has no outputs',
    ]


def test_a_wait_for_given_containers_of_a_stack() -> None:
    states = [state_of(), state_of(api=READY), state_of(api=READY, web=READY, cron=STARTING)]
    assert list(wait_for_stack(states, containers=["web", "api"], allow_unknown=True)) == ["web", "api"]
    error = stack_failure(states[1:], containers=("api", "web"))
    assert error.code == "unknown-resource"
    assert error.missing.startswith('this state has no resource "web"')


def test_a_wait_for_a_stack_ends_if_a_resource_failed_or_there_is_no_container() -> None:
    broken = state_of(queue={"type": "queue", "status": "provision-failed"}, api=READY)
    error = stack_failure([broken])
    assert (error.code, error.missing) == ("resource-failed", 'queue "queue" failed: its status is provision-failed')
    assert list(wait_for_stack([broken], allow_failed=True)) == ["api"]
    error = stack_failure([state_of(queue=QUEUE)])
    assert (error.code, error.missing) == ("unknown-resource", "this state has no containers")
    assert list(wait_for_stack([state_of(), state_of(api=READY)], allow_unknown=True)) == ["api"]


def test_a_part_of_a_state_is_not_mistaken_for_the_whole() -> None:
    seen: list[str] = []
    text = json.dumps(state_of(api=READY, web=STARTING))
    states = [
        text[: text.index('"web"')],
        state_of(api=READY, web={"status": "running"}),
        state_of(api=READY, web=READY),
    ]
    outputs = wait_for_stack(states, on_progress=lambda _, missing: seen.append(missing))
    assert list(outputs) == ["api", "web"]
    assert seen[0].startswith("this state can't be read completely: ")
    assert seen[1].startswith('what "web" is can\'t be read')


def test_a_condition_is_used_for_each_container_of_a_stack() -> None:
    stopped = container_state({**RUNNING, "status": "stopped"})
    states = [state_of(api=READY, web=stopped), state_of(api=stopped, web=stopped)]
    assert list(wait_for_stack(states, until=lambda outputs: outputs.status == "stopped")) == ["api", "web"]
