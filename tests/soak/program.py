"""The homes that faults are done to, and what must hold of them after."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from process import NO_DECKS, environment, run

from flashcards.cli import places
from flashcards.cli.home import Home
from flashcards.core.errors import FlashcardsError
from flashcards.core.journal import Standing, fold
from flashcards.store.cards import all_standings
from flashcards.store.exports import sound_rows
from flashcards.store.journal import all_rows
from flashcards.store.refold import refold
from flashcards.store.unsettled import settle

#: Tables that are a fold of the journal.
FOLDED = (
    "cards",
    "card_heaps",
    "card_stages",
    "tally_answers",
    "tally_days",
    "tally_hours",
    "tally_problems",
    "unsettled",
)


def new_home(home: Path, cards: int = 40) -> Path:
    """A home with one deck, nothing else."""
    decks = home / "decks"
    decks.mkdir(parents=True)
    entries = "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(1, cards + 1))
    deck = decks / "d.yaml"
    deck.write_text(f"deck: d\ntitle: D\ncards:\n{entries}", "utf-8")
    os.utime(deck, (1_700_000_000, 1_700_000_000))  # not so new that it may still change unseen
    return home


def played_home(home: Path, answers: int, cards: int = 40) -> Path:
    """A home with so many answers, closed well."""
    result = run(new_home(home, cards), *REVIEW, stdin=script(answers))
    assert (result.code, len(result.acknowledged)) == (0, answers), result
    return home


#: A sitting from lines, without the day's limits.
REVIEW = ("review", "--new", "1000", "--limit", "1000", "--answers", "-")


def script(answers: int, grades: Sequence[int] = (4, 2, 5, 3)) -> str:
    """Lines that answer whatever is asked."""
    return "".join(f'{{"grade": {grades[n % len(grades)]}}}\n' for n in range(answers))


@contextmanager
def opened(home: Path, bundled: str = NO_DECKS) -> Iterator[Home]:
    """The home, opened in this process."""
    with (
        mock.patch.dict(os.environ, environment(home)),
        mock.patch.object(places, "bundled_decks", return_value=bundled),
        Home() as one,
    ):
        yield one


def copy_home(source: Path, target: Path) -> Path:
    """A copy of a home, its files as old as they are."""
    shutil.copytree(source, target)
    return target


#: The values of a row of the journal, without its checksum.
Values = tuple[object, ...]


def rows_of(home: Path, bundled: str = NO_DECKS) -> list[Values]:
    """The journal, in its order, as the program reads it."""
    with opened(home, bundled) as one:
        return _rows(one)


def look(home: Path, bundled: str = NO_DECKS) -> tuple[list[Values], list[str]]:
    """The journal as the program reads it, and what every home must hold and this one does not."""
    try:
        with opened(home, bundled) as one:
            return _rows(one), list(_complaints(one))
    except FlashcardsError as error:
        return [], [f"cannot be opened: {error}"]
    except sqlite3.Error as error:
        return [], [f"cannot be read: {error}"]


def _rows(home: Home) -> list[Values]:
    return [tuple(getattr(row, name) for name in row.__slots__) for row in all_rows(home.connection)]


def _complaints(home: Home) -> Iterator[str]:
    connection = home.connection
    verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        yield f"integrity: {verdict}"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "a foreign key leads nowhere"
    try:
        rows = [row for row, _ in sound_rows(connection)]
    except FlashcardsError as error:
        yield str(error)
        return
    for device in {row.device for row in rows}:
        numbers = [row.seq for row in rows if row.device == device]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the journal of {device} has gaps"
    aliases = dict(connection.execute("SELECT old, id FROM aliases"))
    standings = fold(rows, home.scheduler, aliases).items()
    if {card: one for card, one in standings if one != Standing()} != all_standings(connection):
        yield "the kept memory is not the fold of the journal"
    connection.execute("BEGIN IMMEDIATE")
    try:
        settle(connection)
        before = _folded(home)
        refold(connection)
        for table, kept, anew in zip(FOLDED, before, _folded(home), strict=True):
            if kept != anew:
                yield f"{table} is another one when it is rebuilt"
    finally:
        connection.execute("ROLLBACK")


def _folded(home: Home) -> list[list[Values]]:
    return [home.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in FOLDED]
