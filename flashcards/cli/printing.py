"""Where output goes: what was asked for on standard output, all else on standard error."""

import sys
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any

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
    _write(text, sys.stdout)


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
    _write(f"flashcards: {error}", sys.stderr)
    if error.hint:
        _write(f"hint: {error.hint}", sys.stderr)


def _write(text: str, stream: IO[str]) -> None:
    """The line, broken between words where a terminal would break within one; paths stay whole, and in files lines."""
    line = show(text, lines=False)
    if stream.isatty():
        from shutil import get_terminal_size

        columns = get_terminal_size().columns
        if len(line) > columns:
            from textwrap import fill

            indent = " " * (len(line) - len(line.lstrip()) + 2)
            line = fill(
                line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            )
    stream.write(f"{line}\n")
