"""What is told of the journal and the cards to other programs, row by row."""

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from flashcards.core.days import iso
from flashcards.core.errors import BrokenStore
from flashcards.core.grades import FOUR_KEYS, key_of
from flashcards.core.ids import deck_of
from flashcards.core.journal import Row, Standing, replay
from flashcards.core.memory import Memory, Scheduler
from flashcards.core.tallies import MATURE_DAYS, state_of
from flashcards.store.cards import all_standings
from flashcards.store.database import DOCTOR
from flashcards.store.journal import COLUMNS, all_rows, undone_keys

#: What readers of review logs look for comes first; `review_state`: 0 new, 1 learning, 2 review, 3 relearning.
REVIEW_COLUMNS = (
    *("card_id", "review_time", "review_rating", "review_state", "review_duration"),
    *("deck", "day", "grade", "counted", "state", "zone_minutes"),
    *("ease_before", "interval_days_before", "ease", "interval_days", "due_day", "lapses"),
    *(
        "verdict",
        "slip",
        "helped",
        "typed",
        "problem",
        "problem_version",
        "seed",
        "asked_as",
        "device",
        "seq",
    ),
)

CARD_COLUMNS = (
    *("card_id", "entry", "deck", "in_library", "type", "level", "tags", "question", "state", "suspended"),
    *("buried_day", "ease", "interval_days", "repetitions", "lapses", "due_day", "first_day", "last_day"),
    *("last_grade", "path", "line"),
)

QUIZ_COLUMNS = (
    *("quiz", "time", "day", "n", "card_id", "deck", "verdict", "share", "slip", "seconds", "typed"),
    *("problem", "problem_version", "seed"),
    *("quiz_points", "quiz_of", "quiz_percent", "quiz_pass_percent", "quiz_passed", "quiz_ending"),
    *("quiz_seconds", "quiz_seed"),
)

#: The key of each grade, which is the rating that other programs know.
_RATINGS = tuple(int(key_of(grade, FOUR_KEYS)) for grade in range(6))

_QUIZ_RESULT = ("points", "of", "percent", "pass_percent", "passed", "ending", "seconds", "seed")


def count_rows(connection: sqlite3.Connection, kind: str | None = None) -> int:
    """How many rows the journal has, of one kind or of all."""
    where, values = ("WHERE kind = ?", (kind,)) if kind else ("", ())
    (count,) = connection.execute(f"SELECT count(*) FROM journal {where}", values).fetchone()
    return int(count)


def read_reviews(connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[dict[str, Any]]:
    """Every graded answer that was not taken back, oldest first, with where its card stood before and after."""
    aliases = dict(connection.execute("SELECT old, id FROM aliases"))
    for card, row, before, after in replay(all_rows(connection), undone_keys(connection), scheduler, aliases):
        if row.kind == "answer":
            yield _review(card, row, before, after)


def read_cards(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every card of the library in its order, and then those that only have a history; without what decks say."""
    standings = all_standings(connection)
    rows = connection.execute(
        "SELECT id, entry, deck, position IS NOT NULL FROM cards ORDER BY position IS NULL, position, id"
    )
    for card, entry, deck, in_library in rows:
        standing = standings.get(card, Standing())
        memory = standing.memory
        told = {name: getattr(memory, name) if memory else None for name in Memory.__slots__}
        yield {
            "card_id": card,
            "entry": entry,
            "deck": deck,
            "in_library": bool(in_library),
            "state": _state(memory),
            "suspended": standing.suspended,
            "buried_day": _iso(standing.buried_day),
            **told,
            "ease": _ease(memory),
            "due_day": _iso(memory.due_day if memory else None),
            "first_day": _iso(standing.first_day),
            "last_day": _iso(standing.last_day),
            "last_grade": standing.last_grade,
        }


def read_quiz_questions(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every question of every quiz that was handed in, each with its quiz's result, oldest first."""
    results = {
        detail["quiz"]: detail["result"]
        for (text,) in connection.execute("SELECT detail FROM journal WHERE kind = 'quiz' AND card = 'quiz'")
        if "result" in (detail := json.loads(text))
    }
    rows = connection.execute(
        """SELECT at_ms, day, card, detail FROM journal WHERE kind = 'quiz' AND card <> 'quiz'
           ORDER BY order_ms, device, seq"""
    )
    for at_ms, day, card, text in rows:
        detail = json.loads(text)
        if "verdict" in detail and "quiz" in detail:
            result = results.get(detail["quiz"], {})
            yield {
                "quiz": detail["quiz"],
                "time": at_ms,
                "day": iso(day),
                "n": detail.get("n"),
                "card_id": card,
                "deck": deck_of(card),
                **{name: detail.get(name) for name in ("verdict", "share", "slip", "seconds", "typed")},
                **_problem(detail),
                **{f"quiz_{name}": result.get(name) for name in _QUIZ_RESULT},
            }


def sound_rows(connection: sqlite3.Connection) -> Iterator[tuple[Row, str]]:
    """The whole journal by device and number, each row with its checksum; BrokenStore at the first that is damaged."""
    found = connection.execute(f"SELECT {COLUMNS}, checksum FROM journal ORDER BY device, seq")
    for *values, checksum in found:
        row = Row(*values)
        if row.checksum() != checksum:
            raise BrokenStore(
                f"row {row.seq} of the journal of {row.device} is damaged",
                DOCTOR,
            )
        yield row, checksum


def _review(card: str, row: Row, before: Standing, after: Standing) -> dict[str, Any]:
    detail = json.loads(row.detail)
    state = state_of(before, row.day)
    return {
        "card_id": card,
        "review_time": row.at_ms,
        "review_rating": _RATINGS[row.grade or 0],
        "review_state": _fsrs_state(state, before, row.day),
        "review_duration": row.elapsed_ms,
        "deck": deck_of(card),
        "day": _iso(row.day),
        "grade": row.grade,
        "counted": before.memory != after.memory,
        "state": state,
        "zone_minutes": detail.get("zone"),
        "ease_before": _ease(before.memory),
        "interval_days_before": before.memory and before.memory.interval_days,
        "ease": _ease(after.memory),
        "interval_days": after.memory and after.memory.interval_days,
        "due_day": _iso(after.memory.due_day if after.memory else None),
        "lapses": after.memory and after.memory.lapses,
        "verdict": detail.get("verdict"),
        "slip": detail.get("slip"),
        "helped": bool(detail.get("helped")),
        "typed": detail.get("typed"),
        **_problem(detail),
        "asked_as": row.card,
        "device": row.device,
        "seq": row.seq,
    }


def _fsrs_state(state: str, before: Standing, day: int) -> int:
    """How other programs number the state: a repeat on the card's first day is learning, on another relearning."""
    if state == "new":
        return 0
    if state != "repeat":
        return 2
    return 1 if before.first_day == day else 3


def _state(memory: Memory | None) -> str:
    if memory is None:
        return "new"
    return "mature" if memory.interval_days >= MATURE_DAYS else "young"


def _ease(memory: Memory | None) -> float | None:
    return memory.ease / 100 if memory else None


@cache
def _iso(day: int | None) -> str | None:
    return None if day is None else iso(day)


def _problem(detail: dict[str, Any]) -> dict[str, Any]:
    """The problem that was asked, with which the same numbers can be drawn again."""
    return {
        "problem": detail.get("kind"),
        "problem_version": detail.get("version"),
        "seed": detail.get("seed"),
    }
