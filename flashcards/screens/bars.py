"""Bars in the terminal: rows with a label, a bar of shaded pieces, and what it stands for; and sparklines."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.core.days import iso
from flashcards.core.durations import clock
from flashcards.core.pictures import Bar, Bars, DayBars, amount, step_days
from flashcards.core.pictures import day_bars as summed
from flashcards.screens.colours import BAD, GOOD, PLAIN, UNSURE
from flashcards.screens.words import foreign_line
from flashcards.text.show import show

#: The pieces of a bar, in their order: each has a shade and a colour of its own.
_SHADES = "█▓▒░"
_COLOURS = (GOOD, PLAIN, UNSURE, BAD)

_SPARKS = "▁▂▃▄▅▆▇█"

#: A bar is never longer, so that the eye still finds its label; nor a label, so that bars have room.
_LONGEST_BAR = 60
_SHORTEST_BAR = 10
_LONGEST_LABEL = 34

#: As many rows of days tell enough; the sparkline above them has the single days.
_MOST_ROWS = 14

#: Hours have the longest list that is shown whole.
_MOST_BARS = 24


def bars(part: Bars, width: int) -> RenderableType:
    """Named rows; on a narrow screen the label stands above its bar."""
    longest = max(sum(bar.pieces) for bar in part.bars)
    more = len(part.bars) - _MOST_BARS
    left_out = [Text(f"and {more} more: `flashcards stats --html` shows all")] if more > 0 else []
    return Group(*_heading(part.title, part.names), _rows(part.bars[:_MOST_BARS], longest, width), *left_out)


def day_bars(part: DayBars, width: int) -> RenderableType:
    """A sparkline over the days, and below it rows of so many days each."""
    head = _heading(part.title, part.names)
    spark = _sparkline(part, width)
    if part.unit == "ms":
        return Group(*head[:1], *spark)
    summed_up = summed(part, _MOST_ROWS)
    step = step_days(part, _MOST_ROWS)
    longest = max(bar.total for bar in summed_up)
    shown = [Bar(iso(bar.first), bar.pieces, amount(bar.total)) for bar in summed_up]
    is_short = (part.last - part.first + 1) % step
    short = f"; the {'last' if part.is_ahead else 'first'} one fewer" if is_short else ""
    each = [Text(f"Each row is {step} days, from the day that it names{short}.")] if step > 1 else []
    return Group(*head, *spark, *each, _rows(shown, longest, width))


def _heading(title: str, names: Sequence[str]) -> list[Text]:
    """The title; and what the shades are, if there are several."""
    lines = [Text(show(title, lines=False), style="bold")]
    if len(names) > 1:
        keys = [
            Text.assemble((shade, colour), f"\u00a0{name}")
            for shade, colour, name in zip(_SHADES, _COLOURS, names, strict=False)
        ]
        lines.append(Text("   ").join(keys))
    return lines


def _rows(shown: Sequence[Bar], longest: float, width: int) -> RenderableType:
    labels = [show(bar.label, lines=False) for bar in shown]
    tellings = [show(bar.told, lines=False) for bar in shown]
    column = min(max(map(cell_len, labels)), _LONGEST_LABEL)
    numbers = max(map(cell_len, tellings))
    room = min(width - column - numbers - 4, _LONGEST_BAR)
    if room < _SHORTEST_BAR:
        return Group(*_stacked_rows(shown, longest, width))
    lines = []
    for label, told, bar in zip(labels, tellings, shown, strict=True):
        name = Text(label)
        name.truncate(column, overflow="ellipsis")
        name.pad_right(column - name.cell_len)
        lines.append(
            Text.assemble(name, "  ", _bar(bar, longest, room), "  ", told.rjust(numbers), no_wrap=True)
        )
    return Group(*lines)


def _stacked_rows(shown: Sequence[Bar], longest: float, width: int) -> Iterator[RenderableType]:
    """Each label above its bar; and what the bar stands for below it, if it is too long to stand beside."""
    numbers = max(cell_len(show(bar.told, lines=False)) for bar in shown)
    room = width - numbers - 4
    for bar in shown:
        told = foreign_line(bar.told)
        yield Text(show(bar.label, lines=False), no_wrap=True, overflow="ellipsis")
        if room >= _SHORTEST_BAR:
            yield Text.assemble(
                "  ", _bar(bar, longest, min(room, _LONGEST_BAR)), "  ", " " * (numbers - told.cell_len), told
            )
        else:
            yield Text.assemble("  ", _bar(bar, longest, max(1, width - 2)))
            yield Text.assemble("  ", told)


def _bar(bar: Bar, longest: float, room: int) -> Text:
    """The bar, as wide as the room; pieces end where their sum so far ends, so that no rounding adds up."""
    whole = bar.of or longest
    text = Text()
    done = 0
    so_far = 0.0
    for piece, shade, colour in zip(bar.pieces, _SHADES, _COLOURS, strict=False):
        so_far += piece
        end = round(room * so_far / whole) if whole else 0
        text.append(shade * (end - done), style=colour)
        done = end
    if not done and so_far:
        # Few are not none.
        text.append("▏", style=_COLOURS[next(place for place, piece in enumerate(bar.pieces) if piece)])
        done = 1
    return text.append(("·" if bar.of else " ") * (room - done))


def _sparkline(part: DayBars, width: int) -> list[Text]:
    """One sign a bar of days, the highest as high as the line; under it where it begins and ends."""
    row = summed(part, max(10, min(width, 2 * _LONGEST_BAR) - 2))
    highest = max(bar.total for bar in row)
    signs = "".join(
        _SPARKS[max(0, round(len(_SPARKS) * bar.total / highest) - 1)] if bar.total else " " for bar in row
    )
    step = step_days(part, max(10, min(width, 2 * _LONGEST_BAR) - 2))
    most = clock(highest) if part.unit == "ms" else amount(highest)
    span = f"{iso(part.first)} to {iso(part.last)}"
    each = "a day" if step == 1 else f"in {step} days"
    return [
        Text(f"▕{signs}▏", style=PLAIN, no_wrap=True, overflow="crop"),
        Text(f"{span}; highest: {most} {each}"),
    ]
