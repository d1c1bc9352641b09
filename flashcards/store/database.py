"""The database file: opening it safely, one transaction at a time, and knowing that it is still the same file.

Light on purpose, see `flashcards.core.days`.
"""

import os
import sqlite3

from flashcards.core.errors import BrokenStore, NewerDatabase, NotSaved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import Self

    from flashcards.store.wal_room import WalRoom

#: "flsh": tells our databases from all others.
APPLICATION_ID = 0x666C7368
#: The schema that this program writes; `migrations` has one step for each number.
SCHEMA_VERSION = 5
#: The size of a page of new databases, half of SQLite's own: an answer changes a few rows on each of many pages, and
#: writes every one whole. A file keeps the size that it was made with.
PAGE_BYTES = 2048
#: What to do about a database that cannot be used as it is.
DOCTOR = "`flashcards doctor` says what is wrong, and `flashcards doctor --mend` saves what can be saved"
#: How long a transaction waits for another program's.
BUSY_SECONDS = 10

_LEAST_SQLITE = (3, 37, 0)
_HEADER_BYTES = 100
_LEAST_ROOM_BYTES = 2**16


class Database:
    """An open database. At rest, when nobody has it open, it is one whole file.

    In WAL mode SQLite goes on committing into a file that was moved or deleted underneath. So the identity
    of the file and of its WAL is kept from the opening on and compared after every commit.
    """

    def __init__(self, path: str) -> None:
        """Open or create; raises BrokenStore or NewerDatabase, and then the file is as it was."""
        _require_sqlite()
        self.path = path
        require_ours(path)
        _make_private(path)
        _require_own_wal(path)
        self._identity: tuple[object, ...] = ()
        self._copy: str | None = None
        self._room: WalRoom | None = None
        self.connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.close()
            from flashcards.store.refusals import meaning

            what, hint = meaning(error, path)
            sentence = what if path in what else f"cannot open the database {path}: {what}"
            raise BrokenStore(sentence, hint) from error
        except BaseException:
            self.close()
            raise
        self._identity = self._look()

    def _prepare(self) -> None:
        execute = self.connection.execute
        was_killed = os.path.exists(f"{self.path}-wal")
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON"):
            execute(f"PRAGMA {pragma}")
        version = self.schema_version()
        if was_killed:
            self._require_whole_wal()
        if version > SCHEMA_VERSION:
            raise _newer(self.path, version)
        if version < SCHEMA_VERSION:
            from flashcards.store.migrations import migrate

            execute(f"PRAGMA page_size={PAGE_BYTES}")  # only a file without a page takes it
            migrate(self)
        execute("PRAGMA journal_mode=WAL")
        execute("PRAGMA wal_autocheckpoint=0")
        execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the WAL

    def _require_whole_wal(self) -> None:
        from flashcards.store.wal import drops_more_than_one

        (page_bytes,) = self.connection.execute("PRAGMA page_size").fetchone()
        if drops_more_than_one(self.path, page_bytes):
            from flashcards.store.rescue import keep_damaged_wal

            raise keep_damaged_wal(self.path)

    def schema_version(self) -> int:
        """The version that the file says it has; 0 for a fresh one."""
        version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    def data_version(self) -> int:
        """A number that changes when another program has written."""
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def close(self) -> None:
        """Close; whoever closes last leaves one whole file behind.

        Raises NotSaved if something was written and that is not the file any more, unless it was said before.
        """
        known, self._identity = self._identity, ()
        try:
            if known and self.connection.total_changes and self._look()[:4] != known[:4]:
                self._leave_another_file(known[1])
        finally:
            if self._room is not None:
                self._room.close()
                self._room = None
            self.connection.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def writing(self) -> "AbstractContextManager[sqlite3.Connection]":
        """One transaction: everything in it is on the disk when this returns, or nothing is.

        Raises NotSaved when the disk refuses, another program holds the file too long, or the file on the
        path is not the one that was opened.
        """
        # `flashcards due` writes nothing, and need not load what writing takes.
        from flashcards.store.transaction import transaction

        return transaction(self)

    def make_room(self) -> None:
        """Have room in the WAL for what the transaction under way writes. Raises OSError."""
        if self._room is None:
            from flashcards.store.wal_room import WalRoom

            (page_bytes,) = self.connection.execute("PRAGMA page_size").fetchone()
            self._room = WalRoom(self.path, page_bytes)
        self._room.keep()

    def require_same_file(self) -> None:
        """Raise NotSaved if the path no longer leads to the file that was opened."""
        if self._look() != self._identity:
            hint = "put the file back or quit and start again; nothing is saved until then"
            if copy := self._rescue():
                hint += f". What was saved before is in {copy}"
            raise NotSaved(f"not saved: {self.path} was moved or replaced while it was open", hint)
        self._copy = None  # put back: should it be moved once more, there is more to keep

    def _leave_another_file(self, inode: object) -> None:
        from flashcards.store.rescue import part

        was_told = self._copy is not None
        copy = self._rescue()
        part(self.path, inode, is_sound=bool(copy))
        if copy and not was_told:
            raise NotSaved(
                f"{self.path} was moved or replaced while it was open", f"what was saved in it is in {copy}"
            )

    def _rescue(self) -> str:
        """Where what was saved before is kept; empty where there was nothing, or it could not be."""
        if self._copy is None:
            from flashcards.store.rescue import rescue

            self._copy = str(rescue(self.connection, self.path) or "")
        return self._copy

    def _look(self) -> tuple[object, ...]:
        """What must stay: the file as a whole (only a checkpoint alone may change it), the WAL's inode."""
        try:
            file = os.stat(self.path)
            seen = file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns
        except OSError:
            return ()
        try:
            wal = os.stat(f"{self.path}-wal")
        except OSError:
            return seen
        return *seen, wal.st_dev, wal.st_ino


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < _LEAST_SQLITE:
        raise BrokenStore(
            f"Python's SQLite is {sqlite3.sqlite_version}, and at least 3.37 is needed",
            "use a Python that comes with a newer SQLite",
        )


def require_ours(path: str) -> None:
    """Look at the header without SQLite, which might write: a foreign or newer file stays untouched.

    Raises BrokenStore or NewerDatabase; that there is no file, or an empty one, is fine.
    """
    if os.path.lexists(path) and not os.path.isfile(path):
        raise BrokenStore(f"{path} is not a file", "move it away, or set FLASHCARDS_HOME to another place")
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        header = b""
    except OSError as error:
        raise BrokenStore(f"cannot read the database {path}: {error.strerror}") from error
    if not header:
        if os.path.exists(f"{path}-wal") and os.path.getsize(f"{path}-wal"):
            # SQLite would delete it, and answers may stand in it that stand nowhere else.
            raise BrokenStore(f"{path} is gone or empty, and what was written last to it is there", DOCTOR)
        return
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\0"):
        if os.path.exists(f"{path}-journal"):
            return  # cut off by a power loss at its very beginning: SQLite takes that back
        raise BrokenStore(f"{path} is not a database", DOCTOR)
    version = int.from_bytes(header[60:64], "big")
    application = int.from_bytes(header[68:72], "big")
    if application not in {APPLICATION_ID, 0} or (application == 0 and version > 0):
        raise BrokenStore(f"{path} is another program's database", f"nothing was changed; {DOCTOR}")
    if version > SCHEMA_VERSION:
        raise _newer(path, version)


def _require_own_wal(path: str) -> None:
    """Raise BrokenStore for a WAL of another database's: SQLite would write it into this one."""
    if not os.path.exists(f"{path}-wal"):
        return
    from flashcards.store.wal import is_anothers

    if is_anothers(path):
        raise BrokenStore(
            f"{path} and {path}-wal do not belong together: one of them was replaced, or is damaged",
            "nothing was changed; `flashcards doctor --mend` puts the answers of both together, and keeps both files",
        )


def _newer(path: str, version: int) -> NewerDatabase:
    return NewerDatabase(
        f"{path} has schema version {version}, and this program knows {SCHEMA_VERSION}",
        "update flashcards; the database was left as it is",
    )


def _make_private(path: str) -> None:
    """Folder 0700 and file 0600, before the first byte is written."""
    try:
        make_folder(os.path.dirname(path))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise BrokenStore(
            f"cannot write the database {path}: {error.strerror}",
            "FLASHCARDS_HOME names another place for it",
        ) from error


def make_folder(folder: str) -> None:
    """Have the private folder, and its name on the disk: with the name a power loss takes all that is in it."""
    if not folder or os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    make_folder(parent)
    from contextlib import suppress

    with suppress(FileExistsError):  # another program came first
        os.mkdir(folder, mode=0o700)
    with suppress(PermissionError):  # a folder that may be passed through, but not read
        sync(parent)


def sync(path: str) -> None:
    """Have the file, or the folder's list of names, on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def disk_is_full(path: str) -> bool:
    """Whether the disk has less room than SQLite needs beside the database to open it."""
    from shutil import disk_usage

    try:
        return disk_usage(os.path.dirname(path) or ".").free < _LEAST_ROOM_BYTES
    except OSError:
        return False
