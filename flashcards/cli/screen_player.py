"""A sitting on a terminal: panels above, keys and typed lines below."""

import time
from collections.abc import Sequence
from functools import partial

from flashcards.cli.ask import Ask
from flashcards.cli.card_show import info_screen
from flashcards.cli.player import COMMANDS, Player, Typed
from flashcards.cli.printing import print_error, screen
from flashcards.cli.sitting import Sitting
from flashcards.cli.streams import writes_ascii
from flashcards.core.answers import Verdict
from flashcards.core.cards import Choice, Claim, Computed, Listing, Steps
from flashcards.core.errors import FlashcardsError
from flashcards.screens import answers, review
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign
from flashcards.terminal.keys import Key, read_key
from flashcards.terminal.lines import LineReader
from flashcards.terminal.picks import read_picks

#: Where a line of keys has room for more than the two that must be there.
_WIDE = 70
_LETTERS = {key: word for word, key, _ in COMMANDS}
_MORE: tuple[Key, ...] = (("u", "undo"), ("?", "all keys"), ("q", "save & quit"))
#: More options than this have no number key each.
_MOST_KEYS = 9


class ScreenPlayer(Player):
    """Shows rich panels, reads single keys where a key answers and lines where words do."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._console = screen()
        self._lines = LineReader()
        self._typesetter = Typesetter(is_ascii=writes_ascii(), memory=sitting.home.typeset_texts)
        self._started = time.monotonic()
        self._answer: tuple[Verdict | None, str] = (None, "")

    def tell(self, text: str) -> None:
        self._console.print(foreign(text))

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
            seconds=int(time.monotonic() - self._started),
        )
        self._console.print()
        self._console.print(review.header(ask.card, progress))
        self._show_panel(ask)

    def show_answer(self, ask: Ask, verdict: Verdict | None, typed: str) -> None:
        self._answer = verdict, typed
        solution = ask.attempt.worked() if ask.attempt is not None else ()
        self._console.print(review.answer_panel(ask.card, verdict, typed, solution, self._typesetter))

    def turn_tex(self) -> None:
        self._typesetter.shows_tex = not self._typesetter.shows_tex

    def show_again(self, ask: Ask) -> None:
        self._show_panel(ask)
        if ask.is_revealed:
            self.show_answer(ask, *self._answer)

    def show_try(self, ask: Ask, verdict: Verdict, typed: str) -> None:
        self._console.print(review.verdict_line(verdict))
        if verdict.kind == "typo":
            self._console.print(review.typo_rows(ask.card, verdict, typed))

    def show_hint(self, ask: Ask, hint: str) -> None:
        is_of_card = hint == ask.card.hint  # a problem's own hints are no Markdown
        self._console.print(review.hint_line(self._typesetter.line(hint) if is_of_card else foreign(hint)))

    def show_info(self, ask: Ask) -> None:
        home = self.sitting.home
        self._console.print(
            info_screen(home, ask.card.id, ask.card, self._typesetter, hides_answer=not ask.is_revealed)
        )

    def show_commands(self) -> None:
        self._console.print(review.command_table(COMMANDS))

    def _show_panel(self, ask: Ask) -> None:
        self._console.print(review.question_panel(ask.card, ask.question, ask.options, self._typesetter))

    # ---- what is typed

    def read_answer(self, ask: Ask) -> Typed:
        has_keys = len(ask.options) <= _MOST_KEYS
        match ask.card.body:
            case Claim():
                return self._read_choice({"t": "true", "f": "false"}, (("t", "true"), ("f", "false")), ask)
            case Choice(right=right) if has_keys and len(right) == 1:
                numbers = {str(number): str(number) for number in range(1, len(ask.options) + 1)}
                return self._read_choice(numbers, ((f"1-{len(numbers)}", "choose"),), ask)
            case Choice() | Steps() if has_keys:
                return self._read_picks(ask)
            case Listing(at_least=wanted):
                return self._read_items(ask, wanted)
        if not ask.card.is_marked:
            return self._read_reveal(ask)
        if part := self.part_to_tell(ask):
            self._console.print(review.part_line(*part))
        return self._read_line()

    def read_grade(self, ask: Ask, proposed: str) -> Typed:
        self._console.print(review.grade_keys(self.outcomes(ask), proposed))
        while True:
            kind, key = self._read_key((("enter", "take ◂"), *self._tex_key(ask), ("e", "edit"), *_MORE))
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
        return self._meant(read_key(keys))

    def _meant(self, key: str) -> Typed:
        if key == ":":
            line = self._lines.read((("enter", "do it"), (":help", "all commands")), start=":")
            return "command", line.removeprefix(":").strip().lower()
        if word := self._command_of(key):
            return "command", word
        return "key", key

    def _read_reveal(self, ask: Ask) -> Typed:
        while True:
            kind, key = self._read_key((("space", "answer"), *self._card_keys(ask), *_MORE))
            if key in {"space", "enter", "show"}:
                return "reveal", ""
            if kind == "command" and key:
                return "command", key

    def _read_choice(self, answers: dict[str, str], keys: tuple[Key, ...], ask: Ask) -> Typed:
        while True:
            kind, key = self._read_key((*keys, ("a", "show"), *self._card_keys(ask), *_MORE))
            if kind == "key" and key in answers:
                return "answer", answers[key]
            if kind == "command" and key:
                return "command", key

    def _read_picks(self, ask: Ask) -> Typed:
        """Numbers, ticked or put in order; those picked stay while the card does."""
        is_order = isinstance(ask.card.body, Steps)
        what = "next step" if is_order else "tick"
        keys = (
            (f"1-{len(ask.options)}", what),
            ("enter", "check"),
            ("a", "show"),
            *self._card_keys(ask),
            *_MORE,
        )

        told = partial(answers.picked, ask.options, ask.given, self._typesetter, is_order=is_order)
        while True:
            kind, key = self._meant(read_picks(len(ask.options), ask.given, told, keys))
            if key == "enter":
                return "answer", " ".join(ask.given)
            if kind == "command" and key:
                return "command", key

    def _read_items(self, ask: Ask, wanted: int) -> Typed:
        """Items, a line each; an empty line ends the list, and so does the last one that was wanted."""
        while True:
            named = "\n".join(ask.given)
            marks = self.sitting.look_at(ask, named).marks
            found = sum(is_right for _, is_right in marks)
            if found >= wanted:
                return "answer", named
            kind, line = self._read_line(
                *((("empty line", f"done, {found} of {wanted}"),) if ask.given else ())
            )
            if kind == "command":
                return kind, line
            if not line.strip():
                return "answer", named
            verdict = self.sitting.look_at(ask, "\n".join([*ask.given, line]))
            if verdict.kind != "unreadable":
                ask.given.append(line)
                self._console.print(review.items_found(verdict.marks[len(marks) :]))
            elif ask.given:
                self.show_try(ask, verdict, line)
            else:
                return "answer", line

    def _read_line(self, *more: Key) -> Typed:
        words = ((":hint", "a hint"), (":show", "the answer")) if self._console.width >= _WIDE else ()
        line = self._lines.read((("enter", "check"), *more, *words, (":help", "all commands")))
        if line.startswith(":"):
            return "command", line[1:].strip().lower()
        return "answer", line

    def _card_keys(self, ask: Ask) -> tuple[Key, ...]:
        return (*((("h", "hint"),) if ask.card.hint else ()), *self._tex_key(ask))

    def _tex_key(self, ask: Ask) -> tuple[Key, ...]:
        card = ask.card
        seen = (ask.question, *ask.options, *((card.why, card.note) if ask.is_revealed else ()))
        has_tex = not isinstance(card.body, Computed) and any("$" in text for text in seen)
        return (("x", "set" if self._typesetter.shows_tex else "TeX"),) if has_tex else ()

    @staticmethod
    def _command_of(key: str) -> str | None:
        return "quit" if key == "quit" else _LETTERS.get(key)
