"""What a person does with the result of a quiz on a terminal."""

from itertools import count
from pathlib import Path

from flashcards.cli.exam import Exam
from flashcards.cli.exam_plain import advanced_line, export
from flashcards.cli.printing import print_error, screen
from flashcards.core.days import iso
from flashcards.core.errors import FlashcardsError
from flashcards.core.quiz import Result
from flashcards.screens import quiz_result as screens
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.lines import LineReader

_MISSED: tuple[Key, ...] = (
    ("r", "retry what was missed"),
    ("a", "put it in front of the next review"),
    ("w", "worked solutions"),
)
_ALWAYS: tuple[Key, ...] = (("e", "export"), ("q", "end"))


def afterwards(exam: Exam, result: Result, typesetter: Typesetter) -> Exam | None:
    """Show the result and do what is wished; another quiz where what was missed is to be tried again."""
    console = screen()
    console.print(screens.result_screen(result, typesetter))
    keys = (*(_MISSED if result.missed else ()), *_ALWAYS)
    while True:
        try:
            key = read_key(keys)
            if key in {"q", "quit"}:
                return None
            if key == "e":
                _export(exam, result)
            elif key in dict(keys):
                again = _missed(key, exam, result)
                if again is not None:
                    return again
        except EOFError:
            return None
        except FlashcardsError as error:
            print_error(error)


def _missed(key: str, exam: Exam, result: Result) -> Exam | None:
    console = screen()
    if key == "r":
        return exam.retry(result)
    if key == "a":
        console.print(foreign(advanced_line(exam.advance_missed(result), len(result.missed))))
    if key == "w":
        for place, one in enumerate(result.marked):
            if one.verdict != "right":
                console.print(screens.worked_screen(one, exam.worked(place)))
    return None


def _export(exam: Exam, result: Result) -> None:
    path = LineReader().read((("enter", "write the result there"),), start=_free_name(exam)).strip()
    if path:
        export(result, path)
        screen().print(foreign(f"Written: {path}"))


def _free_name(exam: Exam) -> str:
    """A name for today's result that no file of the folder has, lest an earlier quiz of the day be lost."""
    stem = f"quiz-{iso(exam.home.today())}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    return next(name for name in names if not Path(name).exists())
