"""What `doctor` has found: a sign, a word and a line for each check, and below it what to do."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.findings import Finding
from flashcards.screens.colours import BAD, GOOD, UNSURE
from flashcards.screens.looks import NARROW, Fitted, stacked
from flashcards.screens.words import foreign_line

_SIGNS = {"fine": ("✓", GOOD), "look": ("!", UNSURE), "broken": ("✗", BAD)}


def findings_table(findings: Iterable[Finding]) -> RenderableType:
    """All findings, the worst last, where a terminal still shows them; on a narrow screen each has lines of its own."""
    kept = sorted(findings, key=lambda one: list(_SIGNS).index(one.state))
    return Fitted(lambda width: Group(*_stacked(kept)) if width < NARROW else _table(kept))


def _table(findings: Iterable[Finding]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        table.add_row(_word(one), Text(one.name, style="bold"), _says(one))
    return table


def _stacked(findings: Iterable[Finding]) -> Iterator[RenderableType]:
    for one in findings:
        yield stacked(Text.assemble(_word(one), "  ", (one.name, "bold")), _says(one))


def _word(one: Finding) -> Text:
    sign, colour = _SIGNS[one.state]
    return Text.assemble((sign, colour), " ", (one.state, "" if one.state == "fine" else f"bold {colour}"))


def _says(one: Finding) -> Text:
    says = foreign_line(one.says)
    return Text("\n").join([says, foreign_line(f"› {one.todo}")]) if one.todo else says
