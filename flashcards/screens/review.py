"""The review: header, question, answer, the keys with what they would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import Verdict, right_answer
from flashcards.core.cards import Card, Computed
from flashcards.core.questions import full_text, instruction
from flashcards.screens.words import foreign, foreign_line, passage

#: Sign, word and colour of each verdict: the colour is never alone.
VERDICTS = {
    "right": ("✓", "Right", "green"),
    "close": ("≈", "Close", "yellow"),
    "typo": ("?", "A typo?", "yellow"),
    "wrong": ("✗", "Wrong", "red"),
    "unreadable": ("!", "Cannot read that", "yellow"),
    "shown": ("→", "Shown", "blue"),
}


#: Columns that a grade key and what it does take.
_KEY_WIDTH = 19


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
    grid = Table.grid(expand=True, padding=(0, 1))
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


def question_panel(card: Card, question: str, options: Sequence[str]) -> RenderableType:
    """The question, with numbered options where there are some."""
    parts: list[RenderableType] = [passage(question)]
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


def answer_panel(
    card: Card, verdict: Verdict | None, typed: str = "", solution: Sequence[str] = ()
) -> RenderableType:
    """The right answer beside what was typed, why, the common slip, and where it stands.

    `solution` is the worked one of a computed card. It stays hidden after a wrong answer, for the same numbers
    come again until they are solved or shown.
    """
    parts: list[RenderableType] = []
    if verdict is not None and verdict.says:
        parts.append(foreign(verdict.says, "bold"))
    parts.append(_answers(card, verdict, typed, solution))
    parts += [
        Text.assemble((label, "dim"), passage(text))
        for label, text in (("\n", card.why), ("\nnote  ", card.note), ("source  ", card.source))
        if text
    ]
    sign, word, colour = VERDICTS[verdict.kind] if verdict else ("", "Answer", "green")
    return Panel(
        Group(*parts),
        title=Text(f" {sign} {word} ".replace("  ", " "), style=f"bold {colour}"),
        title_align="left",
        border_style=colour,
        padding=(0, 1),
    )


def _answers(card: Card, verdict: Verdict | None, typed: str, solution: Sequence[str]) -> RenderableType:
    """What was typed, ticked or crossed where it has parts, beside the right answer."""
    answer = full_text(card.body) or right_answer(card.body)
    if not card.is_marked:
        return passage(answer)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    if verdict is not None and typed and verdict.kind != "right":
        marks = [mark(element, is_right=is_right) for element, is_right in verdict.marks]
        grid.add_row("yours", Group(*marks) if marks else foreign(typed))
    if not isinstance(card.body, Computed):
        grid.add_row("right", foreign(answer))
    elif verdict is not None and verdict.kind != "wrong":
        grid.add_row("worked", foreign("\n".join(solution)))
    else:
        grid.add_row("", Text("the same numbers come again, until they are solved or shown", style="dim"))
    return grid


def verdict_line(verdict: Verdict) -> Text:
    """The verdict and its advice, for an answer that is not one yet."""
    sign, word, colour = VERDICTS[verdict.kind]
    line = Text(f"{sign} {word}", style=f"bold {colour}")
    return line.append_text(foreign(f": {verdict.says}" if verdict.says else ""))


def hint_line(hint: str) -> Text:
    """A hint."""
    return Text.assemble(("hint  ", "dim"), foreign(hint))


def part_line(asks: str, how: str, tolerance: str) -> Text:
    """What is to be typed now, how, and how near is right."""
    line = foreign(asks, "bold")
    return line.append_text(foreign(f"{' ' if asks else ''}Type {how}; right {tolerance}.", "not bold dim"))


def grade_keys(outcomes: Mapping[str, tuple[str, str]], proposed: str, width: int) -> RenderableType:
    """The grade keys, each with its name and what it would do; the proposed one is marked.

    Side by side where `width` columns allow it, else one below the other.
    """
    cells = [
        Text.assemble(
            (f" {key} ", "reverse"),
            (f" {name}", "bold"),
            " ◂" if key == proposed else "",
            "\n",
            (what.replace(", then", ",\nthen"), "dim"),
        )
        for key, (name, what) in outcomes.items()
    ]
    per_row = max(1, min(len(cells), 4, width // _KEY_WIDTH))
    grid = Table.grid(padding=(0, 1), expand=True)
    for _ in range(per_row):
        grid.add_column(ratio=1)
    for start in range(0, len(cells), per_row):
        grid.add_row(*cells[start : start + per_row])
    return grid


def command_table(commands: Sequence[tuple[str, str, str]]) -> RenderableType:
    """All commands: the key, the word for when a line is being typed, what it does."""
    grid = Table.grid(padding=(0, 2))
    for word, key, meaning in commands:
        grid.add_row(Text(key, style="bold"), f":{word}", meaning)
    grid.add_row("", "", Text("keys work between lines; while a line is typed, use the words", style="dim"))
    return grid


def _numbered(number: int, option: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(Text(f"{number}", style="bold cyan"), foreign(option))
    return grid


def mark(element: str, *, is_right: bool) -> Text:
    """A part of an answer, ticked or crossed."""
    return Text.assemble(("✓ ", "green") if is_right else ("✗ ", "red"), foreign_line(element))
