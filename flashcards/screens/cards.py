"""One card in full: what it asks, where it stands, what happened to it."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.core.cards import Card
from flashcards.core.days import iso, span
from flashcards.core.grades import NAMES
from flashcards.core.journal import Row, Standing
from flashcards.screens.answers import asked, right
from flashcards.screens.looks import rows
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign_line, plural

#: The rows of the journal that are shown.
_LATEST = 10


def card_screen(  # noqa: PLR0913 - all that there is to know of a card
    card_id: str,
    card: Card | None,
    standing: Standing,
    history: Sequence[Row],
    typesetter: Typesetter,
    *,
    today: int,
    leech_lapses: int,
    hides_answer: bool = False,
) -> RenderableType:
    """Everything about a card; `card` is None when no deck has it any more."""
    told: list[tuple[str, RenderableType]] = [("card", foreign_line(card_id, "bold"))]
    if card is None:
        told.append(("deck", Text("! no deck has this card any more; its history is kept")))
    else:
        told += _content(card, typesetter, hides_answer=hides_answer)
    told.append(("memory", _memory(standing, today)))
    told += [("", line) for line in _state(standing, today, leech_lapses)]
    if history:
        told.append(("journal", _journal(history)))
    return rows(told)


def _content(
    card: Card, typesetter: Typesetter, *, hides_answer: bool
) -> Iterable[tuple[str, RenderableType]]:
    yield "type", Text(card.type)
    yield "asks", asked(card.body, typesetter)
    if not hides_answer:
        yield "answer", right(card.body, typesetter)
        for label, text in (("why", card.why), ("note", card.note)):
            if text:
                yield label, typesetter.passage(text)
    for label, words in (("tags", card.tags), ("needs", card.needs), ("see", card.see)):
        if words:
            yield label, foreign_line(", ".join(words))
    if card.source:
        yield "source", foreign_line(card.source)
    yield "file", foreign_line(f"{card.path}:{card.line}")


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
        lines.append(Text("! suspended: `flashcards card resume` brings it back"))
    if standing.buried_day is not None and standing.buried_day >= today:
        lines.append(Text("! buried until tomorrow"))
    if standing.memory and standing.memory.lapses >= leech_lapses:
        lines.append(Text("! a leech: it keeps being forgotten; rewrite it, or split it into smaller cards"))
    return lines


def _journal(history: Sequence[Row]) -> RenderableType:
    lines = [Text(plural(len(history), "row") + (", the latest:" if len(history) > _LATEST else ""))]
    for row in history[-_LATEST:]:
        grade = f" {row.grade} {NAMES[row.grade]}" if row.grade is not None else ""
        seconds = f", {row.elapsed_ms / 1000:.0f} s" if row.elapsed_ms is not None else ""
        lines.append(Text(f"{iso(row.day)}  {row.kind}{grade}{seconds}"))
    return Group(*lines)
