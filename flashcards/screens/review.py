"""The review: header, question, answer, the keys with what they would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.answers import Verdict
from flashcards.core.cards import Card, Choice, Computed, Typed
from flashcards.core.questions import instruction
from flashcards.screens.answers import asked, compared, given, right
from flashcards.screens.colours import BAD, GOOD, PLAIN, UNSURE, counts
from flashcards.screens.looks import NARROW, Fitted, mark, numbered, panel, rows, worked
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign, foreign_line

#: Sign, word and colour of each verdict: the colour is never alone.
VERDICTS = {
    "right": ("✓", "Right", GOOD),
    "close": ("≈", "Close", UNSURE),
    "typo": ("?", "A typo?", UNSURE),
    "wrong": ("✗", "Wrong", BAD),
    "unreadable": ("!", "Cannot read that", UNSURE),
    "shown": ("→", "Shown", PLAIN),
}

#: Columns that a grade key and what it does take.
_KEY_WIDTH = 19


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the sitting is: cards left by sort, answers given, what is left to ask, and how long it has lasted."""

    new: int
    again: int
    due: int
    done: int
    left: int
    seconds: int = 0


def header(card: Card, progress: Progress) -> RenderableType:
    """Deck and first tag, what is left, how far and how long; and the same as a line that fills."""
    topic = f" › {card.tags[0]}" if card.tags else ""
    place = foreign_line(f"{card.deck}{topic}", "bold")
    left = counts(progress.new, progress.again, progress.due)
    total = progress.done + progress.left
    how_far = Text(f"{progress.done + 1}/{total}   {_clock(progress.seconds)}")

    def draw(width: int) -> RenderableType:
        filled = width * progress.done // max(1, total)
        line = Text.assemble(("━" * filled, GOOD), "─" * (width - filled))
        if width < NARROW:
            return Group(line_of(place, how_far), left, line)
        return Group(line_of(place, left.append("   ").append_text(how_far)), line)

    return Fitted(draw)


def line_of(left: Text, right: Text) -> RenderableType:
    """One line with two ends, of which the left one gives way."""
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(left, right)
    return grid


def question_panel(
    card: Card, question: str, options: Sequence[str], typesetter: Typesetter
) -> RenderableType:
    """The question, with numbered options where there are some."""
    parts: list[RenderableType] = [asked(card.body, typesetter, question)]
    if options and card.type != "true/false":
        parts.append(Text())
        parts += [numbered(number, typesetter.line(option)) for number, option in enumerate(options, start=1)]
    return panel(parts, instruction(card.body), PLAIN)


def answer_panel(
    card: Card, verdict: Verdict | None, typed: str, solution: Sequence[str], typesetter: Typesetter
) -> RenderableType:
    """The right answer beside what was typed, why, the common slip, and where it stands.

    `solution` is the worked one of a computed card. It stays hidden after a wrong answer, for the same numbers
    come again until they are solved or shown.
    """
    parts: list[RenderableType] = []
    if verdict is not None and verdict.says:
        is_of_card = isinstance(card.body, Choice | Typed)  # elsewhere it may repeat what was typed
        says = typesetter.line(verdict.says) if is_of_card else foreign(verdict.says)
        parts.append(Text(style="bold").append_text(says))
    labelled: list[tuple[str, RenderableType]] = []
    is_set_off = True
    if not card.is_marked:
        parts.append(right(card.body, typesetter))
    elif isinstance(card.body, Computed) and (verdict is None or verdict.kind != "wrong"):
        parts.append(worked(solution))
    else:
        is_set_off = False
        labelled += _answers(card, verdict, typed, typesetter)
    labelled += [
        (label, typesetter.passage(text)) for label, text in (("why", card.why), ("note", card.note)) if text
    ]
    if card.source:
        labelled.append(("source", foreign(card.source)))
    if labelled:
        parts += [*([Text()] if is_set_off else ()), rows(labelled)]
    sign, word, colour = VERDICTS[verdict.kind] if verdict else ("", "Answer", GOOD)
    return panel(parts, f"{sign} {word}".strip(), colour)


def _answers(
    card: Card, verdict: Verdict | None, typed: str, typesetter: Typesetter
) -> Iterable[tuple[str, RenderableType]]:
    """What was typed, ticked or crossed where it has parts, and the right answer below it."""
    body = card.body
    if isinstance(body, Typed) and typed.strip():
        yield from compared(body, typed)
        return
    if verdict is not None and typed and verdict.kind != "right":
        yield "yours", Group(*given(body, verdict, typed, typesetter))
    if isinstance(body, Computed):
        yield "again", Text("the same numbers come again, until they are solved or shown")
    else:
        yield "right", right(body, typesetter)


def verdict_line(verdict: Verdict) -> Text:
    """The verdict and its advice, for an answer that is not one yet."""
    sign, word, colour = VERDICTS[verdict.kind]
    line = Text.assemble((sign, f"bold {colour}"), (f" {word}", "bold"))
    colon = "" if word.endswith("?") else ":"
    return line.append_text(foreign(f"{colon} {verdict.says}" if verdict.says else ""))


def typo_rows(card: Card, verdict: Verdict, typed: str) -> RenderableType:
    """What was typed above what was probably meant."""
    return rows(compared(card.body, typed, verdict.meant) if isinstance(card.body, Typed) else ())


def items_found(marks: Sequence[tuple[str, bool]]) -> RenderableType:
    """Items of a list as they are named, one after the other."""
    return Group(
        *(
            mark(foreign_line(item if is_right else f"{item}  (not on the list)"), is_right=is_right)
            for item, is_right in marks
        )
    )


def hint_line(hint: Text) -> Text:
    """A hint."""
    return Text.assemble(("hint  ", "bold"), hint)


def part_line(asks: str, how: str) -> Text:
    """What is to be typed now, and how, where that has to be said."""
    line = foreign(asks, "bold")
    return line.append_text(foreign(f"{' ' if asks and how else ''}{how}", "not bold"))


def grade_keys(outcomes: Mapping[str, tuple[str, str]], proposed: str) -> RenderableType:
    """The grade keys, each with its name and what it would do; the proposed one is marked.

    Side by side where there is room, else one below the other.
    """
    cells = []
    for key, (name, what) in outcomes.items():
        cell = Text.assemble((f" {key} ", "reverse"), (f" {name}", "bold"), " ◂" if key == proposed else "")
        cells.append(cell.append("\n" + what.replace(", then", ",\nthen")) if what else cell)

    def draw(width: int) -> RenderableType:
        per_row = max(1, min(len(cells), 4, width // _KEY_WIDTH))
        grid = Table.grid(padding=(0, 1), expand=True)
        for _ in range(per_row):
            grid.add_column(ratio=1)
        for start in range(0, len(cells), per_row):
            grid.add_row(*cells[start : start + per_row])
        return grid

    return Fitted(draw)


def command_table(commands: Sequence[tuple[str, str, str]]) -> RenderableType:
    """All commands: the key, where there are keys; the word for when a line is being typed; what it does."""
    has_keys = any(key for _, key, _ in commands)
    grid = Table.grid(padding=(0, 2))
    for word, key, meaning in commands:
        grid.add_row(*([Text(key, style="bold")] if has_keys else []), f":{word}", meaning)
    if has_keys:
        grid.add_row("", "", Text("keys work between lines; while a line is typed, use the words"))
    return grid


def _clock(seconds: int) -> str:
    """04:12, and with hours 1:04:12."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
