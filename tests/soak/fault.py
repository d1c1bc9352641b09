"""What a fault is: something that is done to the program many times, and what must hold each time."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

_PAUSE_S = 15.0
#: Set when what is tried is to end after the next one.
_STOP = multiprocessing.Event()


def stop_at_ctrl_c() -> None:
    """From now on Ctrl-C has all processes that come of this one tell what they have seen until then."""
    signal.signal(signal.SIGINT, lambda _number, _frame: _STOP.set())


def is_stopped() -> bool:
    """Whether Ctrl-C was pressed."""
    return _STOP.is_set()


@dataclass(frozen=True)
class Trial:
    """What a fault gets: how often it is tried, an empty folder of its own, and its chance."""

    count: int
    place: Path
    rng: Random
    is_long: bool
    name: str = ""

    def each(self, items: Sequence[Item]) -> Iterator[Item]:
        """The items up to Ctrl-C, while standard error is told now and then how many of them there were."""
        told = time.monotonic()
        for number, item in enumerate(items):
            if is_stopped():
                return
            if time.monotonic() - told > _PAUSE_S:
                told = time.monotonic()
                sys.stderr.write(f"{self.name}: {number:,} of {len(items):,}\n")
                sys.stderr.flush()
            yield item


@dataclass
class Outcome:
    """What was seen: how often it was really tried, every case that broke, and figures worth telling.

    `skipped` says what is missing here that the fault needs.
    """

    tried: int = 0
    broken: list[str] = field(default_factory=list)
    notes: str = ""
    skipped: str = ""


@dataclass(frozen=True)
class Fault:
    """A fault with its two counts; a count of 0 means all that there are."""

    name: str
    must_hold: str
    fast: int
    long: int
    run: Callable[[Trial], Outcome]
