"""Writing the journal: a row and what follows from it in one transaction, and taking rows back."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from flashcards.core.journal import NEW, UNDOABLE, Kind, Row, Standing, step, walk
from flashcards.core.memory import SCHEDULERS, Scheduler
from flashcards.core.refold import Folded
from flashcards.core.tallies import Tallies
from flashcards.store.cards import change_standing, read_folded
from flashcards.store.database import Database
from flashcards.store.meta import read_meta
from flashcards.store.standing_before import ids_of, standing_before
from flashcards.store.tallies import add_tallies

#: The columns that hold a row's fields, in the order of `Row`; its checksum stands beside them.
COLUMNS = ", ".join(Row.__slots__)
_VALUES = attrgetter(*Row.__slots__)
_INSERT = f"INSERT INTO journal ({COLUMNS}, checksum) VALUES ({', '.join('?' * (len(Row.__slots__) + 1))})"
# ASCII only: what a terminal hands over may hold lone surrogates, which SQLite does not take.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


class AnsweredElsewhere(Exception):
    """The card was answered by another program since it was shown."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens: the clock's epoch time, the study day, and the zone in minutes east of UTC."""

    at_ms: int
    day: int
    zone_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of the journal, and where its card stood before and stands after it."""

    row: Row
    before: Standing
    after: Standing

    @property
    def counted(self) -> bool:
        """Whether the row moved the card's memory."""
        return self.before.memory != self.after.memory


@dataclass(frozen=True, slots=True)
class Note:
    """A row that only tells: it moves no memory. `card` may also name what is no card."""

    card: str
    detail: Mapping[str, Any]
    elapsed_ms: int | None = None


class Journal:
    """The journal of an open database.

    Under which device it is written, by which scheduler it is folded and what a card is called now is asked of the
    database anew in every transaction: another terminal may import, change a setting or rename while this one asks.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        # The last undo that was asked of this object: its device and number, and the number that it took back.
        self._last_undo = ("", 0, 0)

    def append(  # noqa: PLR0913 - the row's own fields
        self,
        moment: Moment | Callable[[], Moment],
        kind: Kind,
        card: str,
        *,
        grade: int | None = None,
        elapsed_ms: int | None = None,
        detail: Mapping[str, Any] | None = None,
        shown: Standing | None = None,
    ) -> Recorded:
        """Write a row; when this returns it is on the disk.

        A clock may stand for the moment: it is asked within the transaction, and sees the journal as it is then.
        `shown` is where the card stood when it was asked: AnsweredElsewhere is raised, and nothing is
        written, if it has been answered since. Raises NotSaved.
        """
        with self._database.writing() as connection:
            if not isinstance(moment, Moment):
                moment = moment()
            current = current_id(connection, card)
            kept = read_folded(connection, current)
            if shown is not None and shown.last_order_ms != kept.last_order_ms:
                raise AnsweredElsewhere
            row = self._next_row(
                moment,
                kind,
                card,
                grade=grade,
                elapsed_ms=elapsed_ms,
                detail=_as_json(_zoned(moment, kind, detail or {})),
            )
            return _write(connection, current, kept, row)

    def tell(
        self,
        moment: Moment,
        kind: Literal["quiz"],
        notes: Iterable[Note],
        also: Callable[[sqlite3.Connection], None],
    ) -> None:
        """Write rows that only tell, and what `also` writes, in one transaction.

        What `also` raises undoes it all. Raises NotSaved.
        """
        with self._database.writing() as connection:
            also(connection)
            for note in notes:
                row = self._next_row(
                    moment, kind, note.card, elapsed_ms=note.elapsed_ms, detail=_as_json(note.detail)
                )
                card = current_id(connection, note.card)
                _write(connection, card, read_folded(connection, card), row)

    def undo(self, moment: Moment) -> Row | None:
        """Take back this device's last row that can be taken back; None when there is none."""
        with self._database.writing() as connection:
            device, last, _ = _end(connection)
            # Right after an undo nothing is left from its target on: a long row of them is not looked back over again.
            *undo, taken_back = self._last_undo
            target = self._last_undoable(
                connection, device, taken_back if undo == [device, last] else last + 1
            )
            if target is not None:
                self._take_back(connection, moment, target)
        if target is not None:
            self._last_undo = device, last + 1, target.seq
        return target

    def regrade(self, moment: Moment, answer: Row, grade: int) -> Recorded:
        """Take an answer back and give it with another grade, in one transaction.

        AnsweredElsewhere is raised, and nothing is written, if the card's last answer is another one by now.
        """
        with self._database.writing() as connection:
            current = current_id(connection, answer.card)
            if read_folded(connection, current).last_order_ms != answer.order_ms:
                raise AnsweredElsewhere
            self._take_back(connection, moment, answer)
            # It is the same answer: it stays on its day, even when the next one has begun.
            moment = Moment(moment.at_ms, answer.day)
            row = self._next_row(
                moment, "answer", answer.card, grade=grade, elapsed_ms=answer.elapsed_ms, detail=answer.detail
            )
            return _write(connection, current, read_folded(connection, current), row)

    def note_undo(self, moment: Moment, target: Row) -> Row:
        """Write that a row is taken back; the caller holds the transaction, and folds the card anew."""
        row = self._next_row(moment, "undo", target.card, target_device=target.device, target_seq=target.seq)
        _insert(self._database.connection, row)
        return row

    def _take_back(self, connection: sqlite3.Connection, moment: Moment, target: Row) -> None:
        card = current_id(connection, target.card)
        tallies, scheduler = Tallies(), _scheduler(connection)
        standing = standing_before(connection, ids_of(connection, card), target, scheduler)
        row = self.note_undo(moment, target)
        if standing is not None:
            tallies.add(card, target, standing, -1)
        else:
            # Later answers of the card may have been told apart otherwise before: all its rows are counted anew.
            rows = list(rows_of(connection, card))
            aliases = dict.fromkeys({each.card for each in rows}, card)
            steps = list(walk(rows, scheduler, aliases))
            standing = next((after for _, _, _, after in reversed(steps)), NEW)
            tallies.add_all(steps)
            tallies.add_all(walk((each for each in rows if each.key != row.key), scheduler, aliases), -1)
        change_standing(connection, card, read_folded(connection, card), standing)
        add_tallies(connection, tallies)

    def _next_row(self, moment: Moment, kind: Kind, card: str, **fields: Any) -> Row:
        """The row with its key and its place in the order: always after all others, whatever the clock."""
        connection = self._database.connection
        device, last_seq, last_ms = _end(connection)
        return Row(
            device=device,
            seq=last_seq + 1,
            order_ms=max(moment.at_ms, last_ms + 1),
            at_ms=moment.at_ms,
            day=moment.day,
            kind=kind,
            card=card,
            **fields,
        )

    def _last_undoable(self, connection: sqlite3.Connection, device: str, before: int) -> Row | None:
        found = connection.execute(
            f"""SELECT {COLUMNS} FROM journal AS row WHERE device = ? AND seq < ?
                AND kind IN ({", ".join("?" * len(UNDOABLE))})
                AND NOT EXISTS (SELECT 1 FROM journal AS undo WHERE undo.target_device = row.device
                                AND undo.target_seq = row.seq)
                ORDER BY seq DESC LIMIT 1""",
            (device, before, *sorted(UNDOABLE)),
        ).fetchone()
        return Row(*found) if found else None


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read within is of one moment, whatever other programs write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def rows_of(connection: sqlite3.Connection, card: str) -> Iterator[Row]:
    """All rows of a card, also those given under its former ids, oldest first."""
    ids = ids_of(connection, card)
    found = connection.execute(
        f"""SELECT {COLUMNS} FROM journal WHERE card IN ({", ".join("?" * len(ids))})
            ORDER BY order_ms, device, seq""",
        ids,
    )
    return (Row(*values) for values in found)


def all_rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """The whole journal, oldest first."""
    found = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY order_ms, device, seq")
    return (Row(*values) for values in found)


def undone_keys(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """The keys of all rows that were taken back."""
    return set(
        connection.execute("SELECT target_device, target_seq FROM journal WHERE target_seq IS NOT NULL")
    )


def current_id(connection: sqlite3.Connection, card: str) -> str:
    """The id that a former id leads to; other ids are given back as they are."""
    found = connection.execute("SELECT id FROM aliases WHERE old = ?", (card,)).fetchone()
    return found[0] if found else card


def _end(connection: sqlite3.Connection) -> tuple[str, int, int]:
    """This database's device, the number of its last row, and the place of the journal's last one; 0 without rows."""
    end: tuple[str, int, int] = connection.execute(
        """SELECT value, (SELECT coalesce(max(seq), 0) FROM journal WHERE device = value),
           (SELECT coalesce(max(order_ms), 0) FROM journal) FROM meta WHERE name = 'device'"""
    ).fetchone()
    return end


def _scheduler(connection: sqlite3.Connection) -> Scheduler:
    return SCHEDULERS[read_meta(connection, "scheduler")]


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    connection.execute(_INSERT, (*_VALUES(row), row.checksum()))


def _write(connection: sqlite3.Connection, card: str, kept: Folded, row: Row) -> Recorded:
    """Put a row in, and keep what follows from it; `card` is the present id of its card, which stands at `kept`."""
    _insert(connection, row)
    before = kept.standing()
    after = step(before, row, _scheduler(connection))
    change_standing(connection, card, kept, after)
    tallies = Tallies()
    tallies.add(card, row, before)
    add_tallies(connection, tallies)
    return Recorded(row, before, after)


def _zoned(moment: Moment, kind: Kind, detail: Mapping[str, Any]) -> Mapping[str, Any]:
    """The detail with the zone in front where a row needs it: an hour of the day cannot be told without."""
    if kind != "answer" or moment.zone_minutes is None:
        return detail
    return {"zone": moment.zone_minutes, **detail}


def _as_json(detail: Mapping[str, Any]) -> str:
    return _ENCODER.encode(detail)
