"""A WAL that a killed program left: whether it is this database's, and whether SQLite reads all of it.

Its frames have checksums, and at the first that is wrong SQLite takes the rest for what a power loss cut off, and
drops it without a word. That is right for one transaction, the one that was being written. More than one cannot be
cut off, because each is on the disk before the next begins: there the file is damaged, and answers are lost.
The layouts are those of sqlite.org/walformat.html.

Light on purpose, see `flashcards.core.days`.
"""

import os
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress

_HEADER_BYTES = 32
#: Page, size of the database after a commit (else 0), and two salts; two checksums follow.
_FRAME = struct.Struct(">II8s8x")
#: How many frames the index of the WAL knows, in the order of this machine's bytes.
_KNOWN_FRAMES = struct.Struct("=16xI")

Frame = tuple[int, int, bytes]


def is_anothers(path: str) -> bool:
    """Whether a WAL lies there that is not this database's, because its own was replaced.

    Nothing in a WAL tells whose it is; but pages of two databases do not make a sound one. All of them are looked at
    only where the database is the newer file, as while a WAL is in use nobody writes to another one: then it was
    replaced, or the program was killed while it was closing.
    """
    with suppress(FileNotFoundError):
        wal = os.stat(f"{path}-wal")
        if wal.st_size and os.stat(path).st_ctime_ns >= wal.st_mtime_ns:
            return not _is_sound(path)
    return False


def _is_sound(path: str) -> bool:
    """Whether database and WAL are one, read without writing either."""
    from pathlib import Path

    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as both:
            both.execute("PRAGMA trusted_schema=OFF")
            return bool(both.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        # Locked, out of memory or refused by the system: that says nothing of its pages.
        return isinstance(error, sqlite3.OperationalError)


def drops_more_than_one(path: str, page_bytes: int) -> bool:
    """Whether SQLite, which has the database at this path open, knows nothing of two transactions or more."""
    # Looked at twice: another program may be writing.
    try:
        before = _known_frames(path)
        frames = list(_frames_after(path, before, page_bytes))
        return _is_more_than_one(frames[max(0, _known_frames(path) - before) :])
    except FileNotFoundError:  # who wrote it has closed it well just now
        return False


def _known_frames(path: str) -> int:
    with open(f"{path}-shm", "rb") as index:
        (known,) = _KNOWN_FRAMES.unpack(index.read(_KNOWN_FRAMES.size))
    return int(known)


def _frames_after(path: str, known: int, page_bytes: int) -> Iterator[Frame]:
    with open(f"{path}-wal", "rb") as wal:
        wal.seek(_HEADER_BYTES + known * (_FRAME.size + page_bytes))
        while len(head := wal.read(_FRAME.size)) == _FRAME.size:
            yield _FRAME.unpack(head)
            wal.seek(page_bytes, 1)


def _is_more_than_one(frames: Iterable[Frame]) -> bool:
    """One transaction ends with its only commit, and but for that frame writes no page twice.

    Frames without a commit after them are what was taken back, and may have been written over.
    """
    pages: set[tuple[int, bytes]] = set()
    ended: set[bytes] = set()
    is_repeated = False
    for page, size, salts in frames:
        if not page:  # never written: it reads as zeros
            continue
        is_repeated |= not size and (page, salts) in pages
        if salts in ended or (size and is_repeated):
            return True
        pages.add((page, salts))
        if size:
            ended.add(salts)
    return False
