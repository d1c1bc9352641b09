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

#: What a calendar shows at least.
_CALENDAR_DAYS = 365


class DaySum(NamedTuple):
    """The reviews of one day of cards that stood in one of `tallies.STATES`; `passed` were graded 3 or better.

    A tuple, because there are thousands of them.
    """

    day: int
    state: str
    grade_0: int
    grade_1: int
    grade_2: int
    grade_3: int
    grade_4: int
    grade_5: int
    reviews: int
    passed: int
    ms: int


def today_of(sums: Iterable[DaySum], today: int) -> Today:
    """Today's reviews."""
    of_today = [each for each in sums if each.day == today]
    return Today(
        reviews=_spread({each.state: each.reviews for each in of_today}),
        ms=sum(each.ms for each in of_today),
        passed=_passed(of_today),
        mature=_passed(each for each in of_today if each.state == "mature"),
    )


def calendar_of(sums: Iterable[DaySum], today: int, period: Period) -> Calendar:
    """Reviews a day and streaks."""
    counts: dict[int, int] = {}
    for each in sums:
        counts[each.day] = counts.get(each.day, 0) + each.reviews
    days = sorted(counts)
    first = days[0] if days else None
    back = period.until - _CALENDAR_DAYS + 1
    since = min(back, (back if first is None else first) if period.since is None else period.since)
    current, longest = _streaks([day for day in days if day <= today], today)
    return Calendar(
        since=since,
        until=period.until,
        days=tuple(DayCount(day, counts[day]) for day in days if since <= day <= period.until),
        first_day=first,
        studied_days=len(days),
        current_streak=current,
        longest_streak=longest,
    )


def reviews_of(sums: Iterable[DaySum], period: Period) -> Reviews:
    """The period's reviews by day."""
    by_day: dict[int, tuple[dict[str, int], dict[str, int]]] = {}
    counts, times = dict.fromkeys(STATES, 0), dict.fromkeys(STATES, 0)
    for each in sums:
        if period.has(each.day):
            of_day = by_day.setdefault(each.day, ({}, {}))
            of_day[0][each.state], of_day[1][each.state] = count, ms = each.reviews, each.ms
            counts[each.state] += count
            times[each.state] += ms
    days = tuple(ReviewDay(day, _spread(by_day[day][0]), _spread(by_day[day][1])) for day in sorted(by_day))
    return Reviews(days, _spread(counts), _spread(times))


def retention_of(sums: Iterable[DaySum], today: int) -> Retention:
    """The table of true retention."""
    old = [each for each in sums if each.state in {"young", "mature"} and each.day <= today]
    rows = []
    for name, days in RETENTION_DAYS.items():
        last = today - 1 if name == "yesterday" else today
        first = 0 if days is None else last - days + 1
        held = [each for each in old if first <= each.day <= last]
        young = _passed(each for each in held if each.state == "young")
        mature = _passed(each for each in held if each.state == "mature")
        rows.append(RetentionRow(name, young, mature, Share(young.hits + mature.hits, young.of + mature.of)))
    return Retention(tuple(rows))


def hours_of(sums: Mapping[int, tuple[int, int]]) -> Hours:
    """From hour -> (reviews, passed)."""
    hours = [Hour(hour, Share(*reversed(sums.get(hour, (0, 0))))) for hour in range(24)]
    return Hours(tuple(hours), sums.get(UNKNOWN_HOUR, (0, 0))[0])


def buttons_of(sums: Sequence[DaySum], period: Period) -> Buttons:
    """The period's reviews by grade."""
    counts: dict[str, list[int]] = {}
    for state in STATES:
        columns = zip(*(each for each in sums if each.state == state and period.has(each.day)), strict=True)
        counts[state] = [sum(column) for column in list(columns)[2:8]] or [0] * 6
    return Buttons(
        tuple(Button(grade, Spread(*(counts[state][grade] for state in STATES))) for grade in range(6))
    )


def added_of(sums: Iterable[DaySum], period: Period) -> Added:
    """Cards first answered, by day."""
    days = sorted((each.day, each.reviews) for each in sums if each.state == "new" and period.has(each.day))
    return Added(tuple(DayCount(day, count) for day, count in days), sum(count for _, count in days))


def _passed(sums: Iterable[DaySum]) -> Share:
    hits = of = 0
    for each in sums:
        hits += each.passed
        of += each.reviews
    return Share(hits, of)


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
