"""Taking back rows that a wrong clock has put into the future."""

import sqlite3
from collections.abc import Iterable, Iterator

from flashcards.core.journal import UNDOABLE, Row
from flashcards.store.database import Database
from flashcards.store.journal import COLUMNS, Journal, Moment
from flashcards.store.refold import refold


def rows_after(connection: sqlite3.Connection, day: int) -> Iterator[Row]:
    """The rows of later study days that hold and that can be taken back, oldest first."""
    found = connection.execute(
        f"""SELECT {COLUMNS} FROM journal AS row
            WHERE day > ? AND kind IN ({", ".join("?" * len(UNDOABLE))})
            AND NOT EXISTS (SELECT 1 FROM journal AS undo WHERE undo.target_device = row.device
                            AND undo.target_seq = row.seq)
            ORDER BY order_ms, device, seq""",
        (day, *sorted(UNDOABLE)),
    )
    return (Row(*values) for values in found)


def take_back(database: Database, journal: Journal, moment: Moment, rows: Iterable[Row]) -> None:
    """Take all of these rows back, whichever device wrote them, in one transaction. Raises NotSaved."""
    with database.writing() as connection:
        for row in rows:
            journal.note_undo(moment, row)
        refold(connection)
