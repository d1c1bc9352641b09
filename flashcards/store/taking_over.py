"""Taking over what was learned in another program: its answers into the journal, and where its cards stand.

All rows stand under a device of the source's own, so that the same source, taken in again, brings only what is new.
They are put in the order of their times: an answer given here since comes after what was learned there before.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from json import dumps

from flashcards.core.days import CLOCK_SLACK_DAYS
from flashcards.core.incoming import IncomingAnswer, IncomingStanding
from flashcards.core.journal import Kind, Row
from flashcards.store.database import Database
from flashcards.store.refold import refold

_FIELDS = Row.__slots__
_INSERT = (
    f"INSERT INTO journal ({', '.join(_FIELDS)}, checksum) VALUES ({', '.join('?' * (len(_FIELDS) + 1))})"
)


@dataclass(slots=True)
class TakenOver:
    """What came in: answers, cards that were placed (or made new again), and answers that lie ahead of the clock."""

    answers: int = 0
    placed: int = 0
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where answers come from: the device that stands for it, and how its cards and times are told here.

    `card_of` gives a card's id by its entry's key and its suffix (None: it did not come over), `time_of` the study
    day and the zone, in minutes, of a time in milliseconds. What is days after `now_ms` was told by a wrong clock.
    """

    device: str
    card_of: Callable[[str, str], str | None]
    time_of: Callable[[int], tuple[int, int]]
    now_ms: int


def brings_anything(
    database: Database,
    source: Source,
    answers: Iterable[IncomingAnswer],
    standings: Iterable[IncomingStanding],
) -> bool:
    """Whether taking over would write a row; nothing is written."""
    return next(_Rows(source, database.connection).all(answers, standings, TakenOver()), None) is not None


def take_over(
    database: Database,
    source: Source,
    answers: Iterable[IncomingAnswer],
    standings: Iterable[IncomingStanding],
) -> TakenOver:
    """Put in what is not here yet, in one transaction, and fold the journal anew. Raises NotSaved.

    The cards' decks must be in the library already. An error on the way leaves the journal as it was.
    """
    taken = TakenOver()
    with database.writing() as connection:
        rows = _Rows(source, connection).all(answers, standings, taken)
        if connection.executemany(_INSERT, map(_values, rows)).rowcount > 0:
            refold(connection)
    return taken


class _Known:
    """What the journal has already: from this source, and the answers from wherever they came."""

    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        (self.last_seq,) = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM journal WHERE device = ?", (device,)
        ).fetchone()
        #: The cards' last rows of these kinds, with their place in the order.
        self.memories: dict[str, tuple[int, str]] = {}
        self.suspended: dict[str, tuple[int, bool]] = {}
        self.aliases = dict(connection.execute("SELECT old, id FROM aliases"))
        #: Of all devices, for what was given here comes back in a deck that was exported with its progress.
        #: Hashes of cards and times: of a million answers, themselves would take three times as much.
        self.answered = {
            self.mark(card, at_ms)
            for card, at_ms in connection.execute(
                "SELECT card, at_ms FROM journal WHERE kind IN ('answer', 'cram')"
            )
        }
        told = connection.execute(
            """SELECT card, kind, order_ms, detail FROM journal
               WHERE device = ? AND kind IN ('placed', 'reset', 'suspend', 'resume') ORDER BY seq""",
            (device,),
        )
        for told_card, kind, order_ms, detail in told:
            card = self.aliases.get(told_card, told_card)
            if kind in {"suspend", "resume"}:
                self.suspended[card] = order_ms, kind == "suspend"
            else:
                self.memories[card] = order_ms, detail

    def mark(self, card: str, at_ms: int) -> int:
        """What an answer is known by."""
        return hash((self.aliases.get(card, card), at_ms))


class _Rows:
    """The rows that are not here yet, one after another."""

    def __init__(self, source: Source, connection: sqlite3.Connection) -> None:
        self._source = source
        self._known = _Known(connection, source.device)
        self._seq = self._known.last_seq
        self._latest_ms = source.now_ms + CLOCK_SLACK_DAYS * 86_400_000

    def all(
        self, answers: Iterable[IncomingAnswer], standings: Iterable[IncomingStanding], taken: TakenOver
    ) -> Iterator[Row]:
        """The rows of answers, then those of standings; they are counted as they come."""
        yield from self._of_answers(answers, taken)
        for standing in standings:
            card = self._card(standing.key, standing.suffix)
            if card is not None:
                yield from self._moved(card, standing, taken)

    def _of_answers(self, answers: Iterable[IncomingAnswer], taken: TakenOver) -> Iterator[Row]:
        time_of = self._source.time_of
        for key, suffix, at_ms, grade, elapsed_ms, is_cram in answers:
            card = self._card(key, suffix)
            if card is None or self._known.mark(card, at_ms) in self._known.answered:
                continue
            if at_ms > self._latest_ms:
                taken.ahead += 1
                continue
            taken.answers += 1
            day, zone = time_of(at_ms)
            kind: Kind = "cram" if is_cram else "answer"
            detail = f'{{"zone": {zone}}}'
            self._seq += 1
            yield Row(
                self._source.device,
                self._seq,
                at_ms,
                at_ms,
                day,
                kind,
                card,
                grade,
                elapsed_ms,
                detail=detail,
            )

    def _moved(self, card: str, standing: IncomingStanding, taken: TakenOver) -> Iterator[Row]:
        """The rows that bring a card from where this source last had it to where it has it now."""
        since_ms = min(standing.since_ms, self._latest_ms)
        day, _ = self._source.time_of(since_ms)
        detail = dumps(asdict(standing.memory)) if standing.memory else "{}"
        order_ms, before = self._known.memories.get(card, (0, ""))
        if detail != before and (standing.memory or standing.was_answered):
            taken.placed += 1
            kind: Kind = "placed" if standing.memory else "reset"
            yield self._row(kind, card, max(since_ms, order_ms) + 1, day, detail)
        order_ms, was_suspended = self._known.suspended.get(card, (0, False))
        if standing.is_suspended != was_suspended:
            kind = "suspend" if standing.is_suspended else "resume"
            yield self._row(kind, card, max(since_ms, order_ms) + 1, day)

    def _card(self, key: str, suffix: str) -> str | None:
        card = self._source.card_of(key, suffix)
        return card and self._known.aliases.get(card, card)

    def _row(self, kind: Kind, card: str, order_ms: int, day: int, detail: str = "{}") -> Row:
        self._seq += 1
        return Row(self._source.device, self._seq, order_ms, order_ms, day, kind, card, detail=detail)


def _values(row: Row) -> tuple[object, ...]:
    return (*[getattr(row, name) for name in _FIELDS], row.checksum())
