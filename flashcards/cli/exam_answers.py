"""Reading the answer to a question of a quiz from a terminal, each type of question by keys or lines of its own."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console

from flashcards.cli.exam import Exam
from flashcards.core.answers import LONGEST_ANSWER
from flashcards.core.cards import Choice, Claim, Listing, Steps
from flashcards.screens import answers
from flashcards.screens.passages import Typesetter
from flashcards.screens.review import part_line, verdict_line
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.lines import LineReader
from flashcards.terminal.picks import read_picks
from flashcards.terminal.pulse import Pulse

if TYPE_CHECKING:
    from flashcards.problems.variants import Asked

COMMANDS = (
    ("flag", "!", "flag the question, or take its flag away"),
    ("skip", "s", "go on without answering"),
    ("back", "b", "go to the question before"),
    ("grid", "g", "all questions; from there to any of them, or hand in"),
    ("hide", "h", "hide the clock, or show it"),
    ("tex", "x", "show formulas as TeX, or set"),
    ("leave", "q", "leave; `flashcards quiz --resume` goes on"),
    ("help", "?", "all keys"),
)
_LETTERS = {key: word for word, key, _ in COMMANDS}
_KEYS: tuple[Key, ...] = (("!", "flag"), ("s", "skip"), ("b", "back"), ("g", "grid"), ("?", "all keys"))
_WORDS: tuple[Key, ...] = ((":skip", ""), (":flag", ""), (":grid", ""), (":help", "all commands"))
#: More options than this have no number key each.
_MOST_KEYS = 9

#: What was read: ("answer", text), ("command", word) or ("time", what was typed when it was up).
Read = tuple[str, str]


class AnswerReader:
    """Reads answers and commands while the pulse beats.

    What is begun of an answer in several pieces stays through a command that does not leave the question.
    """

    def __init__(self, exam: Exam, console: Console, typesetter: Typesetter, pulse: Pulse) -> None:
        self._exam = exam
        self._console = console
        self._typesetter = typesetter
        self._pulse = pulse
        self._lines = LineReader()
        self._pieces: list[str] = []
        self._start = ""
        self._told: Asked | None = None

    def begin(self) -> None:
        """The question at the place was come to: of its answer is begun what was when the quiz was left, or given."""
        by_keys = isinstance(self._exam.quiz.question.body, Choice | Steps)
        given = self._exam.quiz.current
        *self._pieces, self._start = given.begun or (*(given.typed.split() if by_keys else ()), "")

    def begun(self) -> list[str]:
        """The pieces of the answer at hand, and what stood on the line when it was left."""
        return [*self._pieces, self._start]

    def tell_again(self) -> None:
        """The question is drawn anew: its part is to be told below it, with how to type it."""
        self._told = None

    def read(self) -> Read:
        """The answer as `Exam.answer` takes it, a command, or what was typed when the time was up."""
        question = self._exam.quiz.question
        has_keys = len(question.options) <= _MOST_KEYS
        match question.body:
            case Claim():
                return self._one({"t": "true", "f": "false"}, (("t", "true"), ("f", "false")))
            case Choice(right=right) if has_keys and len(right) == 1:
                numbers = {str(number): str(number) for number in range(1, len(question.options) + 1)}
                return self._one(numbers, ((f"1-{len(numbers)}", "choose"),))
            case Choice() | Steps() if has_keys:
                return self._picks(is_order=isinstance(question.body, Steps))
            case Listing():
                return self._items()
        attempt = self._exam.attempt(self._exam.quiz.place)
        if attempt is not None and len(attempt.variant.parts) > 1:
            return self._parts(attempt.variant.parts)
        if attempt is not None:
            self._tell_part(attempt.variant.parts[0])
        return self._line((("enter", self._enter("answer")), *_WORDS))

    def _enter(self, otherwise: str) -> str:
        """What the enter key does on an empty line."""
        return "keep it" if self._exam.quiz.current.typed else otherwise

    def _one(self, answers: dict[str, str], keys: tuple[Key, ...]) -> Read:
        kept: tuple[Key, ...] = (("enter", "keep it"),) if self._exam.quiz.current.typed else ()
        while True:
            kind, key = self._meant(read_key((*keys, *kept, *_KEYS), pulse=self._pulse), answers)
            if kind != "key":
                return kind, key
            if key in answers or (kept and key == "enter"):
                return "answer", answers.get(key, "")

    def _picks(self, *, is_order: bool) -> Read:
        options, picked = self._exam.quiz.question.options, self._pieces
        keys = (
            (f"1-{len(options)}", "next step" if is_order else "tick"),
            ("enter", "answer"),
            *_KEYS,
        )
        told = partial(answers.picked, options, picked, self._typesetter, is_order=is_order)
        while True:
            kind, key = self._meant(read_picks(len(options), picked, told, keys, pulse=self._pulse))
            if kind == "key" and key != "enter":
                continue
            return (
                (kind, key) if kind == "command" else ("answer" if kind == "key" else kind, " ".join(picked))
            )

    def _items(self) -> Read:
        """Items, a line each; an empty line ends the list."""
        while True:
            done = f"done, {len(self._pieces)} named" if self._pieces else self._enter("")
            ends: tuple[Key, ...] = (("empty line", done),) if done else ()
            kind, line = self._line((("enter", "next item"), *ends, *_WORDS))
            if kind == "command":
                return kind, line
            if line.strip():
                self._pieces.append(line.strip())
            if kind == "time" or not line.strip():
                return kind, "\n".join(self._pieces)

    def _parts(self, parts: "Sequence[Asked]") -> Read:
        """The parts one after the other; an empty line passes one over."""
        while len(self._pieces) < len(parts):
            self._tell_part(parts[len(self._pieces)])
            kind, line = self._line((("enter", "next part"), ("empty line", "pass it over"), *_WORDS))
            if kind == "command":
                return kind, line
            pieces = [*self._pieces, line.strip()]
            if kind == "time":
                return kind, _joined(pieces)
            unread = self._exam.reads("; ".join(pieces)) if line.strip() else None
            if unread is not None:
                self._console.print(verdict_line(unread))
                continue
            self._pieces = pieces
        typed, self._pieces = _joined(self._pieces), []
        return "answer", typed

    def line(self, keys: Sequence[Key], pulse: Pulse) -> str:
        """A line that answers no question, under a pulse of its own."""
        return self._lines.read(keys, pulse=pulse)

    def _line(self, keys: Sequence[Key], start: str = "") -> Read:
        start, self._start = start or self._start, ""
        try:
            line = self._lines.read(keys, start=start, pulse=self._pulse)
        except BaseException:
            is_command = self._lines.unfinished.startswith(":")
            self._start = "" if is_command else self._lines.unfinished[:LONGEST_ANSWER]
            raise
        if self._pulse.is_up:
            return "time", "" if line.startswith(":") else line
        return ("command", line[1:].strip().lower()) if line.startswith(":") else ("answer", line)

    def _meant(self, key: str, answers: Collection[str] = ()) -> Read:
        """A key, the word of a command, or that the time is up; an answer's key is no command's."""
        if key == "time" and self._pulse.is_up:
            return "time", ""
        if key == ":":
            kind, line = self._line((("enter", "do it"), (":help", "all commands")), ":")
            return (kind, "") if kind == "time" else ("command", line.removeprefix(":"))
        word = "leave" if key == "quit" else None if key in answers else _LETTERS.get(key)
        return ("command", word) if word else ("key", key)

    def _tell_part(self, part: "Asked") -> None:
        """What is to be typed now, once for each time that it is come to, and below each drawing of the question."""
        if part is not self._told:
            self._console.print(part_line(part.ask, part.how_to_type(self._told)))
            self._told = part


def _joined(pieces: Sequence[str]) -> str:
    """The parts as one answer; none where all were passed over."""
    return "; ".join(pieces) if any(pieces) else ""
