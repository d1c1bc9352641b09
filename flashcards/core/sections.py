"""The figures under their headings, in the order of Anki's page, then what Anki has not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flashcards.core.card_sections import cards_by_ease, cards_by_interval, cards_by_state, future_due
from flashcards.core.days import iso
from flashcards.core.durations import clock
from flashcards.core.figures import Figures, Spread
from flashcards.core.grades import NAMES
from flashcards.core.pictures import (
    Bar,
    Bars,
    DayBars,
    Facts,
    Grid,
    Heat,
    Section,
    amount,
    heat_steps,
    part_of,
    percent,
    told,
)
from flashcards.core.topic_sections import kinds, leeches, mastery, quizzes, slips, weakest

if TYPE_CHECKING:
    from flashcards.core.review_figures import DayCount

#: The pieces of a bar of reviews, in the order in which they stand.
_STATES = ("mature", "young", "new", "repeat")

_ROWS = {"week": "7 days", "month": "30 days", "year": "365 days", "all": "all days"}

_PERIODS = {"month": "last 31 days", "quarter": "last 90 days", "year": "last 365 days", "all": "all days"}


def sections(figures: Figures) -> tuple[Section, ...]:
    """All of them, whether there is anything to show or not."""
    return (
        _today(figures),
        future_due(figures),
        _calendar(figures),
        _reviews(figures),
        cards_by_state(figures),
        cards_by_interval(figures),
        cards_by_ease(figures),
        _retention(figures),
        _hours(figures),
        _buttons(figures),
        _added(figures),
        mastery(figures),
        slips(figures),
        kinds(figures),
        quizzes(figures),
        leeches(figures),
        weakest(figures),
    )


def about(figures: Figures) -> str:
    """Of what and when the figures are, as one line below the title."""
    decks = ", ".join(figures.decks) or "all decks"
    period = figures.period
    if period.name in _PERIODS:
        past = f"{_PERIODS[period.name]} up to"
    else:
        past = f"{iso(period.since or period.until)} to"
    if period.until == figures.day:
        return f"{decks}; {past} today, {iso(figures.day)}"
    return f"{decks}; {past} {iso(period.until)}; today is {iso(figures.day)}"


def _today(figures: Figures) -> Section:
    today = figures.today
    facts = Facts(
        (
            ("reviews", f"{amount(today.reviews.total)} in {clock(today.ms)}"),
            ("passed", told(today.passed)),
            ("of mature cards", told(today.mature)),
            ("by sort", " · ".join(f"{amount(getattr(today.reviews, name))} {name}" for name in _STATES)),
        )
    )
    return Section(
        "today",
        "Today",
        "A review is one graded answer; passed means graded Hard or better. One day says little about memory.",
        (facts,) if today.reviews.total else (),
        "No review today yet.",
    )


def _calendar(figures: Figures) -> Section:
    calendar = figures.calendar
    counts = _by_day(calendar.days)
    heat = Heat(calendar.since, calendar.until, counts, heat_steps(tuple(counts.values())))
    since = calendar.first_day
    facts = Facts(
        (
            ("current streak", _days(calendar.current_streak)),
            ("longest streak", _days(calendar.longest_streak)),
            (
                "days studied",
                _studied(calendar.studied_days, figures.day - since + 1) if since is not None else "0",
            ),
        )
    )
    return Section(
        "calendar",
        "Calendar",
        "Reviews a day. A streak is a run of days with a review each; today may still be open.",
        (heat, facts) if since is not None else (),
        "Each day with reviews will be a square here, darker for more of them.",
    )


def _reviews(figures: Figures) -> Section:
    reviews = figures.reviews
    first, last = _span(figures, [day.day for day in reviews.days])
    counts = {day.day: _pieces(day.reviews) for day in reviews.days}
    times = {day.day: _pieces(day.ms) for day in reviews.days}
    studied = len(reviews.days) or 1
    days = _days(studied)
    each = amount(round(reviews.reviews.total / studied))
    facts = Facts(
        (
            ("reviews", f"{amount(reviews.reviews.total)} on {days}, {each} on each"),
            ("time", f"{clock(reviews.ms.total)}, {clock(reviews.ms.total / studied)} on each day"),
            ("time by sort", " · ".join(f"{clock(getattr(reviews.ms, name))} {name}" for name in _STATES)),
            ("a review", clock(reviews.ms.total / (reviews.reviews.total or 1))),
        )[: None if reviews.ms.total else 1]
    )
    time = (DayBars("Time by day", "time", "ms", _STATES, first, last, times),) if reviews.ms.total else ()
    return Section(
        "reviews",
        "Reviews",
        "By how the card stood before: mature from an interval of 21 days, young below, new without a memory; "
        "a repeat comes again on the same day.",
        (
            DayBars("Reviews by day", "reviews", "count", _STATES, first, last, counts),
            *time,
            facts,
        )
        if reviews.days
        else (),
        "No review in this period.",
    )


def _retention(figures: Figures) -> Section:
    rows = tuple(
        (_ROWS.get(row.period, row.period), told(row.young), told(row.mature), told(row.both))
        for row in figures.retention.rows
    )
    return Section(
        "retention",
        "True retention",
        "Of each card's first review of a day, with an interval of at least a day before it, the share that "
        "passed; in brackets where it may well lie (95 %), and of how many. Mature is from 21 days.",
        (Grid("", ("", "young", "mature", "both"), rows, frozenset({1, 2, 3})),)
        if any(row.both.of for row in figures.retention.rows)
        else (),
        "From the second day on: how much of what you had learned you still knew.",
        (r"\frac{p + \frac{z^2}{2n} \pm z \sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}",),
        "p is the share that passed, n of how many it is, z = 1.96: Wilson's interval.",
    )


def _hours(figures: Figures) -> Section:
    hours = [hour for hour in figures.hours.hours if hour.passed.of]
    bars = tuple(
        Bar(
            f"{hour.hour:02d}:00",
            (hour.passed.hits, hour.passed.of - hour.passed.hits),
            told(hour.passed),
        )
        for hour in hours
    )
    unknown = figures.hours.unknown
    left_out = (Facts((("without a known hour", f"{amount(unknown)} reviews"),)),) if unknown else ()
    return Section(
        "hours",
        "Hours of the day",
        "Reviews by the hour on the wall where they were given, and the share that passed.",
        (Bars("Reviews by hour", ("hour", "passed"), ("passed", "failed"), bars), *left_out)
        if bars
        else left_out,
        "No review in this period.",
    )


def _buttons(figures: Figures) -> Section:
    buttons = figures.buttons.buttons
    whole = sum(button.reviews.total for button in buttons)
    bars = tuple(
        Bar(
            NAMES[button.grade],
            _pieces(button.reviews),
            part_of(button.reviews.total, whole),
        )
        for button in buttons
        if whole
    )
    return Section(
        "buttons",
        "Answer buttons",
        "Reviews by grade, and by how the card stood before. Shown answers are a Blackout.",
        (Bars(f"{amount(whole)} reviews by grade", ("grade", "reviews"), _STATES, bars),) if bars else (),
        "No review in this period.",
    )


def _added(figures: Figures) -> Section:
    added = figures.added
    days = {day: (count,) for day, count in _by_day(added.days).items()}
    first, last = _span(figures, list(days))
    length = last - first + 1
    facts = Facts(
        (
            (
                "cards",
                f"{amount(added.total)}, {amount(round(added.total / length, 1))} a day since the first of these days",
            ),
        )
    )
    return Section(
        "added",
        "Added",
        "Cards answered for the first time.",
        (DayBars("Cards begun by day", "cards", "count", ("begun",), first, last, days), facts)
        if days
        else (),
        "No card was begun in this period.",
    )


def _span(figures: Figures, days: list[int]) -> tuple[int, int]:
    """The days that a chart of the period reaches over, from the first one that has anything."""
    last = figures.period.until
    return min(days, default=last), last


def _by_day(days: "tuple[DayCount, ...]") -> Mapping[int, int]:
    return {day.day: day.count for day in days}


def _pieces(spread: Spread) -> tuple[float, ...]:
    return tuple(getattr(spread, name) for name in _STATES)


def _studied(days: int, since_first: int) -> str:
    return f"{amount(days)} of {amount(since_first)} since the first ({percent(days / since_first)})"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{amount(count)} days"
