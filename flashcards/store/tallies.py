"""The tables of daily sums, kept in the transaction of what they count."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from flashcards.core.tallies import EVERYTHING, Tallies, with_everything
from flashcards.store.sums import KEYS, SUMS, addition
from flashcards.store.unsettled import WITH_UNSETTLED, settle_many

_TABLES = ("tally_days", "tally_hours", "tally_problems", "tally_answers")


def _everything(table: str) -> str:
    """Adds the sums of all decks to those of everything."""
    keys = ", ".join(KEYS[table][1:])
    sums = ", ".join(f"sum({name})" for name in SUMS[table])
    return addition(
        table,
        f"SELECT '{EVERYTHING}', {keys}, {sums} FROM {table} WHERE deck <> '{EVERYTHING}' GROUP BY {keys}",
    )


_ADDITIONS = {
    table: addition(table, f"VALUES ({', '.join('?' * (len(KEYS[table]) + len(SUMS[table])))})")
    for table in _TABLES
}


def add_tallies(connection: sqlite3.Connection, tallies: Tallies) -> None:
    """Add sums, which may be negative, to those that are kept; the caller holds the transaction."""
    for key, (reviews, ms) in tallies.reviews.items():
        if reviews or ms:
            added = connection.execute(
                "INSERT INTO unsettled (deck, day, state, hour, grade, reviews, ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, reviews, ms),
            )
            settle_many(connection, added.lastrowid or 0)
    if tallies.problems:
        _add(connection, "tally_problems", with_everything(tallies.problems))
        _add(connection, "tally_answers", tallies.answers)


def replace_sums(connection: sqlite3.Connection, table: str, sums: Mapping[Any, Sequence[int]]) -> None:
    """Keep these sums in place of all others of a table; the caller holds the transaction.

    What is unsettled of it is the caller's, too.
    """
    connection.execute(f"DELETE FROM {table}")
    connection.executemany(_ADDITIONS[table], ((*key, *values) for key, values in sorted(sums.items())))
    if KEYS[table][0] == "deck":
        connection.execute(_everything(table))


def read_tallies(connection: sqlite3.Connection) -> dict[str, dict[tuple[Any, ...], list[int]]]:
    """All sums as they are kept, by table: those of everything among them."""
    tallies = {}
    for table in _TABLES:
        keys = KEYS[table]
        of, sums = ", ".join(keys), ", ".join(f"sum({name})" for name in SUMS[table])
        rows = connection.execute(
            f"SELECT {of}, {sums} FROM {WITH_UNSETTLED.get(table, table)} GROUP BY {of}"
        ).fetchall()
        tallies[table] = {row[: len(keys)]: list(row[len(keys) :]) for row in rows if any(row[len(keys) :])}
    return tallies


def _add(connection: sqlite3.Connection, table: str, sums: Mapping[Any, Sequence[int]]) -> None:
    for key, values in sums.items():
        if min(values) < 0:
            _take_away(connection, table, (*key, *values))
        elif any(values):
            connection.execute(_ADDITIONS[table], (*key, *values))


def _take_away(connection: sqlite3.Connection, table: str, values: tuple[Any, ...]) -> None:
    """What was taken back wholly leaves no row: kept sums are the same as sums counted anew."""
    left = connection.execute(f"{_ADDITIONS[table]} RETURNING {', '.join(SUMS[table])}", values).fetchall()
    if not any(left[0]):
        is_key = " AND ".join(f"{name} = ?" for name in KEYS[table])
        connection.execute(f"DELETE FROM {table} WHERE {is_key}", values[: len(KEYS[table])])
