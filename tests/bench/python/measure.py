"""Measures the time that several competitors take for the same inputs. The competitors take turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import Any

Work = Callable[[Any], Any]

WARM_UP_NS = 200_000_000
BLOCK_NS = 1_500_000


@dataclass
class Timing:
    """The result of a competitor."""

    ns: float
    """The median time of one operation."""
    ratio: float
    """In each round, the time is divided by that of the first competitor. This is the median."""


class Runner:
    """Warms up a competitor, and then runs it in blocks."""

    def __init__(self, work: Work, inputs: Sequence[Any]) -> None:
        self.work, self.inputs, self.next = work, inputs, 0
        end = perf_counter_ns() + WARM_UP_NS
        ns = self.block(10)
        while perf_counter_ns() < end:
            ns = self.block(100)
        self.count = max(1, round(BLOCK_NS / ns))

    def block(self, count: int) -> float:
        """Runs `count` operations, and returns the nanoseconds that one took."""
        inputs = [self.inputs[(self.next + i) % len(self.inputs)] for i in range(count)]
        self.next = (self.next + count) % len(self.inputs)
        work = self.work
        start = perf_counter_ns()
        for given in inputs:
            work(given)
        return (perf_counter_ns() - start) / count

    def run(self) -> float:
        return self.block(self.count)


def race(works: dict[str, Work], inputs: Sequence[Any], rounds: int) -> dict[str, Timing]:
    """Measures the competitors. In each round, each competitor runs for a block of about 1.5 ms."""
    runners = [Runner(work, inputs) for work in works.values()]
    times: list[list[float]] = [[0.0] * rounds for _ in runners]
    for turn in range(rounds):
        for place in range(len(runners)):
            # Each round starts with another competitor.
            who = (place + turn) % len(runners)
            times[who][turn] = runners[who].run()
    return {
        name: Timing(median(mine), median(time / first for time, first in zip(mine, times[0], strict=True)))
        for name, mine in zip(works, times, strict=True)
    }
