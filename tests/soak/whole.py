"""Whether published files are whole: copies of the database, and backups that can be taken in."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from flashcards.core.errors import FlashcardsError
from flashcards.core.journal import Row
from flashcards.exchange.opening import Archive

_COLUMNS = ", ".join(Row.__slots__)


def broken_copies(home: Path, rows: int) -> Iterator[str]:
    """The copies in `backups/` that are not a sound database with at least so many sound rows."""
    for path in sorted((home / "backups").glob("*.db")):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            found = connection.execute(f"SELECT {_COLUMNS}, checksum FROM journal").fetchall()
            if verdict != "ok" or any(Row(*values).checksum() != checksum for *values, checksum in found):
                yield f"{path.name} is not whole: {verdict}"
            if len(found) < rows:
                yield f"{path.name} has {len(found)} rows of {rows}"
        except sqlite3.Error as error:
            yield f"{path.name} cannot be read: {error}"
        finally:
            connection.close()


def rows_in(path: Path) -> int | str:
    """How many rows a zip holds, or what is wrong with it."""
    try:
        with Archive(path) as archive:
            archive.texts()
            return sum(1 for _ in archive.rows())
    except FlashcardsError as error:
        return str(error)
