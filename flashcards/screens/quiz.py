"""A quiz while it is taken, on a terminal: its clock, a question, the grid of all questions."""

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashcards.core.cards import Claim
from flashcards.core.questions import instruction
from flashcards.core.quiz import Given, Question, Quiz
from flashcards.core.quiz_text import asked_text, where_line
from flashcards.screens.answers import asked
from flashcards.screens.colours import PLAIN, UNSURE
from flashcards.screens.looks import NARROW, Fitted, numbered, panel, rows
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign

_ANSWERED, _EMPTY, _FLAG = "■", "□", "!"
_BETWEEN = " · "
_QUARTER, _LATE = 0.25, 0.05
_LATE_MS = 60_000
_CELL = 7
#: What the frame takes of a line: for its title, and for its text.
_FRAME, _EDGES = 6, 4


def clock_line(quiz: Quiz, columns: int, *, is_hidden: bool) -> list[tuple[str, str]]:
    """Where the quiz stands, as styles and texts; with a word, and a colour, when time gets short.

    Where the line is full, what comes next begins another.
    """
    if is_hidden:
        flagged = sum(given.is_flagged for given in quiz.given)
        pieces = [("bold", f"Q {quiz.place + 1}/{len(quiz.questions)}")]
        pieces += [("", f"{flagged} flagged")] if flagged else []
        pieces.append(("", "clock hidden"))
    else:
        word, colour = _urgency(quiz)
        style = f"bold {colour}".strip()
        pieces = [(style, piece) for piece in where_line(quiz).split(_BETWEEN)]
        pieces += [(style, word)] if word else []
    line: list[tuple[str, str]] = []
    taken = 0
    for style, text in pieces:
        between = _BETWEEN if line else " "
        if line and taken + len(between) + len(text) > columns:
            between, taken = "\n ", -1
        line += [("", between), (style, text)]
        taken += len(between) + len(text)
    return line


def _urgency(quiz: Quiz) -> tuple[str, str]:
    """What is to be said of the time that is left, and its colour."""
    limit, left = quiz.rules.exam_ms, quiz.exam_left_ms
    if limit is None:
        limit, left = quiz.rules.question_ms, quiz.question_left_ms
    if limit is None or left is None:
        return "", ""
    if left <= max(_LATE * limit, min(_LATE_MS, limit / 10)):
        return "nearly over", "ansired"
    return ("a quarter is left", "ansimagenta") if left <= _QUARTER * limit else ("", "")


def question_screen(quiz: Quiz, scheme: str, typesetter: Typesetter) -> RenderableType:
    """The question at the place with its options, how it is marked, and what was answered so far."""
    question, given = quiz.question, quiz.current
    parts: list[RenderableType] = [asked(question.body, typesetter, asked_text(question))]
    if question.options and question.card.type != "true/false":
        parts.append(Text())
        parts += [
            numbered(number, typesetter.line(option)) for number, option in enumerate(question.options, 1)
        ]
    below: list[tuple[str, RenderableType]] = [("marking", Text(scheme))]
    if given.typed:
        below.append(("so far", _so_far(question, given, typesetter)))
    flag = f" {_FLAG} flagged" if given.is_flagged else ""
    number, task = f"{quiz.place + 1} of {len(quiz.questions)}", instruction(question.body)
    parts += [Text(), rows(below)]

    def draw(width: int) -> RenderableType:
        title = f"{number}: {task}{flag}"
        if cell_len(title) <= width - _FRAME:
            return panel(parts, title, PLAIN)
        return panel([Text(task, style="bold"), *parts], f"{number}{flag}", PLAIN)

    return Fitted(draw)


def _so_far(question: Question, given: Given, typesetter: Typesetter) -> RenderableType:
    """What is given, in the words of the options where it is their numbers."""
    numbers = given.typed.split()
    if isinstance(question.body, Claim):
        return foreign({"t": "true", "f": "false"}.get(given.typed, given.typed))
    if not question.options or not all(
        number.isdecimal() and 0 < int(number[:4]) <= len(question.options) for number in numbers
    ):
        return foreign(given.typed)
    return Group(
        *(numbered(number, typesetter.line(question.options[int(number) - 1])) for number in numbers)
    )


def grid_screen(quiz: Quiz) -> RenderableType:
    """All questions by number: answered, empty, flagged, closed."""
    cells = []
    still_open = set(quiz.open_places())
    for place, given in enumerate(quiz.given):
        sign = _ANSWERED if given.state == "answered" else _EMPTY
        here = "reverse" if place == quiz.place else ""
        flag = _FLAG if given.is_flagged else " "
        end = " " if place in still_open else "."
        cells.append(Text.assemble((f"{place + 1:>3}", here), f" {sign}", (flag, f"bold {UNSURE}"), end))
    answered = sum(given.state == "answered" for given in quiz.given)
    flagged = sum(given.is_flagged for given in quiz.given)
    legend = [
        f"{_ANSWERED} answered {answered}",
        f"{_EMPTY} empty {len(cells) - answered}",
        f"{_FLAG} flagged {flagged}",
    ]
    if len(still_open) < len(cells):
        legend.append(". closed")

    def draw(width: int) -> RenderableType:
        across = max(1, min(10, width // _CELL))
        grid = Table.grid()
        for start in range(0, len(cells), across):
            grid.add_row(*cells[start : start + across])
        between = "\n" if width < NARROW - _EDGES else "   "
        return Group(grid, Text(), Text(between.join(legend)))

    return panel([Fitted(draw)], "All questions", PLAIN)
