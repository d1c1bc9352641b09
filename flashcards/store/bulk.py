"""Changing most rows of a table at once."""

import gc
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from flashcards.store.heaps import recount

_ROWS_TOGETHER = 20


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for garbage in circles, of which a fold makes none: they take a third of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def in_bulk(connection: sqlite3.Connection, columns: Collection[str] = ()) -> Iterator[None]:
    """Without the indexes and triggers of the table of cards, which are made and counted anew at the end.

    With `columns`, where those alone change, without the indexes that tell of one of them. Ten times faster than
    keeping them up card by card. The caller holds the transaction, in which nobody else sees the table without them,
    and has no query open.
    """
    with _without(connection, "cards", ("index", "trigger"), columns):
        yield
    recount(connection)


@contextmanager
def many_coming(connection: sqlite3.Connection) -> Iterator[None]:
    """Without the indexes of the journal, which are made anew at the end; what guards its rows stays.

    In half the time that rows in no order take with them. The caller holds the transaction, and has no query open.
    """
    with _without(connection, "journal", ("index",)):
        yield


def insert_many(connection: sqlite3.Connection, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put the rows in by statements of some rows each; `columns` is the table and, in brackets, its columns.

    What a statement must prepare for the table's checks, such as a list of values, it prepares once: a third of the
    time is saved. The caller holds the transaction.
    """
    row = f"({', '.join('?' * (columns.count(',') + 1))})"
    coming = iter(rows)
    rest: list[tuple[Any, ...]] = []

    def together() -> Iterator[tuple[Any, ...]]:
        while len(some := list(islice(coming, _ROWS_TOGETHER))) == _ROWS_TOGETHER:
            yield tuple(chain.from_iterable(some))
        rest.extend(some)

    connection.executemany(f"INSERT INTO {columns} VALUES {', '.join([row] * _ROWS_TOGETHER)}", together())
    connection.executemany(f"INSERT INTO {columns} VALUES {row}", rest)


@contextmanager
def _without(
    connection: sqlite3.Connection, table: str, sorts: tuple[str, ...], columns: Collection[str] = ()
) -> Iterator[None]:
    # A temporary table of this name stands before the kept one, and has neither.
    (is_temporary,) = connection.execute(
        "SELECT count(*) FROM temp.sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    lifted = connection.execute(
        f"""SELECT type, name, sql FROM {"temp" if is_temporary else "main"}.sqlite_master
            WHERE tbl_name = ? AND sql IS NOT NULL""",
        (table,),
    ).fetchall()
    lifted = [
        (sort, name, sql)
        for sort, name, sql in lifted
        if sort in sorts
        and (sort != "index" or not columns or not set(re.findall(r"\w+", sql)).isdisjoint(columns))
    ]
    for sort, name, _ in lifted:
        connection.execute(f"DROP {sort} {name}")
    yield
    for _, _, statement in lifted:
        connection.execute(statement)
