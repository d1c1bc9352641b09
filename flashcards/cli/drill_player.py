"""How practice is played with a person: a part stays until it is solved, shown, or gone on from."""

import time
from abc import ABC, abstractmethod

from flashcards.cli.attempt import Attempt
from flashcards.cli.drill import Drill
from flashcards.cli.plain_lines import read_line, write_line
from flashcards.cli.printing import screen
from flashcards.core.answers import Verdict, shown
from flashcards.problems.variants import Asked
from flashcards.screens import practice as screens
from flashcards.screens.review import VERDICTS, command_table, hint_line, part_line
from flashcards.screens.words import foreign

#: What a person may do beside answering: word, nothing (a line is being typed), meaning.
COMMANDS = (
    ("hint", "", "a hint; the next one says more"),
    ("show", "", "show the worked solution"),
    ("next", "", "go on with your own answer, or to another problem"),
    ("help", "", "all commands"),
    ("quit", "", "stop; every answer is saved"),
)


class View(ABC):
    """What practice is shown on and read from."""

    @abstractmethod
    def problem(self, attempt: Attempt, drill: Drill) -> None:
        """The problem, before the first answer."""

    @abstractmethod
    def part(self, asks: str, how: str) -> None:
        """What is to be typed now, and how, where that has to be said."""

    @abstractmethod
    def verdict(self, verdict: Verdict) -> None:
        """What was found of an answer."""

    @abstractmethod
    def hint(self, hint: str) -> None:
        """A hint."""

    @abstractmethod
    def tell(self, text: str) -> None:
        """A line of the program's own."""

    @abstractmethod
    def solution(self, attempt: Attempt) -> None:
        """The worked solution."""

    @abstractmethod
    def commands(self) -> None:
        """All commands."""

    @abstractmethod
    def read(self, prompt: str) -> str:
        """A line; EOFError at the end of the input."""


class DrillPlayer:
    """Plays a drill on a view until the person ends it."""

    def __init__(self, drill: Drill, view: View) -> None:
        self._drill = drill
        self._view = view

    def play(self) -> None:
        """One problem after another; each answer is saved when it is given. Raises NotSaved and BrokenKind."""
        try:
            while self._problem(self._drill.next()):
                pass
        except EOFError:
            pass

    def _problem(self, attempt: Attempt) -> bool:
        """One problem to its end; False when the person wants no other."""
        while self._drill.mistakes:
            self._view.tell(self._drill.mistakes.pop(0))
        self._view.problem(attempt, self._drill)
        is_tried, before = False, None
        while (part := attempt.part) is not None:
            self._view.part(part.ask, part.how_to_type(before))
            before = part
            ended_by, was_answered = self._part(attempt, part)
            is_tried = is_tried or was_answered
            if ended_by == "quit":
                return False
            if ended_by == "show" or (ended_by == "next" and not was_answered):
                break
        if is_tried or ended_by == "show":
            self._view.solution(attempt)
            return self._view.read("Enter: the next problem; :quit ends › ").strip() not in {":quit", "q"}
        return True

    def _part(self, attempt: Attempt, part: Asked) -> tuple[str, bool]:
        """How the part ended ("solved" or a command's word), and whether anything was answered."""
        started = time.monotonic()
        was_wrong = False
        while True:
            line = self._view.read("› ").strip()
            elapsed_ms = int((time.monotonic() - started) * 1000)
            match line:
                case "":
                    continue
                case ":quit":
                    return "quit", was_wrong
                case ":show":
                    self._drill.record(attempt, part.name, shown(), "", elapsed_ms)
                    return "show", True
                case ":next":
                    if was_wrong:
                        attempt.carry_on()
                    return "next", was_wrong
                case _ if line.startswith(":"):
                    self._look_up(attempt, line)
                    continue
            verdict = attempt.check(line)
            self._view.verdict(verdict)
            if verdict.is_try:
                continue
            self._drill.record(attempt, part.name, verdict, line, elapsed_ms)
            started = time.monotonic()
            if verdict.kind == "right":
                return "solved", True
            was_wrong = True
            attempt.withdraw()
            self._view.tell(_after_wrong(attempt))

    def _look_up(self, attempt: Attempt, command: str) -> None:
        match command:
            case ":hint":
                self._view.hint(attempt.hint() or "there is none for this problem")
            case ":help":
                self._view.commands()
            case _:
                self._view.tell(f"there is no command {command}; :help lists them")


def _after_wrong(attempt: Attempt) -> str:
    is_last = len(attempt.diagnoses) + 1 == len(attempt.variant.parts)
    then = "the solution" if is_last else "the next part, with your own value"
    return f"Try it again; :hint helps, :next goes on to {then}."


class ScreenView(View):
    """Rich panels above, a typed line with all its comforts below."""

    def __init__(self) -> None:
        from flashcards.terminal.lines import LineReader

        self._console = screen()
        self._lines = LineReader()

    def problem(self, attempt: Attempt, drill: Drill) -> None:
        """The problem in a panel, below a line of where the practice stands."""
        self._console.print()
        self._console.print(screens.header(attempt.kind, drill.right, drill.answers))
        self._console.print(screens.problem_panel(attempt.variant))

    def part(self, asks: str, how: str) -> None:
        """Its question, and how to type it."""
        self._console.print(part_line(asks, how))

    def verdict(self, verdict: Verdict) -> None:
        """The verdict in its colour, with a mark for each number."""
        self._console.print(screens.verdict_lines(verdict))

    def hint(self, hint: str) -> None:
        """A hint, set off from what was typed."""
        self._console.print(hint_line(foreign(hint)))

    def tell(self, text: str) -> None:
        """A line."""
        self._console.print(foreign(text))

    def solution(self, attempt: Attempt) -> None:
        """The worked solution in a panel."""
        self._console.print(screens.solution_panel(attempt.worked(), is_solved=attempt.is_solved))

    def commands(self) -> None:
        """The table of commands."""
        self._console.print(command_table(COMMANDS))

    def read(self, prompt: str) -> str:
        """A line, with the keys below it."""
        keys = [("enter", "check"), (":hint", "a hint"), (":show", "the solution"), (":help", "all")]
        return self._lines.read(keys if prompt == "› " else [("enter", "next problem"), (":quit", "stop")])


class LineView(View):
    """Plain lines, top to bottom."""

    def problem(self, attempt: Attempt, drill: Drill) -> None:
        """The problem and its conventions, a line each."""
        variant = attempt.variant
        self.tell(f"\n{variant.kind}: {drill.right} of {drill.answers} right so far")
        self.tell("\n".join([variant.question, *(f"Convention: {line}" for line in variant.conventions)]))

    def part(self, asks: str, how: str) -> None:
        """Its question, and how to type it."""
        self.tell(" ".join(filter(None, (asks, how))))

    def verdict(self, verdict: Verdict) -> None:
        """The verdict, then each number with its own."""
        self.tell(f"{VERDICTS[verdict.kind][1]}{': ' if verdict.says else '.'}{verdict.says}")
        for element, is_right in verdict.marks:
            self.tell(f"  {'right' if is_right else 'wrong'}: {element}")

    def hint(self, hint: str) -> None:
        """A hint."""
        self.tell(f"Hint: {hint}")

    def tell(self, text: str) -> None:
        """The text through the gate, at once."""
        write_line(text)

    def solution(self, attempt: Attempt) -> None:
        """The worked solution, line by line."""
        self.tell("\n".join(["Worked solution:", *attempt.worked()]))

    def commands(self) -> None:
        """A line for each command."""
        for word, _, meaning in COMMANDS:
            self.tell(f"  :{word:<8} {meaning}")

    def read(self, prompt: str) -> str:
        """A line of standard input."""
        return read_line(prompt)
