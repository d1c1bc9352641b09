"""What can be read of the WALs that `rescue` has kept among the backups: the rows of the journal that are whole."""

from collections.abc import Iterator

from flashcards.core.generations import Generation
from flashcards.core.journal import Row
from flashcards.store.backups import LEFT_BEHIND, backups_of, folder_of, wals_of
from flashcards.store.carving import carved


def readable_wals(path: str) -> list[Generation]:
    """The WALs that were written since the last restore, newest first: what is in older ones was left behind."""
    restored = [folder_of(path) / one.name for one in backups_of(path) if one.reason == LEFT_BEHIND]
    restored_ns = max((backup.stat().st_mtime_ns for backup in restored), default=0)
    return [one for one in wals_of(path) if one.number > restored_ns]


def rows_in(path: str, wal: Generation) -> Iterator[Row]:
    """Every sound row of the WAL, each once; the database at this path may have it already."""
    seen: set[int] = set()
    for fields in carved(path, folder_of(path) / wal.name):
        key = hash(fields[:2])  # the keys themselves would take three times as much
        if key not in seen:  # what comes later in a WAL under the same key was taken back
            seen.add(key)
            yield Row(*fields[:-1])
