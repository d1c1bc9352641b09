"""Figures of what was reviewed: what a review is and how cards are told apart is said in `figures`."""

from typing import NamedTuple

from flashcards.core.figures import Share, Spread

#: How many days up to today each row of the retention table holds (None: all), as in Anki's; yesterday apart.
RETENTION_DAYS: dict[str, int | None] = {
    "today": 1,
    "yesterday": 1,
    "week": 7,
    "month": 30,
    "year": 365,
    "all": None,
}


class Today(NamedTuple):
    """Today's reviews, whatever the period; `passed`: graded 3 or better, of all; `mature` the same of mature cards."""

    reviews: Spread
    ms: int
    passed: Share
    mature: Share


class DayCount(NamedTuple):
    """How many on one day."""

    day: int
    count: int  # type: ignore[assignment]  # JSON has it so; the method of tuples is not wanted


class Calendar(NamedTuple):
    """Reviews a day, of days that had some, oldest first: a year back from the period's end, or all of a longer period.

    `first_day` is the day of the first review ever (None: none yet), `studied_days` counts the days with
    reviews since then. A streak is a run of days with at least one review each, over all time; the current
    one ends today, or yesterday while today has none yet (else it is 0).
    """

    since: int
    until: int
    days: tuple[DayCount, ...]
    first_day: int | None
    studied_days: int
    current_streak: int
    longest_streak: int


class ReviewDay(NamedTuple):
    """The reviews of one day, and the time that they took."""

    day: int
    reviews: Spread
    ms: Spread


class Reviews(NamedTuple):
    """The period's reviews by day, oldest first, days without any left out; and their sums."""

    days: tuple[ReviewDay, ...]
    reviews: Spread
    ms: Spread


class RetentionRow(NamedTuple):
    """One line of the table; `period` is a name of RETENTION_DAYS."""

    period: str
    young: Share
    mature: Share
    both: Share


class Retention(NamedTuple):
    """True retention, as Anki tells it: the share of first reviews that passed (grade 3 or better).

    Of each card only the first review of a day counts, and only with an interval of at least a day before it;
    whether it was due or came early makes no difference. The rows end today (yesterday's: the day before), whatever the period asked for.
    """

    rows: tuple[RetentionRow, ...]


class Hour(NamedTuple):
    """One hour of the day by the clock on the wall, 0 to 23; `passed`: graded 3 or better, of all reviews in it."""

    hour: int
    passed: Share


class Hours(NamedTuple):
    """The period's reviews by hour, all 24, each by the wall clock of the place where it was given.

    `unknown` counts reviews whose rows do not tell their zone (from journals older than that, or imported).
    """

    hours: tuple[Hour, ...]
    unknown: int


class Button(NamedTuple):
    """How often one grade (SM-2's 0 to 5) was given in the period."""

    grade: int
    reviews: Spread


class Buttons(NamedTuple):
    """The period's reviews by grade, all six, 0 first; four keys give 2, 3, 4 and 5."""

    buttons: tuple[Button, ...]


class Added(NamedTuple):
    """Cards first answered on each day of the period: reviews of cards without memory.

    A card that was reset is new again, and counts again. Anki counts the day on which a card was made, which
    deck files do not tell.
    """

    days: tuple[DayCount, ...]
    total: int
