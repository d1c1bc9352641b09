"""A card's memory, and the schedulers that move it.

A scheduler is a pure function `(memory, grade, day) -> memory`; None is the memory of a new card. The day
is the study day of a counted answer, and the card is due again that day plus the interval, however late
the answer came.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.core.grades import PASS

FIRST_EASE = 250
LEAST_EASE = 130
LONGEST_INTERVAL_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Memory:
    """What SM-2 remembers of a card; `ease` (SM-2's EF) is in hundredths, `due_day` a study day."""

    ease: int
    interval_days: int
    repetitions: int
    due_day: int
    lapses: int


Scheduler = Callable[[Memory | None, int, int], Memory]

_NEW = Memory(ease=FIRST_EASE, interval_days=0, repetitions=0, due_day=0, lapses=0)


def sm2(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as SuperMemo's own source computes it: intervals rounded, the ease moved by every answer.

    Source: the `sm2source` plug-in of SuperMemo (Woźniak); the tie goes to the even number.
    """
    return _answered(memory or _NEW, grade, day, _rounded_half_even, ease_moves_on_failure=True)


def sm2_1990(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as its published description reads: fractions up, the ease unchanged below 3.

    Source: P. A. Woźniak, Optimization of learning (1990), section 3.2.
    """
    return _answered(memory or _NEW, grade, day, _rounded_up, ease_moves_on_failure=False)


SCHEDULERS: dict[str, Scheduler] = {"sm2": sm2, "sm2-1990": sm2_1990}


def _answered(
    memory: Memory, grade: int, day: int, rounded: Callable[[int], int], *, ease_moves_on_failure: bool
) -> Memory:
    passed = grade >= PASS
    was_passed_before = memory.repetitions > 0 or memory.lapses > 0
    interval_days = min(_next_interval(memory, rounded), LONGEST_INTERVAL_DAYS) if passed else 1
    return Memory(
        ease=_next_ease(memory.ease, grade) if passed or ease_moves_on_failure else memory.ease,
        interval_days=interval_days,
        repetitions=memory.repetitions + 1 if passed else 0,
        due_day=day + interval_days,
        lapses=memory.lapses + (not passed and was_passed_before),
    )


def _next_interval(memory: Memory, rounded: Callable[[int], int]) -> int:
    """The interval after a pass, from the ease as it was before the answer."""
    if memory.repetitions < 2:
        return (1, 6)[memory.repetitions]
    return rounded(memory.interval_days * memory.ease)


def _next_ease(ease: int, grade: int) -> int:
    """EF' = EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02), at least 1.3, in hundredths."""
    return max(LEAST_EASE, ease + 10 - (5 - grade) * (8 + (5 - grade) * 2))


def _rounded_half_even(hundredths: int) -> int:
    whole, rest = divmod(hundredths, 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2 == 1))


def _rounded_up(hundredths: int) -> int:
    return -(-hundredths // 100)
