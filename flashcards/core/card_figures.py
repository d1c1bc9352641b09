"""Figures of where cards stand now. Cards that no deck has are in none of them."""

from typing import NamedTuple

from flashcards.core.review_figures import DayCount


class FutureDue(NamedTuple):
    """Cards by the day on which they will be due, as memories stand now; suspended ones are left out.

    `backlog` were due before today; `days` begins today and reaches as far ahead as the period reaches back
    (all: to the last); days without any are left out. `total` counts all cards with a memory, also those due
    later. `load` is the number of reviews a day to expect in the long run: the sum of 1 / interval.
    """

    backlog: int
    days: tuple[DayCount, ...]
    total: int
    load: float


class CardCounts(NamedTuple):
    """All cards, each in one group.

    `suspended`, else `buried` (until tomorrow), else `repeat` (it comes again today), else `new` (no memory
    yet), `young` (interval below 21 days) or `mature` (from 21 days).
    """

    new: int
    repeat: int
    young: int
    mature: int
    suspended: int
    buried: int

    @property
    def total(self) -> int:
        """All groups together."""
        return self.new + self.repeat + self.young + self.mature + self.suspended + self.buried


class Bin(NamedTuple):
    """How many cards have one value."""

    value: int
    cards: int


class Intervals(NamedTuple):
    """Cards with a memory by their interval in days, shortest first; values that no card has are left out.

    `median` is the lower one of two in the middle; None of no cards.
    """

    bins: tuple[Bin, ...]
    cards: int
    mean: float | None
    median: int | None


class Ease(NamedTuple):
    """Cards with a memory by ease in hundredths (250: 2.5), lowest first; values that no card has are left out."""

    bins: tuple[Bin, ...]
    cards: int
    mean: float | None
    median: int | None


class CardRecord(NamedTuple):
    """One card that goes badly."""

    card: str
    lapses: int
    ease: int
    interval_days: int
    is_suspended: bool


class Leeches(NamedTuple):
    """Cards with at least so many lapses (a setting), most first; `cards` holds the first ones, `total` counts all."""

    least_lapses: int
    cards: tuple[CardRecord, ...]
    total: int


class Weakest(NamedTuple):
    """The cards that go worst, leeches and suspended ones aside.

    They lapsed at least once; the lowest ease comes first, of equals the one with more lapses.
    """

    cards: tuple[CardRecord, ...]
