"""Anki's answers and schedule in this program's terms, by the table "From Anki" of the README."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from flashcards.core.incoming import IncomingAnswer, IncomingStanding
from flashcards.core.memory import FIRST_EASE, LEAST_EASE, LONGEST_INTERVAL_DAYS, Memory
from flashcards.exchange.anki.collection import Collection

_BUTTONS = {1: 2, 2: 3, 3: 4, 4: 5}
#: Of learning cards before the second scheduler, which had three buttons.
_THREE_BUTTONS = {1: 2, 2: 4, 3: 5, 4: 5}
_LEARNING, _RELEARNING, _FILTERED = 0, 2, 3

_NEW_CARD, _LEARNING_CARD, _REVIEW_CARD = 0, 1, 2
_SUSPENDED = -1
_MOST_ELAPSED_MS = 2**40
_MOST_EASE = 10_000
_LAST_DAY = 3_200_000
#: Days are counted from the collection's beginning; what is larger is a time in seconds.
_FIRST_SECONDS, _LAST_SECONDS = 1_000_000_000, 2**32
_MOST_MINUTES_WEST = 1440

#: Gives the key and the suffix of a card, from its note's type and guid and its number in the note.
CardOf = Callable[[int, str, int], tuple[str, str]]


def _whole(*values: str) -> str:
    """The SQL that gives these values as whole numbers, whatever stands in the table."""
    return ", ".join(f"coalesce(CAST({value} AS INTEGER), 0)" for value in values)


_ANSWERS = f"""
    SELECT r.id, {_whole("r.ease", "r.time", "r.type", "r.factor")}, n.mid, n.guid, {_whole("c.ord")}
    FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid
    WHERE {_whole("r.ease")} BETWEEN 1 AND 4 AND r.id > 0 ORDER BY r.id"""  # noqa: S608 - columns of ours
_STANDINGS = f"""
    SELECT n.mid, n.guid, {_whole("c.ord")}, coalesce(last.id, {_whole("c.mod")} * 1000), last.id IS NOT NULL,
        {_whole("c.type", "c.queue", "CASE WHEN c.odid <> 0 AND c.odue <> 0 THEN c.odue ELSE c.due END")},
        {_whole("c.ivl", "c.factor", "c.reps", "c.lapses")}
    FROM cards c JOIN notes n ON n.id = c.nid
    LEFT JOIN (SELECT cid, max(id) AS id FROM revlog GROUP BY cid) AS last ON last.cid = c.id
    WHERE c.type <> {_NEW_CARD} OR c.queue = {_SUSPENDED} OR last.id IS NOT NULL ORDER BY c.id"""  # noqa: S608


def require_readable(collection: Collection) -> None:
    """Have SQLite read all that is read below, which takes a fifth of the time. Raises BrokenStore."""
    collection.conf()
    for query, width in ((_ANSWERS, 8), (_STANDINGS, 12)):
        columns = ", ".join(f"c{number}" for number in range(width))
        collection.all(f"WITH told ({columns}) AS ({query}) SELECT count(max({columns})) FROM told")  # noqa: S608


def answers(collection: Collection, card_of: CardOf) -> Iterator[IncomingAnswer]:
    """All graded answers, oldest first."""
    learning = _BUTTONS if collection.conf().get("schedVer", 1) != 1 else _THREE_BUTTONS
    rows = collection.rows(_ANSWERS)
    for at_ms, button, elapsed_ms, kind, factor, note_type, guid, ordinal in rows:
        buttons = learning if kind in {_LEARNING, _RELEARNING} else _BUTTONS
        yield IncomingAnswer(
            *card_of(note_type, guid, ordinal),
            at_ms,
            buttons[button],
            max(0, min(elapsed_ms, _MOST_ELAPSED_MS)),
            kind == _FILTERED and factor == 0,
        )


def standings(
    collection: Collection, card_of: CardOf, day_of: Callable[[int], int]
) -> Iterator[IncomingStanding]:
    """Where each card stands that is not simply new; `day_of` gives the study day of a time in milliseconds."""
    first_day = _first_day(collection, day_of)
    rows = collection.rows(_STANDINGS)
    for note_type, guid, ordinal, since_ms, was_answered, kind, queue, *schedule in rows:
        memory = None if kind == _NEW_CARD else _memory(kind, schedule, first_day, day_of)
        if memory or was_answered or queue == _SUSPENDED:
            yield IncomingStanding(
                *card_of(note_type, guid, ordinal),
                max(0, int(since_ms)),
                memory,
                bool(was_answered),
                queue == _SUSPENDED,
            )


def _memory(kind: int, schedule: list[Any], first_day: int, day_of: Callable[[int], int]) -> Memory:
    due, interval_days, factor, repetitions, lapses = schedule
    due_day = day_of(due * 1000) if _FIRST_SECONDS < due < _LAST_SECONDS else first_day + due
    ease = (factor + 5) // 10 if factor else FIRST_EASE
    interval_days = max(1, min(interval_days, LONGEST_INTERVAL_DAYS))
    if kind == _LEARNING_CARD:
        ease = FIRST_EASE
    if kind != _REVIEW_CARD:
        interval_days, repetitions = 1, 0
    elif interval_days == 1:
        repetitions = 1  # SM-2's first interval: multiplied by a low ease it would stay one day for ever
    else:
        repetitions = max(2, repetitions)
    return Memory(
        ease=max(LEAST_EASE, min(ease, _MOST_EASE)),
        interval_days=interval_days,
        repetitions=min(repetitions, 1_000_000),
        due_day=max(1, min(due_day, _LAST_DAY)),
        lapses=max(0, min(lapses, 1_000_000)),
    )


def _first_day(collection: Collection, day_of: Callable[[int], int]) -> int:
    """The study day that Anki counts as its day 0: the one of the collection's beginning, where it was begun."""
    minutes_west = collection.conf().get("creationOffset")
    if type(minutes_west) is not int or abs(minutes_west) > _MOST_MINUTES_WEST:
        return day_of(collection.created_s * 1000)
    begun = datetime.fromtimestamp(collection.created_s, UTC) - timedelta(minutes=minutes_west)
    return begun.toordinal()
