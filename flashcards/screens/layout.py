"""Renderables that know the room they have: text wrapped around formulas, hanging indents, formulas that fold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

#: Stands for a space at which no line ends. No shown text holds it: the gate lets no private sign through.
GLUE = "\ue000"

#: With less room than this an indent is left out, if the room is needed.
_NARROWEST = 12


def unglued(text: Text) -> Text:
    """The text with plain spaces for those that held it together."""
    if GLUE in text.plain:
        text.plain = text.plain.replace(GLUE, " ")
    return text


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Running text whose glued words stay on one line."""

    text: Text

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Its lines."""
        for line in self.text.wrap(console, options.max_width, overflow="fold"):
            yield unglued(line)

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """As that of the text."""
        return Measurement.get(console, options, self.text)


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that stands to the right of a label, and stays there line by line.

    `below` is what stands under the label on the further lines, and is as wide.
    """

    label: Text
    below: Text
    content: "RenderableType"

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Its lines; without any indent where there is no room for one."""
        left = options.max_width - cell_len(self.label.plain)
        if left < _NARROWEST and left < Measurement.get(console, options, self.content).maximum:
            if self.label.plain.strip():
                yield self.label
            yield self.content
            return
        inner = options.update(width=left, height=None)
        for number, line in enumerate(console.render_lines(self.content, inner, pad=False)):
            yield from (self.below if number else self.label).render(console)
            yield from line
            yield Segment.line()

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """The content's and the label's."""
        inner = Measurement.get(console, options, self.content)
        width = cell_len(self.label.plain)
        return Measurement(inner.minimum + width, inner.maximum + width).with_maximum(options.max_width)


@dataclass(frozen=True, slots=True)
class Folding:
    """The first of some pictures, each narrower than the one before, that there is room for.

    The last one is broken into lines if it must.
    """

    pictures: Sequence[Sequence[str]]
    indent: int

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Its lines, indented as far as there is room."""
        room = options.max_width
        for lines in self.pictures:
            width = max(map(cell_len, lines))
            if width <= room:
                indent = " " * min(self.indent, room - width)
                # Not as one text: a line of a picture is no words to be laid out.
                yield from (Text(indent + line.rstrip(), no_wrap=True) for line in lines)
                return
        yield Wrapped(Text("\n".join(self.pictures[-1])))

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """As wide as the first picture, if there is room."""
        width = max(map(cell_len, self.pictures[0])) + self.indent
        return Measurement(min(width, options.max_width), min(width, options.max_width))


@dataclass(frozen=True, slots=True)
class Across:
    """A line from edge to edge."""

    sign: str

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """The line."""
        yield Text(self.sign * options.max_width, style="dim", no_wrap=True)

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """Whatever there is."""
        return Measurement(1, 1)


@dataclass(frozen=True, slots=True)
class Cells:
    """A table; where its columns would be too narrow to read, its rows one after another."""

    rows: "Sequence[Sequence[Text]]"
    sides: Sequence[str]
    is_ascii: bool

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        """The table."""
        if options.max_width >= 6 * len(self.sides):
            yield self._table()
            return
        for row in self.rows:
            yield Wrapped(Text(" | ").join(row))

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """As that of the table."""
        return Measurement.get(console, options, self._table())

    def _table(self) -> "RenderableType":
        from rich import box
        from rich.table import Table

        table = Table(box=box.ASCII2 if self.is_ascii else box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for head, side in zip(self.rows[0], self.sides, strict=True):
            table.add_column(head, justify=side, overflow="fold")  # type: ignore[arg-type]
        for row in self.rows[1:]:
            table.add_row(*row)
        return table
