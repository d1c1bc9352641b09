"""What becomes of a sitting's answers when the file that they went to was moved, deleted or replaced underneath.

They are in the WAL, and SQLite still has both files open. A copy of what it sees is kept in `backups/`; and a WAL is
not left beside a file that it does not belong to, because whoever opens that file next would have it written in.
"""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from flashcards.core.errors import NotSaved
from flashcards.store.backups import back_up


def rescue(connection: sqlite3.Connection, path: str) -> Path | None:
    """A verified copy of the database as the connection sees it; None where there can be none."""
    if Path(path).parent.is_dir():  # else its folder was moved or deleted with all that is in it
        with suppress(NotSaved):
            return back_up(connection, path, "moved")
    return None


def part(path: str, inode: object, *, is_sound: bool) -> None:
    """Keep the WAL from the file that lies on the path now.

    It stays where that is the file of this inode, changed, and both together are sound. Where no copy was, the WAL
    itself is kept in `backups/`.
    """
    wal = Path(f"{path}-wal")
    with suppress(OSError):
        if Path(path).stat().st_ino == inode and is_sound:
            return
        if not is_sound:
            aside = wal.parent / "backups" / f"moved-{wal.stat().st_mtime_ns}.wal"
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copy2(wal, aside)
        # Not unlinked: SQLite would still write it into the file when it closes.
        os.truncate(wal, 0)
