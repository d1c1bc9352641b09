"""Figures as pictures: what a screen or a page draws, each in its own way, from the same numbers.

Part
├── Facts       named values
├── Bars        named rows, each a bar of one or more pieces
├── DayBars     the same along days, which the drawing sums up into as many bars as it has room for
├── Heat        a calendar of days
├── Grid        a table
└── Commands    what can be done about it

Texts in them may be foreign (names of decks, tags, quizzes): what draws them passes them through the gate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from flashcards.core.days import iso
from flashcards.core.figures import Share

#: How many days one bar may stand for: as many of them are tried until the bars are few enough.
_STEPS = (1, 7, 14, 28, 91, 364, 3640, 36_400)

Unit = Literal["count", "ms", "share"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of bars; pieces stand one after another. `of` is what a whole bar would be, where that is the row's own."""

    label: str
    pieces: tuple[float, ...]
    told: str
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of bars; `names` say what their pieces are, `head` what the labels and the told numbers are."""

    title: str
    head: tuple[str, str]
    names: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class DayBars:
    """Amounts by day, from the first day to the last; `is_ahead`: the first bar begins with the first day.

    Otherwise the last bar ends with the last day, and it is the first one that may stand for fewer days.
    """

    title: str
    head: str
    unit: Unit
    names: tuple[str, ...]
    first: int
    last: int
    days: Mapping[int, tuple[float, ...]]
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class DayBar:
    """One bar of them: its days, both included, and the sums of its pieces."""

    first: int
    last: int
    pieces: tuple[float, ...]

    @property
    def total(self) -> float:
        """All pieces together."""
        return sum(self.pieces)

    @property
    def label(self) -> str:
        """Its days."""
        return iso(self.first) if self.first == self.last else f"{iso(self.first)} to {iso(self.last)}"


@dataclass(frozen=True, slots=True)
class Heat:
    """A calendar: reviews by day, of the days that had some; `steps` are the least counts of the four levels."""

    since: int
    until: int
    days: Mapping[int, int]
    steps: tuple[int, int, int, int]

    def level(self, day: int) -> int:
        """From 0, no review, to 4."""
        count = self.days.get(day, 0)
        return sum(count >= step for step in self.steps) if count else 0

    def levels(self) -> tuple[str, ...]:
        """What each of the five levels stands for."""
        ranges = [str(a) if b == a + 1 else f"{a}–{b - 1}" for a, b in pairwise(self.steps)]
        return ("0", *ranges, f"{self.steps[-1]}+")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `numbers` are the columns that hold numbers, by their place."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Commands:
    """What can be done about it: what each command does, and the command."""

    commands: tuple[tuple[str, str], ...]


Part = Facts | Bars | DayBars | Heat | Grid | Commands


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the figures, with what it is about; without parts, `nothing` says what is missing.

    `formulas` are TeX for pages that can show it, and `where` says what their letters are; `says` does without.
    """

    key: str
    title: str
    says: str
    parts: tuple[Part, ...]
    nothing: str
    formulas: tuple[str, ...] = ()
    where: str = ""


def step_days(chart: DayBars, most: int) -> int:
    """How many days each bar stands for, so that there are at most so many bars."""
    days = chart.last - chart.first + 1
    return next((step for step in _STEPS if -(-days // step) <= most), _STEPS[-1])


def day_bars(chart: DayBars, most: int) -> list[DayBar]:
    """The chart's bars, oldest first, at most so many; bars of nothing included."""
    step = step_days(chart, most)
    count = -(-(chart.last - chart.first + 1) // step)
    start = chart.first if chart.is_ahead else chart.last - count * step + 1
    sums = [[0.0] * len(chart.names) for _ in range(count)]
    for day, pieces in chart.days.items():
        if chart.first <= day <= chart.last:
            bar = sums[(day - start) // step]
            for place, piece in enumerate(pieces):
                bar[place] += piece
    ends = [start + step * place for place in range(count + 1)]
    return [
        DayBar(max(first, chart.first), min(after - 1, chart.last), tuple(pieces))
        for (first, after), pieces in zip(pairwise(ends), sums, strict=True)
    ]


def heat_steps(counts: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Four levels of even width, up to what one day in twenty passes: a single long day leaves the others their shades."""
    usual = sorted(counts)[len(counts) * 19 // 20] if counts else 1
    width = max(1, -(-usual // 4))
    return (1, width + 1, 2 * width + 1, 3 * width + 1)


def percent(share: float | None) -> str:
    """A share in words; "100 %" is said of all and "0 %" of none alone."""
    if share is None:
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= share < 1 else f"{share:.0%}".replace("%", " %")


def told(share: Share) -> str:
    """A share with where it may well lie and its n: 91 % (87–94) of 230."""
    if not share.of:
        return "–"
    low, high = share.interval
    return f"{percent(share.share)} ({100 * low:.0f}–{100 * high:.0f}) of {amount(share.of)}"


def part_of(count: float, whole: float) -> str:
    """A number, and which share of all it is, as one column below another."""
    return f"{amount(count)} · {percent(count / whole):>5}"


def amount(value: float) -> str:
    """A number with its thousands apart, parts of points with two decimals at most."""
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", " ")
