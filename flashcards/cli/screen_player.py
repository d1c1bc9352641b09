"""A sitting on a terminal: panels above, keys and typed lines below."""

from collections.abc import Sequence

from flashcards.cli.ask import Ask
from flashcards.cli.card import info_screen
from flashcards.cli.player import COMMANDS, Player, Typed
from flashcards.cli.printing import print_error, screen
from flashcards.cli.sitting import Sitting
from flashcards.core.answers import Verdict
from flashcards.core.errors import FlashcardsError
from flashcards.screens import review
from flashcards.screens.words import foreign
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.lines import LineReader

#: Where a line of keys has room for more than the two that must be there.
_WIDE = 70
_LETTERS = {key: word for word, key, _ in COMMANDS}
_MORE: tuple[Key, ...] = (("u", "undo"), ("?", "all keys"), ("q", "save & quit"))


class ScreenPlayer(Player):
    """Shows rich panels, reads single keys where a key answers and lines where words do."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._console = screen()
        self._lines = LineReader()

    def tell(self, text: str) -> None:
        self._console.print(foreign(text, "dim"))

    def tell_error(self, error: FlashcardsError) -> None:
        print_error(error)

    def show_question(self, ask: Ask) -> None:
        left = self.sitting.left()
        progress = review.Progress(
            new=left["new"],
            again=left["again"],
            due=left["due"],
            done=len(self.sitting.session.reviews),
            left=self.sitting.session.left,
        )
        self._console.print()
        self._console.print(review.header(ask.card, progress))
        self._console.print(review.question_panel(ask.card, ask.question, ask.options))

    def show_answer(self, ask: Ask, verdict: Verdict | None, typed: str) -> None:
        solution = ask.attempt.worked() if ask.attempt is not None else ()
        self._console.print(review.answer_panel(ask.card, verdict, typed, solution))

    def show_try(self, verdict: Verdict) -> None:
        self._console.print(review.verdict_line(verdict))

    def show_hint(self, hint: str) -> None:
        self._console.print(review.hint_line(hint))

    def show_info(self, ask: Ask) -> None:
        home = self.sitting.home
        self._console.print(info_screen(home, ask.card.id, ask.card, hides_answer=not ask.is_revealed))

    def show_commands(self) -> None:
        self._console.print(review.command_table(COMMANDS))

    def read_answer(self, ask: Ask) -> Typed:
        if not ask.card.is_marked:
            return self._read_reveal(ask)
        if ask.card.type == "true/false":
            return self._read_choice({"t": "true", "f": "false"}, (("t", "true"), ("f", "false")), ask)
        if ask.card.type == "choice" and self._is_single_choice(ask):
            numbers = {str(number): str(number) for number in range(1, len(ask.options) + 1)}
            return self._read_choice(numbers, ((f"1-{len(numbers)}", "choose"),), ask)
        if part := self.part_to_tell(ask):
            self._console.print(review.part_line(part.ask, part.answer.how, part.answer.tolerance))
        return self._read_line()

    def read_grade(self, ask: Ask, proposed: str) -> Typed:
        self._console.print(review.grade_keys(self.outcomes(ask), proposed, self._console.width))
        while True:
            kind, key = self._read_key((("enter", "take ◂"), ("e", "edit"), *_MORE))
            if key in {"enter", "space"}:
                return "grade", proposed
            if kind == "key" and key in self.keys:
                return "grade", key
            if kind == "command" and key not in {"hint", "show", ""}:
                return "command", key

    def wants_retry(self) -> bool:
        return read_key((("r", "try to save it again"), ("q", "quit without it"))) == "r"

    def _read_key(self, keys: Sequence[Key]) -> Typed:
        """A key, or the word of a command: typed out after a colon, too, as while a line is typed."""
        key = read_key(keys)
        if key == ":":
            line = self._lines.read((("enter", "do it"), (":help", "all commands")), start=":")
            return "command", line.removeprefix(":").strip().lower()
        if word := self._command_of(key):
            return "command", word
        return "key", key

    def _read_reveal(self, ask: Ask) -> Typed:
        while True:
            kind, key = self._read_key((("space", "answer"), *self._hint_key(ask), *_MORE))
            if key in {"space", "enter", "show"}:
                return "reveal", ""
            if kind == "command" and key:
                return "command", key

    def _read_choice(self, answers: dict[str, str], keys: tuple[Key, ...], ask: Ask) -> Typed:
        while True:
            kind, key = self._read_key((*keys, *self._hint_key(ask), ("a", "show"), *_MORE))
            if kind == "key" and key in answers:
                return "answer", answers[key]
            if kind == "command" and key:
                return "command", key

    def _read_line(self) -> Typed:
        keys = [("enter", "check"), (":help", "all commands")]
        if self._console.width >= _WIDE:
            keys[1:1] = [(":hint", "a hint"), (":show", "the answer")]
        line = self._lines.read(keys)
        if line.startswith(":"):
            return "command", line[1:].strip().lower()
        return "answer", line

    @staticmethod
    def _is_single_choice(ask: Ask) -> bool:
        from flashcards.core.cards import Choice

        return isinstance(ask.card.body, Choice) and len(ask.card.body.right) == 1 and len(ask.options) < 10

    @staticmethod
    def _hint_key(ask: Ask) -> tuple[Key, ...]:
        return (("h", "hint"),) if ask.card.hint else ()

    @staticmethod
    def _command_of(key: str) -> str | None:
        return "quit" if key == "quit" else _LETTERS.get(key)
