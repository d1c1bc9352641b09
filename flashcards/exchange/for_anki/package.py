"""Anki's .apkg: a zip with a database of notes in it.

A note is known by its GUID, which is the entry's `deck/id`; it counts as changed when its deck file did, so that Anki
takes over what is newer than its own and leaves alone what was edited there since.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from flashcards.core.errors import BrokenStore
from flashcards.exchange.for_anki.collection import PackageDeck, make_collection

_NOTES_AT_ONCE = 250
#: What Anki sorts a note by and finds it again by, it makes itself when it takes the note in.
_INSERT_NOTE = """INSERT INTO notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"""
_INSERT_CARD = """INSERT INTO cards (id, nid, did, mod, usn, due, ord, type, queue, ivl, factor, reps, lapses,
left, odue, odid, flags, data) VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '')"""
_INSERT_ANSWER = """INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"""


class CardRow(NamedTuple):
    """A card and how it stands, in Anki's numbers.

    Without `due` it is new, comes in the order of the decks, and needs no name: it has no answers.
    """

    card: str
    due: int | None = None
    ord: int = 0
    type: int = 0
    queue: int = 0
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0


#: The cards of a note that has a single new one.
ONE_NEW = (CardRow(""),)


class NoteRow(NamedTuple):
    """A note; its fields are HTML."""

    guid: str
    note_type: int
    deck: PackageDeck
    tags: Sequence[str]
    fields: Sequence[str]
    cards: Sequence[CardRow]


class Answer(NamedTuple):
    """A row of Anki's review log, but for its card's number."""

    card: str
    at_ms: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


def write_package(
    file: IO[bytes],
    decks: Sequence[PackageDeck],
    notes: Iterable[NoteRow],
    answers: Iterable[Answer],
    rollover_hour: int,
) -> None:
    """Write the package. Raises BrokenStore where there is no room to build it."""
    with TemporaryDirectory(prefix="flashcards-") as folder:
        path = Path(folder, "collection.anki2")
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            # It is thrown away when it breaks, and nobody else sees it. Of larger pages fewer are to be filled.
            connection.executescript(
                "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"
            )
            make_collection(connection, decks, rollover_hour)
            _write_answers(connection, answers, _write_notes(connection, notes))
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise BrokenStore(
                f"the package cannot be built in {folder}: {error}", "is the disk full?"
            ) from error
        finally:
            connection.close()
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as package:
            package.write(path, "collection.anki2")
            package.writestr("media", "{}")


def _write_notes(connection: sqlite3.Connection, notes: Iterable[NoteRow]) -> dict[str, int]:
    """Write notes and cards; gives the number of each card that is not new."""
    numbers: dict[str, int] = {}
    note_number = card_number = 0
    note_rows: list[tuple[Any, ...]] = []
    card_rows: list[tuple[Any, ...]] = []
    for place, (guid, note_type, deck, tags, fields, cards) in enumerate(notes, 1):
        # Numbers are milliseconds, for Anki the time at which the note was made.
        note_number = max(note_number + 1, deck.changed_ms)
        changed_s = deck.changed_ms // 1000
        spaced = f" {' '.join(tags)} " if tags else ""
        note_rows.append((note_number, guid, note_type, changed_s, spaced, "\x1f".join(fields), fields[0]))
        for card in cards:
            card_number = max(card_number + 1, deck.changed_ms)
            due = place if card.due is None else card.due
            card_rows.append((card_number, note_number, deck.number, changed_s, due, *card[2:]))
            if card.due is not None:
                numbers[card.card] = card_number
        if len(note_rows) == _NOTES_AT_ONCE:
            _hand_over(connection, note_rows, card_rows)
    _hand_over(connection, note_rows, card_rows)
    return numbers


def _hand_over(
    connection: sqlite3.Connection, notes: list[tuple[Any, ...]], cards: list[tuple[Any, ...]]
) -> None:
    connection.executemany(_INSERT_NOTE, notes)
    connection.executemany(_INSERT_CARD, cards)
    notes.clear()
    cards.clear()


def _write_answers(
    connection: sqlite3.Connection, answers: Iterable[Answer], numbers: dict[str, int]
) -> None:
    """Write the answers to these cards, two of the same millisecond after each other."""
    last = 0
    counts: Counter[int] = Counter()
    for card, at_ms, *rest in answers:
        if card in numbers:
            last = max(last + 1, at_ms)
            counts[numbers[card]] += 1
            connection.execute(_INSERT_ANSWER, (last, numbers[card], *rest))
    connection.executemany(
        "UPDATE cards SET reps = max(reps, ?) WHERE id = ?",
        ((count, number) for number, count in counts.items()),
    )
