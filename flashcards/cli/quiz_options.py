"""The options of `flashcards quiz`, and what their values mean."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from flashcards.core.cards import TYPE_NAMES, Basic, Cloze
from flashcards.core.errors import UnknownName, UsageError

MOST_QUESTIONS, MOST_MINUTES = 500, 1440
USUAL_QUESTIONS, USUAL_PASS = 20, 70
#: What a quiz can ask; a basic card with wrong options is a choice.
TYPES = [name for body, name in TYPE_NAMES.items() if body not in {Basic, Cloze}]

Decks = Annotated[list[str] | None, typer.Argument(metavar="[DECK]...", help="Only these decks.")]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Only cards with this tag; may be repeated."),
]
Questions = Annotated[
    int | None,
    typer.Option("--questions", min=1, max=MOST_QUESTIONS, metavar="N", help="Ask so many; 20 if not given."),
]
Minutes = Annotated[
    float | None,
    typer.Option(
        "--minutes",
        metavar="M",
        help="The time for the whole. Where no time is given: 45 s a question, 150 s a problem.",
    ),
]
Seconds = Annotated[float | None, typer.Option("--seconds", metavar="S", help="The time for each question.")]
Levels = Annotated[
    list[int] | None,
    typer.Option("--level", min=1, max=3, metavar="N", help="Only cards of this level; may be repeated."),
]
Types = Annotated[
    str | None,
    typer.Option(
        "--types", metavar="TYPES", help=f"Only these types, with commas between: {', '.join(TYPES)}."
    ),
]
Mix = Annotated[
    str | None,
    typer.Option("--mix", metavar="PARTS", help="So many of each deck or tag: activations=5,adam=3."),
]
PassMark = Annotated[
    int | None,
    typer.Option(
        "--pass",
        min=0,
        max=100,
        metavar="N",
        help="The pass mark, in percent of all points; 70 if not given.",
    ),
]
Seed = Annotated[
    str | None,
    typer.Option("--seed", metavar="TEXT", help="Ask the questions and numbers that belong to TEXT."),
]
Practice = Annotated[
    bool, typer.Option("--practice", help="Feedback at once, and no clock unless a time is given.")
]
NoBack = Annotated[bool, typer.Option("--no-back", help="Questions that were left stay left.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the quiz that was left or killed.")]
Drop = Annotated[bool, typer.Option("--drop", help="Drop the quiz that was left.")]
History = Annotated[bool, typer.Option("--history", help="Show the quizzes that were handed in.")]
HistoryJson = Annotated[bool, typer.Option("--json", help="Print the history as JSON.")]
Sheet = Annotated[
    Path | None,
    typer.Option(
        "--print",
        metavar="FILE",
        help="Write it as HTML for paper, and its key beside it into a file named -key.",
    ),
]
Versions = Annotated[
    int | None,
    typer.Option(
        "--versions", min=1, max=26, metavar="N", help="So many versions on paper, with other numbers."
    ),
]
Save = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Write the quiz to a file, for --from.")
]
Source = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Take the quiz of a file, the same for everybody."),
]
Answers = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE", help="Play answers from JSON lines; - reads standard input."),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Plain lines from top to bottom, for screen readers and logs.")
]


def require_one_way(modes: Sequence[str], drawing: Mapping[str, object]) -> None:
    """One of the ways that take no options of drawing, or drawing with them; raises UsageError."""
    if len(modes) > 1:
        raise UsageError(f"{modes[0]} and {modes[1]} cannot be had together", "give one of them")
    named = next((name for name, value in drawing.items() if value), None)
    if modes and named is not None:
        raise UsageError(f"{modes[0]} takes no {named}", "that is for a quiz drawn anew")


def time_ms(name: str, given: float | None, unit_ms: int) -> int | None:
    """A time given in units of so many milliseconds, in milliseconds; raises UsageError."""
    if given is None:
        return None
    most = MOST_MINUTES * 60_000 // unit_ms
    if not 0 < given <= most or round(given * unit_ms) == 0:
        raise UsageError(f"{name} must be more than 0, and at most {most}: {given:g}")
    return round(given * unit_ms)


def types_of(given: str | None) -> frozenset[str]:
    """`steps,choice`; raises UnknownName."""
    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    for name in names:
        if name not in TYPES:
            raise UnknownName("type of question", name, TYPES, otherwise=f"there are {', '.join(TYPES)}")
    return frozenset(names)


def count_of(questions: int | None, mix: str | None) -> int:
    """How many questions there will be, if it is not the mix that says so; raises UsageError."""
    if questions is not None and mix is not None:
        raise UsageError("--mix says itself how many questions there are", "leave --questions out")
    return questions or USUAL_QUESTIONS


def mix_of(given: str | None) -> tuple[tuple[str, int], ...]:
    """`activations=5,optimizers=10`, each name once; raises UsageError."""
    parts: dict[str, int] = {}
    for piece in given.split(",") if given is not None else ():
        name, _, count = (text.strip() for text in piece.partition("="))
        if (
            not name
            or not (count.isascii() and count.isdecimal())
            or not 0 < int(count[:9]) <= MOST_QUESTIONS
        ):
            raise UsageError(
                f"--mix has '{piece.strip()}', which is no NAME=NUMBER",
                "write it as activations=5,optimizers=10",
            )
        parts[name] = parts.get(name, 0) + int(count)
    if sum(parts.values()) > MOST_QUESTIONS:
        raise UsageError(
            f"a quiz has at most {MOST_QUESTIONS} questions, and --mix asks for {sum(parts.values())}"
        )
    return tuple(parts.items())
