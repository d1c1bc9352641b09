"""What a search found: a line for each card."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.days import span
from flashcards.core.journal import Standing
from flashcards.screens.looks import NARROW, Fitted, stacked
from flashcards.screens.words import foreign_line


def found_table(found: Sequence[tuple[str, str, str]]) -> RenderableType:
    """Cards with their state and their question in one line; on a narrow screen each has two lines of its own."""
    return Fitted(lambda width: _stacked(found) if width < NARROW else _table(found, width))


def state_words(standing: Standing, today: int) -> str:
    """In a word or two, when the card is asked."""
    if standing.suspended:
        return "suspended"
    if standing.buried_day is not None and standing.buried_day >= today:
        return "buried"
    if standing.memory is None:
        return "new"
    days = standing.memory.due_day - today
    if days > 0:
        return f"in {span(days)}"
    return "due" if days == 0 else f"{span(-days)} late"


def _table(found: Sequence[tuple[str, str, str]], width: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold")
    # A long id leaves half of the line for the question.
    table.add_column("card", no_wrap=True, overflow="ellipsis", max_width=width // 2)
    table.add_column("due", no_wrap=True)
    table.add_column("question", no_wrap=True, overflow="ellipsis", ratio=1)
    for card, state, question in found:
        table.add_row(foreign_line(card, "bold"), Text(state), foreign_line(question))
    return table


def _stacked(found: Sequence[tuple[str, str, str]]) -> RenderableType:
    return Group(
        *(
            stacked(
                Text.assemble(foreign_line(card, "bold"), f"  ({state})"),
                Text.assemble(foreign_line(question)),
            )
            for card, state, question in found
        )
    )
