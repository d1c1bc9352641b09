"""Backups: what cannot be made again, copied, verified, packed, and only then given its name.

They lie in the folder `backups` beside the database. `0012_2026-11-21_daily.db.gz` is the twelfth that was made, and
has answers up to that study day; inside is a database with the journal and the settings, and without what is folded
from them. `damaged-1763720000000000000.wal` is no backup, but a WAL that `rescue` kept, last written at that time.
"""

import gzip
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from flashcards.core.errors import NotSaved
from flashcards.core.generations import Generation, kept
from flashcards.store.database import make_folder, sync
from flashcards.store.refusals import meaning
from flashcards.store.snapshot import copy_kept, sound_rows_of, told_of

#: Lets the rows through, and tells how far they are: what, and how many there are in all.
Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]

_NAME = re.compile(r"(\d{4,9})_(\d{4}-\d\d-\d\d)_([a-z0-9-]+)\.db\.gz")
_WAL_NAME = re.compile(r"(?:damaged|moved)-(\d{1,19})\.wal")
_HALF = ".half"
#: Measured over a million rows: 1 takes 0.7 s for 36 MB, 6 takes 1.9 s for 32 MB, 9 takes 5.9 s for as many.
_LEVEL = 1
_CHUNK = 1 << 20
_DAY_NS, _DAYS_TO_1970 = 86_400 * 10**9, 719_163
#: Why a restore backs up what it replaces. What is in there was left behind on purpose.
LEFT_BEHIND = "before-restore"


def in_silence(rows: Iterable[Any], _what: str, _total: int) -> Iterable[Any]:
    """Progress that nobody is told of."""
    return rows


def back_up(
    path: str, why: str, *, settings: str = "", progress: Progress = in_silence, source: str | None = None
) -> Path:
    """Back the database up, and let go of backups that are not kept any more; raises NotSaved when it cannot.

    `why` is a word or two for its name, `settings` the text of the file of settings, `source` where the database
    lies if that is not the path. What is damaged is never given
    the name of a backup, and takes no sound one's place.
    """
    folder = folder_of(path)
    half = folder / f"{os.getpid()}{_HALF}"
    packed = folder / f"{os.getpid()}.gz{_HALF}"
    try:
        make_folder(str(folder))
        for leftover in leftovers(path):
            leftover.unlink(missing_ok=True)
        try:
            day = _copy(source or path, half, settings, progress)
            _pack(half, packed)
            target = _named(packed, folder, f"{day}_{why}")
        finally:
            half.unlink(missing_ok=True)
            packed.unlink(missing_ok=True)
        sync(str(folder))
    except (OSError, EOFError, zlib.error, sqlite3.Error) as error:
        what, hint = meaning(error, path)
        raise NotSaved(f"no backup of {path} could be made: {what}", hint) from error
    with suppress(OSError):  # what cannot be removed now can be the next time
        _let_go(path)
    return target


def backups_of(path: str) -> list[Generation]:
    """The backups of the database, newest first."""
    found = []
    with suppress(OSError), os.scandir(folder_of(path)) as entries:
        for entry in entries:
            name = _NAME.fullmatch(entry.name)
            if name is not None and entry.is_file():
                with suppress(ValueError):
                    day = date.fromisoformat(name[2]).toordinal()
                    found.append(Generation(int(name[1]), entry.name, day, entry.stat().st_size))
    return sorted(found, key=lambda one: (one.number, one.name), reverse=True)


def wals_of(path: str) -> list[Generation]:
    """The WALs that were kept, newest first; their numbers are nanoseconds, and all that tells their days."""
    found = []
    with suppress(OSError), os.scandir(folder_of(path)) as entries:
        for entry in entries:
            name = _WAL_NAME.fullmatch(entry.name)
            if name is not None and entry.is_file():
                day = _DAYS_TO_1970 + int(name[1]) // _DAY_NS
                found.append(Generation(int(name[1]), entry.name, day, entry.stat().st_size))
    return sorted(found, key=lambda one: (one.number, one.name), reverse=True)


def folder_of(path: str) -> Path:
    """Where the backups of the database lie."""
    return Path(path).parent / "backups"


def leftovers(path: str) -> Iterator[Path]:
    """What programs that were killed have left half made."""
    for half in folder_of(path).glob(f"*{_HALF}*"):
        maker = half.name.partition(".")[0]
        if not maker.isdecimal() or not _is_running(int(maker)):
            yield half


def unpack(backup: Path, target: Path, most: int = 4 * 2**30) -> str:
    """Write what is packed in the backup, or the database that it is; gives its digest. Raises OSError, EOFError."""
    digest, size = sha256(), 0
    with backup.open("rb") as file, private_file(target) as whole:
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        source: Any = gzip.GzipFile(fileobj=file) if is_packed else file
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise OSError(f"{backup} holds more than {most:,} bytes")
            digest.update(chunk)
            whole.write(chunk)
    return digest.hexdigest()


def private_file(path: Path) -> Any:
    """A file to write that only its owner can read."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb")


def remove_half(path: Path) -> None:
    """Take away a database in the making, with what SQLite may have put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(f"{path}{ending}")  # noqa: PTH108 - no path of its own


def _copy(path: str, half: Path, settings: str, progress: Progress) -> str:
    """Copy what is kept; gives the day up to which it has answers. Raises sqlite3.Error for what is damaged."""
    private_file(half).close()
    copy = sqlite3.connect(half, isolation_level=None, uri=True)
    try:
        copy_kept(path, copy, settings)
        verdict = copy.execute("PRAGMA main.integrity_check").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        rows, day = told_of(copy)
        for _ in progress(sound_rows_of(copy), "rows backed up", rows):
            pass
    finally:
        copy.close()
    return day


def _pack(half: Path, packed: Path) -> None:
    """Pack the copy, and read it back: what is on the disk is what was verified."""
    digest = sha256()
    with (
        half.open("rb") as source,
        private_file(packed) as file,
        gzip.GzipFile("", "wb", _LEVEL, file, 0) as target,
    ):
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    sync(str(packed))
    found = sha256()
    with gzip.open(packed) as again:
        while chunk := again.read(_CHUNK):
            found.update(chunk)
    if found.digest() != digest.digest():
        raise OSError("what was written cannot be read again as it was")


def _named(packed: Path, folder: Path, rest: str) -> Path:
    """Give it the next number, also when another program makes a backup at the same time."""
    number = max((one.number for one in backups_of(str(folder.parent / "-"))), default=0) + 1
    while True:
        target = folder / f"{number:04}_{rest}.db.gz"
        try:
            target.hardlink_to(packed)
        except FileExistsError:
            number += 1
        except OSError:  # a file system without links
            shutil.move(packed, target)
            return target
        else:
            return target


def _let_go(path: str) -> None:
    for everything in (backups_of(path), wals_of(path)):
        for one in set(everything) - set(kept(everything)):
            (folder_of(path) / one.name).unlink(missing_ok=True)


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
