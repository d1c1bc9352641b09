"""Figures of the past out of daily sums; `review_figures` says what each means."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flashcards.core.figures import Period, Share, Spread
from flashcards.core.review_figures import (
    RETENTION_DAYS,
    Added,
    Button,
    Buttons,
    Calendar,
    DayCount,
    Hour,
    Hours,
    Retention,
    RetentionRow,
    ReviewDay,
    Reviews,
    Today,
)
from flashcards.core.tallies import STATES, UNKNOWN_HOUR

#: The states in which a first review of the day tells what was retained.
RETAINED = ("young", "mature")
#: What a calendar shows at least.
_CALENDAR_DAYS = 365


class StateSum(NamedTuple):
    """The reviews of cards that stood in one of `tallies.STATES`; `passed` were graded 3 or better."""

    reviews: int
    passed: int
    ms: int


class DaySum(NamedTuple):
    """One day's reviews and milliseconds, by `tallies.STATES`; a tuple, because there are thousands of them."""

    day: int
    new: int
    repeat: int
    young: int
    mature: int
    new_ms: int
    repeat_ms: int
    young_ms: int
    mature_ms: int


def today_of(sums: Mapping[str, StateSum]) -> Today:
    """From state -> today's sums."""
    return Today(
        reviews=_spread({state: each.reviews for state, each in sums.items()}),
        ms=sum(each.ms for each in sums.values()),
        passed=Share(*(sum(each[place] for each in sums.values()) for place in (1, 0))),
        mature=_passed(sums["mature"]),
    )


def calendar_since(first: int | None, period: Period) -> int:
    """The day with which the calendar begins; `first` is that of the first review ever."""
    back = period.until - _CALENDAR_DAYS + 1
    return min(back, (back if first is None else first) if period.since is None else period.since)


def calendar_of(
    studied: Sequence[int], counts: Iterable[tuple[int, int]], today: int, period: Period
) -> Calendar:
    """From all days with reviews in order, and the (day, reviews) of those that the calendar shows."""
    first = studied[0] if studied else None
    current, longest = _streaks([day for day in studied if day <= today], today)
    return Calendar(
        since=calendar_since(first, period),
        until=period.until,
        days=tuple(DayCount(day, reviews) for day, reviews in counts),
        first_day=first,
        studied_days=len(studied),
        current_streak=current,
        longest_streak=longest,
    )


def reviews_of(days: Sequence[DaySum]) -> Reviews:
    """From the period's days in order."""
    sums = [sum(each[place] for each in days) for place in range(1, len(DaySum._fields))]
    return Reviews(
        tuple(ReviewDay(each[0], Spread(*each[1:5]), Spread(*each[5:])) for each in days),
        Spread(*sums[:4]),
        Spread(*sums[4:]),
    )


def retention_of(sums: Mapping[str, Mapping[str, StateSum]]) -> Retention:
    """The table of true retention, from each of its periods -> state -> sums."""
    rows = []
    for name in RETENTION_DAYS:
        young, mature = (_passed(sums[name][state]) for state in RETAINED)
        rows.append(RetentionRow(name, young, mature, Share(young.hits + mature.hits, young.of + mature.of)))
    return Retention(tuple(rows))


def retention_days(name: str, today: int) -> tuple[int, int]:
    """The first and the last day of a period of the retention table."""
    days = RETENTION_DAYS[name]
    last = today - 1 if name == "yesterday" else today
    return 0 if days is None else last - days + 1, last


def hours_of(sums: Mapping[int, tuple[int, int]]) -> Hours:
    """From hour -> (reviews, passed)."""
    hours = [Hour(hour, Share(*reversed(sums.get(hour, (0, 0))))) for hour in range(24)]
    return Hours(tuple(hours), sums.get(UNKNOWN_HOUR, (0, 0))[0])


def buttons_of(grades: Mapping[str, Sequence[int]]) -> Buttons:
    """From state -> the period's reviews of each grade."""
    return Buttons(
        tuple(
            Button(grade, _spread({state: counts[grade] for state, counts in grades.items()}))
            for grade in range(6)
        )
    )


def added_of(sums: Iterable[DaySum]) -> Added:
    """Cards first answered, from the period's sums in order."""
    days = tuple(DayCount(each.day, each.new) for each in sums if each.new)
    return Added(days, sum(each.count for each in days))


def _passed(sums: StateSum) -> Share:
    return Share(sums.passed, sums.reviews)


def _spread(numbers: Mapping[str, int]) -> Spread:
    return Spread(*(numbers.get(state, 0) for state in STATES))


def _streaks(days: Sequence[int], today: int) -> tuple[int, int]:
    """The current and the longest run of days that follow each other, out of all days in order."""
    run = longest = 0
    before: int | None = None
    for day in days:
        run = run + 1 if before is not None and day == before + 1 else 1
        longest = max(longest, run)
        before = day
    is_current = before is not None and before >= today - 1
    return run if is_current else 0, longest
