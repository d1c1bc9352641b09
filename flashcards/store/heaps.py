"""How many cards have each due day, interval and ease, and each deck's cards by stage.

They are kept, and a trigger of the table of cards notes what changes in them, so that no figure looks through all
cards. Of some decks' cards alone they are counted when asked for.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flashcards.core.card_sums import Heap
from flashcards.store.sums import HEAPS
from flashcards.store.unsettled import WITH_UNSETTLED, settle

# A deck's cards lie together in the table: '0' comes right after '/'.
_OF_DECK = "cards.id > name || '/' AND cards.id < name || '0'"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cards that figures are about: of these decks (None: all); cards of `off` decks do not come up."""

    connection: sqlite3.Connection
    decks: Sequence[str] | None
    off: frozenset[str] = frozenset()

    def rows(self, columns: str, rest: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """A query over these cards; `rest` begins with its condition."""
        if self.decks is None:
            return self.connection.execute(f"SELECT {columns} FROM cards WHERE {rest}", values)
        return self.connection.execute(
            f"""SELECT {columns} FROM (SELECT value AS name FROM json_each(?)) CROSS JOIN cards
                ON {_OF_DECK} WHERE {rest}""",
            (json.dumps(list(self.decks)), *values),
        )


@dataclass(frozen=True, slots=True)
class Stages:
    """A deck's cards: all, those with a memory, those known, those suspended."""

    cards: int = 0
    seen: int = 0
    known: int = 0
    suspended: int = 0


def heaps_of(chosen: Chosen, what: int) -> list[Heap]:
    """Cards with a memory by DUE, INTERVAL or EASE, in order of its values."""
    return sorted(_counts(chosen, what, awake_only=False).items())


def awake_heaps_of(chosen: Chosen, what: int) -> list[Heap]:
    """The same of the cards that come up: neither suspended nor of a deck that is off."""
    counts = _counts(chosen, what, awake_only=True)
    if chosen.off:
        counts -= _counts(Chosen(chosen.connection, sorted(chosen.off)), what, awake_only=True)
    return sorted(counts.items())


def stages_of(connection: sqlite3.Connection, decks: Sequence[str]) -> dict[str, Stages]:
    """Of each deck, in order."""
    found = connection.execute(
        f"""SELECT deck, sum(cards), total(cards * (stage >= 1)), total(cards * (stage = 2)), total(cards * suspended)
           FROM {WITH_UNSETTLED["card_stages"]} WHERE deck IN (SELECT value FROM json_each(?)) GROUP BY deck""",
        (json.dumps(list(decks)),),
    )
    stages = {deck: Stages(*map(int, numbers)) for deck, *numbers in found}
    return {deck: stages.get(deck, Stages()) for deck in decks}


def recount(connection: sqlite3.Connection) -> None:
    """Count everything anew, where the trigger did not see what changed; the caller holds the transaction."""
    settle(connection)
    connection.execute("DELETE FROM card_heaps")
    connection.execute("DELETE FROM card_stages")
    for what, column in HEAPS.items():
        connection.execute(
            f"""INSERT INTO card_heaps SELECT {what}, {column}, suspended, count(*) FROM cards
                WHERE {_counted(column)} GROUP BY {column}, suspended"""
        )
    connection.execute(
        """INSERT INTO card_stages SELECT deck, (ease IS NOT NULL) + (ease IS NOT NULL AND repetitions >= 2) AS stage,
           suspended, count(*) FROM cards WHERE position IS NOT NULL GROUP BY deck, stage, suspended"""
    )


def _counts(chosen: Chosen, what: int, *, awake_only: bool) -> Counter[int]:
    awake = "NOT suspended" if awake_only else "TRUE"
    if chosen.decks is not None:
        column = HEAPS[what]
        return Counter(
            dict(chosen.rows(f"{column}, count(*)", f"{_counted(column)} AND {awake} GROUP BY {column}"))
        )
    kept = chosen.connection.execute(
        f"""SELECT value, sum(cards) FROM {WITH_UNSETTLED["card_heaps"]} WHERE what = ? AND {awake}
            GROUP BY value HAVING sum(cards) <> 0""",
        (what,),
    )
    return Counter(dict(kept))


def _counted(column: str) -> str:
    """Which cards are in a heap."""
    return f"{column} IS NOT NULL AND position IS NOT NULL"
