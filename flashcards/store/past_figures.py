"""Sums over the past out of the tables of daily sums: the database adds up, and only what a figure shows comes out."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from operator import add
from typing import Any

from flashcards.core.figures import Period
from flashcards.core.grades import PASS
from flashcards.core.review_sums import DaySum, StateSum
from flashcards.core.tallies import EVERYTHING, STATES
from flashcards.core.topic_sums import Sums
from flashcards.store.unsettled import NOTED

_GRADES = [f"grade_{grade}" for grade in range(6)]
_REVIEWS = " + ".join(_GRADES)
_PASSED = " + ".join(_GRADES[PASS:])
#: Later than any study day.
_LAST = 1 << 62
#: Where a state's reviews stand in a DaySum; its milliseconds stand four places on.
_PLACES = {state: place for place, state in enumerate(STATES, start=1)}


class Past:
    """What was done with the cards of these decks (None: everything)."""

    def __init__(self, connection: sqlite3.Connection, decks: Sequence[str] | None) -> None:
        self._connection = connection
        self._decks = decks

    def studied(self) -> list[int]:
        """All days that had reviews, in order."""
        return [day for day, _ in self._sums("tally_days", f"day, sum({_REVIEWS})", "day")]

    def day_counts(self, since: int, until: int) -> list[tuple[int, int]]:
        """The reviews of each of some days, in order."""
        return list(self._sums("tally_days", f"day, sum({_REVIEWS})", "day", since, until))

    def days(self, period: Period) -> list[DaySum]:
        """The period's days that had reviews, in order."""
        days: dict[int, list[int]] = {}
        columns = f"day, state, sum({_REVIEWS}), sum(ms)"
        for day, state, reviews, ms in self._sums(
            "tally_days", columns, "day, state", period.since, period.until
        ):
            sums = days.setdefault(day, [day, 0, 0, 0, 0, 0, 0, 0, 0])
            place = _PLACES[state]
            sums[place], sums[place + len(STATES)] = reviews, ms
        return list(map(DaySum._make, days.values()))

    def states(self, first: int, last: int, states: Sequence[str] = STATES) -> dict[str, StateSum]:
        """Of some days, the sums of each of these states."""
        # One by one: grouping would sort, which takes longer than looking three times more.
        columns = f"total({_REVIEWS}), total({_PASSED}), total(ms)"
        return {
            state: StateSum(*map(int, *self._sums("tally_days", columns, None, first, last, state)))
            for state in states
        }

    def grades(self, period: Period) -> dict[str, list[int]]:
        """Of each state, the period's reviews of each grade."""
        columns = ", ".join(f"sum({grade})" for grade in _GRADES)
        found = self._sums("tally_days", f"state, {columns}", "state", period.since, period.until)
        return {state: counts for state, *counts in found}

    def hours(self, period: Period) -> dict[int, tuple[int, int]]:
        """Of each hour, the period's reviews and the passed ones."""
        columns = "hour, sum(reviews), sum(passed)"
        found = self._sums("tally_hours", columns, "hour", period.since, period.until)
        return {hour: (reviews, passed) for hour, reviews, passed in found}

    def problems(self, since: int | None, until: int) -> Sums:
        """Of each kind and slip, the answers and the right ones."""
        columns = 'kind, slip, sum(answers), sum("right")'
        found = self._sums("tally_problems", columns, "kind, slip", since, until)
        return {(kind, slip): (answers, right) for kind, slip, answers, right in found}

    def quizzes(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Day and detail of every quiz that was handed in: the rows that stand for a quiz as a whole."""
        found = self._connection.execute(
            """SELECT day, detail FROM journal WHERE card = 'quiz' AND kind = 'quiz'
               ORDER BY order_ms, device, seq"""
        )
        rows = ((day, json.loads(detail)) for day, detail in found)
        return [(day, detail) for day, detail in rows if isinstance(detail, dict)]

    def _sums(
        self,
        table: str,
        columns: str,
        group: str | None,
        since: int | None = None,
        until: int = _LAST,
        state: str | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Sums by `group`, whose columns come first, in its order; what is noted and not settled is added to them."""

        def rows(source: str) -> Iterator[tuple[Any, ...]]:
            # One deck is named as one, because then the days come in order and need no sorting.
            is_one = self._decks is None or len(self._decks) == 1
            decks = (
                EVERYTHING if self._decks is None else self._decks[0] if is_one else json.dumps(self._decks)
            )
            return self._connection.execute(
                f"""SELECT {columns} FROM {source}
                    WHERE {"deck = ?" if is_one else "deck IN (SELECT value FROM json_each(?))"}
                    AND day BETWEEN ? AND ? {"" if state is None else "AND state = ?"}
                    {f"GROUP BY {group} ORDER BY {group}" if group else ""}""",
                (decks, since or 0, until) if state is None else (decks, since or 0, until, state),
            )

        keys = len(group.split(", ")) if group else 0
        return _together(rows(table), rows(NOTED[table]) if table in NOTED else iter(()), keys)


def _together(
    kept: Iterator[tuple[Any, ...]], noted: Iterator[tuple[Any, ...]], keys: int
) -> Iterator[tuple[Any, ...]]:
    """Two queries' sums by the same first columns, in order; not in one, where SQLite would sort all that is kept."""
    more = {row[:keys]: row[keys:] for row in noted}
    if not more:
        return kept
    rows = []
    for row in kept:
        added = more.pop(row[:keys], None)
        rows.append(row if added is None else (*row[:keys], *map(add, row[keys:], added)))
    rows += [key + sums for key, sums in more.items()]
    # What was taken back is noted, too: sums of nothing are none.
    return iter(sorted(row for row in rows if not keys or any(row[keys:])))
