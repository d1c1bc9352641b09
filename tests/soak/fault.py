"""What a fault is: something that is done to the program many times, and what must hold each time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Trial:
    """What a fault gets: how often it is tried, an empty folder of its own, and its chance."""

    count: int
    place: Path
    rng: Random
    is_long: bool


@dataclass
class Outcome:
    """What was seen: how often it was really tried, every case that broke, and figures worth telling."""

    tried: int = 0
    broken: list[str] = field(default_factory=list)
    notes: str = ""


@dataclass(frozen=True)
class Fault:
    """A fault with its two counts; a count of 0 means all that there are."""

    name: str
    must_hold: str
    fast: int
    long: int
    run: Callable[[Trial], Outcome]
