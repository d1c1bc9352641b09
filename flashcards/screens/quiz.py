"""A quiz on a terminal: its clock, a question, the grid before handing in, the result, the history."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flashcards.core.cards import Claim
from flashcards.core.days import iso
from flashcards.core.intervals import wilson
from flashcards.core.past import Past, best, trends
from flashcards.core.questions import instruction
from flashcards.core.quiz import Given, Marked, Question, Quiz, Result
from flashcards.core.quiz_text import asked_text, clock_text, taken_text, where_line
from flashcards.screens.answers import asked
from flashcards.screens.looks import (
    BAD,
    GOOD,
    NARROW,
    PLAIN,
    UNSURE,
    Fitted,
    numbered,
    panel,
    rows,
    stacked,
    worked,
)
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign, foreign_line

#: Sign and colour of each verdict: the word stands beside them.
_SIGNS = {"right": ("✓", GOOD), "partly": ("≈", UNSURE), "wrong": ("✗", BAD), "empty": ("–", UNSURE)}
_ANSWERED, _EMPTY, _FLAG = "■", "□", "!"
_QUARTER, _LATE = 0.25, 0.05
_LATE_MS = 60_000
_BAR, _SHORTEST_BAR = 20, 5
_CELL = 7
#: What the frame takes of a line: for its title, and for its text.
_FRAME, _EDGES = 6, 4


def clock_line(quiz: Quiz, *, is_hidden: bool) -> list[tuple[str, str]]:
    """Where the quiz stands, as styles and texts; with a word, and a colour, when time gets short."""
    if is_hidden:
        flagged = sum(given.is_flagged for given in quiz.given)
        more = f" · {flagged} flagged" if flagged else ""
        return [("bold", f" Q {quiz.place + 1}/{len(quiz.questions)}"), ("", f"{more} · clock hidden")]
    word, colour = _urgency(quiz)
    said = [("", " · "), (f"bold {colour}", word)] if word else []
    return [(f"bold {colour}".strip(), f" {where_line(quiz)}"), *said]


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


def marked_screen(one: Marked, typesetter: Typesetter) -> RenderableType:
    """One question marked, for feedback at once."""
    sign, colour = _SIGNS[one.verdict]
    said = [foreign(one.says, "bold")] if one.says and one.verdict == "right" else []
    return panel([*said, rows(_answers(one, typesetter))], f"{sign} {one.verdict.capitalize()}", colour)


def result_screen(result: Result, typesetter: Typesetter) -> RenderableType:
    """Score, time, topics, every question, the slips made."""
    return Group(
        _score(result),
        panel([_bars(result.by_topic())], "Topics", PLAIN),
        panel(list(_questions(result, typesetter)), "Questions", PLAIN),
        *_slips(result),
    )


def worked_screen(one: Marked, lines: Sequence[str]) -> RenderableType:
    """The worked solution of a question, or its right answer where there is none to work out."""
    body = worked(lines) if lines else foreign(one.right)
    return panel([body], f"→ {one.question.card.id}", PLAIN)


def history_screen(pasts: Sequence[Past]) -> RenderableType:
    """All quizzes, oldest first, the best and the last, and where each topic is going."""
    top = best(pasts)
    if top is None:
        return Text("No quiz was handed in yet: `flashcards quiz` begins one.")
    trophy = top if len(pasts) > 1 else None
    past_rows = [_past_row(past, is_best=past is trophy) for past in pasts]
    trend = rows(
        (topic, Text(f"{_spark(percents)} {percents[-1]:.0f} %")) for topic, percents in trends(pasts).items()
    )
    return Group(
        Fitted(lambda width: _pasts(past_rows, width)),
        Text(),
        panel([trend], "Topics, the weakest of late first", PLAIN),
    )


def _past_row(past: Past, *, is_best: bool) -> tuple[Text, ...]:
    """Day, points, percent, interval, outcome, time."""
    low, high = (100 * bound for bound in wilson(past.points, past.of))
    outcome = Text("✓ passed", style=GOOD) if past.is_passed else Text("✗ not passed", style=BAD)
    return (
        Text(iso(past.day)),
        Text(f"{_number(past.points)}/{past.of}"),
        Text(f"{past.percent:.0f} %"),
        Text(f"{low:.0f}–{high:.0f} %"),
        Text.assemble(outcome, (" best", "bold")) if is_best else outcome,
        Text(taken_text(round(past.seconds * 1000))),
    )


def _pasts(past_rows: Sequence[tuple[Text, ...]], width: int) -> RenderableType:
    """A table, or two lines a quiz where there is no room for one."""
    if width < NARROW:
        between = Text("  ")
        return Group(
            *(
                stacked(
                    between.join([day, outcome]),
                    between.join([points, percent, Text.assemble("95 %: ", interval), time]),
                )
                for day, points, percent, interval, outcome, time in past_rows
            )
        )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("day", "points", "percent", "95 % interval", "", "time"):
        table.add_column(name, justify="left" if name in {"day", ""} else "right", no_wrap=True)
    for row in past_rows:
        table.add_row(*row)
    return table


def _score(result: Result) -> RenderableType:
    rules, count = result.quiz.rules, len(result.marked)
    low, high = (100 * bound for bound in wilson(result.points, count))
    sign, word, colour = ("✓", "Passed", GOOD) if result.is_passed else ("✗", "Not passed", BAD)
    limit = "" if rules.exam_ms is None else f" of {clock_text(rules.exam_ms)}"
    return panel(
        [
            Text(f"{_number(result.points)} of {count} points, {_number(result.percent)} %", style="bold"),
            Text(f"The pass mark is {rules.pass_percent} %."),
            Text(
                f"With {count} question{'s' if count > 1 else ''} that is anything from {low:.0f} to {high:.0f} % "
                "(95 % interval)."
            ),
            Text(f"Time {taken_text(result.quiz.elapsed_ms)}{limit}, {result.ending}."),
        ],
        f"{sign} {word}",
        colour,
    )


def _bars(topics: Mapping[str, tuple[float, int]]) -> RenderableType:
    scores = {topic: f"{_number(points)} of {count}" for topic, (points, count) in topics.items()}
    beside = max(map(cell_len, topics)) + max(map(cell_len, scores.values())) + 4

    def draw(width: int) -> RenderableType:
        length = max(_SHORTEST_BAR, min(_BAR, width - beside))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(overflow="fold")
        for topic, (points, count) in topics.items():
            filled = round(length * points / count)
            bar = Text.assemble(("━" * filled, GOOD), "─" * (length - filled), no_wrap=True)
            grid.add_row(foreign_line(topic), bar, Text(scores[topic], no_wrap=True))
        return grid

    return Fitted(draw)


def _questions(result: Result, typesetter: Typesetter) -> Iterator[RenderableType]:
    for place, one in enumerate(result.marked, 1):
        sign, colour = _SIGNS[one.verdict]
        question = one.question
        asks = (
            typesetter.line(asked_text(question))
            if question.variant is None
            else foreign(question.variant["question"])
        )
        share = f" {one.share:.2g}" if one.verdict == "partly" else ""
        head = Text.assemble((one.verdict + share, "bold"), f"  {one.given.elapsed_ms / 1000:.0f} s  ", asks)
        yield numbered(f"{place:>2} {sign}", head, colour)
        if one.verdict != "right":
            yield Padding(rows(_answers(one, typesetter)), (0, 0, 0, 5))


def _answers(one: Marked, typesetter: Typesetter) -> Iterator[tuple[str, RenderableType]]:
    def lines(text: str) -> RenderableType:
        return Group(*map(typesetter.line, text.split("\n")))

    if one.verdict not in {"right", "empty"}:
        yield "yours", lines(one.yours) if one.question.options else foreign(one.yours)
    is_computed = one.question.variant is not None
    yield "right", foreign(one.right) if is_computed else lines(one.right)
    if one.says and one.verdict != "right":
        yield "", foreign(one.says)
    if one.question.card.why:
        yield "why", typesetter.passage(one.question.card.why)


def _slips(result: Result) -> list[RenderableType]:
    made = Counter(slip for one in result.marked if one.slip for slip in one.slip.split("+"))
    if not made:
        return []
    named = (f"{slip} ×{count}" if count > 1 else slip for slip, count in made.most_common())
    return [rows([("slips", foreign(", ".join(named)))])]


def _spark(percents: Sequence[float]) -> str:
    """The latest ones as bars of eight heights."""
    return "".join("▁▂▃▄▅▆▇█"[min(7, int(percent * 8 / 100))] for percent in percents[-_BAR:])


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
