"""Daily sums over the journal: what figures of the past are read from, so that no figure reads it whole.

They are a cache like the cards' memories: kept with every answer, and the same when counted anew.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flashcards.core.grades import PASS
from flashcards.core.ids import deck_of
from flashcards.core.journal import Row, Standing, Step

#: The deck under which everything is summed, also what belongs to no deck.
EVERYTHING = ""
#: A card is mature from this interval on, as in Anki.
MATURE_DAYS = 21
#: The hour of a review whose row does not tell its zone.
UNKNOWN_HOUR = -1

#: How cards stood when they were answered; `figures.Spread` says what each means.
STATES = ("new", "repeat", "young", "mature")

_ZONE = re.compile(r'\{"zone": (-?\d{1,4})[,}]')
_ZONE_AT_MOST = len('{"zone": -9999}')
_PROBLEM_KINDS = frozenset({"answer", "practice", "cram", "quiz"})


#: (deck, day, state, hour, grade)
ReviewKey = tuple[str, int, str, int, int]
#: (deck, day, hour) -> reviews, passed ones.
HourSums = dict[tuple[str, int, int], list[int]]


@dataclass(slots=True)
class Tallies:
    """What rows add to the sums; what belongs to no deck is summed under EVERYTHING.

    `reviews`: (deck, day, state, hour, grade) -> reviews and their milliseconds.
    `problems`: (deck, day, kind of problem, slip or "") -> answers, right ones.
    `answers`: (kind of problem, order_ms, device, seq, day), of any deck -> 1, and 1 if it was right.
    """

    reviews: dict[ReviewKey, list[int]] = field(default_factory=dict)
    problems: dict[tuple[str, int, str, str], list[int]] = field(default_factory=dict)
    answers: dict[tuple[str, int, str, int, int], list[int]] = field(default_factory=dict)

    def add(self, card: str, row: Row, before: Standing, times: int = 1) -> None:
        """Count a row; `before` is where its card stood, `card` its present id. `times` -1 takes it away."""
        if row.kind == "answer":
            hour = hour_of(row.at_ms, row.detail)
            key = deck_of_row(card), row.day, state_of(before, row.day), hour, row.grade or 0
            sums = self.reviews.setdefault(key, [0, 0])
            sums[0] += times
            sums[1] += times * (row.elapsed_ms or 0)
        self.add_problem(card, row, times)

    def add_problem(self, card: str, row: Row, times: int = 1) -> None:
        """Count a row only as the answer to a computed problem, if it is one."""
        problem = _problem(row)
        if problem is not None:
            kind, slip, is_right = problem
            for sums in (
                self.problems.setdefault((deck_of_row(card), row.day, kind, slip), [0, 0]),
                self.answers.setdefault((kind, row.order_ms, row.device, row.seq, row.day), [0, 0]),
            ):
                sums[0] += times
                sums[1] += times * is_right

    def add_all(self, steps: Iterable[Step], times: int = 1) -> None:
        """Count every row of a walk over a journal."""
        for card, row, before, _ in steps:
            self.add(card, row, before, times)


def hours_of(lines: Iterable[tuple[str, int, int | None, int, str]], aliases: Mapping[str, str]) -> HourSums:
    """Many answers by the hour: id, study day, grade, at_ms and detail of each; `aliases`: former id -> id."""
    hours: HourSums = {}
    zones: dict[str, int | None] = {}
    for card, day, grade, at_ms, detail in lines:
        # The beginning alone tells the zone where this program wrote it: few are different.
        head = detail[:_ZONE_AT_MOST]
        if head not in zones:
            zone = _ZONE.match(head)
            zones[head] = int(zone[1]) if zone is not None else None
        minutes = zones[head]
        hour = hour_of(at_ms, detail) if minutes is None else (at_ms // 60_000 + minutes) // 60 % 24
        key = deck_of_row(aliases.get(card, card)), day, hour
        sums = hours.get(key)
        if sums is None:
            sums = hours[key] = [0, 0]
        sums[0] += 1
        sums[1] += (grade or 0) >= PASS
    return hours


def with_everything(sums: Mapping[Any, list[int]]) -> dict[Any, list[int]]:
    """One of the sums with all decks' sums together under EVERYTHING."""
    whole: dict[Any, list[int]] = {}
    for (_, *rest), values in sums.items():
        key = (EVERYTHING, *rest)
        whole[key] = [a + b for a, b in zip(whole[key], values, strict=True)] if key in whole else values
    return {key: values for key, values in sums.items() if key[0] != EVERYTHING} | whole


def deck_of_row(card: str) -> str:
    """The deck under which a row's card is summed; what is no card belongs to none."""
    return deck_of(card) if "/" in card else EVERYTHING


def state_of(before: Standing, day: int) -> str:
    """One of STATES: how a card that stood so is told apart when it is answered on that day."""
    if before.memory is None:
        return "new"
    if (before.last_day is not None and day <= before.last_day) or before.memory.interval_days < 1:
        return "repeat"
    return "mature" if before.memory.interval_days >= MATURE_DAYS else "young"


def hour_of(at_ms: int, detail: str) -> int:
    """The hour of the wall clock where a row of this detail was written, or UNKNOWN_HOUR."""
    zone = _ZONE.match(detail)  # where this program writes it; parsing a million details would take seconds
    if zone is not None:
        minutes: Any = int(zone[1])
    elif '"zone"' in detail:
        minutes = _read(detail).get("zone")
    else:
        return UNKNOWN_HOUR
    if not isinstance(minutes, int):
        return UNKNOWN_HOUR
    return (at_ms // 60_000 + minutes) // 60 % 24


def _problem(row: Row) -> tuple[str, str, bool] | None:
    """Of a marked answer to a computed problem: its kind, the slip or "", whether it was right; None of other rows."""
    if row.kind not in _PROBLEM_KINDS or '"verdict"' not in row.detail or '"seed"' not in row.detail:
        return None
    detail = _read(row.detail)
    kind, slip, verdict = (detail.get(name) for name in ("kind", "slip", "verdict"))
    if not isinstance(kind, str) or verdict is None:
        return None
    return kind, slip if isinstance(slip, str) else "", verdict == "right"


def _read(text: str) -> dict[str, Any]:
    """A detail, which in a journal from elsewhere may be any JSON."""
    detail = json.loads(text)
    return detail if isinstance(detail, dict) else {}
