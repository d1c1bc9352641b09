"""The headings that tell of where cards stand now."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from flashcards.core.card_figures import Bin
from flashcards.core.figures import Figures
from flashcards.core.pictures import Bar, Bars, DayBars, Facts, Section, amount, part_of

#: The first days of the rows of intervals; from 21 days a card is mature.
_INTERVALS = (1, 2, 4, 7, 14, 21, 31, 61, 91, 183, 366, 731)
_INTERVAL_LABELS = (
    *("1 d", "2–3 d", "4–6 d", "7–13 d", "14–20 d", "21–30 d"),
    *("31–60 d", "61–90 d", "91–182 d", "183–365 d", "1–2 y", "over 2 y"),
)

#: The first hundredths of the rows of ease, from SM-2's least, and its width; all from the last on share a row.
_EASES = tuple(range(130, 331, 20))
_EASE_WIDTH = 20

_GROUPS = {
    "new": "new",
    "repeat": "repeat (again today)",
    "young": "young",
    "mature": "mature",
    "suspended": "suspended",
    "buried": "buried (till tomorrow)",
}


def future_due(figures: Figures) -> Section:
    """Cards by the day on which they will be due."""
    due = figures.future_due
    last = max((day.day for day in due.days), default=figures.day)
    soon = sum(day.count for day in due.days)
    tomorrow = next((day.count for day in due.days if day.day == figures.day + 1), 0)
    chart = DayBars(
        "Cards due by day",
        "cards",
        "count",
        ("due",),
        figures.day,
        last,
        {day.day: (day.count,) for day in due.days},
        is_ahead=True,
    )
    facts = Facts(
        (
            ("backlog", f"{amount(due.backlog)}, due before today"),
            ("tomorrow", amount(tomorrow)),
            ("due in these days", f"{amount(soon)} of {amount(due.total)} with a memory"),
            ("load", f"{amount(round(due.load, 1 if due.load >= 10 else 2))} reviews a day in the long run"),
        )
    )
    return Section(
        "future-due",
        "Future due",
        "Cards by the day on which they come back, as memories stand now. The load is the sum of 1 / interval over all cards.",
        ((chart,) if due.days else ()) + ((facts,) if due.total else ()),
        "Each card that you answer gets a day on which it comes back; they will stand here.",
        (r"\text{load} = \sum_{i = 1}^{n} \frac{1}{I_i}",),
        "n cards have a memory, with intervals I of so many days.",
    )


def cards_by_state(figures: Figures) -> Section:
    """All cards, each in one group."""
    counts = figures.card_counts
    bars = tuple(
        Bar(label, (value,), part_of(value, counts.total))
        for name, label in _GROUPS.items()
        if counts.total
        for value in (getattr(counts, name),)
    )
    return Section(
        "card-counts",
        "Card counts",
        "All cards of the decks, each in one group.",
        (Bars(f"{amount(counts.total)} cards", ("group", "cards"), ("cards",), bars),) if bars else (),
        "There are no cards.",
    )


def cards_by_interval(figures: Figures) -> Section:
    """Cards with a memory by their interval."""
    intervals = figures.intervals
    bars = _histogram(intervals.bins, _INTERVALS, _INTERVAL_LABELS)
    mean = intervals.mean
    return Section(
        "intervals",
        "Review intervals",
        "How many days lie between a card's last counted answer and its due day.",
        (
            Bars(f"{amount(intervals.cards)} cards by interval", ("interval", "cards"), ("cards",), bars),
            Facts(
                (("mean", f"{amount(round(mean, 1))} d"), ("median", f"{amount(intervals.median or 0)} d"))
            ),
        )
        if bars and mean is not None
        else (),
        "No card has a memory yet.",
    )


def cards_by_ease(figures: Figures) -> Section:
    """Cards with a memory by their ease."""
    ease = figures.ease
    labels = (*(f"{low / 100:.2f}–{(low + _EASE_WIDTH - 1) / 100:.2f}" for low in _EASES[:-1]),)
    bars = _histogram(ease.bins, _EASES, (*labels, f"from {_EASES[-1] / 100:.2f}"))
    mean = ease.mean
    return Section(
        "ease",
        "Ease",
        "The factor by which a card's interval grows. It begins at 2.5, and is never below 1.3.",
        (
            Bars(f"{amount(ease.cards)} cards by ease", ("ease", "cards"), ("cards",), bars),
            Facts((("mean", f"{mean / 100:.2f}"), ("median", f"{(ease.median or 0) / 100:.2f}"))),
        )
        if bars and mean is not None
        else (),
        "No card has a memory yet.",
        (
            r"I_{\text{new}} = I \cdot EF",
            r"EF_{\text{new}} = \max(1.3,\; EF + 0.1 - (5 - q)(0.08 + (5 - q) \cdot 0.02))",
        ),
        "I is the interval, EF the ease, q the grade from 0 (Blackout) to 5 (Easy).",
    )


def _histogram(bins: Iterable[Bin], firsts: Sequence[int], labels: Sequence[str]) -> tuple[Bar, ...]:
    """One bar a range of values, those before the first card and behind the last left out."""
    sums = [0] * len(firsts)
    for each in bins:
        sums[max(0, bisect_right(firsts, each.value) - 1)] += each.cards
    whole = sum(sums)
    filled = [place for place, cards in enumerate(sums) if cards]
    return tuple(
        Bar(labels[place], (sums[place],), part_of(sums[place], whole))
        for place in range(min(filled, default=0), max(filled, default=-1) + 1)
    )
