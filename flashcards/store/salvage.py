"""What can be saved of a damaged database, in a new one beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flashcards.store.backups import LEFT_BEHIND, Progress, backups_of, folder_of, remove_half, unpack
from flashcards.store.carving import carved
from flashcards.store.drafts import Draft, half_beside
from flashcards.store.snapshot import sound_rows_of, told_of

#: Of a long journal with its indices: only to tell how far it is.
_BYTES_A_ROW = 180


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A draft with what was saved: rows out of the damaged file, and more out of a backup, which is named.

    `holes` are numbers that devices must have given and that were found in neither.
    """

    draft: Draft
    from_file: int
    from_backup: int
    backup: str
    holes: int

    @property
    def is_ours(self) -> bool:
        """Whether anything was found: what holds nothing of ours may be another program's."""
        return self.from_file + self.from_backup > 0


@contextmanager
def salvaged(path: str, progress: Progress) -> Iterator[Salvaged]:
    """Read what can be read of the database, without changing it, and the newest sound backup for the rest."""
    with Draft(path) as draft:
        size = Path(path).stat().st_size if Path(path).is_file() else 0
        from_file = draft.put_missing(progress(carved(path), "rows found", size // _BYTES_A_ROW))
        with suppress(sqlite3.Error), closing(_read_only(path)) as damaged:
            draft.put_tables(damaged)
        from_backup, name = _from_backups(path, draft)
        draft.finish()
        yield Salvaged(draft, from_file, from_backup, name, _holes(draft))


def _from_backups(path: str, draft: Draft) -> tuple[int, str]:
    """Put in what the newest sound backup has and the damaged file has not; gives how many rows, and its name."""
    whole = half_beside(path, "unpacked")
    for backup in backups_of(path):
        if backup.reason == LEFT_BEHIND:
            continue
        try:
            unpack(folder_of(path) / backup.name, whole)
            with closing(_read_only(str(whole))) as source:
                told_of(source)
                for _ in sound_rows_of(source):
                    pass
                return draft.put_missing(sound_rows_of(source)), backup.name
        except (OSError, EOFError, sqlite3.Error):
            continue
        finally:
            remove_half(whole)
    return 0, ""


def _read_only(path: str) -> sqlite3.Connection:
    """A file that nobody has open, as it is; raises sqlite3.Error."""
    uri = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, isolation_level=None, uri=True)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _holes(draft: Draft) -> int:
    with closing(_read_only(str(draft.path))) as connection:
        return sum(
            last - first + 1 - count
            for first, last, count in connection.execute(
                """SELECT iif(instr(device, '~'), min(seq), 1), max(seq), count(*) FROM journal GROUP BY device"""
            )
        )
