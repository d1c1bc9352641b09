"""One card in full: what it asks, where it stands, what happened to it."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import right_answer
from flashcards.core.cards import Card
from flashcards.core.days import iso, span
from flashcards.core.grades import NAMES
from flashcards.core.journal import Row, Standing
from flashcards.core.questions import question
from flashcards.screens.words import foreign, foreign_line, plural

#: The rows of the journal that are shown.
_LATEST = 10


def card_screen(  # noqa: PLR0913 - all that there is to know of a card
    card_id: str,
    card: Card | None,
    standing: Standing,
    rows: Sequence[Row],
    *,
    today: int,
    leech_lapses: int,
    hides_answer: bool = False,
) -> RenderableType:
    """Everything about a card; `card` is None when no deck has it any more."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("card", foreign_line(card_id, "bold"))
    if card is None:
        grid.add_row("deck", Text("no deck has this card any more; its history is kept", style="yellow"))
    else:
        grid.add_row("type", card.type)
        grid.add_row("asks", foreign(question(card.body)))
        if not hides_answer:
            grid.add_row("answer", foreign(right_answer(card.body)))
        for label, words in (("tags", card.tags), ("needs", card.needs), ("see", card.see)):
            if words:
                grid.add_row(label, foreign_line(", ".join(words)))
        if card.source:
            grid.add_row("source", foreign_line(card.source))
        grid.add_row("file", foreign_line(f"{card.path}:{card.line}"))
    grid.add_row("memory", _memory(standing, today))
    for line in _state(standing, today, leech_lapses):
        grid.add_row("", line)
    if rows:
        grid.add_row("journal", _journal(rows))
    return grid


def _memory(standing: Standing, today: int) -> Text:
    memory = standing.memory
    if memory is None:
        return Text("new")
    days = memory.due_day - today
    when = "today" if days == 0 else f"in {span(days)}" if days > 0 else f"{span(-days)} overdue"
    return Text(
        f"due {iso(memory.due_day)} ({when}), interval {span(memory.interval_days)}, "
        f"ease {memory.ease / 100:.2f}, {plural(memory.repetitions, 'repetition')}, {plural(memory.lapses, 'lapse')}"
    )


def _state(standing: Standing, today: int, leech_lapses: int) -> list[Text]:
    lines = []
    if standing.suspended:
        lines.append(Text("suspended: `flashcards card resume` brings it back", style="yellow"))
    if standing.buried_day is not None and standing.buried_day >= today:
        lines.append(Text("buried until tomorrow", style="yellow"))
    if standing.memory and standing.memory.lapses >= leech_lapses:
        lines.append(
            Text("a leech: it keeps being forgotten; rewrite it, or split it into smaller cards", style="red")
        )
    return lines


def _journal(rows: Sequence[Row]) -> RenderableType:
    lines = [
        Text(f"{plural(len(rows), 'row')}, the latest:" if len(rows) > _LATEST else plural(len(rows), "row"))
    ]
    for row in rows[-_LATEST:]:
        grade = f" {row.grade} {NAMES[row.grade]}" if row.grade is not None else ""
        seconds = f", {row.elapsed_ms / 1000:.0f} s" if row.elapsed_ms is not None else ""
        lines.append(Text(f"{iso(row.day)}  {row.kind}{grade}{seconds}"))
    return Group(*lines)
