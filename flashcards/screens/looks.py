"""What all screens share: panels, labelled rows, signs."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flashcards.screens.colours import BAD, GOOD, PLAIN
from flashcards.screens.words import foreign
from flashcards.text.show import show

#: Below this many columns, what stands side by side goes one below the other.
NARROW = 60

#: A chain of equations may be broken before each of its signs.
_BEFORE_EQUALS = re.compile(r" (?== )")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is drawn for the width that there is."""

    draw: Callable[[int], RenderableType]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """As rich asks for it."""
        yield self.draw(options.max_width)


def panel(parts: Iterable[RenderableType], title: str, colour: str) -> RenderableType:
    """Parts one below the other in a frame."""
    return Panel(
        Group(*parts),
        title=Text(f" {title} ", style="bold"),
        title_align="left",
        border_style=colour,
        padding=(0, 1),
    )


def rows(labelled: Iterable[tuple[str, RenderableType]]) -> RenderableType:
    """Rows with a label each; a row without one belongs to the row above."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for label, value in labelled:
        grid.add_row(label, value)
    return grid


def stacked(head: Text, *below: Text) -> RenderableType:
    """What is a row of a table elsewhere, where there is no room for one: its parts below its first, set in."""
    return Group(head, *(Padding(line, (0, 0, 0, 2)) for line in below))


def mark(element: Text, *, is_right: bool) -> RenderableType:
    """A part of an answer, ticked or crossed."""
    return numbered("✓" if is_right else "✗", element, GOOD if is_right else BAD)


def numbered(number: object, element: Text, colour: str = PLAIN) -> RenderableType:
    """A number or a sign, and what hangs on it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(Text(str(number), style=f"bold {colour}"), element)
    return grid


def worked(lines: Sequence[str]) -> RenderableType:
    """The lines of a worked solution; one that is too long goes on below its first equals sign."""
    return Fitted(lambda width: foreign("\n".join(_wrapped(show(line), width) for line in lines)))


def _wrapped(line: str, width: int) -> str:
    if cell_len(line) <= width:
        return line
    start = line.find(" = ") + 1
    if not 0 < start < width // 2:
        return _filled(line, width, "    ")
    filled = ""
    for link in _BEFORE_EQUALS.split(line):
        joined = f"{filled} {link}" if filled else link
        if filled.find(" = ") < 0 or cell_len(joined.rpartition("\n")[2]) <= width:
            filled = joined
        else:
            filled += f"\n{' ' * start}{link}"
    return "\n".join(_filled(part, width, " " * (start + 2)) for part in filled.split("\n"))


def _filled(line: str, width: int, indent: str) -> str:
    own = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line.lstrip(),
        width,
        initial_indent=own,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
