"""The review: header, question, answer, the keys with what they would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import Verdict, right_answer
from flashcards.core.cards import Basic, Card, Cloze
from flashcards.core.outcomes import Outcome
from flashcards.core.questions import full_text, instruction, question
from flashcards.screens.words import foreign, foreign_line

#: Sign, word and colour of each verdict: the colour is never alone.
VERDICTS = {
    "right": ("✓", "Right", "green"),
    "close": ("≈", "Close", "yellow"),
    "typo": ("?", "A typo?", "yellow"),
    "wrong": ("✗", "Wrong", "red"),
    "unreadable": ("!", "Cannot read that", "yellow"),
    "shown": ("→", "Shown", "blue"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the sitting is: cards left by sort, answers given, and what is left to ask."""

    new: int
    again: int
    due: int
    done: int
    left: int


def header(card: Card, progress: Progress) -> RenderableType:
    """One line: deck and first tag, what is left, how far."""
    grid = Table.grid(expand=True)
    grid.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    topic = f" › {card.tags[0]}" if card.tags else ""
    left = Text.assemble(
        (f"{progress.new} new", "blue"),
        " · ",
        (f"{progress.again} again", "red"),
        " · ",
        (f"{progress.due} due", "green"),
        f"   {progress.done + 1}/{progress.done + progress.left}",
    )
    grid.add_row(foreign_line(f"{card.deck}{topic}", "bold"), left)
    return grid


def question_panel(card: Card, options: Sequence[str]) -> RenderableType:
    """The question, with numbered options where there are some."""
    parts: list[RenderableType] = [foreign(question(card.body))]
    if options and card.type != "true/false":
        parts.append(Text())
        parts += [_numbered(number, option) for number, option in enumerate(options, start=1)]
    return Panel(
        Group(*parts),
        title=Text(f" {instruction(card.body)} "),
        title_align="left",
        border_style="cyan",
        padding=(0, 1),
    )


def answer_panel(card: Card, verdict: Verdict | None, typed: str = "") -> RenderableType:
    """The right answer beside what was typed, why, the common slip, and where it stands."""
    parts: list[RenderableType] = []
    if verdict is not None and typed and verdict.kind != "right":
        parts.append(Text.assemble(("yours  ", "dim"), foreign(typed)))
    answer = full_text(card.body) if isinstance(card.body, Cloze) else right_answer(card.body)
    is_graded_by_self = isinstance(card.body, Basic | Cloze)
    parts.append(foreign(answer) if is_graded_by_self else Text.assemble(("right  ", "dim"), foreign(answer)))
    parts += [
        Text.assemble(("\n" + label, "dim"), foreign(text))
        for label, text in (("", card.why), ("note  ", card.note), ("source  ", card.source))
        if text
    ]
    return Panel(
        Group(*parts),
        title=_verdict_title(verdict),
        title_align="left",
        border_style=VERDICTS[verdict.kind][2] if verdict else "green",
        padding=(0, 1),
    )


def verdict_line(verdict: Verdict) -> Text:
    """The verdict and its advice, for an answer that is not one yet."""
    sign, word, colour = VERDICTS[verdict.kind]
    line = Text(f"{sign} {word}", style=f"bold {colour}")
    return line.append_text(foreign(f": {verdict.says}" if verdict.says else ""))


def marks(verdict: Verdict) -> RenderableType:
    """What was given, element by element, ticked or crossed."""
    return Group(
        *(
            Text.assemble(("  ✓ ", "green") if right else ("  ✗ ", "red"), foreign_line(element))
            for element, right in verdict.marks
        )
    )


def hint_line(card: Card) -> Text:
    """The card's hint."""
    return Text.assemble(("hint  ", "dim"), foreign(card.hint or "this card has no hint"))


def grade_keys(outcomes: Mapping[str, tuple[str, Outcome]], proposed: str = "") -> RenderableType:
    """The grade keys, each with its name and what it would do; the proposed one is marked."""
    cells = [
        Text.assemble(
            (f" {key} ", "reverse"),
            (f" {name}", "bold"),
            " (enter)" if key == proposed else "",
            "\n    ",
            (str(outcome), "dim"),
        )
        for key, (name, outcome) in outcomes.items()
    ]
    return Columns(cells, padding=(0, 3))


def key_line(keys: Sequence[tuple[str, str]]) -> Text:
    """The other keys that work now."""
    return Text(" · ").join(Text.assemble((key, "bold"), f" {what}") for key, what in keys)


def command_table(commands: Sequence[tuple[str, str, str]]) -> RenderableType:
    """All commands: the key, the word for when a line is being typed, what it does."""
    grid = Table.grid(padding=(0, 2))
    for word, key, meaning in commands:
        grid.add_row(Text(key, style="bold"), f":{word}", meaning)
    grid.add_row("", "", Text("keys work between lines; while a line is typed, use the words", style="dim"))
    return grid


def _numbered(number: int, option: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text(f"{number}", style="bold cyan"), foreign(option))
    return grid


def _verdict_title(verdict: Verdict | None) -> Text:
    if verdict is None:
        return Text(" Answer ")
    sign, word, colour = VERDICTS[verdict.kind]
    title = Text(f" {sign} {word}", style=f"bold {colour}")
    return title.append_text(foreign_line(f": {verdict.says} " if verdict.says else " "))
