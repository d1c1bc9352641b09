"""Practice: the problem, what was found of an answer, the worked solution, and the list of kinds."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import Verdict
from flashcards.core.days import iso
from flashcards.core.practice import Record
from flashcards.problems.contract import Kind
from flashcards.problems.variants import Variant
from flashcards.screens.review import mark, verdict_line
from flashcards.screens.words import foreign, foreign_line, passage


def header(kind: Kind, right: int, answers: int) -> RenderableType:
    """One line: topic and kind, and how this practice goes."""
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    so_far = f"{right} of {answers} right" if answers else "practice"
    grid.add_row(foreign_line(f"{kind.topic} › {kind.name}", "bold"), Text(so_far, style="dim"))
    return grid


def problem_panel(variant: Variant) -> RenderableType:
    """The question with this variant's numbers, and its conventions."""
    conventions = [foreign(f"Convention: {line}", "dim") for line in variant.conventions]
    return _panel([passage(variant.question), *conventions], "Work it out", "cyan")


def verdict_lines(verdict: Verdict) -> RenderableType:
    """The verdict, and below it each number with its own."""
    return Group(
        verdict_line(verdict), *(mark(element, is_right=is_right) for element, is_right in verdict.marks)
    )


def solution_panel(worked: Sequence[str], *, is_solved: bool) -> RenderableType:
    """The worked solution, line by line."""
    title, colour = ("✓ Solved", "green") if is_solved else ("→ Worked solution", "blue")
    return _panel([foreign("\n".join(worked))], title, colour)


def kinds_table(kinds: Iterable[Kind], records: Mapping[str, Record]) -> RenderableType:
    """All kinds with topic, level and the person's own record."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind", no_wrap=True)
    table.add_column("topic", no_wrap=True)
    table.add_column("level", justify="right")
    table.add_column("answers", justify="right")
    table.add_column("right", justify="right")
    table.add_column("latest", no_wrap=True)
    for kind in kinds:
        record = records.get(kind.name)
        told = (
            (str(record.answers), f"{record.right / record.answers:.0%}", iso(record.last_day))
            if record
            else ("", "", "")
        )
        table.add_row(foreign_line(kind.name), foreign_line(kind.topic), str(kind.level), *told)
    return table


def _panel(parts: Sequence[RenderableType], title: str, colour: str) -> RenderableType:
    return Panel(
        Group(*parts),
        title=Text(f" {title} ", style="bold"),
        title_align="left",
        border_style=colour,
        padding=(0, 1),
    )
