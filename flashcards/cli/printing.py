"""Where output goes: what was asked for on standard output, all else on standard error."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flashcards.text.show import show

if TYPE_CHECKING:
    from rich.console import Console

    from flashcards.core.errors import FlashcardsError


def screen() -> "Console":
    """A console that takes no markup, emoji or highlighting out of what it prints."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich would end the program here; ours ends in one place

    return Screen(markup=False, emoji=False, highlight=False)


def print_line(text: str) -> None:
    """One line of ours, whatever foreign names stand in it; loads no console for it."""
    sys.stdout.write(show(text, lines=False) + "\n")


def print_columns(rows: Iterable[Sequence[object]]) -> None:
    """A table where no terminal is: one line a row however long, numbers to the right, and no console loaded for it."""
    shown = [[show(str(cell), lines=False) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (
            cell.rjust(width) if cell.isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def print_json(value: Any) -> None:
    """The value on standard output, in lines for eyes on a terminal, else in one line.

    Everything outside ASCII is escaped, so that it can drive no terminal.
    """
    import json

    # With an indent it is written by Python and not by C, which takes ten times as long.
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(json.dumps(value, ensure_ascii=True, indent=indent) + "\n")


def print_error(error: "FlashcardsError") -> None:
    """One line of what is wrong, one of what to do."""
    sys.stderr.write(f"flashcards: {show(str(error), lines=False)}\n")
    if error.hint:
        sys.stderr.write(f"hint: {show(error.hint, lines=False)}\n")
