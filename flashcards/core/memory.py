"""A card's memory, and the schedulers that move it.

A scheduler is a pure function `(memory, grade, day) -> memory`; None is the memory of a new card. The day
is the study day of a counted answer, and the card is due again that day plus the interval, however late
the answer came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

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

#: (ease, interval_days, repetitions, lapses), by which alone the next ones are computed.
Numbers = tuple[int, int, int, int]
#: A scheduler without its day and objects: the numbers and a grade give the next ones.
Move = Callable[[int, int, int, int, int], Numbers]


class Rule(NamedTuple):
    """In what the schedulers differ, as tables: for folding a million answers without a call for each.

    `ease_moves` is what a grade adds to the ease; None leaves it as it is. Intervals are multiplied with it in hundredths of a day: `rounding`
    is what is added to the whole days of such a product, by its rest to 200, which tells odd days from even ones.
    """

    ease_moves: tuple[int | None, ...]
    rounding: tuple[int, ...]


#: The numbers of a new card.
FIRST: Numbers = (FIRST_EASE, 0, 0, 0)


def sm2(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as SuperMemo's own source computes it: intervals rounded, the ease moved by every answer.

    Source: the `sm2source` plug-in of SuperMemo (Woźniak); the tie goes to the even number.
    """
    return _answered(memory, grade, day, move_sm2)


def sm2_1990(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as its published description reads: fractions up, the ease unchanged below 3.

    Source: P. A. Woźniak, Optimization of learning (1990), section 3.2.
    """
    return _answered(memory, grade, day, move_sm2_1990)


def move_sm2(ease: int, interval_days: int, repetitions: int, lapses: int, grade: int) -> Numbers:
    """What `sm2` does to the numbers."""
    if grade < PASS:
        return _next_ease(ease, grade), 1, 0, lapses + (repetitions > 0 or lapses > 0)
    if repetitions < 2:
        return _next_ease(ease, grade), FIRST_INTERVALS[repetitions], repetitions + 1, lapses
    whole, rest = divmod(interval_days * ease, 100)
    whole += rest > 50 or (rest == 50 and whole % 2 == 1)
    return _next_ease(ease, grade), min(whole, LONGEST_INTERVAL_DAYS), repetitions + 1, lapses


def move_sm2_1990(ease: int, interval_days: int, repetitions: int, lapses: int, grade: int) -> Numbers:
    """What `sm2_1990` does to the numbers."""
    if grade < PASS:
        return ease, 1, 0, lapses + (repetitions > 0 or lapses > 0)
    if repetitions < 2:
        return _next_ease(ease, grade), FIRST_INTERVALS[repetitions], repetitions + 1, lapses
    rounded_up = -(-interval_days * ease // 100)
    return _next_ease(ease, grade), min(rounded_up, LONGEST_INTERVAL_DAYS), repetitions + 1, lapses


FIRST_INTERVALS = (1, 6)
#: EF' = EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02), in hundredths, by the grade q.
_EASE_MOVES = tuple(10 - (5 - grade) * (8 + (5 - grade) * 2) for grade in range(6))

SCHEDULERS: dict[str, Scheduler] = {"sm2": sm2, "sm2-1990": sm2_1990}
RULES: dict[str, Rule] = {
    "sm2": Rule(_EASE_MOVES, tuple(rest % 100 > 50 or rest == 150 for rest in range(200))),
    "sm2-1990": Rule((None,) * PASS + _EASE_MOVES[PASS:], tuple(rest % 100 > 0 for rest in range(200))),
}
RULE_OF: dict[Scheduler, Rule] = {SCHEDULERS[name]: rule for name, rule in RULES.items()}


def _answered(memory: Memory | None, grade: int, day: int, move: Move) -> Memory:
    old = FIRST
    if memory is not None:
        old = memory.ease, memory.interval_days, memory.repetitions, memory.lapses
    ease, interval_days, repetitions, lapses = move(*old, grade)
    return Memory(ease, interval_days, repetitions, day + interval_days, lapses)


def _next_ease(ease: int, grade: int) -> int:
    return max(LEAST_EASE, ease + _EASE_MOVES[grade])
