"""Threads: one builder used by several, and long text judged beside other work."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from support import SMALL, container, found

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
        assert found(container().port(70_000 + number)) == ["port-out-of-range /ports/1/port"]
        assert alien.validate(SMALL).valid

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(500)))


@pytest.fixture
def _no_switches() -> Iterator[None]:
    """Threads take turns only where one lets the others run."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(before)


def another_runs_during(work: Callable[[], object]) -> bool:
    ran: list[bool] = []
    turn = threading.Lock()

    def wait() -> None:
        with turn:
            ran.append(True)

    with turn:
        thread = threading.Thread(target=wait)
        thread.start()
    # Now the thread is ready, and waits until this one lets it run.
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
        # The system may take its time to wake the thread.
        assert any(another_runs_during(partial(function, text)) for _ in range(50))
        assert not any(another_runs_during(partial(function, short)) for _ in range(5))
    assert any(another_runs_during(partial(alien.validate_update, text, short)) for _ in range(50))
