"""A quiz in plain lines from its beginning to its result, and what may be done with that."""

import json
from pathlib import Path

from flashcards.cli.exam import Exam
from flashcards.cli.exam_lines import LineExam, tell_commands, write
from flashcards.cli.plain_lines import read_line
from flashcards.cli.printing import print_error
from flashcards.core.errors import FlashcardsError, UsageError
from flashcards.core.quiz import Result
from flashcards.reports.files import write_files
from flashcards.reports.quiz import result_json, result_lines

_AFTERWARDS = (
    ("retry", "a quiz of what was missed"),
    ("advance", "put what was missed in front of the next review"),
    ("worked", "the worked solutions of what was missed"),
    ("export FILE", "write the result as JSON"),
)


def play_lines(exam: Exam) -> int:
    """Play with a person and tell the result; gives the exit code."""
    while True:
        player = LineExam(exam)
        try:
            result = player.play()
        except (KeyboardInterrupt, SystemExit):
            player.leave()
            raise
        if result is None:
            return 0
        write("\n".join(["", *result_lines(result)]))
        again = _afterwards(exam, result)
        if again is None:
            return 0 if result.is_passed else 1
        exam = again


def _afterwards(exam: Exam, result: Result) -> Exam | None:
    """What may be done with a result; another quiz where it is wished for."""
    if not result.missed:
        return None
    tell_commands(_AFTERWARDS)
    while True:
        try:
            line = read_line("Enter ends > ").strip().lstrip(":")
        except EOFError:
            return None
        word, _, rest = line.partition(" ")
        try:
            match word.lower():
                case "":
                    return None
                case "retry":
                    return exam.retry(result)
                case "advance":
                    write(advanced_line(exam.advance_missed(result), len(result.missed)))
                case "worked":
                    _tell_worked(exam, result)
                case "export":
                    export(result, rest.strip())
                    write(f"Written: {rest.strip()}")
                case _:
                    tell_commands(_AFTERWARDS)
        except FlashcardsError as error:
            print_error(error)


def advanced_line(advanced: int, missed: int) -> str:
    """How many cards come first in the next review."""
    new = missed - advanced
    come = "is new, and comes in its turn" if new == 1 else "are new, and come in their turn"
    return f"{advanced} of {missed} put in front of the next review{f'; {new} {come}' if new else ''}."


def export(result: Result, path: str) -> None:
    """Write the result to a file as JSON. Raises UsageError."""
    if not path:
        raise UsageError("there is no name of a file", "type :export result.json")
    write_files({Path(path): json.dumps(result_json(result), indent=2) + "\n"})


def _tell_worked(exam: Exam, result: Result) -> None:
    for place, one in enumerate(result.marked):
        if one.verdict != "right":
            write("\n".join([f"{place + 1}. {one.question.card.id}", *(exam.worked(place) or [one.right])]))
