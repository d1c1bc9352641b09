"""A quiz that is written instead of taken, on paper or into a file; and one that comes from a file."""

import sys
from dataclasses import replace
from pathlib import Path

from flashcards.cli.exam_draw import Drawn, again
from flashcards.cli.exam_file import load_quiz, save_quiz
from flashcards.cli.home import Home
from flashcards.reports.files import write_files
from flashcards.text.show import show


def from_file(home: Home, path: Path, *, seed: str | None, pass_percent: int | None, practice: bool) -> Drawn:
    """The quiz of a file, taken as the file says where nothing else is asked for; `seed` is for further versions."""
    title, rules, questions = load_quiz(home, path)
    rules = replace(rules, tells_at_once=practice)
    if pass_percent is not None:
        rules = replace(rules, pass_percent=pass_percent)
    return Drawn(tuple(questions), rules, title if seed is None else seed)


def write_quiz(drawn: Drawn, *, title: str, save: Path | None, sheet: Path | None, versions: int) -> None:
    """Write the quiz to where it is wanted; no quiz begins. Raises UsageError."""
    for notice in drawn.notices:
        _say(notice)
    if save is not None:
        save_quiz(save, title, drawn.rules, drawn.questions)
        _say(f"{len(drawn.questions)} questions in {save}; `flashcards quiz --from {save}` takes them")
    if sheet is not None:
        from flashcards.reports.quiz_sheet import quiz_sheet

        key = sheet.with_name(f"{sheet.stem}-key{sheet.suffix}")
        others = [again(drawn.questions, f"{drawn.seed}/{number}") for number in range(2, versions + 1)]
        asked, answered = quiz_sheet(title, drawn.rules, [drawn.questions, *others])
        write_files({sheet: asked, key: answered})
        _say(f"{len(drawn.questions)} questions in {sheet}, the key in {key}")


def _say(text: str) -> None:
    sys.stderr.write(f"{show(text)}\n")
