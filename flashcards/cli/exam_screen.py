"""A quiz on a terminal: panels above, the clock and the keys below, alive while one types."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from prompt_toolkit.formatted_text import FormattedText

from flashcards.cli.exam import Exam, QuizGone
from flashcards.cli.exam_result import afterwards
from flashcards.cli.printing import print_error, screen
from flashcards.cli.streams import writes_ascii
from flashcards.core.cards import Choice, Claim, Listing, Steps
from flashcards.core.errors import NotSaved
from flashcards.core.quiz import Result
from flashcards.screens import quiz as screens
from flashcards.screens.passages import Typesetter
from flashcards.screens.review import command_table, part_line, verdict_line
from flashcards.screens.words import foreign
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.lines import LineReader
from flashcards.terminal.modes import silent_terminal
from flashcards.terminal.picks import read_picks
from flashcards.terminal.pulse import Pulse

if TYPE_CHECKING:
    from flashcards.problems.variants import Asked

COMMANDS = (
    ("flag", "f", "flag the question, or take its flag away"),
    ("skip", "s", "go on without answering"),
    ("back", "b", "go to the question before"),
    ("grid", "g", "all questions; from there to any of them, or hand in"),
    ("hide", "h", "hide the clock, or show it"),
    ("tex", "x", "show formulas as TeX, or set"),
    ("leave", "q", "leave; `flashcards quiz --resume` goes on"),
    ("help", "?", "all keys"),
)
_LETTERS = {key: word for word, key, _ in COMMANDS}
_KEYS: tuple[Key, ...] = (("f", "flag"), ("s", "skip"), ("b", "back"), ("g", "grid"), ("?", "all keys"))
_WORDS: tuple[Key, ...] = ((":skip", ""), (":flag", ""), (":grid", ""), (":help", "all commands"))
#: More options than this have no number key each.
_MOST_KEYS = 9

#: What was read: ("answer", text), ("command", word) or ("time", what was typed when it was up).
_Read = tuple[str, str]


class _Left(Exception):
    """The person leaves the quiz."""


class _Ended(Exception):
    """The quiz is to be handed in."""


def play_screen(exam: Exam) -> int:
    """Play with a person and show the result; gives the exit code."""
    with silent_terminal():
        while True:
            player = ScreenExam(exam)
            try:
                result = player.play()
            except (KeyboardInterrupt, SystemExit):
                player.leave()
                raise
            if result is None:
                return 0
            again = afterwards(exam, result, player.typesetter)
            if again is None:
                return 0 if result.is_passed else 1
            exam = again


class ScreenExam:
    """One quiz from where it stands to its result."""

    def __init__(self, exam: Exam) -> None:
        self._exam = exam
        self._console = screen()
        self._lines = LineReader()
        self._is_hidden = False
        self._part_told: Asked | None = None
        self._seen = time.monotonic()
        self._pulse = Pulse(self._beat, self._clock)
        self.typesetter = Typesetter(is_ascii=writes_ascii(), memory=exam.home.typeset_texts)

    def play(self) -> Result | None:
        """The result; None for a quiz that was left. Raises QuizGone, and NotSaved where the end cannot be kept."""
        for notice in self._exam.notices:
            self._console.print(foreign(notice))
        try:
            while True:
                self._question()
        except _Ended:
            quiz = self._exam.quiz
            self._console.print()
            return self._exam.hand_in("time is up" if quiz.is_over else "handed in")
        except (_Left, EOFError):
            self.leave()
            return None

    def leave(self) -> None:
        """Keep the quiz, and say how to go on with it."""
        quiz = self._exam.quiz
        self._exam.leave()
        answered = sum(given.state == "answered" for given in quiz.given)
        self._tell(f"Left with {answered} of {len(quiz.questions)} answered; the clock stands still.")
        self._tell("Next: flashcards quiz --resume")

    # ---- the clock

    def _beat(self) -> bool:
        """Let the time pass that has passed; whether the question's or the exam's is up."""
        now = time.monotonic()
        passed_ms, self._seen = int((now - self._seen) * 1000), now
        with suppress(QuizGone):  # it is said when something is to be kept
            self._exam.tick(passed_ms)
        quiz = self._exam.quiz
        return quiz.is_over or quiz.current.is_closed

    def _clock(self, columns: int) -> FormattedText:
        del columns  # the line wraps where it must
        return FormattedText(screens.clock_line(self._exam.quiz, is_hidden=self._is_hidden))

    # ---- one question

    def _question(self) -> None:
        """Show the question at the place, and read until another one comes."""
        quiz = self._exam.quiz
        if quiz.is_over:
            raise _Ended
        if quiz.current.is_closed:
            self._forward()
            return
        self._show()
        self._seen = time.monotonic()
        place = quiz.place
        while quiz.place == place and not quiz.current.is_closed:
            kind, what = self._read_answer()
            if kind == "command":
                self._command(what)
            elif kind == "time":
                self._time_is_up(what)
            else:
                self._answer(what)

    def _answer(self, typed: str) -> None:
        quiz = self._exam.quiz
        if not typed.strip():
            # What was answered before stays; to leave it open one says so.
            self._forward() if quiz.current.typed else self._tell("type an answer, or :skip")
            return
        unread = self._exam.reads(typed)
        if unread is not None:
            self._console.print(verdict_line(unread))
            return
        self._save(typed)
        if quiz.rules.tells_at_once:
            one = self._exam.verdict(quiz.place)
            self._console.print(screens.marked_screen(one, self.typesetter))
            read_key((("enter", "go on"),))
        self._forward()

    def _time_is_up(self, typed: str) -> None:
        """What was typed stands, read or not."""
        quiz = self._exam.quiz
        if typed.strip() or not quiz.current.typed:
            self._save(typed)
        if quiz.is_over:
            self._tell("The time is up: the quiz is handed in as it stands.")
            raise _Ended
        self._tell("The time for this question is up; what was typed is taken.")
        self._forward()

    def _save(self, typed: str) -> None:
        try:
            self._exam.answer(typed)
        except NotSaved as error:
            # It is held on to, and written with all others when the quiz is handed in.
            print_error(error)

    def _forward(self) -> None:
        if not self._exam.quiz.forward():
            self._grid()

    # ---- commands

    def _command(self, word: str) -> None:
        quiz = self._exam.quiz
        match word:
            case "flag":
                with suppress(NotSaved):
                    self._tell("flagged" if self._exam.flag() else "the flag is taken away")
            case "skip":
                self._forward()
            case "back":
                if not quiz.back():
                    self._tell("there is no question before this that can still be answered")
            case "grid" | "hand-in":
                self._grid()
            case "hide":
                self._is_hidden = not self._is_hidden
            case "tex":
                self.typesetter.shows_tex = not self.typesetter.shows_tex
                self._show()
            case "leave" | "quit":
                raise _Left
            case "help":
                self._console.print(command_table(COMMANDS))
            case _:
                self._tell(f"there is no command :{word}; :help lists them")

    def _grid(self) -> None:
        """All questions; comes back at the one that is chosen, or ends the quiz."""
        quiz = self._exam.quiz
        if quiz.is_over or not quiz.open_places():
            raise _Ended
        self._console.print(screens.grid_screen(quiz))
        keys = (("number", "go to it"), (":hand-in", "hand in"), (":leave", "leave"))
        while True:
            line = self._lines.read(keys, pulse=self._pulse).strip().lower().lstrip(":")
            if quiz.is_over or line == "hand-in":
                raise _Ended
            if line in {"leave", "quit"}:
                raise _Left
            if line.isdecimal() and quiz.go(int(line[:9]) - 1):
                return
            if self._pulse.is_up:
                self._forward()
                return
            self._tell("type the number of an open question, or :hand-in")

    # ---- what is read

    def _read_answer(self) -> _Read:
        question, given = self._exam.quiz.question, self._exam.quiz.current
        has_keys = len(question.options) <= _MOST_KEYS
        match question.body:
            case Claim():
                return self._read_one({"t": "true", "f": "false"}, (("t", "true"), ("f", "false")))
            case Choice(right=right) if has_keys and len(right) == 1:
                numbers = {str(number): str(number) for number in range(1, len(question.options) + 1)}
                return self._read_one(numbers, ((f"1-{len(numbers)}", "choose"),))
            case Choice() | Steps() if has_keys:
                return self._read_picks(is_order=isinstance(question.body, Steps))
            case Listing():
                return self._read_items()
        attempt = self._exam.attempt(self._exam.quiz.place)
        if attempt is None or len(attempt.variant.parts) == 1:
            if attempt is not None:
                self._tell_part(attempt.variant.parts[0])
            return self._read_line((("enter", "keep it" if given.typed else "answer"), *_WORDS))
        return self._read_parts(attempt.variant.parts)

    def _read_one(self, answers: dict[str, str], keys: tuple[Key, ...]) -> _Read:
        while True:
            kind, key = self._meant(read_key((*keys, *_KEYS), pulse=self._pulse))
            if kind != "key":
                return kind, key
            if key in answers or key == "enter":
                return "answer", answers.get(key, "")

    def _read_picks(self, *, is_order: bool) -> _Read:
        question, given = self._exam.quiz.question, self._exam.quiz.current
        picked = given.typed.split()
        keys = (
            (f"1-{len(question.options)}", "next step" if is_order else "tick"),
            ("enter", "answer"),
            *_KEYS,
        )
        while True:
            told = _told(question.options, picked, self.typesetter, is_order=is_order)
            kind, key = self._meant(read_picks(len(question.options), picked, told, keys, pulse=self._pulse))
            if kind == "time":
                return kind, " ".join(picked)
            if kind == "command":
                return kind, key
            if key == "enter":
                return "answer", " ".join(picked)

    def _read_items(self) -> _Read:
        """Items, a line each; an empty line ends the list."""
        items: list[str] = []
        while True:
            keys = (("enter", "next item"), ("empty line", f"done, {len(items)} named"), *_WORDS)
            kind, line = self._read_line(keys)
            if kind == "command":
                return kind, line
            items += [line] if line.strip() else []
            if kind == "time" or not line.strip():
                return ("time" if kind == "time" else "answer"), "\n".join(
                    items
                ) or self._exam.quiz.current.typed

    def _read_parts(self, parts: "Sequence[Asked]") -> _Read:
        """The parts one after the other; an empty line passes one over."""
        pieces: list[str] = []
        while len(pieces) < len(parts):
            part = parts[len(pieces)]
            self._tell_part(part)
            kind, line = self._read_line((("enter", "next"), ("empty line", "pass it over"), *_WORDS))
            joined = "; ".join([*pieces, line.strip()])
            if kind != "answer":
                return kind, joined if kind == "time" else line
            unread = self._exam.reads(joined) if line.strip() else None
            if unread is None:
                pieces.append(line.strip())
            else:
                self._console.print(verdict_line(unread))
        return "answer", "; ".join(pieces) if any(pieces) else ""

    def _read_line(self, keys: Sequence[Key], start: str = "") -> _Read:
        line = self._lines.read(keys, start=start, pulse=self._pulse)
        if self._pulse.is_up:
            return "time", line
        return ("command", line[1:].strip().lower()) if line.startswith(":") else ("answer", line)

    def _meant(self, key: str) -> _Read:
        """A key, the word of a command, or that the time is up."""
        if key == "time" and self._pulse.is_up:
            return "time", ""
        if key == ":":
            kind, line = self._read_line((("enter", "do it"), (":help", "all commands")), ":")
            return ("time", "") if kind == "time" else ("command", line.removeprefix(":"))
        word = "leave" if key == "quit" else _LETTERS.get(key)
        return ("command", word) if word else ("key", key)

    # ---- what is shown

    def _show(self) -> None:
        quiz = self._exam.quiz
        self._part_told = None
        self._console.print()
        scheme = self._exam.schemes(quiz.question)
        self._console.print(screens.question_screen(quiz, scheme, self.typesetter))

    def _tell_part(self, part: "Asked") -> None:
        """What is to be typed now, once for each time that the question is shown."""
        if part is not self._part_told:
            self._part_told = part
            self._console.print(part_line(part.ask, part.answer.how, part.answer.tolerance))

    def _tell(self, text: str) -> None:
        self._console.print(foreign(text))


def _told(
    options: Sequence[str], picked: Sequence[str], typesetter: Typesetter, *, is_order: bool
) -> Callable[[], str]:
    """What is picked by now, in words."""

    def told() -> str:
        names = [(number, typesetter.line(options[int(number) - 1]).plain) for number in picked]
        if not names:
            return "nothing is in order yet" if is_order else "nothing is ticked yet"
        if is_order:
            return "  ".join(f"{place}. {name}" for place, (_, name) in enumerate(names, 1))
        return "   ".join(f"✓ {number} {name}" for number, name in sorted(names))

    return told
