"""The table of cards: where the library has each, and the fold of its journal. All of it can be rebuilt."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from flashcards.core.ids import deck_of, entry_of
from flashcards.core.journal import NEW, Standing
from flashcards.core.refold import Folded

#: The columns that are the fold of the journal, and the first of them, which alone go by the scheduler.
FOLDED = Folded._fields
MEMORY = FOLDED[:5]

_COLUMNS = ", ".join(FOLDED)
_READ = f"SELECT {_COLUMNS} FROM cards WHERE id = ?"


def read_folded(connection: sqlite3.Connection, card: str) -> Folded:
    """Where the card stands, as kept and flat; a card without a row is new."""
    found = connection.execute(_READ, (card,)).fetchone()
    return Folded._make(found) if found else Folded()


def read_standing(connection: sqlite3.Connection, card: str) -> Standing:
    """Where the card stands, as kept; a card without a row is new."""
    return read_folded(connection, card).standing()


def read_standings(connection: sqlite3.Connection, cards: Sequence[str]) -> dict[str, Standing]:
    """Where each of these cards stands, as kept."""
    found = connection.execute(
        f"SELECT id, {_COLUMNS} FROM cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(cards)),),
    )
    return dict.fromkeys(cards, NEW) | {card: Folded._make(one).standing() for card, *one in found}


def all_standings(connection: sqlite3.Connection) -> dict[str, Standing]:
    """Where every card that was ever touched stands, as kept."""
    found = connection.execute(f"SELECT id, {_COLUMNS} FROM cards")
    standings = {card: Folded._make(values).standing() for card, *values in found}
    return {card: standing for card, standing in standings.items() if standing != NEW}


def change_standing(connection: sqlite3.Connection, card: str, kept: Folded, after: Standing) -> None:
    """Keep where the card stands, given what is kept; the caller holds the transaction.

    Only what differs is set: SQLite writes the indexes of every column that a statement names.
    """
    folded = Folded.of(after)
    if folded == kept:
        return
    changed = {name: value for name, was, value in zip(FOLDED, kept, folded, strict=True) if was != value}
    settings = ", ".join([f"{name} = ?" for name in changed])
    updated = connection.execute(f"UPDATE cards SET {settings} WHERE id = ?", (*changed.values(), card))
    if not updated.rowcount:
        write_folded(connection, {card: folded})


def write_folded(connection: sqlite3.Connection, folded: Mapping[str, Folded]) -> None:
    """Keep where the cards stand; the caller holds the transaction."""
    columns = ("id", "entry", "deck", *FOLDED)
    updates = ", ".join(f"{name} = excluded.{name}" for name in FOLDED)
    connection.executemany(
        f"""INSERT INTO cards ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})
            ON CONFLICT (id) DO UPDATE SET {updates}""",
        ((card, entry_of(card), deck_of(card), *one) for card, one in folded.items()),
    )


def write_memories(connection: sqlite3.Connection, folded: Mapping[str, Folded]) -> None:
    """The same where nothing but the memory of these cards is another; no index of the other columns is touched."""
    settings = ", ".join(f"{name} = ?" for name in MEMORY)
    values = ((*one[: len(MEMORY)], card) for card, one in folded.items())
    connection.executemany(f"UPDATE cards SET {settings} WHERE id = ?", values)
