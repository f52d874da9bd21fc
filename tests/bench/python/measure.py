"""Times competitors against each other in one run, in turns."""

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
    """The median time of one operation, and the median of a round's ratio to the first competitor."""

    ns: float
    ratio: float


class Runner:
    """A warm competitor that runs one block and gives the nanoseconds of one operation."""

    def __init__(self, work: Work, inputs: Sequence[Any]) -> None:
        self.work, self.inputs, self.next = work, inputs, 0
        end = perf_counter_ns() + WARM_UP_NS
        ns = self.block(10)
        while perf_counter_ns() < end:
            ns = self.block(100)
        self.count = max(1, round(BLOCK_NS / ns))

    def block(self, count: int) -> float:
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
    """Runs each competitor for a block of some 1.5 ms, then the next, for so many rounds."""
    runners = [Runner(work, inputs) for work in works.values()]
    times: list[list[float]] = [[0.0] * rounds for _ in runners]
    for turn in range(rounds):
        for place in range(len(runners)):
            # Another one begins each time.
            who = (place + turn) % len(runners)
            times[who][turn] = runners[who].run()
    return {
        name: Timing(median(mine), median(time / first for time, first in zip(mine, times[0], strict=True)))
        for name, mine in zip(works, times, strict=True)
    }
