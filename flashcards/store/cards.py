"""The table of cards: where the library has each, and the fold of its journal. All of it can be rebuilt."""

import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from flashcards.core.ids import deck_of, entry_of
from flashcards.core.journal import NEW, Row, Standing, replay
from flashcards.core.memory import Memory, Scheduler
from flashcards.core.tallies import Tallies
from flashcards.store.tallies import replace_tallies

_MEMORY = Memory.__slots__
_REST = ("first_day", "last_day", "last_grade", "last_order_ms", "suspended", "buried_day", "advanced")
_FOLDED = (*_MEMORY, *_REST)


def read_standing(connection: sqlite3.Connection, card: str) -> Standing:
    """Where the card stands, as kept; a card without a row is new."""
    found = connection.execute(f"SELECT {', '.join(_FOLDED)} FROM cards WHERE id = ?", (card,)).fetchone()
    return _standing(found) if found else NEW


def all_standings(connection: sqlite3.Connection) -> dict[str, Standing]:
    """Where every card that was ever touched stands, as kept."""
    found = connection.execute(f"SELECT id, {', '.join(_FOLDED)} FROM cards")
    standings = {card: _standing(values) for card, *values in found}
    return {card: standing for card, standing in standings.items() if standing != NEW}


def change_standing(connection: sqlite3.Connection, card: str, before: Standing, after: Standing) -> None:
    """Keep where the card stands, given what is kept; the caller holds the transaction.

    Only what differs is set: SQLite writes the indexes of every column that a statement names.
    """
    old, new = _values(before), _values(after)
    changed = {name: value for name, was, value in zip(_FOLDED, old, new, strict=True) if was != value}
    if not changed:
        return
    settings = ", ".join(f"{name} = ?" for name in changed)
    updated = connection.execute(f"UPDATE cards SET {settings} WHERE id = ?", (*changed.values(), card))
    if not updated.rowcount:
        write_standings(connection, {card: after})


def write_standings(connection: sqlite3.Connection, standings: Mapping[str, Standing]) -> None:
    """Keep where the cards stand; the caller holds the transaction."""
    columns = ("id", "entry", "deck", *_FOLDED)
    updates = ", ".join(f"{name} = excluded.{name}" for name in _FOLDED)
    connection.executemany(
        f"""INSERT INTO cards ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})
            ON CONFLICT (id) DO UPDATE SET {updates}""",
        ((card, entry_of(card), deck_of(card), *_values(standing)) for card, standing in standings.items()),
    )


def rebuild(
    connection: sqlite3.Connection,
    rows: Iterable[Row],
    undone: AbstractSet[tuple[str | None, int | None]],
    scheduler: Scheduler,
    aliases: Mapping[str, str],
) -> None:
    """Fold the whole journal, its rows in order, anew in place of what is kept; the caller holds the transaction."""
    blank = ", ".join(f"{name} = {0 if name in {'suspended', 'advanced'} else 'NULL'}" for name in _FOLDED)
    connection.execute(f"UPDATE cards SET {blank}")
    standings: dict[str, Standing] = {}
    tallies = Tallies()
    for card, row, before, after in replay(rows, undone, scheduler, aliases):
        standings[card] = after
        tallies.add(card, row, before)
    # What was only practised is no card: it has rows, and stands nowhere.
    write_standings(connection, {card: one for card, one in standings.items() if one != NEW})
    replace_tallies(connection, tallies)


def _standing(values: Any) -> Standing:
    memory, rest = values[: len(_MEMORY)], dict(zip(_REST, values[len(_MEMORY) :], strict=True))
    flags = {name: bool(rest.pop(name)) for name in ("suspended", "advanced")}
    return Standing(memory=None if memory[0] is None else Memory(*memory), **rest, **flags)


def _values(standing: Standing) -> tuple[int | None, ...]:
    memory = standing.memory
    kept = [None if memory is None else getattr(memory, name) for name in _MEMORY]
    rest = [getattr(standing, name) for name in _REST]
    return (*kept, *(int(value) if isinstance(value, bool) else value for value in rest))
