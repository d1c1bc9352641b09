"""What a search found: a line for each card."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.screens.looks import NARROW, Fitted, stacked
from flashcards.screens.words import foreign_line
from flashcards.text.show import show

#: Between two columns.
_GAP = 2


def found_table(found: Sequence[tuple[str, str, str]]) -> RenderableType:
    """Cards with their state and their question in one line; on a narrow screen each has two lines of its own."""
    return Fitted(lambda width: _stacked(found) if width < NARROW else _table(found, width))


def _table(found: Sequence[tuple[str, str, str]], width: int) -> RenderableType:
    # An id is there to be copied, and whole but for very long ones; the question has the rest of the line.
    ids = min(max(cell_len(show(card, lines=False)) for card, _, _ in found), width * 3 // 5)
    states = max(len("due"), *(len(state) for _, state, _ in found))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, room in (("card", ids), ("due", states), ("question", width - ids - states - 2 * _GAP)):
        table.add_column(title, no_wrap=True, overflow="ellipsis", width=room)
    for card, state, question in found:
        table.add_row(foreign_line(card, "bold"), Text(state), foreign_line(question))
    return table


def _stacked(found: Sequence[tuple[str, str, str]]) -> RenderableType:
    return Group(
        *(
            stacked(
                Text.assemble(foreign_line(card, "bold"), f"  ({state})"),
                foreign_line(question),
            )
            for card, state, question in found
        )
    )
