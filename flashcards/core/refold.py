"""The whole journal folded at once: what `journal.fold` finds, for a million rows in the time of a few glances.

An answer comes as one whole number, each card's together and in order, so that a card's memory is a handful of local
numbers. Tests hold it equal to the plain fold.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

from flashcards.core.grades import PASS
from flashcards.core.journal import ONLY_TELLING, Kind, Row, Standing, placed_numbers, step
from flashcards.core.memory import (
    FIRST,
    FIRST_INTERVALS,
    LEAST_EASE,
    LONGEST_INTERVAL_DAYS,
    RULE_OF,
    Memory,
    Scheduler,
)
from flashcards.core.tallies import MATURE_DAYS, STATES, deck_of_row

#: The id under which it was given, order_ms, study day, kind, grade, elapsed_ms, and the detail of `placed` rows.
Line = tuple[str, int, int, Kind, int | None, int | None, str | None]

#: A card's present id, its rows in order without those that were taken back, and order_ms of the last answer among
#: them. A row is a whole number: an answer as `packed`, 0 where it only tells, and below 0 the name of any other one.
History = tuple[str, Sequence[int], int | None]

#: The bits of a packed answer, from the lowest: grade, day, and as much of elapsed_ms as SQLite's numbers have room for
#: (nine years; an answer that took longer has no number there, and is packed here). Any other grade or day is damage.
GRADE_BITS, DAY_BITS, ELAPSED_BITS = 3, 22, 38
_GRADE = (1 << GRADE_BITS) - 1
_DAY = (1 << DAY_BITS) - 1
_ELAPSED_FROM = GRADE_BITS + DAY_BITS

#: (deck, day, state) -> reviews of each grade, and their milliseconds, as in `tallies.Tallies`.
DaySums = dict[tuple[str, int, str], list[int]]

#: By day: the counts of each state's grades and the milliseconds, one after the other.
_Days = dict[int, list[int]]

_GRADES = 6
_WIDTH = _GRADES + 1
_NEW, _REPEAT, _YOUNG, _MATURE = (place * _WIDTH for place in range(len(STATES)))
_IN_ORDER = sorted(((place * _WIDTH, state) for place, state in enumerate(STATES)), key=itemgetter(1))
_LONGEST = LONGEST_INTERVAL_DAYS
_PRODUCT = _LONGEST * 100
_NEVER = -(1 << 62)


_MEMORY, _REST = attrgetter(*Memory.__slots__), attrgetter(*Standing.__slots__[1:])


class Folded(NamedTuple):
    """A Standing with its Memory as one flat tuple; without a memory its first five are None."""

    ease: int | None = None
    interval_days: int | None = None
    repetitions: int | None = None
    due_day: int | None = None
    lapses: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    last_grade: int | None = None
    last_order_ms: int | None = None
    suspended: bool = False
    buried_day: int | None = None
    advanced: bool = False

    def standing(self) -> Standing:
        """The same as objects."""
        (
            ease,
            interval,
            repetitions,
            due,
            lapses,
            first,
            last,
            grade,
            order_ms,
            suspended,
            buried,
            advanced,
        ) = self
        memory = None if ease is None else Memory(ease, interval, repetitions, due, lapses)  # type: ignore[arg-type]
        return Standing(memory, first, last, grade, order_ms, bool(suspended), buried, bool(advanced))

    @classmethod
    def of(cls, standing: Standing) -> "Folded":
        """A standing, flat."""
        memory = standing.memory
        flat = (None,) * 5 if memory is None else _MEMORY(memory)
        return cls._make((*flat, *_REST(standing)))


def packed(day: int, grade: int | None, elapsed_ms: int | None) -> int:
    """An answer as one number. Raises ValueError for what no sound row has."""
    grade, elapsed_ms = grade or 0, elapsed_ms or 0
    if 0 < day <= _DAY and 0 <= grade < _GRADES and elapsed_ms >= 0:
        return elapsed_ms << _ELAPSED_FROM | day << GRADE_BITS | grade
    raise ValueError(f"grade {grade} on day {day} after {elapsed_ms} ms")


def history_of(card: str, lines: Iterable[Line]) -> tuple[History, Callable[[int], Line]]:
    """A card's rows as a history, and what finds those of them that are no answers."""
    numbers: list[int] = []
    others: list[Line] = []
    last_order_ms = None
    for line in lines:
        _, order_ms, day, kind, grade, elapsed_ms, _ = line
        if kind == "answer":
            numbers.append(packed(day, grade, elapsed_ms))
            last_order_ms = order_ms
        elif kind not in ONLY_TELLING:
            others.append(line)
            numbers.append(-len(others))
    return (card, numbers, last_order_ms), lambda number: others[-number - 1]


class Fold:
    """Where cards stand and the sums of days, as more and more histories are folded."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.folded: dict[str, Folded] = {}
        self._rule = RULE_OF[scheduler]
        self._scheduler = scheduler
        self._counts: dict[str, _Days] = {}

    def add(self, history: History, find: Callable[[int], Line]) -> None:
        """A card's history, each card once; `find` gives the rows that stand below 0. Raises ValueError for damage."""
        card, numbers, last_order_ms = history
        days = self._counts.setdefault(deck_of_row(card), {})
        one = Folded()
        if numbers and min(numbers) > 0:  # most cards have only answers
            one = self._answered(one, numbers, last_order_ms, days)
        else:
            items = [number if number > 0 else _item(find(number)) for number in numbers if number]
            for is_answers, run in groupby(items, lambda item: isinstance(item, int)):
                if is_answers:
                    one = self._answered(one, cast("Iterable[int]", run), last_order_ms, days)
                else:
                    one = _stepped(one, cast("list[Line]", list(run)), self._scheduler)
        self.folded[card] = one

    def _answered(self, one: Folded, answers: Iterable[int], order_ms: int | None, days: _Days) -> Folded:
        """Where the card stands after these answers, of which there is one; they are added to the counts of `days`.

        With `order_ms` of the card's last answer: a run of others before it has no say in the end.
        """
        ease, interval, repetitions, due, lapses = (value or 0 for value in one[:5])
        is_new, first, last = one.ease is None, one.first_day, one.last_day or _NEVER
        if is_new:
            ease, interval, repetitions, lapses = FIRST
        ease_moves, rounding = self._rule
        for answer in answers:
            day, grade = answer >> GRADE_BITS & _DAY, answer & _GRADE
            again = day <= last or interval < 1
            state = _NEW if is_new else _REPEAT if again else _YOUNG if interval < MATURE_DAYS else _MATURE
            counts = days.get(day) or _begun(days, day)
            counts[state + grade] += 1
            counts[state + _GRADES] += answer >> _ELAPSED_FROM
            if day <= last:
                continue
            last = day
            if is_new:
                is_new, first = False, day
            elif grade >= PASS and day < due:
                continue
            if grade < PASS:
                lapses += repetitions > 0 or lapses > 0
                interval, repetitions = 1, 0
            elif repetitions < 2:
                interval, repetitions = FIRST_INTERVALS[repetitions], repetitions + 1
            else:
                product = interval * ease
                interval = product // 100 + rounding[product % 200] if product < _PRODUCT else _LONGEST
                repetitions += 1
            if (move := ease_moves[grade]) is not None:
                ease = ease + move if ease + move > LEAST_EASE else LEAST_EASE  # noqa: FURB136 - a call for each
            due = day + interval
        memory = (None,) * 5 if is_new else (ease, interval, repetitions, due, lapses)
        return Folded._make((*memory, first, last, grade, order_ms, one.suspended, one.buried_day, False))

    def day_sums(self) -> DaySums:
        """The sums of days over all histories."""
        return {
            (deck, day, state): counts
            for deck, days in sorted(self._counts.items())
            for day, all_counts in sorted(days.items())
            for place, state in _IN_ORDER
            if any(counts := all_counts[place : place + _WIDTH])
        }


def _item(line: Line) -> int | Line:
    """A row that has no number of its own: it is none that answers, or took longer than any answer should."""
    return packed(line[2], line[4], line[5]) if line[3] == "answer" else line


def _begun(days: _Days, day: int) -> list[int]:
    counts = days[day] = [0] * (len(STATES) * _WIDTH)
    return counts


def _stepped(one: Folded, lines: Sequence[Line], scheduler: Scheduler) -> Folded:
    """Where the card stands after other rows, by the plain fold."""
    if (
        len(lines) == 1 and lines[0][3] == "placed"
    ):  # all that most cards have of an import, beside their answers
        return Folded._make((*placed_numbers(lines[0][6] or "{}"), *one[5:]))
    standing = one.standing()
    for card, order_ms, day, kind, _, _, detail in lines:
        row = Row("", 1, order_ms, order_ms, day, kind, card, detail=detail or "{}")
        standing = step(standing, row, scheduler)
    return Folded.of(standing)
