"""`flashcards stats`: progress in figures, for the terminal and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.cli.home import Home
from flashcards.cli.printing import print_json, screen
from flashcards.cli.progress import chosen_period, read_progress

if TYPE_CHECKING:
    from flashcards.core.figures import Figures

#: Its plain flags, for both ways in.
FLAGS = {"--json": "Print JSON: all figures."}


def run(flags: set[str]) -> int:
    """Print the figures of everything in the last month, and give the exit code."""
    tell(read((), None, None, None), flags)
    return 0


def read(decks: Sequence[str], period: str | None, since: str | None, until: str | None) -> "Figures":
    """The figures that the options ask for. Raises UsageError and UnknownName."""
    with Home() as home:
        home.tell_broken_decks()
        return read_progress(home, decks, chosen_period(home.today(), period, since, until))


def tell(figures: "Figures", flags: set[str]) -> None:
    """Print the figures as the flags say."""
    if "--json" in flags:
        print_json(figures.as_json())
    else:
        from flashcards.screens.stats import stats_page

        screen().print(stats_page(figures))
