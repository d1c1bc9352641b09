"""The geometry of pictures on a page: where each rectangle and label of an SVG stands. Lengths are its own units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flashcards.core.days import iso
from flashcards.core.durations import clock
from flashcards.core.pictures import Bar, DayBar, DayBars, Heat, amount, day_bars, step_days

WIDTH = 720

#: The plot of a chart along days, within the picture: room for the scale at its left, for dates below it.
LEFT, TOP, BOTTOM = 88, 12, 152
HEIGHT = 176
_MOST_COLUMNS = 62

#: So many rows of bars stand open; hours have the longest list that is shown whole.
MOST_BARS = 24

#: A day of the calendar, with the gap to the next one; names of weekdays at the left, of months above.
CELL = 13
HEAT_LEFT, HEAT_TOP = 30, 16
_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `shade` is the number of its piece or level, `title` what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A short text at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart along days: its columns from below, the scale's top, and the dates under it."""

    boxes: tuple[Box, ...]
    top: str
    dates: tuple[Label, ...]
    says: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Up to a year of a calendar, a column a week."""

    boxes: tuple[Box, ...]
    months: tuple[Label, ...]
    weekdays: tuple[Label, ...]
    span: str


def columns(chart: DayBars) -> Columns:
    """The chart as columns, and the same as rows of a table."""
    bars = day_bars(chart, _MOST_COLUMNS)
    step = step_days(chart, _MOST_COLUMNS)
    highest = max(bar.total for bar in bars) or 1
    each = "a day" if step == 1 else f"in {step} days"
    tell = clock if chart.unit == "ms" else amount
    width = (WIDTH - LEFT) / len(bars)
    boxes = tuple(
        box for place, bar in enumerate(bars) for box in _column(chart, bar, place * width, width, highest)
    )
    middle = bars[len(bars) // 2]
    dates = [Label(LEFT, BOTTOM + 18, iso(chart.first))]
    if len(bars) > 4:
        dates.append(Label(round(LEFT + (WIDTH - LEFT) / 2, 1), BOTTOM + 18, iso(middle.first)))
    if len(bars) > 1:
        dates.append(Label(WIDTH, BOTTOM + 18, iso(chart.last)))
    rows = tuple(
        (
            bar.label,
            *(tell(piece) for piece in bar.pieces),
            *((tell(bar.total),) if len(chart.names) > 1 else ()),
        )
        for bar in bars
    )
    says = f"{chart.title}, {iso(chart.first)} to {iso(chart.last)}; the highest column is {tell(highest)} {each}"
    return Columns(boxes, tell(highest), tuple(dates), says, rows)


def _column(chart: DayBars, bar: DayBar, x: float, width: float, highest: float) -> Iterator[Box]:
    tell = clock if chart.unit == "ms" else amount
    named = ", ".join(
        f"{tell(piece)} {name}" for piece, name in zip(bar.pieces, chart.names, strict=True) if piece
    )
    so_far = 0.0
    for shade, piece in enumerate(bar.pieces):
        if not piece:
            continue
        so_far += piece
        y = BOTTOM - (BOTTOM - TOP) * so_far / highest
        height = (BOTTOM - TOP) * piece / highest
        title = f"{bar.label}: {named}"
        yield Box(
            round(LEFT + x + width * 0.1, 1),
            round(y, 1),
            round(width * 0.8, 1),
            round(height, 1),
            shade,
            title,
        )


def row_boxes(bar: Bar, highest: float) -> tuple[Box, ...]:
    """One row of bars, a hundred wide and ten high."""
    whole = bar.of or highest
    boxes = []
    so_far = 0.0
    for shade, piece in enumerate(bar.pieces):
        if piece and whole:
            width = max(0.5, 100 * piece / whole)
            boxes.append(Box(round(100 * so_far / whole, 2), 0, round(width, 2), 10, shade))
        so_far += piece
    return tuple(boxes)


def years(heat: Heat) -> tuple[Year, ...]:
    """The calendar in pictures of at most a year each, the latest first."""
    monday = heat.until - date.fromordinal(heat.until).weekday()
    pictures = []
    while monday + 6 >= heat.since:
        start = max(monday - 7 * (_WEEKS - 1), heat.since - date.fromordinal(heat.since).weekday())
        pictures.append(_year(heat, start, (monday - start) // 7 + 1))
        monday = start - 7
    return tuple(pictures)


def _year(heat: Heat, start: int, weeks: int) -> Year:
    days = range(max(start, heat.since), min(start + 7 * weeks, heat.until + 1))
    boxes = tuple(
        Box(
            HEAT_LEFT + CELL * ((day - start) // 7),
            HEAT_TOP + CELL * ((day - start) % 7),
            CELL - 2,
            CELL - 2,
            heat.level(day),
            f"{iso(day)}: {amount(heat.days.get(day, 0))} reviews",
        )
        for day in days
    )
    months = tuple(
        Label(HEAT_LEFT + CELL * ((day - start) // 7), HEAT_TOP - 5, _month(day))
        for day in days
        if date.fromordinal(day).day == 1 and (day - start) // 7 < weeks - 2
    )
    weekdays = tuple(
        Label(0, HEAT_TOP + CELL * row + 10, name)
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))
    )
    reviews = sum(heat.days.get(day, 0) for day in days)
    span = f"{iso(days[0])} to {iso(days[-1])}: {amount(reviews)} reviews"
    return Year(boxes, months, weekdays, span)


def _month(day: int) -> str:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return names[date.fromordinal(day).month - 1]
