"""The list of backups."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.days import iso
from flashcards.core.generations import Generation
from flashcards.screens.words import foreign, foreign_line, plural


def backups_table(backups: Sequence[Generation], wals: Sequence[Generation], folder: str) -> RenderableType:
    """Number, the day up to which it has answers, why it was made, and its size; newest first.

    Below them the WALs that were kept.
    """
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for _ in range(2):
        table.add_column(overflow="fold")
    table.add_column(justify="right")
    table.add_row(*(Text(head, style="dim") for head in ("no.", "answers up to", "made", "size")))
    for one in backups:
        day = iso(one.day) if one.day > 1 else "none yet"
        reason = one.reason.replace("-", " ")
        table.add_row(Text(str(one.number), style="bold"), Text(day), foreign(reason), Text(_size(one.size)))
    total = _size(sum(one.size for one in backups))
    where = foreign_line(f"{plural(len(backups), 'backup')}, {total}, in {folder}")
    cut_off = [
        foreign_line(
            f"There too: {one.name}, {_size(one.size)}, of a sitting that was cut off; `flashcards doctor` says "
            "whether it has answers that are not here."
        )
        for one in wals
    ]
    return Group(table, where, Text("`flashcards restore NO.` goes back to one."), *cut_off)


def _size(count: int) -> str:
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"
