"""What answers change in the sums that are kept, noted as rows at the end of a table until some hundreds have come.

Each sum lies on a page of its own, which an answer would write whole for a number or two; a row at the end is one
page. Whoever reads a sum takes it together with the rows (`WITH_UNSETTLED`), so that it is never behind.
"""

import sqlite3

from flashcards.core.grades import PASS
from flashcards.core.tallies import EVERYTHING
from flashcards.store.sums import HEAPS, KEYS, SUMS, addition, columns_of

#: So many rows are settled at once: an answer leaves three, and reading as many takes a fraction of a millisecond.
_MOST = 1500

_CARDS = "FROM unsettled WHERE cards IS NOT NULL"
_REVIEWS = "FROM unsettled WHERE reviews IS NOT NULL"
_DAYS = f"day, state, {', '.join(f'reviews * (grade = {grade})' for grade in range(6))}, ms {_REVIEWS}"
_HOURS = f"day, hour, reviews, reviews * (grade >= {PASS}) {_REVIEWS}"
#: Table -> the query for the rows as its own, to be added to it.
_UNSETTLED = {
    "card_heaps": " UNION ALL ".join(
        f"SELECT {what}, {column}, suspended, cards {_CARDS} AND {column} IS NOT NULL"
        for what, column in HEAPS.items()
    ),
    "card_stages": f"SELECT deck, stage, suspended, cards {_CARDS}",
    "tally_days": f"SELECT deck, {_DAYS} UNION ALL SELECT '{EVERYTHING}', {_DAYS} AND deck <> '{EVERYTHING}'",
    "tally_hours": f"SELECT deck, {_HOURS} UNION ALL SELECT '{EVERYTHING}', {_HOURS} AND deck <> '{EVERYTHING}'",
}
#: Table -> what stands in place of its name in a query for what is yet to be added.
NOTED = {
    table: f"(SELECT {columns_of(table)} FROM {table} WHERE FALSE UNION ALL {rows})"
    for table, rows in _UNSETTLED.items()
}
#: Table -> what stands there in a query that adds up: the kept rows, and those yet to be added.
WITH_UNSETTLED = {
    table: f"(SELECT {columns_of(table)} FROM {table} UNION ALL {rows})" for table, rows in _UNSETTLED.items()
}


def settle_many(connection: sqlite3.Connection, number: int) -> None:
    """Settle when there are many; `number` is that of the last row. The caller holds the transaction."""
    if number >= _MOST:
        settle(connection)


def settle(connection: sqlite3.Connection) -> None:
    """Add all rows to the sums; the caller holds the transaction."""
    for table, rows in _UNSETTLED.items():
        keys = ", ".join(KEYS[table])
        added = f"WITH added ({columns_of(table)}) AS ({rows})"
        summed = ", ".join(f"sum({name})" for name in SUMS[table])
        connection.execute(
            f"{added} {addition(table, f'SELECT {keys}, {summed} FROM added GROUP BY {keys}')}"
        )
        # A sum that comes to nothing leaves no row: kept sums are the same as sums counted anew.
        connection.execute(
            f"""{added} DELETE FROM {table} WHERE ({keys}) IN (SELECT {keys} FROM added)
                AND {" AND ".join(f"{name} = 0" for name in SUMS[table])}"""
        )
    connection.execute("DELETE FROM unsettled")
