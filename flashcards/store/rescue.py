"""What becomes of a sitting's answers when their file was moved, deleted, replaced or damaged underneath.

They are in the WAL, and SQLite still has both files open. A copy of what it sees is kept in `backups/`; and a WAL is
not left beside a file that it does not belong to, because whoever opens that file next would have it written in.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from flashcards.core.errors import BrokenStore, NotSaved
from flashcards.store.backups import back_up, folder_of, private_file, remove_half
from flashcards.store.database import make_folder, sync


def rescue(connection: sqlite3.Connection, path: str) -> Path | None:
    """A verified copy of the database as the connection sees it; None where there can be none."""
    if not Path(path).parent.is_dir():
        return None  # its folder was moved or deleted with all that is in it
    half = folder_of(path) / f"{os.getpid()}.moved.half"
    try:
        make_folder(str(half.parent))
        private_file(half).close()
        with closing(sqlite3.connect(half)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            # Of all that is seen, not only of what is backed up: the file may be mixed with another one.
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return None
        return back_up(path, "moved", source=str(half))
    except (NotSaved, OSError, sqlite3.Error):
        return None
    finally:
        remove_half(half)


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
            _keep(wal, "moved")
        # Not unlinked: SQLite would still write it into the file when it closes.
        os.truncate(wal, 0)


def keep_damaged_wal(path: str) -> BrokenStore:
    """Keep the WAL of which SQLite drops more than a power loss can have cut off; what to say of it."""
    kept = _keep(Path(f"{path}-wal"), "damaged")
    return BrokenStore(
        f"{path}-wal is damaged: the last answers of a sitting that was cut off cannot be read",
        f"it is kept as {kept}, and all answers before them are there; `flashcards doctor --mend` reads out of it "
        "what can be read",
    )


def _keep(wal: Path, why: str) -> Path:
    folder = wal.parent / "backups"
    make_folder(str(folder))
    kept = folder / f"{why}-{wal.stat().st_mtime_ns}.wal"
    shutil.copy2(wal, kept)
    sync(str(kept))
    sync(str(folder))
    return kept
