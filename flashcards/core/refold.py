"""The whole journal folded at once: what `journal.fold` finds, for a million rows in the time of a few glances.

Rows come as tuples, each card's together and in order, so that a card's memory is a handful of local numbers.
Tests hold it equal to the plain fold.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from flashcards.core.grades import PASS
from flashcards.core.journal import ONLY_TELLING, Kind, Row, Standing, placed_numbers, step
from flashcards.core.memory import FIRST, Memory, Move, Scheduler
from flashcards.core.tallies import MATURE_DAYS, STATES, deck_of_row

#: The id under which it was given, order_ms, study day, kind, grade, elapsed_ms, and the detail of `placed` rows.
Line = tuple[str, int, int, Kind, int | None, int | None, str | None]

#: (deck, day, state) -> reviews of each grade, and their milliseconds, as in `tallies.Tallies`.
DaySums = dict[tuple[str, int, str], list[int]]

_WIDTH = 7
_NEW, _REPEAT, _YOUNG, _MATURE = (place * _WIDTH for place in range(len(STATES)))
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


def fold_lines(
    histories: Iterable[tuple[str, Iterable[Line]]], move: Move, scheduler: Scheduler
) -> tuple[dict[str, Folded], DaySums]:
    """Where every card stands, and the sums of days.

    `histories` are the present ids of cards, each once, with their rows in order, without those that were taken
    back; `move` and `scheduler` are the same one.
    """
    folded: dict[str, Folded] = {}
    by_deck: dict[str, dict[int, list[int]]] = {}
    for card, lines in histories:
        folded[card] = fold_card(lines, move, scheduler, by_deck.setdefault(deck_of_row(card), {}))
    sums = {
        (deck, day, state): counts
        for deck, days in by_deck.items()
        for day, all_counts in days.items()
        for place, state in enumerate(STATES)
        if any(counts := all_counts[place * _WIDTH : (place + 1) * _WIDTH])
    }
    return folded, sums


def fold_card(lines: Iterable[Line], move: Move, scheduler: Scheduler, days: dict[int, list[int]]) -> Folded:
    """Where a card of these rows stands, as `fold_lines`; its reviews are added to the sums of `days`."""
    one = Folded()
    for is_answers, run in _runs(list(lines)):
        one = _answered(one, run, move, days) if is_answers else _stepped(one, run, scheduler)
    return one


def _runs(lines: list[Line]) -> Iterable[tuple[bool, Iterable[Line]]]:
    """Answers that follow each other, and what lies between; most cards have only answers."""
    kinds = set(map(itemgetter(3), lines))
    if kinds == {"answer"}:
        return ((True, lines),)
    if not kinds.isdisjoint(ONLY_TELLING):
        lines = [line for line in lines if line[3] not in ONLY_TELLING]
    return groupby(lines, lambda line: line[3] == "answer")


def _answered(one: Folded, lines: Iterable[Line], move: Move, days: dict[int, list[int]]) -> Folded:
    """Where the card stands after these answers, of which there is one; they are added to the sums of `days`."""
    ease, interval, repetitions, due, lapses = (value or 0 for value in one[:5])
    grade = order_ms = 0
    is_new, first, last = one.ease is None, one.first_day, _NEVER if one.last_day is None else one.last_day
    for _, order_ms, day, _, given, elapsed_ms, _ in lines:  # noqa: B007 - the last one's stays
        grade = given or 0
        if is_new:
            state = _NEW
        elif day <= last or interval < 1:
            state = _REPEAT
        else:
            state = _MATURE if interval >= MATURE_DAYS else _YOUNG
        sums = days.get(day)
        if sums is None:
            sums = days[day] = [0] * (len(STATES) * _WIDTH)
        sums[state + grade] += 1
        sums[state + _WIDTH - 1] += elapsed_ms or 0
        if day > last:
            if is_new or grade < PASS or day >= due:
                if is_new:
                    is_new, first = False, day
                    ease, interval, repetitions, lapses = FIRST
                ease, interval, repetitions, lapses = move(ease, interval, repetitions, lapses, grade)
                due = day + interval
            last = day
    memory = (None,) * 5 if is_new else (ease, interval, repetitions, due, lapses)
    return Folded._make((*memory, first, last, grade, order_ms, one.suspended, one.buried_day, False))


def _stepped(one: Folded, lines: Iterable[Line], scheduler: Scheduler) -> Folded:
    """Where the card stands after other rows, by the plain fold."""
    lines = list(lines)
    if (
        len(lines) == 1 and lines[0][3] == "placed"
    ):  # all that most cards have of an import, beside their answers
        return Folded._make((*placed_numbers(lines[0][6] or "{}"), *one[5:]))
    standing = one.standing()
    for card, order_ms, day, kind, _, _, detail in lines:
        row = Row("", 1, order_ms, order_ms, day, kind, card, detail=detail or "{}")
        standing = step(standing, row, scheduler)
    return Folded.of(standing)
