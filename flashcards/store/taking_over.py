"""Taking over what was learned in another program: its answers into the journal, and where its cards stand.

All rows stand under a device of the source's own, so that the same source, taken in again, brings only what is new.
They are put in the order of their times: an answer given here since comes after what was learned there before.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from json.encoder import encode_basestring as quoted

from flashcards.core.checksums import checksum_of_json
from flashcards.core.days import CLOCK_SLACK_DAYS
from flashcards.core.incoming import IncomingAnswer, IncomingStanding
from flashcards.core.journal import Kind
from flashcards.core.memory import Memory
from flashcards.store.bulk import insert_many, many_coming
from flashcards.store.database import Database
from flashcards.store.refold import refold

_COLUMNS = "journal (device, seq, order_ms, at_ms, day, kind, card, grade, elapsed_ms, detail, checksum)"
#: From so many rows on it is quicker to make the journal's indexes anew, even of a journal of years.
_MANY = 20_000

#: What stands in these columns.
_Values = tuple[str, int, int, int, int, Kind, str, int | None, int | None, str, str]
#: A grade and the milliseconds until it was given, both or neither.
_Graded = tuple[int | None, int | None]
_UNGRADED = (None, None)


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

    Cards whose decks the library does not know yet are asked once it does; former ids must be known already. An
    error on the way leaves the journal as it was.
    """
    taken = TakenOver()
    with database.writing() as connection:
        rows = _Rows(source, connection).all(answers, standings, taken)
        first = list(islice(rows, _MANY))
        with many_coming(connection) if len(first) == _MANY else nullcontext():
            insert_many(connection, _COLUMNS, chain(first, rows))
        if first:
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
        self._device = quoted(source.device)
        self._latest_ms = source.now_ms + CLOCK_SLACK_DAYS * 86_400_000

    def all(
        self, answers: Iterable[IncomingAnswer], standings: Iterable[IncomingStanding], taken: TakenOver
    ) -> Iterator[_Values]:
        """The rows of answers, then those of standings; they are counted as they come."""
        yield from self._of_answers(answers, taken)
        for standing in standings:
            card = self._card(standing.key, standing.suffix)
            if card is not None:
                yield from self._moved(card, standing, taken)

    def _of_answers(self, answers: Iterable[IncomingAnswer], taken: TakenOver) -> Iterator[_Values]:
        time_of, known = self._source.time_of, self._known
        for key, suffix, at_ms, grade, elapsed_ms, is_cram in answers:
            card = self._card(key, suffix)
            if card is None or (known.answered and known.mark(card, at_ms) in known.answered):
                continue
            if at_ms > self._latest_ms:
                taken.ahead += 1
                continue
            taken.answers += 1
            day, zone = time_of(at_ms)
            kind: Kind = "cram" if is_cram else "answer"
            yield self._row(kind, card, at_ms, day, _zone_detail(zone), (grade, elapsed_ms))

    def _moved(self, card: str, standing: IncomingStanding, taken: TakenOver) -> Iterator[_Values]:
        """The rows that bring a card from where this source last had it to where it has it now."""
        since_ms = min(standing.since_ms, self._latest_ms)
        day, _ = self._source.time_of(since_ms)
        detail = _memory_detail(standing.memory) if standing.memory else "{}"
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

    def _row(
        self, kind: Kind, card: str, order_ms: int, day: int, detail: str = "{}", graded: _Graded = _UNGRADED
    ) -> _Values:
        """A `core.journal.Row` for the statement: there may be half a million, and an object of each takes longer."""
        self._seq += 1
        device, seq = self._source.device, self._seq
        grade, elapsed_ms = graded
        told = "null,null" if grade is None else f"{grade},{elapsed_ms}"
        checksum = checksum_of_json(
            f'[{self._device},{seq},{order_ms},{order_ms},{day},"{kind}",{quoted(card)},{told},null,null,{quoted(detail)}]'
        )
        return device, seq, order_ms, order_ms, day, kind, card, grade, elapsed_ms, detail, checksum


@lru_cache(maxsize=64)
def _zone_detail(zone: int) -> str:
    return f'{{"zone": {zone}}}'


def _memory_detail(memory: Memory) -> str:
    """The JSON of a memory, as rows have had it from the beginning."""
    return (
        f'{{"ease": {memory.ease}, "interval_days": {memory.interval_days}, "repetitions": {memory.repetitions},'
        f' "due_day": {memory.due_day}, "lapses": {memory.lapses}}}'
    )
