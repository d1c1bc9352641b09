"""The library: each deck with what it holds and what today holds of it."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.remarks import deck_remarks
from flashcards.screens.looks import NARROW, Fitted, stacked
from flashcards.screens.words import foreign_line, plural

_FIGURES = ("cards", "seen", "new", "due")


def decks_table(decks: Sequence[Mapping[str, object]]) -> RenderableType:
    """All decks, as `decks --json` names their fields; on a narrow screen each has three lines of its own."""
    return Fitted(lambda width: Group(*_stacked(decks)) if width < NARROW else _table(decks))


def _table(decks: Sequence[Mapping[str, object]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("deck", "title"):
        table.add_column(title, overflow="fold")
    for title in _FIGURES:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for deck in decks:
        table.add_row(
            foreign_line(str(deck["deck"]), "bold" if deck["on"] else ""),
            foreign_line(str(deck["title"])),
            *(str(deck[column]) for column in _FIGURES),
            deck_remarks(deck),
        )
    return table


def _stacked(decks: Sequence[Mapping[str, object]]) -> Iterator[RenderableType]:
    for deck in decks:
        remarks = deck_remarks(deck)
        head = Text.assemble(foreign_line(str(deck["deck"]), "bold"), f"  ({remarks})" if remarks else "")
        figures = (
            plural(int(str(deck["cards"])), "card"),
            *(f"{deck[name]} {name}" for name in _FIGURES[1:]),
        )
        yield stacked(head, foreign_line(str(deck["title"])), Text(" · ".join(figures)))
