"""Whether published files are whole: copies of the database, and backups that can be taken in."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from flashcards.core.errors import FlashcardsError
from flashcards.exchange.opening import Archive
from flashcards.store.backups import backups_of, folder_of, in_silence, unpack
from flashcards.store.restoring import why_refused


def copies(home: Path) -> list[Path]:
    """The backups of the home's database, oldest first."""
    path = str(home / "flashcards.db")
    return [folder_of(path) / one.name for one in reversed(backups_of(path))]


def broken_copies(home: Path, rows: int) -> Iterator[str]:
    """The backups that could not be restored, or have not at least so many rows."""
    for backup in copies(home):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place, "flashcards.db")
            if wrong := why_refused(backup, str(path), in_silence):
                yield f"{backup.name}: {wrong}"
                continue
            unpack(backup, path)
            with closing(sqlite3.connect(path)) as connection:
                (found,) = connection.execute("SELECT count(*) FROM journal").fetchone()
            if found < rows:
                yield f"{backup.name} has {found} rows of {rows}"


def rows_in(path: Path) -> int | str:
    """How many rows a zip holds, or what is wrong with it."""
    try:
        with Archive(path) as archive:
            archive.texts()
            return sum(1 for _ in archive.rows())
    except FlashcardsError as error:
        return str(error)
