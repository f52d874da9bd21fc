"""Threads: one builder used by several, and long text judged beside other work."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

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


@pytest.mark.parametrize("function", [alien.validate, alien.normalise, alien.apply_fixes])
def test_long_text_lets_other_threads_run(function: object) -> None:
    text = json.dumps({**SMALL, "command": ["x" * 100] * 100_000})
    assert callable(function)
    started, done, ticks = threading.Event(), threading.Event(), 0

    def judge() -> None:
        started.set()
        for _ in range(5):
            function(text)
        done.set()

    thread = threading.Thread(target=judge)
    thread.start()
    started.wait()
    longest, last = 0.0, time.perf_counter()
    while not done.is_set():
        ticks += 1
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    thread.join()
    # Were the lock held, the loop would stand still for each of the five calls.
    start = time.perf_counter()
    function(text)
    one = time.perf_counter() - start
    assert ticks > 1000
    assert longest < max(one, 0.02) * 4
