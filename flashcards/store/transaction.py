"""One transaction of an open database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from flashcards.core.errors import NotSaved

if TYPE_CHECKING:
    from flashcards.store.database import Database


@contextmanager
def transaction(database: "Database") -> Iterator[sqlite3.Connection]:
    """As `Database.writing` says."""
    database.require_same_file()
    connection = database.connection
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Only for speed: on a full disk the commit itself will say so, and a disk without a WAL needs none.
            with suppress(OSError):
                database.make_room()
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        from flashcards.store.refusals import meaning

        what, hint = meaning(error, database.path)
        raise NotSaved(f"not saved: {what}", hint) from error
    database.require_same_file()
