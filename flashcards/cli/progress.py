"""The progress figures that a command is asked for: options turned into a period, and read."""

from collections.abc import Sequence
from datetime import date

from flashcards.cli.home import Home
from flashcards.core.days import iso
from flashcards.core.errors import UsageError
from flashcards.core.figures import PERIOD_DAYS, Figures, Period, period_until
from flashcards.store.figures import read_figures


def chosen_period(today: int, name: str | None, since: str | None, until: str | None) -> Period:
    """The period that the options name; a month up to today when they name none. Raises UsageError."""
    if name is not None and name not in PERIOD_DAYS:
        raise UsageError(f"there is no period '{name}'", f"--period takes {', '.join(PERIOD_DAYS)}")
    if name is not None and since is not None:
        raise UsageError("--since and --period both say where to begin", "give one of them")
    last = today if until is None else _day(until, "--until")
    first = None if since is None else _day(since, "--since")
    if last > today:
        raise UsageError(f"--until {iso(last)} has not come yet", f"today is {iso(today)}")
    if first is not None and first > last:
        raise UsageError(f"--since {iso(first)} is later than {iso(last)}", "nothing lies between them")
    return period_until(name or "month", last) if first is None else Period("days", first, last)


def read_progress(home: Home, decks: Sequence[str], period: Period) -> Figures:
    """All figures of these decks (none named: of everything). Raises UnknownName."""
    return read_figures(
        home.connection,
        home.selection(decks),
        home.today(),
        period,
        tags=home.cards.tagged(),
        leech_lapses=home.settings.number("leech_lapses"),
    )


def _day(text: str, option: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise UsageError(f"{option}: '{text}' is not a date", "write it as 2026-03-14") from None
