"""The settings: value, where it comes from, and what it means."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.screens.looks import NARROW, Fitted, stacked
from flashcards.screens.words import foreign

#: Name, value, origin, meaning.
Row = tuple[str, str, str, str]


def settings_table(settings: Sequence[Row]) -> RenderableType:
    """All settings; on a narrow screen each has two lines of its own."""
    return Fitted(lambda width: Group(*_stacked(settings)) if width < NARROW else _table(settings))


def _table(settings: Sequence[Row]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)  # to be typed as it stands
    for _ in range(3):
        table.add_column(overflow="fold")
    for name, value, origin, meaning in settings:
        table.add_row(Text(name, style="bold"), foreign(value), foreign(origin), Text(meaning))
    return table


def _stacked(settings: Sequence[Row]) -> Iterator[RenderableType]:
    for name, value, origin, meaning in settings:
        head = Text.assemble((name, "bold"), "  ", foreign(f"{value}  ({origin})"))
        yield stacked(head, Text(meaning))
