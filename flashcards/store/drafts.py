"""A database in the making, beside the one whose place it is to take."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Self

from flashcards.core.errors import BrokenStore
from flashcards.core.journal import Row
from flashcards.store.backups import remove_half
from flashcards.store.database import APPLICATION_ID, sync
from flashcards.store.journal import COLUMNS
from flashcards.store.migrations import STEPS
from flashcards.store.snapshot import CACHES, SETTINGS, Fields, tables_of

_MARKS = ", ".join("?" * (len(Row.__slots__) + 1))
#: What a database knows of its caches, which it will make anew.
_OF_CACHES = ("library", "mistakes", "card mistakes", "scheduler", SETTINGS)


class Draft:
    """Rows and tables go in under the schema of some version; `finish` brings it to the newest.

    A context manager: what was not finished or moved away leaves nothing behind. Caches are not made here: the next
    command finds no library and no scheduler in it, and makes them.
    """

    def __init__(self, database: str, version: int = len(STEPS)) -> None:
        self.path = half_beside(database, "draft")
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        self._version = version
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "trusted_schema=OFF", "foreign_keys=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        for step in STEPS[:version]:
            step(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()
        remove_half(self.path)

    def put(self, rows: Iterable[Fields]) -> None:
        """Put rows in; raises sqlite3.IntegrityError for one that no journal can have, or twice."""
        self._connection.executemany(f"INSERT INTO journal ({COLUMNS}, checksum) VALUES ({_MARKS})", rows)

    def put_missing(self, rows: Iterable[Fields]) -> int:
        """Put in the rows that are not here yet and that a journal can have; gives how many these were."""
        before = self._connection.total_changes
        self._connection.executemany(
            f"INSERT OR IGNORE INTO journal ({COLUMNS}, checksum) VALUES ({_MARKS})", rows
        )
        return self._connection.total_changes - before

    def put_tables(self, source: sqlite3.Connection) -> None:
        """Take over what else is kept: an open quiz, and what the database knows of itself."""
        for table in sorted((tables_of(source) & tables_of(self._connection)) - CACHES - {"journal"}):
            names = [row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')]
            rows = source.execute(f'SELECT {", ".join(names)} FROM "{table}"').fetchall()
            self._connection.executemany(
                f'INSERT OR IGNORE INTO "{table}" VALUES ({", ".join("?" * len(names))})', rows
            )

    def finish(self) -> None:
        """Give it a device id of its own and the newest schema, and have it whole on the disk."""
        execute = self._connection.execute
        execute(f"DELETE FROM meta WHERE name IN ({', '.join('?' * len(_OF_CACHES))})", _OF_CACHES)
        execute("INSERT OR REPLACE INTO meta VALUES ('device', ?)", (token_hex(8),))
        for step in STEPS[self._version :]:
            step(self._connection)
        execute(f"PRAGMA application_id={APPLICATION_ID}")
        execute(f"PRAGMA user_version={len(STEPS)}")
        execute("COMMIT")
        broken = [*execute("PRAGMA foreign_key_check"), *execute("PRAGMA integrity_check(1)")]
        if broken != [("ok",)]:
            raise BrokenStore(f"the new database is not whole: {broken[0]}", "nothing was changed")
        self._connection.close()
        sync(str(self.path))


def half_beside(database: str, what: str) -> Path:
    """A name beside the database that nobody else has: another program may be at the same thing."""
    return Path(database).with_name(f".{what}.{token_hex(4)}.half")


def take_place(draft: Draft, path: str) -> None:
    """Put all of the draft in the place of what the database holds, in one transaction; raises BrokenStore.

    The file stays the same file. Nobody else may have it open: a sitting would go on under a device id, and from
    numbers, that are no longer there.
    """
    try:
        # Not made anew where it is gone: an empty one would take the place of everything.
        uri = f"{draft.path.absolute().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(uri, isolation_level=None, uri=True)) as source,
            closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as target,
        ):
            for pragma in ("synchronous=EXTRA", "locking_mode=EXCLUSIVE", "journal_mode=DELETE"):
                target.execute(f"PRAGMA {pragma}").fetchone()
            target.execute("BEGIN EXCLUSIVE")
            target.execute("COMMIT")
            source.backup(target)
    except sqlite3.OperationalError as error:
        raise BrokenStore(
            f"nothing was replaced: {error}", "close every other flashcards that is open, and try again"
        ) from error


def replace_damaged(draft: Draft, path: str, day: str) -> Path:
    """Put the draft in the place of a damaged database, which is kept under a dated name; gives which."""
    aside = _free_name(path, day)
    if Path(path).exists():
        _give_name(Path(path), aside)
    # A WAL belongs to its database, and would be played into any other that took its place.
    wal = Path(f"{path}-wal")
    if wal.exists() and wal.stat().st_size:
        wal.rename(f"{aside}-wal")
    wal.unlink(missing_ok=True)
    Path(f"{path}-shm").unlink(missing_ok=True)
    draft.path.replace(path)
    sync(str(Path(path).parent))
    return aside


def _give_name(path: Path, aside: Path) -> None:
    """Have the file under the other name as well."""
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
        sync(str(aside))


def _free_name(path: str, day: str) -> Path:
    number = 1
    while True:
        aside = Path(path).with_name(f"flashcards.damaged-{day}-{number}.db")
        if not aside.exists() and not Path(f"{aside}-wal").exists():
            return aside
        number += 1
