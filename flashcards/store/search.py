"""Finding cards by what a search asks: conditions on the table of cards, and the texts by what the decks' index says."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flashcards.core.days import CLOCK_SLACK_DAYS
from flashcards.core.grades import FOUR_KEYS, key_of
from flashcards.core.search import Answered, Any, Compared, Every, Named, Not, Query, State, Words
from flashcards.core.tallies import MATURE_DAYS
from flashcards.store.journal import current_id

_COLUMNS = {
    "ivl": "interval_days",
    "ease": "ease",
    "lapses": "lapses",
    "reps": "repetitions",
    "due": "due_day",
}
#: The first cards are looked at alone up to so many for each that is wanted.
_NEAR = 50
#: More than any library has, and within SQLite's numbers.
_ALL = 10**9
#: 1970-01-01 as a study day, and how far a study day's beginning may be from that of UTC's.
_EPOCH, _ZONE_DAYS = 719_163, 2
_LAST = "\U0010ffff"  # comes after all that an id can hold

#: Gives as a JSON list the ids of the cards whose texts have all of these.
Texts = Callable[[tuple[Words, ...]], str]


class Condition(NamedTuple):
    """What SQL asks of a row of `cards`; it is true or false, and never NULL."""

    sql: str
    values: tuple[object, ...]


class Search:
    """A search as it stands on a study day; `leech_lapses` is the setting."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, texts: Texts, *, today: int, leech_lapses: int
    ) -> None:
        self._connection = connection
        self._texts = texts
        self._today = today
        self._leech_lapses = leech_lapses
        self._condition = self._of(query)

    def count(self) -> int:
        """How many cards are found."""
        (number,) = self._rows("count(*)").fetchone()
        return int(number)

    def ids(self) -> frozenset[str]:
        """All that are found."""
        # As one text, which comes three times as fast as a row each.
        (ids,) = self._rows("group_concat(id, '\n')").fetchone()
        return frozenset(ids.split("\n")) if ids else frozenset()

    def first(self, limit: int | None) -> list[str]:
        """Those that come first in the library's order; None: all."""
        if limit is not None:
            limit = min(limit, _ALL)
            # What finds much finds enough among the first cards, and need not be put in order.
            rest = "AND position >= 0 AND position < ? ORDER BY position LIMIT ?"
            near = self._rows("id", rest, _NEAR * limit, limit, by="INDEXED BY cards_place").fetchall()
            if len(near) == limit:
                return [card for (card,) in near]
        found = self._rows("id", "ORDER BY position LIMIT ?", -1 if limit is None else limit)
        return [card for (card,) in found]

    def _rows(self, columns: str, rest: str = "", *values: object, by: str = "") -> sqlite3.Cursor:
        sql, asked = self._condition
        return self._connection.execute(
            f"SELECT {columns} FROM cards {by} WHERE position IS NOT NULL AND {sql} {rest}", (*asked, *values)
        )

    def _of(self, query: Query) -> Condition:
        match query:
            case Words():
                return self._words((query,))
            case Every():
                return self._every(query)
            case Any():
                return _joined(" OR ", map(self._of, query.parts))
            case Not():
                sql, values = self._of(query.part)
                return Condition(f"NOT {sql}", values)
            case Named():
                return self._named(query)
            case State():
                return self._state(query.name)
            case Compared():
                column, number = _COLUMNS[query.name], query.number
                if query.name == "due":
                    number += self._today
                # That it has a memory, told by what leads to the index that holds the column.
                known = "lapses" if column in {"lapses", "ease"} else "due_day"
                return Condition(f"({known} IS NOT NULL AND {column} {query.sign} ?)", (number,))
            case Answered():
                return self._answered(query)

    def _every(self, query: Every) -> Condition:
        """All words are looked for at once: one that many cards have costs little beside a rare one."""
        words = tuple(part for part in query.parts if isinstance(part, Words))
        others = [self._of(part) for part in query.parts if not isinstance(part, Words)]
        return _joined(" AND ", [*([self._words(words)] if words else []), *others])

    def _words(self, words: tuple[Words, ...]) -> Condition:
        return Condition("id IN (SELECT value FROM json_each(?))", (self._texts(words),))

    def _named(self, query: Named) -> Condition:
        name = query.name
        if query.is_beginning:
            return Condition(f"({query.what} >= ? AND {query.what} < ?)", (name, name + _LAST))
        if query.what == "deck":
            return Condition("deck = ?", (name,))
        return Condition("(id = ? OR entry = ?)", (current_id(self._connection, name), name))

    def _state(self, name: str) -> Condition:
        today = self._today
        match name:
            case "due":  # as the day's queue takes them
                return Condition(
                    "(due_day IS NOT NULL AND due_day <= ? AND NOT suspended AND coalesce(buried_day, 0) < ? "
                    "AND coalesce(last_day, 0) < ?)",
                    (today, today, today),
                )
            case "new":
                return Condition("due_day IS NULL", ())
            case "leech":
                return Condition("(lapses IS NOT NULL AND lapses >= ?)", (self._leech_lapses,))
            case "suspended":
                return Condition("suspended = 1", ())
            case "buried":
                return Condition("(buried_day IS NOT NULL AND buried_day >= ?)", (today,))
            case "young":
                return Condition("(due_day IS NOT NULL AND interval_days < ?)", (MATURE_DAYS,))
            case "mature":
                return Condition("(due_day IS NOT NULL AND interval_days >= ?)", (MATURE_DAYS,))
        raise ValueError(name)

    def _answered(self, query: Answered) -> Condition:
        column = "last_day" if query.when == "ever" else "first_day"
        since = self._today - query.days
        answered = Condition(f"({column} IS NOT NULL AND {column} > ?)", (since,))
        if query.key is None:
            return answered
        grades = [grade for grade in range(6) if key_of(grade, FOUR_KEYS) == query.key]
        # Only the journal knows more than the last answer; of it those days alone are looked at.
        rows = f"""SELECT coalesce((SELECT id FROM aliases WHERE old = card), card) FROM journal INDEXED BY journal_order
            WHERE order_ms > ? AND day > ? AND kind = 'answer' AND grade IN ({", ".join(map(str, grades))})
            AND NOT EXISTS (SELECT 1 FROM journal AS undo
                            WHERE undo.target_device = journal.device AND undo.target_seq = journal.seq)"""
        from_ms = (since - _EPOCH - CLOCK_SLACK_DAYS - _ZONE_DAYS) * 86_400_000
        return _joined(" AND ", [answered, Condition(f"id IN ({rows})", (from_ms, since))])


def _joined(word: str, conditions: Iterable[Condition]) -> Condition:
    parts = list(conditions)
    sql = word.join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values))
