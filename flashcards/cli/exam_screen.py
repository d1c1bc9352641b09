"""A quiz on a terminal: panels above, the clock and the keys below, alive while one types."""

import time
from contextlib import suppress

from prompt_toolkit.formatted_text import FormattedText

from flashcards.cli.exam import Exam, QuizGone
from flashcards.cli.exam_answers import COMMANDS, AnswerReader
from flashcards.cli.exam_result import afterwards
from flashcards.cli.printing import print_error, screen
from flashcards.cli.streams import writes_ascii
from flashcards.core.errors import NotSaved
from flashcards.core.quiz import Result
from flashcards.screens import quiz as screens
from flashcards.screens.passages import Typesetter
from flashcards.screens.quiz_result import marked_screen
from flashcards.screens.review import command_table, verdict_line
from flashcards.screens.words import foreign
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.modes import silent_terminal
from flashcards.terminal.pulse import Pulse, woken


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
        self._is_hidden = False
        self._seen = time.monotonic()
        self.typesetter = Typesetter(is_ascii=writes_ascii(), memory=exam.home.typeset_texts)
        pulse = Pulse(self._question_ends, self._clock)
        self._reader = AnswerReader(exam, self._console, self.typesetter, pulse)

    def play(self) -> Result | None:
        """The result; None for a quiz that was left. Raises QuizGone, and NotSaved where the end cannot be kept."""
        for notice in self._exam.notices:
            self._console.print(foreign(notice))
        try:
            with woken(self._look_again):
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
        if not quiz.current.is_closed and any(begun := self._reader.begun()):
            quiz.current.begun = begun
        self._exam.leave()
        answered = sum(given.state == "answered" for given in quiz.given)
        self._tell(f"Left with {answered} of {len(quiz.questions)} answered; the clock stands still.")
        self._tell("Next: flashcards quiz --resume")

    # ---- the clock

    def _look_again(self) -> None:
        """What has passed since the last look is not the quiz's: the program was stopped, or feedback was read."""
        self._seen = time.monotonic()

    def _beat(self) -> None:
        """Let the time pass that has passed."""
        now = time.monotonic()
        passed_ms, self._seen = int((now - self._seen) * 1000), now
        with suppress(QuizGone):  # it is said when something is to be kept
            self._exam.tick(passed_ms)

    def _question_ends(self) -> bool:
        """Whether the time of the question or of the whole is up."""
        self._beat()
        quiz = self._exam.quiz
        return quiz.is_over or quiz.current.is_closed

    def _quiz_ends(self) -> bool:
        """Whether nothing more can be answered."""
        self._beat()
        quiz = self._exam.quiz
        return quiz.is_over or not quiz.open_places()

    def _clock(self, columns: int) -> FormattedText:
        return FormattedText(screens.clock_line(self._exam.quiz, columns, is_hidden=self._is_hidden))

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
        self._look_again()
        place = quiz.place
        while quiz.place == place and not quiz.current.is_closed:
            kind, what = self._reader.read()
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
            self._forward() if quiz.current.typed else self._tell("nothing is answered yet; :skip goes on")
            return
        unread = self._exam.reads(typed)
        if unread is not None:
            self._console.print(verdict_line(unread))
            return
        self._save(typed)
        self._tell_verdict()
        self._forward()

    def _time_is_up(self, typed: str) -> None:
        """What was typed stands, read or not."""
        quiz = self._exam.quiz
        if typed.strip() or not quiz.current.typed:
            self._save(typed)
        if quiz.is_over:
            self._tell("The time is up: the quiz is handed in as it stands.")
            raise _Ended
        taken = "; what was typed is taken" if typed.strip() else ""
        self._tell(f"The time for this question is up{taken}.")
        self._tell_verdict()
        self._forward()

    def _tell_verdict(self) -> None:
        """With feedback at once: how the question was answered, for as long as the person reads."""
        quiz = self._exam.quiz
        if not quiz.rules.tells_at_once:
            return
        self._console.print(marked_screen(self._exam.verdict(quiz.place), self.typesetter))
        key = ""
        while key not in {"enter", "space"}:
            key = read_key((("enter", "go on"), ("q", "leave")))
            if key in {"q", "quit"}:
                raise _Left
        self._look_again()

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
                self._draw()
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
        here: tuple[Key, ...] = ()
        if quiz.place in quiz.open_places():
            here = (("enter", f"back to {quiz.place + 1}"),)
        keys = (*here, ("number", "go to it"), (":hand-in", ""), (":leave", ""))
        pulse = Pulse(self._quiz_ends, self._clock)
        while True:
            line = self._reader.line(keys, pulse).strip().lower().lstrip(":")
            if pulse.is_up or line in {"hand-in", "hand in"}:
                raise _Ended
            if line in {"leave", "quit", "q"}:
                raise _Left
            place = quiz.place if here and not line else int(line[:9]) - 1 if line.isdecimal() else -1
            was = quiz.place
            if quiz.go(place):
                if place == was:
                    self._show()
                return
            self._tell("type the number of an open question, or :hand-in")

    # ---- what is shown

    def _show(self) -> None:
        """The question at the place, as one that is come to."""
        self._reader.begin()
        self._draw()

    def _draw(self) -> None:
        quiz = self._exam.quiz
        self._reader.tell_again()
        self._console.print()
        scheme = self._exam.schemes(quiz.question)
        self._console.print(screens.question_screen(quiz, scheme, self.typesetter))

    def _tell(self, text: str) -> None:
        self._console.print(foreign(text))
