"""What the progress figures share, and all of them together.

Everywhere: a *review* is one graded answer (journal kind `answer`) that was not taken back; practice,
cramming and quizzes are no reviews. Days are study days, times milliseconds as journaled (capped there).
Fields that hold a day are called `day`, `since`, `until` or end in `_day`; JSON has them as ISO dates.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.core.days import iso
from flashcards.core.intervals import wilson

if TYPE_CHECKING:
    from flashcards.core.card_figures import CardCounts, Ease, FutureDue, Intervals, Leeches, Weakest
    from flashcards.core.review_figures import Added, Buttons, Calendar, Hours, Retention, Reviews, Today
    from flashcards.core.topic_figures import Kinds, Mastery, Quizzes, Slips

#: The version of the JSON; it grows when a reader of the one before would be misled.
VERSION = 1

#: The names of periods, and how many days up to `until` each holds (None: all), as Anki's graphs have them.
PERIOD_DAYS: dict[str, int | None] = {"month": 31, "quarter": 90, "year": 365, "all": None}


class Period(NamedTuple):
    """The days that past figures are about, both ends included; `since` None: from the first one on.

    `name` is one of PERIOD_DAYS, or "days" when `since` was named by the person.
    """

    name: str
    since: int | None
    until: int

    def has(self, day: int) -> bool:
        """Whether the day lies in the period."""
        return day <= self.until and (self.since is None or day >= self.since)


def period_until(name: str, until: int) -> Period:
    """The period of that name that ends with a day."""
    days = PERIOD_DAYS[name]
    return Period(name, None if days is None else until - days + 1, until)


class Share(NamedTuple):
    """So many of so many; no number of percent stands without its n. `hits` may be a sum of parts of points."""

    hits: float
    of: float

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share may well lie: Wilson's score interval, 95 %."""
        return wilson(min(self.hits, self.of), int(self.of)) if self.of >= 1 else (0.0, 1.0)


class Spread(NamedTuple):
    """A number, told apart by how the card stood when it was answered.

    `new`: it had no memory. `repeat`: it had been answered that day before (what Anki calls learning and
    relearning; repeats move no memory). Else by its interval before the answer: `young` below 21 days,
    `mature` from 21 days.
    """

    new: int = 0
    repeat: int = 0
    young: int = 0
    mature: int = 0

    @property
    def total(self) -> int:
        """All four together."""
        return self.new + self.repeat + self.young + self.mature


class Figures(NamedTuple):
    """All progress figures of one selection of decks, in the order in which they are shown.

    `decks` names the decks asked for; empty: everything. Without it, decks that the day leaves out count in
    everything but `future_due`.
    """

    day: int
    period: Period
    decks: tuple[str, ...]
    today: "Today"
    future_due: "FutureDue"
    calendar: "Calendar"
    reviews: "Reviews"
    card_counts: "CardCounts"
    intervals: "Intervals"
    ease: "Ease"
    retention: "Retention"
    hours: "Hours"
    buttons: "Buttons"
    added: "Added"
    mastery: "Mastery"
    slips: "Slips"
    kinds: "Kinds"
    quizzes: "Quizzes"
    leeches: "Leeches"
    weakest: "Weakest"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell yet: no review ever, no answered problem and no quiz."""
        return self.calendar.first_day is None and not self.kinds.kinds and not self.quizzes.quizzes

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON values; `data/stats.schema.json` describes them."""
        values: dict[str, Any] = _plain(self)
        return {"version": VERSION, **values}


def is_figure(kind: type) -> bool:
    """Whether values of this type have named fields, which JSON has as an object."""
    return hasattr(kind, "_fields")


def is_day(name: str) -> bool:
    """Whether a field of this name holds a day."""
    return name in {"day", "since", "until"} or name.endswith("_day")


def computed_names(owner: type) -> list[str]:
    """What JSON has besides a figure's fields."""
    return [name for name in ("total", "trend") if isinstance(getattr(owner, name, None), property)]


def _plain(value: Any) -> Any:
    """A figure as JSON values: days as dates, shares with n and interval, and what is computed."""
    if isinstance(value, Share):
        low, high = value.interval
        return {"hits": value.hits, "of": value.of, "share": value.share, "low": low, "high": high}
    if is_figure(type(value)):
        plain = {name: _named(name, field) for name, field in zip(value._fields, value, strict=True)}
        return plain | {name: getattr(value, name) for name in computed_names(type(value))}
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    return value


def _named(name: str, value: Any) -> Any:
    return iso(value) if is_day(name) and isinstance(value, int) else _plain(value)
