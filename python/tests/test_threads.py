"""Tests of threads: several threads use one builder, and other threads run while long text is validated."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from support import SMALL, build_problems, container

import alien


def test_one_builder_in_many_threads() -> None:
    builder = container()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(builder.port, range(9000, 10_000), chunksize=10))
        built = list(pool.map(lambda _: builder.build(), range(50)))
    ports = sorted(port["port"] for port in builder.build().config["ports"])
    assert ports == [8080, *range(9000, 10_000)]
    assert len(set(built)) == 1


def test_many_builders_in_many_threads() -> None:
    def work(number: int) -> None:
        assert container(f"api-{number}").build().id == f"api-{number}"
        assert build_problems(container().port(70_000 + number)) == ["port-out-of-range /ports/1/port"]
        assert alien.validate(SMALL).valid

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(500)))


@pytest.fixture
def _no_switches() -> Iterator[None]:
    """Switches threads only where one of them releases the GIL."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(before)


def another_thread_runs_during(work: Callable[[], object]) -> bool:
    ran: list[bool] = []
    turn = threading.Lock()

    def wait() -> None:
        with turn:
            ran.append(True)

    with turn:
        thread = threading.Thread(target=wait)
        thread.start()
    # The other thread is ready now. It runs as soon as this thread releases the GIL.
    work()
    did = bool(ran)
    thread.join()
    return did


@pytest.mark.usefixtures("_no_switches")
def test_long_text_lets_other_threads_run() -> None:
    long = {**SMALL, "command": ["x" * 10] * 200_000}
    text, short = json.dumps(long), json.dumps(SMALL)
    functions: list[Callable[[Any], object]] = [alien.validate, alien.normalise, alien.apply_fixes]
    for function in functions:
        # The operating system may be slow to wake the other thread, so this is tried several times.
        assert any(another_thread_runs_during(partial(function, text)) for _ in range(50))
        assert not any(another_thread_runs_during(partial(function, short)) for _ in range(5))
    assert any(another_thread_runs_during(partial(alien.validate_update, text, short)) for _ in range(50))
