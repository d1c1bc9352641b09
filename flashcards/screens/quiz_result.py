"""Quizzes that were handed in, on a terminal: one question marked, the result, worked solutions, the history."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flashcards.core.days import iso
from flashcards.core.intervals import wilson
from flashcards.core.past import Past, best, trends
from flashcards.core.quiz import Marked, Result
from flashcards.core.quiz_text import asked_text, clock_text, points_text, taken_text
from flashcards.screens.colours import BAD, GOOD, PLAIN, UNSURE
from flashcards.screens.looks import NARROW, Fitted, numbered, panel, rows, stacked, worked
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign, foreign_line

#: Sign and colour of each verdict: the word stands beside them.
_SIGNS = {"right": ("✓", GOOD), "partly": ("≈", UNSURE), "wrong": ("✗", BAD), "empty": ("–", UNSURE)}
_BAR, _SHORTEST_BAR = 20, 5


def marked_screen(one: Marked, typesetter: Typesetter) -> RenderableType:
    """One question marked, for feedback at once."""
    sign, colour = _SIGNS[one.verdict]
    said = [foreign(one.says, "bold")] if one.says and one.verdict == "right" else []
    return panel([*said, rows(_answers(one, typesetter))], f"{sign} {one.verdict.capitalize()}", colour)


def result_screen(result: Result, typesetter: Typesetter) -> RenderableType:
    """Every question, the slips made, topics, time, score: what matters most stands last, where one looks."""
    return Group(
        panel(list(_questions(result, typesetter)), "Questions", PLAIN),
        *_slips(result),
        panel([_bars(result.by_topic())], "Topics", PLAIN),
        _score(result),
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
        Text(f"{points_text(past.points)}/{past.of}"),
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
            Text(
                f"{points_text(result.points)} of {count} points, {points_text(result.percent)} %",
                style="bold",
            ),
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
    scores = {topic: f"{points_text(points)} of {count}" for topic, (points, count) in topics.items()}
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
    return [panel([foreign(", ".join(named))], "Slips", PLAIN)]


def _spark(percents: Sequence[float]) -> str:
    """The latest ones as bars of eight heights."""
    return "".join("▁▂▃▄▅▆▇█"[min(7, int(percent * 8 / 100))] for percent in percents[-_BAR:])
