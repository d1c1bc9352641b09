"""Practice: the problem, what was found of an answer, the worked solution, and the list of kinds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import Verdict
from flashcards.core.days import iso
from flashcards.core.practice import Record
from flashcards.problems.contract import Kind
from flashcards.problems.variants import Variant
from flashcards.screens.colours import GOOD, PLAIN
from flashcards.screens.looks import Fitted, mark, panel, stacked, worked
from flashcards.screens.review import line_of, verdict_line
from flashcards.screens.words import foreign, foreign_line

#: Columns that a kind's level and record take beside its name.
_FIGURES = 33


def header(kind: Kind, right: int, answers: int) -> RenderableType:
    """One line: topic and kind, and how this practice goes."""
    so_far = f"{right} of {answers} right" if answers else "practice"
    return line_of(foreign_line(f"{kind.topic} › {kind.name}", "bold"), Text(so_far))


def problem_panel(variant: Variant) -> RenderableType:
    """The question with this variant's numbers, and its conventions."""
    conventions = [foreign(f"Convention: {line}") for line in variant.conventions]
    return panel([foreign(variant.question), *conventions], "Work it out", PLAIN)


def verdict_lines(verdict: Verdict) -> RenderableType:
    """The verdict, and below it each number with its own."""
    marks = [mark(foreign_line(element), is_right=is_right) for element, is_right in verdict.marks]
    return Group(verdict_line(verdict), *marks)


def solution_panel(lines: Sequence[str], *, is_solved: bool) -> RenderableType:
    """The worked solution, line by line."""
    title, colour = ("✓ Solved", GOOD) if is_solved else ("→ Worked solution", PLAIN)
    return panel([worked(lines)], title, colour)


def kinds_table(kinds: Iterable[Kind], records: Mapping[str, Record]) -> RenderableType:
    """All kinds by topic, with their level and the person's own record."""
    topics: dict[str, list[Kind]] = {}
    for kind in kinds:
        topics.setdefault(kind.topic, []).append(kind)

    longest = max((len(kind.name) for kinds in topics.values() for kind in kinds), default=0)

    def draw(width: int) -> RenderableType:
        if width < longest + _FIGURES:
            return Group(*_kinds_stacked(topics, records))
        return _kinds_table(topics, records)

    return Fitted(draw)


def _kinds_table(topics: Mapping[str, Sequence[Kind]], records: Mapping[str, Record]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind", overflow="fold")
    table.add_column("level", justify="right", no_wrap=True)
    table.add_column("right", no_wrap=True)
    table.add_column("latest", no_wrap=True)
    for topic, kinds in topics.items():
        table.add_row(foreign_line(topic, "bold"))
        for kind in kinds:
            table.add_row(foreign_line(f"  {kind.name}"), str(kind.level), *_told(records.get(kind.name)))
    return table


def _kinds_stacked(
    topics: Mapping[str, Sequence[Kind]], records: Mapping[str, Record]
) -> Iterator[RenderableType]:
    for topic, kinds in topics.items():
        lines = []
        for kind in kinds:
            told = _told(records.get(kind.name))
            lines.append(foreign_line(f"{kind.name}, level {kind.level}"))
            lines += [Text(f"  {told[0]} right, latest {told[1]}")] if told else []
        yield stacked(foreign_line(topic, "bold"), *lines)


def _told(record: Record | None) -> tuple[str, ...]:
    if record is None:
        return ()
    return f"{record.right} of {record.answers}", iso(record.last_day)
