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


class Rule(NamedTuple):
    """In what the schedulers differ, as tables, so that a million answers are folded without a call for each.

    `ease_moves` is what each grade adds to the ease; None leaves it as it is. An interval is multiplied with the ease
    to hundredths of a day: `rounding` is what is added to the whole days of that product, by its rest to 200, which
    tells odd days from even ones.
    """

    ease_moves: tuple[int | None, ...]
    rounding: tuple[int, ...]


#: What a new card begins with: ease, interval_days, repetitions, lapses.
FIRST = (FIRST_EASE, 0, 0, 0)
FIRST_INTERVALS = (1, 6)

#: EF' = EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02), in hundredths, by the grade q.
_EASE_MOVES = tuple(10 - (5 - grade) * (8 + (5 - grade) * 2) for grade in range(6))
#: Half a day goes to the even number.
_SM2 = Rule(_EASE_MOVES, tuple(rest % 100 > 50 or rest == 150 for rest in range(200)))
_SM2_1990 = Rule((None,) * PASS + _EASE_MOVES[PASS:], tuple(rest % 100 > 0 for rest in range(200)))


def sm2(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as SuperMemo's own source computes it: intervals rounded, the ease moved by every answer.

    Source: the `sm2source` plug-in of SuperMemo (Woźniak); the tie goes to the even number.
    """
    return _answered(memory, grade, day, _SM2)


def sm2_1990(memory: Memory | None, grade: int, day: int) -> Memory:
    """SM-2 as its published description reads: fractions up, the ease unchanged below 3.

    Source: P. A. Woźniak, Optimization of learning (1990), section 3.2.
    """
    return _answered(memory, grade, day, _SM2_1990)


SCHEDULERS: dict[str, Scheduler] = {"sm2": sm2, "sm2-1990": sm2_1990}
RULE_OF: dict[Scheduler, Rule] = {sm2: _SM2, sm2_1990: _SM2_1990}


def _answered(memory: Memory | None, grade: int, day: int, rule: Rule) -> Memory:
    """The next memory; `refold` does the same to many answers in a loop of its own."""
    ease, interval_days, repetitions, lapses = FIRST
    if memory is not None:
        ease, interval_days = memory.ease, memory.interval_days
        repetitions, lapses = memory.repetitions, memory.lapses
    if grade < PASS:
        lapses += repetitions > 0 or lapses > 0
        interval_days, repetitions = 1, 0
    elif repetitions < len(FIRST_INTERVALS):
        interval_days, repetitions = FIRST_INTERVALS[repetitions], repetitions + 1
    else:
        product = interval_days * ease
        interval_days = min(product // 100 + rule.rounding[product % 200], LONGEST_INTERVAL_DAYS)
        repetitions += 1
    if (move := rule.ease_moves[grade]) is not None:
        ease = max(LEAST_EASE, ease + move)
    return Memory(ease, interval_days, repetitions, day + interval_days, lapses)
