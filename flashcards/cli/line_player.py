"""A sitting in plain lines, top to bottom: for screen readers, pipes and terminals that can do no more."""

from flashcards.cli.ask import Ask
from flashcards.cli.plain_lines import read_line, write_line
from flashcards.cli.player import COMMANDS, Player, Typed
from flashcards.cli.printing import print_error
from flashcards.core.answers import Verdict, right_answer
from flashcards.core.errors import FlashcardsError
from flashcards.core.questions import full_text, instruction
from flashcards.screens.review import VERDICTS
from flashcards.store.cards import read_standing


class LinePlayer(Player):
    """Writes lines to standard output and reads lines from standard input; its end is a normal end."""

    def tell(self, text: str) -> None:
        write_line(text)

    def tell_error(self, error: FlashcardsError) -> None:
        print_error(error)

    def show_question(self, ask: Ask) -> None:
        session = self.sitting.session
        done = len(session.reviews)
        write_line("")
        write_line(f"{ask.card.id}, {done + 1} of {done + session.left}")
        write_line(ask.question)
        for number, option in enumerate(ask.options, start=1):
            write_line(f"  {number}. {option}")
        how = ", separated by commas" if ask.card.type == "list" else ""
        write_line(f"{instruction(ask.card.body)}{how} (:help lists the commands)")

    def show_answer(self, ask: Ask, verdict: Verdict | None, typed: str) -> None:
        if verdict is not None:
            self.show_try(ask, verdict, typed)
            if verdict.kind == "right" or (ask.attempt is not None and verdict.kind == "wrong"):
                self._tell_more(ask, verdict)
                return
        if ask.attempt is None:
            write_line("Answer: " + (full_text(ask.card.body) or right_answer(ask.card.body)))
        self._tell_more(ask, verdict)

    def show_again(self, ask: Ask) -> None:
        self.show_question(ask)

    def turn_tex(self) -> None:
        write_line("plain lines have TeX as it is written")

    def show_try(self, ask: Ask, verdict: Verdict, typed: str) -> None:
        write_line(f"{VERDICTS[verdict.kind][1]}{': ' if verdict.says else '.'}{verdict.says}")
        for element, is_right in verdict.marks:
            write_line(f"  {'right' if is_right else 'wrong'}: {element}")

    def show_hint(self, ask: Ask, hint: str) -> None:
        write_line(f"Hint: {hint}")

    def show_info(self, ask: Ask) -> None:
        memory = read_standing(self.sitting.home.connection, ask.card.id).memory
        write_line(f"{ask.card.id}, {ask.card.path}:{ask.card.line}")
        if memory is None:
            write_line("new")
        else:
            write_line(
                f"ease {memory.ease / 100:.2f}, interval {memory.interval_days} days, "
                f"{memory.repetitions} repetitions, {memory.lapses} lapses"
            )

    def show_commands(self) -> None:
        for word, _, meaning in COMMANDS:
            write_line(f"  :{word:<8} {meaning}")

    def read_answer(self, ask: Ask) -> Typed:
        if part := self.part_to_tell(ask):
            write_line(" ".join(filter(None, part)))
        line = read_line("> " if ask.card.is_marked else "Enter shows the answer > ")
        if line.startswith(":"):
            return "command", line[1:].strip().lower()
        return ("answer", line) if ask.card.is_marked else ("reveal", "")

    def read_grade(self, ask: Ask, proposed: str) -> Typed:
        for key, (name, outcome) in self.outcomes(ask).items():
            write_line(f"  {key} {name}{': ' if outcome else ''}{outcome}")
        while True:
            line = read_line(f"Grade (Enter: {proposed}) > ").strip()
            if not line:
                return "grade", proposed
            if line in self.keys:
                return "grade", line
            if line.startswith(":"):
                return "command", line[1:].strip().lower()
            write_line(f"Type one of {', '.join(self.keys)}, or :help.")

    def wants_retry(self) -> bool:
        return read_line("Enter tries to save it again, anything else quits > ") == ""

    def _tell_more(self, ask: Ask, verdict: Verdict | None) -> None:
        if ask.attempt is not None and verdict is not None and verdict.kind != "wrong":
            write_line("\n".join(["Worked solution:", *ask.attempt.worked()]))
        elif ask.attempt is not None:
            write_line("The same numbers come again, until they are solved or shown.")
        for label, text in (("Why", ask.card.why), ("Note", ask.card.note), ("Source", ask.card.source)):
            if text:
                write_line(f"{label}: {text}")
