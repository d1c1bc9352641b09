"""Daily sums over the journal: what figures of the past are read from, so that no figure reads it whole.

They are a cache like the cards' memories: kept with every answer, and the same when counted anew.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flashcards.core.grades import PASS
from flashcards.core.ids import deck_of
from flashcards.core.journal import Row, Standing, Step

#: The deck under which everything is counted once more; what belongs to no deck is counted here alone.
EVERYTHING = ""
#: A card is mature from this interval on, as in Anki.
MATURE_DAYS = 21
#: The hour of a review whose row does not tell its zone.
UNKNOWN_HOUR = -1

#: How cards stood when they were answered; `figures.Spread` says what each means.
STATES = ("new", "repeat", "young", "mature")

_GRADES = 6
_ZONE = re.compile(r'\{"zone": (-?\d{1,4})[,}]')
_PROBLEM_KINDS = frozenset({"answer", "practice", "cram", "quiz"})


@dataclass(slots=True)
class Tallies:
    """Sums by deck and day, each under its deck and under EVERYTHING.

    `days`: (deck, day, state) -> reviews of each grade, 0 to 5, and their milliseconds.
    `hours`: (deck, day, hour) -> reviews, passed ones.
    `problems`: (deck, day, kind of problem, slip or "") -> answers, right ones.
    """

    days: dict[tuple[str, int, str], list[int]] = field(default_factory=dict)
    hours: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)
    problems: dict[tuple[str, int, str, str], list[int]] = field(default_factory=dict)

    def add(self, card: str, row: Row, before: Standing, times: int = 1) -> None:
        """Count a row; `before` is where its card stood, `card` its present id. `times` -1 takes it away."""
        decks = (deck_of(card), EVERYTHING) if "/" in card else (EVERYTHING,)
        if row.kind == "answer":
            grade, state, hour = row.grade or 0, state_of(before, row.day), hour_of(row)
            for deck in decks:
                day = self.days.setdefault((deck, row.day, state), [0] * (_GRADES + 1))
                day[grade] += times
                day[_GRADES] += times * (row.elapsed_ms or 0)
                passed = self.hours.setdefault((deck, row.day, hour), [0, 0])
                passed[0] += times
                passed[1] += times * (grade >= PASS)
        problem = _problem(row)
        if problem is not None:
            kind, slip, is_right = problem
            for deck in decks:
                right = self.problems.setdefault((deck, row.day, kind, slip), [0, 0])
                right[0] += times
                right[1] += times * is_right

    def add_all(self, steps: Iterable[Step], times: int = 1) -> None:
        """Count every row of a walk over a journal."""
        for card, row, before, _ in steps:
            self.add(card, row, before, times)


def state_of(before: Standing, day: int) -> str:
    """One of STATES: how a card that stood so is told apart when it is answered on that day."""
    if before.memory is None:
        return "new"
    if (before.last_day is not None and day <= before.last_day) or before.memory.interval_days < 1:
        return "repeat"
    return "mature" if before.memory.interval_days >= MATURE_DAYS else "young"


def hour_of(row: Row) -> int:
    """The hour of the wall clock where the row was written, or UNKNOWN_HOUR."""
    zone = _ZONE.match(
        row.detail
    )  # where this program writes it; parsing a million details would take seconds
    if zone is not None:
        minutes = int(zone[1])
    elif '"zone"' in row.detail:
        minutes = json.loads(row.detail).get("zone")
    else:
        return UNKNOWN_HOUR
    if not isinstance(minutes, int):
        return UNKNOWN_HOUR
    return (row.at_ms // 60_000 + minutes) // 60 % 24


def _problem(row: Row) -> tuple[str, str, bool] | None:
    """Of a marked answer to a computed problem: its kind, the slip or "", whether it was right."""
    if row.kind not in _PROBLEM_KINDS or '"verdict"' not in row.detail or '"seed"' not in row.detail:
        return None
    detail = json.loads(row.detail)
    kind, slip, verdict = (detail.get(name) for name in ("kind", "slip", "verdict"))
    if not isinstance(kind, str) or verdict is None:
        return None
    return kind, slip if isinstance(slip, str) else "", verdict == "right"
