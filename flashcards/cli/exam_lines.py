"""A quiz in plain lines, top to bottom: for screen readers, pipes and terminals that can do no more."""

from collections.abc import Sequence

from flashcards.cli.attempt import cut_parts
from flashcards.cli.exam import Exam
from flashcards.cli.plain_lines import read_line, write_line
from flashcards.cli.printing import print_error
from flashcards.cli.stopwatch import ticking
from flashcards.core.errors import NotSaved
from flashcards.core.questions import instruction
from flashcards.core.quiz import Result
from flashcards.core.quiz_text import asked_text, where_line
from flashcards.reports.quiz import grid_lines, marked_lines

_COMMANDS = (
    ("flag", "flag the question, or take its flag away"),
    ("skip", "go on without answering"),
    ("back", "go to the question before"),
    ("go N", "go to question N"),
    ("grid", "which questions are answered, empty and flagged"),
    ("time", "what time is left"),
    ("hand-in", "hand in and see the result"),
    ("leave", "leave; `flashcards quiz --resume` goes on"),
    ("help", "these commands"),
)


class _Left(Exception):
    """The person leaves, or the input is at its end."""


class _Ended(Exception):
    """The quiz is to be handed in."""


class LineExam:
    """Writes lines to standard output and reads lines from standard input; times are looked at with each line."""

    def __init__(self, exam: Exam) -> None:
        self._exam = exam
        #: The parts answered of the problem at hand.
        self._parts: list[str] = []

    def play(self) -> Result | None:
        """The result; None for a quiz that was left. Raises QuizGone."""
        for notice in self._exam.notices:
            write(notice)
        try:
            while True:
                self._at_open_place()
                self._ask()
        except _Ended:
            return self._exam.hand_in("time is up" if self._exam.quiz.is_over else "handed in")
        except _Left:
            self.leave()
            return None

    def leave(self) -> None:
        """Keep the quiz, and say how to go on with it."""
        quiz = self._exam.quiz
        self._keep_parts()
        self._exam.leave()
        answered = sum(given.state == "answered" for given in quiz.given)
        write(f"Left with {answered} of {len(quiz.questions)} questions answered; the clock stands still.")
        write("Next: flashcards quiz --resume")

    # ---- one question

    def _at_open_place(self) -> None:
        """Where the question's time is up, go on to one that can be answered; else to the end."""
        if self._exam.quiz.current.is_closed and not self._exam.quiz.forward():
            self._last_look()

    def _ask(self) -> None:
        """Show the question at the place, and read lines until another one comes."""
        quiz, question = self._exam.quiz, self._exam.quiz.question
        self._parts = []
        write("")
        write(where_line(quiz))
        write(asked_text(question))
        for number, option in enumerate(question.options, start=1):
            write(f"  {number}. {option}")
        write(
            f"{_sentence(instruction(question.body))} {self._exam.schemes(question)} (:help lists the commands)"
        )
        if quiz.current.typed:
            write(f"Your answer so far: {quiz.current.typed}")
        place = quiz.place
        while quiz.place == place and not quiz.current.is_closed:
            self._tell_part()
            self._take(self._read("> "))

    def _take(self, line: str) -> None:
        quiz = self._exam.quiz
        if line.startswith(":"):
            self._command(line[1:].strip().lower())
        elif line.strip():
            self._answer(line)
        elif quiz.current.typed and not self._parts:
            self._forward()
        else:
            write("Type an answer, or :skip.")

    def _answer(self, line: str) -> None:
        exam = self._exam
        attempt = exam.attempt(exam.quiz.place)
        wanted = 1 if attempt is None else len(attempt.variant.parts)
        pieces = [*self._parts, *(_part(piece) for piece in cut_parts(line))] if wanted > 1 else [line]
        unread = exam.reads("; ".join(pieces))
        if unread is not None:
            write(unread.says)
            return
        self._parts = pieces
        if len(pieces) < wanted:
            return
        self._parts = []
        self._save("; ".join(pieces))
        if exam.quiz.rules.tells_at_once:
            write("\n".join(marked_lines(exam.quiz.place + 1, exam.verdict(exam.quiz.place))))
        else:
            self._forward()

    def _tell_part(self) -> None:
        attempt = self._exam.attempt(self._exam.quiz.place)
        if attempt is None:
            return
        part = attempt.variant.parts[len(self._parts)]
        passes = " - passes it over." if len(attempt.variant.parts) > 1 else ""
        write(f"{part.ask} {part.how_to_type()}{passes}".strip())

    def _save(self, typed: str) -> None:
        try:
            self._exam.answer(typed)
        except NotSaved as error:
            # It is held on to, and written with all others when the quiz is handed in.
            print_error(error)

    def _keep_parts(self) -> None:
        """The parts answered are an answer, though others are missing."""
        if self._parts:
            parts, self._parts = self._parts, []
            self._save("; ".join(parts))

    def _forward(self) -> None:
        self._keep_parts()
        if not self._exam.quiz.forward():
            self._last_look()

    # ---- commands

    def _command(self, typed: str) -> None:
        quiz = self._exam.quiz
        word, _, rest = typed.partition(" ")
        match word:
            case "flag":
                write("Flagged." if self._exam.flag() else "The flag is taken away.")
            case "skip":
                self._forward()
            case "back" | "go":
                self._go(word, rest.strip())
            case "grid":
                write("\n".join(grid_lines(quiz)))
            case "time":
                write(where_line(quiz))
            case "hand-in":
                self._keep_parts()
                self._last_look()
            case "leave":
                raise _Left
            case "help":
                tell_commands(_COMMANDS)
            case _:
                write(f"There is no command :{word}; :help lists them.")

    def _go(self, word: str, rest: str) -> bool:
        """Go to another question; False, and a line says why, where one cannot."""
        quiz = self._exam.quiz
        if word == "go" and not (rest.isdecimal() and 0 < int(rest[:9]) <= len(quiz.questions)):
            write(f"Type :go and a number from 1 to {len(quiz.questions)}.")
            return False
        self._keep_parts()
        went = quiz.back() if word == "back" else quiz.go(int(rest) - 1)
        if not went and not quiz.rules.goes_back:
            write("There is no way back in this quiz.")
        elif not went:
            write("There is no question that can still be answered.")
        return went

    def _last_look(self) -> None:
        """Before handing in: what is answered and what is not. Comes back only where the person goes on."""
        quiz = self._exam.quiz
        if not quiz.open_places():
            raise _Ended
        write("\n".join(["", where_line(quiz), *grid_lines(quiz)]))
        while True:
            line = self._read("Enter hands in, :go N goes to a question, :leave leaves > ").strip()
            word, _, rest = line.lstrip(":").partition(" ")
            match word:
                case "" | "hand-in":
                    raise _Ended
                case "leave":
                    raise _Left
                case "go" | "back":
                    if self._go(word, rest.strip()):
                        return
                case _:
                    write("Enter hands in; :go 3 goes to question 3.")

    # ---- lines

    def _read(self, prompt: str) -> str:
        """A line; what comes when the time is up comes too late."""
        quiz = self._exam.quiz
        was_closed = quiz.current.is_closed
        try:
            with ticking(self._exam.tick):
                line = read_line(prompt)
        except EOFError:
            raise _Left from None
        if quiz.is_over:
            write("The time is up: this line came too late, and the quiz is handed in.")
            raise _Ended
        if quiz.current.is_closed and not was_closed:
            write("The time for this question is up: this line came too late.")
            self._keep_parts()
            return ":time"
        return line


def write(text: str) -> None:
    """The text at once; a result is longer than other texts."""
    write_line(text, limit=100_000)


def tell_commands(commands: Sequence[tuple[str, str]]) -> None:
    """A line for each command."""
    for word, meaning in commands:
        write(f"  :{word:<12} {meaning}")


def _part(piece: str) -> str:
    """An answer to a part; a dash passes it over."""
    return "" if piece == "-" else piece


def _sentence(text: str) -> str:
    return text if text.endswith("?") else f"{text}."
