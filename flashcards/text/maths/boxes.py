"""Pictures of several lines, and how they are put together: side by side on one baseline, or one above the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of one width; `baseline` is the line on which its neighbours stand."""

    lines: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """Cells of the terminal, which combining signs do not take and wide ones take twice."""
        return cell_len(self.lines[0])

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)

    @property
    def depth(self) -> int:
        """The lines below the baseline."""
        return self.height - self.baseline - 1


def box(lines: Sequence[str], baseline: int = 0) -> Box:
    """A box of lines that may differ in width: shorter ones are filled at the right."""
    width = max(map(cell_len, lines))
    return Box(tuple(line + " " * (width - cell_len(line)) for line in lines), baseline)


def beside(boxes: Iterable[Box]) -> Box:
    """The boxes from left to right on one baseline."""
    placed = list(boxes)
    top = max(one.baseline for one in placed)
    bottom = max(one.depth for one in placed)
    columns = [
        [" " * one.width] * (top - one.baseline) + list(one.lines) + [" " * one.width] * (bottom - one.depth)
        for one in placed
    ]
    return Box(tuple(map("".join, zip(*columns, strict=True))), top)


def stacked(boxes: Sequence[Box], baseline: int) -> Box:
    """The boxes one above the other, each in the middle; `baseline` counts lines from the top."""
    width = max(one.width for one in boxes)
    return Box(tuple(_middle(line, width) for one in boxes for line in one.lines), baseline)


def framed(body: Box, left: Sequence[str], right: Sequence[str]) -> Box:
    """The body between two columns of signs, which may be empty."""
    columns = [list(part) for part in (left, body.lines, right) if part]
    return Box(tuple("".join(row) for row in zip_longest(*columns, fillvalue="")), body.baseline)


def grid(rows: Sequence[Sequence[Box]], gap: int, alignment: Sequence[str]) -> Box:
    """Rows of cells in columns; `alignment` has one of `l`, `c` and `r` for each column."""
    widths = [max(row[column].width for row in rows if column < len(row)) for column in range(len(alignment))]
    lines: list[str] = []
    for row in rows:
        cells = [_padded(cell, width, how) for cell, width, how in zip(row, widths, alignment, strict=False)]
        spaced = [piece for cell in cells for piece in (Box((" " * gap,)), cell)][1:]
        lines += beside(spaced).lines
    return box(lines, (len(lines) - 1) // 2)


def _padded(cell: Box, width: int, how: str) -> Box:
    spare = width - cell.width
    left = {"l": 0, "r": spare}.get(how, spare // 2)
    return Box(tuple(" " * left + line + " " * (spare - left) for line in cell.lines), cell.baseline)


def _middle(line: str, width: int) -> str:
    spare = width - cell_len(line)
    return " " * (spare // 2) + line + " " * (spare - spare // 2)
