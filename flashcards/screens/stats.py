"""Progress figures in the terminal: what each heading shows, drawn for the width that there is.

Pieces of a bar differ by their shade, not by colour alone; beside each bar stands its number.
"""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.figures import Figures
from flashcards.core.pictures import Bars, Commands, DayBars, Facts, Grid, Heat, Part, Section
from flashcards.core.sections import about, sections
from flashcards.screens.bars import bars, day_bars
from flashcards.screens.colours import PLAIN
from flashcards.screens.heat import heat
from flashcards.screens.looks import NARROW, Fitted, rows, stacked
from flashcards.screens.words import foreign_line

_TITLE = "Progress"
_EMPTY = "Nothing has been answered yet. After your first reviews, these stand here:"
_BEGIN = "flashcards review"


def stats_page(figures: Figures) -> RenderableType:
    """All figures, one heading after another; before the first answer, what will stand there."""
    if figures.is_empty:
        return _promises(figures)
    parts: list[RenderableType] = [Text(_TITLE, style="bold"), foreign_line(about(figures))]
    for section in sections(figures):
        parts += ["", *_section(section)]
    return Group(*parts)


def _promises(figures: Figures) -> RenderableType:
    parts: list[RenderableType] = [
        Text(_TITLE, style="bold"),
        foreign_line(about(figures)),
        "",
        Text(_EMPTY),
        "",
    ]
    parts += [stacked(Text(section.title, style="bold"), Text(section.says)) for section in sections(figures)]
    return Group(*parts, "", Text.assemble("Begin: ", (_BEGIN, "bold")))


def _section(section: Section) -> Iterator[RenderableType]:
    yield Fitted(lambda width: _heading(section.title, width))
    yield foreign_line(section.says)
    if not section.parts:
        yield foreign_line(section.nothing)
    for part in section.parts:
        yield ""
        yield _drawn(part)


def _heading(title: str, width: int) -> Text:
    line = "─" * max(0, width - cell_len(title) - 4)
    return Text.assemble(("── ", PLAIN), (title, "bold"), (f" {line}", PLAIN), no_wrap=True, overflow="crop")


def _drawn(part: Part) -> RenderableType:
    match part:
        case Facts():
            return rows([(label, foreign_line(value)) for label, value in part.rows])
        case Bars():
            return Fitted(lambda width: bars(part, width))
        case DayBars():
            return Fitted(lambda width: day_bars(part, width))
        case Heat():
            return Fitted(lambda width: heat(part, width))
        case Grid():
            return Fitted(lambda width: _grid(part, width))
        case Commands():
            return Fitted(lambda width: _commands(part, width))


def _grid(grid: Grid, width: int) -> RenderableType:
    """A table, if its rows fit on lines; else each row by itself, its columns named."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for place, head in enumerate(grid.head):
        table.add_column(head, justify="right" if place in grid.numbers else "left", no_wrap=True)
    for row in grid.rows:
        table.add_row(*(foreign_line(cell) for cell in row))
    columns = zip(grid.head, *grid.rows, strict=True)
    needed = sum(max(map(cell_len, column)) + 2 for column in columns) - 2
    drawn = table if needed <= width else Group(*(_stacked(grid, row) for row in grid.rows))
    return Group(Text(grid.title, style="bold"), drawn) if grid.title else drawn


def _stacked(grid: Grid, row: tuple[str, ...]) -> RenderableType:
    named = [f"{head} {cell}" for head, cell in zip(grid.head[1:], row[1:], strict=True)]
    joined = " · ".join(named)
    # Shares with their intervals are too long to stand in one line.
    return stacked(foreign_line(row[0], PLAIN), *map(foreign_line, named if "(" in joined else [joined]))


def _commands(part: Commands, width: int) -> RenderableType:
    if width < NARROW:
        return Group(
            *(
                stacked(foreign_line(command, "bold"), foreign_line(purpose))
                for purpose, command in part.commands
            )
        )
    return rows([(command, foreign_line(purpose)) for purpose, command in part.commands])
