"""Going back to a backup: it is verified whole before anything is replaced."""

import gzip
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.errors import BrokenStore, NewerDatabase
from flashcards.store.backups import Progress, remove_half, unpack
from flashcards.store.database import APPLICATION_ID, SCHEMA_VERSION
from flashcards.store.drafts import Draft, half_beside
from flashcards.store.meta import read_meta
from flashcards.store.snapshot import SETTINGS, sound_rows_of, tables_of, told_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup brings: the draft of a database, its rows, the day of its last row, the text of the settings.

    `only_there` are the rows that the backup has and the database has not, `only_here` the other way round; both
    are None where the database cannot be read.
    """

    draft: Draft
    rows: int
    day: str
    settings: str
    only_there: int | None
    only_here: int | None


@contextmanager
def restored(backup: Path, path: str, progress: Progress) -> Iterator[Restored]:
    """Make a database of the backup, beside the one at the path. Raises BrokenStore, NewerDatabase, OSError."""
    with _unpacked(backup, path) as source:
        version = source.execute("PRAGMA user_version").fetchone()[0]
        with Draft(path, version) as draft:
            rows, day = told_of(source)
            draft.put(progress(sound_rows_of(source), "rows read", rows))
            draft.put_tables(source)
            draft.finish()
            yield Restored(draft, rows, day, read_meta(source, SETTINGS), *_compared(source, path))


def why_refused(backup: Path, path: str, progress: Progress) -> str:
    """Why the backup could not be restored; nothing where it could."""
    try:
        with _unpacked(backup, path) as source:
            for _ in progress(sound_rows_of(source), "rows read", told_of(source)[0]):
                pass
    except (BrokenStore, OSError) as error:
        return str(error)
    return ""


@contextmanager
def _unpacked(backup: Path, path: str) -> Iterator[sqlite3.Connection]:
    """What is in the backup, its pages whole; what SQLite says of it meanwhile is said as BrokenStore."""
    whole = half_beside(path, "unpacked")
    try:
        unpack(backup, whole)
        _require_ours(backup, whole)
        with closing(sqlite3.connect(whole, isolation_level=None, uri=True)) as source:
            source.execute("PRAGMA trusted_schema=OFF")
            verdict = source.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise _refused(backup, verdict)
            if not {"journal", "meta"} <= tables_of(source):
                raise _refused(backup, "it has no journal")
            yield source
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refused(backup, f"it is damaged ({error})") from error
    except sqlite3.Error as error:
        raise _refused(backup, str(error)) from error
    finally:
        remove_half(whole)


def _compared(source: sqlite3.Connection, path: str) -> tuple[int | None, int | None]:
    """How many rows only the backup has, and how many only the database."""
    try:
        source.execute("CREATE UNIQUE INDEX IF NOT EXISTS by_key ON journal (device, seq)")
        source.execute("ATTACH ? AS here", (f"{Path(path).absolute().as_uri()}?mode=ro",))
        (common,) = source.execute(
            """SELECT count(*) FROM main.journal JOIN here.journal AS other USING (device, seq)
               WHERE journal.checksum = other.checksum"""
        ).fetchone()
        counts = [
            source.execute(f"SELECT count(*) FROM {schema}.journal").fetchone()[0]
            for schema in ("main", "here")
        ]
        source.execute("DETACH here")
    except sqlite3.Error:
        return None, None
    return counts[0] - common, counts[1] - common


def _require_ours(backup: Path, whole: Path) -> None:
    with whole.open("rb") as file:
        header = file.read(100)
    if header.startswith(b"PK"):
        raise BrokenStore(
            f"{backup} is refused: it is a zip", "`flashcards import` takes in what `export all` has packed"
        )
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise _refused(backup, "it is no database")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _refused(backup, "it is another program's database")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise NewerDatabase(
            f"{backup} has schema version {version}, and this program knows {SCHEMA_VERSION}",
            "update flashcards; nothing was changed",
        )


def _refused(backup: Path, why: str) -> BrokenStore:
    return BrokenStore(
        f"{backup} is refused: {why}", "nothing was changed; `flashcards backup --list` names others"
    )
