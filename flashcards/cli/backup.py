"""Everything of one home in one file, and the files that it is made of."""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.cli.places import Places
from flashcards.cli.waiting import with_progress
from flashcards.core.errors import BrokenStore
from flashcards.decks.files import deck_files
from flashcards.decks.source import Unreadable, read_bytes
from flashcards.exchange.archive import DECKS, SETTINGS, can_hold, write_archive
from flashcards.exchange.journal_lines import row_line
from flashcards.exchange.opening import Archive
from flashcards.reports.files import new_file
from flashcards.store.exports import count_rows, sound_rows
from flashcards.store.journal import reading
from flashcards.text.show import show


def write_backup(path: Path, *, replaces: bool) -> None:
    """Write the journal, the settings and one's own decks into a zip. Raises UsageError, BrokenStore.

    A quiz that is being taken is not in it: it goes on where it was begun.
    """
    with Home() as home, reading(home.connection), new_file(path, replaces=replaces) as file:
        os.fchmod(file.fileno(), 0o600)
        rows = with_progress(sound_rows(home.connection), "rows", count_rows(home.connection))
        lines = (row_line(row, checksum) for row, checksum in rows)
        files = list(own_files(home.places))
        count = write_archive(file, version("flashcards"), lines, files)
        file.flush()
        _require_readable(Path(file.name), count)
    decks = sum(name.startswith(DECKS) for name, _ in files)
    sys.stderr.write(
        f"{count:,} rows of the journal and {decks} own decks in {show(str(path), lines=False)}\n"
    )


def _require_readable(path: Path, rows: int) -> None:
    """What could not be taken in again is not given the name of a backup."""
    try:
        with Archive(path) as archive:
            archive.texts()
            for _ in with_progress(archive.rows(), "rows checked", rows):
                pass
    except BrokenStore as error:
        raise BrokenStore(
            f"the backup could not be read again, and was not kept: {error}", "is the disk sound?"
        ) from error


def own_files(places: Places) -> Iterator[tuple[str, bytes]]:
    """The settings and one's own decks, by their names in a backup; what cannot be in one is named."""
    found = [(f"{DECKS}{name}", path) for name, path in _by_name(deck_files((places.own_decks,)))]
    if Path(places.settings).is_file():
        found.insert(0, (SETTINGS, places.settings))
    for name, path in found:
        try:
            content = read_bytes(path)
        except Unreadable as error:
            _tell(path, str(error))
            continue
        if can_hold(name, len(content)):
            yield name, content
        else:
            _tell(path, "it is too large, or other systems could not have a file of this name")


def _by_name(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each path with a name of its own: decks that are used where they lie may share one."""
    taken: set[str] = set()
    for path in paths:
        file = Path(path)
        name, count = file.name, 1
        while name in taken:
            count += 1
            name = f"{file.stem}-{count}{file.suffix}"
        taken.add(name)
        yield name, path


def _tell(path: str, why: str) -> None:
    sys.stderr.write(f"flashcards: not in the backup: {show(path, lines=False)}: {why}\n")
