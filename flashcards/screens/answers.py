"""Answers as they are shown: the right one of each type of card, and what was typed beside it."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.core.answers import Verdict, right_answer
from flashcards.core.cards import Basic, Body, Choice, Cloze, Computed, Listing, Steps, Typed
from flashcards.core.differences import Spans, differences, nearest
from flashcards.core.questions import full_text, question
from flashcards.screens.colours import BAD, GOOD
from flashcards.screens.looks import Fitted, mark, numbered
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign, foreign_line
from flashcards.text.show import show


def asked(body: Body, typesetter: Typesetter, text: str = "") -> RenderableType:
    """The question; `text` is that of a computed card's variant, which is no Markdown."""
    if isinstance(body, Computed):
        return foreign(text or question(body))
    return typesetter.passage(question(body))


def right(body: Body, typesetter: Typesetter) -> RenderableType:
    """The right answer, one line for each of its elements."""
    match body:
        case Basic():
            return typesetter.passage(body.a)
        case Cloze():
            return typesetter.passage(full_text(body))
        case Choice():
            return Group(*map(typesetter.line, body.right))
        case Steps():
            return Group(
                *(numbered(f"{place}.", typesetter.line(step)) for place, step in enumerate(body.steps, 1))
            )
        case Listing():
            return Group(*map(typesetter.line, right_answer(body).split("\n")))
        case _:
            return foreign(right_answer(body))


def given(body: Body, verdict: Verdict, typed: str, typesetter: Typesetter) -> list[RenderableType]:
    """What was typed, element by element where it has any; options are the card's own text."""
    if not verdict.marks:
        return [foreign(typed)]
    set_line = typesetter.line if isinstance(body, Choice | Steps) else foreign_line
    return [mark(set_line(element), is_right=is_right) for element, is_right in verdict.marks]


def picked(options: Sequence[str], numbers: Sequence[str], typesetter: Typesetter, *, is_order: bool) -> str:
    """What is picked by now of numbered options, in words; `is_order` where the order of picking tells."""
    names = [(number, typesetter.line(options[int(number) - 1]).plain) for number in numbers]
    if not names:
        return "nothing is in order yet" if is_order else "nothing is ticked yet"
    if is_order:
        return "  ".join(f"{place}. {name}" for place, (_, name) in enumerate(names, 1))
    return "   ".join(f"✓ {number} {name}" for number, name in sorted(names))


def compared(body: Typed, typed: str, meant: str = "") -> Sequence[tuple[str, RenderableType]]:
    """A typed answer above the form that it is nearest to, with the letters that differ marked."""
    wanted = show(meant or nearest(typed.strip(), body.accept), lines=False)
    ours = show(typed.strip(), lines=False)
    if ours == wanted:
        return [("right", Text(wanted))]
    of_ours, of_theirs = differences(ours, wanted)
    return [("yours", _spelt(ours, of_ours, BAD)), ("right", _spelt(wanted, of_theirs, GOOD))]


def _spelt(text: str, spans: Spans, colour: str) -> RenderableType:
    """A text with some of its letters set off, and a ^ below each of them."""
    if not spans:
        return Text(text)
    marked = {place for start, end in spans for place in range(start, end)}

    def draw(width: int) -> RenderableType:
        lines: list[Text] = []
        for first, last in _lines(text, width):
            line, below = Text(text[first:last]), ""
            for place in range(first, last):
                is_marked = place in marked
                below += ("^" if is_marked else " ") * cell_len(text[place])
                if is_marked:
                    line.stylize(f"bold {colour}", place - first, place - first + 1)
            lines.append(line)
            if below.strip():
                lines.append(Text(below.rstrip(), style=f"bold {colour}"))
        return Group(*lines)

    return Fitted(draw)


def _lines(text: str, width: int) -> list[tuple[int, int]]:
    """Places from and up to, of the lines that the text takes: broken after a space, if a line has one."""
    lines, first, taken = [], 0, 0
    for place, letter in enumerate(text):
        if taken + cell_len(letter) > width and place > first:
            after_space = text.rfind(" ", first, place) + 1
            end = after_space if after_space > first else place
            lines.append((first, end))
            first, taken = end, cell_len(text[end:place])
        taken += cell_len(letter)
    return [*lines, (first, len(text))]
