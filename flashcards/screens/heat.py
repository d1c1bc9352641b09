"""A calendar of days in the terminal: a column a week, a row a day of the week, darker for more."""

from datetime import date
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.core.pictures import Heat
from flashcards.screens.colours import GOOD

_SHADES = "·░▒▓█"
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_LEFT = 5
_YEAR_WEEKS = 53


def heat(part: Heat, width: int) -> RenderableType:
    """As many weeks up to the last day as there is room for, two columns a week where that leaves a year."""
    room = width - _LEFT
    columns = 2 if room >= 2 * _YEAR_WEEKS else 1
    monday = part.until - date.fromordinal(part.until).weekday()
    first_monday = part.since - date.fromordinal(part.since).weekday()
    weeks = min(room // columns, _YEAR_WEEKS, (monday - first_monday) // 7 + 1)
    start = monday - 7 * (weeks - 1)
    lines = [_months(start, weeks, columns)]
    for weekday, name in enumerate(_WEEKDAYS):
        line = Text(name.ljust(_LEFT), no_wrap=True)
        levels = (_level(part, start + 7 * week + weekday) for week in range(weeks))
        for level, run in groupby(levels):
            sign = " " if level is None else _SHADES[level]
            line.append(sign * columns * len(list(run)), style=GOOD if level else "")
        lines.append(line)
    keys = (
        Text.assemble((shade, GOOD if level else ""), f" {told}")
        for level, (shade, told) in enumerate(zip(_SHADES, part.levels(), strict=True))
    )
    shown = [Text(f"The last {weeks} weeks.")] if start > part.since else []
    return Group(*lines, Text("   ").join(keys), *shown)


def _level(part: Heat, day: int) -> int | None:
    """The day's level; None of a day that the calendar does not have."""
    return part.level(day) if part.since <= day <= part.until else None


def _months(start: int, weeks: int, columns: int) -> Text:
    """The names of the months, each over the week in which it begins, where there is room for it."""
    signs = [" "] * (weeks * columns)
    free = 0
    for week in range(weeks):
        place = week * columns
        first = next(
            (day for day in range(start + 7 * week, start + 7 * week + 7) if date.fromordinal(day).day == 1),
            start if not week else None,
        )
        if first is None or place < free or place + 3 > len(signs):
            continue
        is_cut_off = not week and date.fromordinal(first).day > 15
        if not is_cut_off:
            signs[place : place + 3] = _MONTHS[date.fromordinal(first).month - 1]
            free = place + 4
    return Text(" " * _LEFT + "".join(signs), no_wrap=True)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
