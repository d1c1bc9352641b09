"""Copies of the database: made by SQLite's backup, verified, and only then given their name."""

import os
import sqlite3
from pathlib import Path

from flashcards.core.errors import NotSaved
from flashcards.store.database import make_folder, sync


def back_up(connection: sqlite3.Connection, path: str, name: str) -> Path:
    """Copy the open database into `backups/` beside it as `name-N.db`; raises NotSaved when it cannot.

    What carries the name is whole: the copy is checked by SQLite and on the disk before it is renamed.
    """
    folder = Path(path).parent / "backups"
    try:
        make_folder(str(folder))
        target = _free_name(folder, name)
        half = target.with_suffix(f".{os.getpid()}.half")
        os.close(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        try:
            _copy(connection, half)
            sync(str(half))
            half.rename(target)
            sync(str(folder))
        finally:
            half.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise NotSaved(
            f"no backup of {path} could be made: {error}",
            "nothing was changed; free some space and try again",
        ) from error
    return target


def _free_name(folder: Path, name: str) -> Path:
    number = 1
    while (folder / f"{name}-{number}.db").exists():
        number += 1
    return folder / f"{name}-{number}.db"


def _copy(source: sqlite3.Connection, half: Path) -> None:
    copy = sqlite3.connect(half)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
    finally:
        copy.close()
