"""How a sitting is played with a person, whatever it is shown on: ask, read, mark, grade, and the commands between."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flashcards.cli.ask import Ask, Graded
from flashcards.cli.editing import edit_card
from flashcards.cli.sitting import Sitting
from flashcards.core.answers import Verdict, shown
from flashcards.core.errors import FlashcardsError, NotSaved
from flashcards.core.grades import FOUR_KEYS, NAMES, SIX_KEYS, key_of

if TYPE_CHECKING:
    from flashcards.problems.variants import Asked

#: What a person may do beside answering: word, key, meaning.
COMMANDS = (
    ("hint", "h", "a hint"),
    ("show", "a", "show the answer"),
    ("undo", "u", "take back the last answer"),
    ("edit", "e", "edit the card"),
    ("info", "i", "all about the card"),
    ("suspend", "s", "ask it no more"),
    ("bury", "b", "not today"),
    ("card", "c", "the card again, as wide as there is room now"),
    ("tex", "x", "formulas as TeX, or set again"),
    ("help", "?", "all keys"),
    ("quit", "q", "save & quit"),
)

#: What was read: a typed answer, or the word of a command.
Typed = tuple[str, str]


class Player(ABC):
    """Plays a sitting; what it is shown on and read from is the subclass's."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        is_six = sitting.home.settings.word("grades") == "6"
        self.keys = SIX_KEYS if is_six else FOUR_KEYS
        self._part_told: Asked | None = None

    # ---- what a subclass shows and reads

    @abstractmethod
    def tell(self, text: str) -> None:
        """One line between the cards."""

    @abstractmethod
    def tell_error(self, error: FlashcardsError) -> None:
        """What went wrong, and what to do."""

    @abstractmethod
    def show_question(self, ask: Ask) -> None:
        """The card, before the answer."""

    @abstractmethod
    def show_answer(self, ask: Ask, verdict: Verdict | None, typed: str) -> None:
        """The card with its answer."""

    @abstractmethod
    def show_again(self, ask: Ask) -> None:
        """The card as it stands."""

    @abstractmethod
    def turn_tex(self) -> None:
        """From here on formulas are shown the other way: set, or as TeX."""

    @abstractmethod
    def show_try(self, ask: Ask, verdict: Verdict, typed: str) -> None:
        """What is to be said of what was typed, when that does not end the card: a try, or one of several parts."""

    @abstractmethod
    def show_hint(self, ask: Ask, hint: str) -> None:
        """A hint."""

    @abstractmethod
    def show_info(self, ask: Ask) -> None:
        """All about the card."""

    @abstractmethod
    def show_commands(self) -> None:
        """All commands."""

    @abstractmethod
    def read_answer(self, ask: Ask) -> Typed:
        """("answer", what was typed), ("reveal", "") or ("command", its word)."""

    @abstractmethod
    def read_grade(self, ask: Ask, proposed: str) -> Typed:
        """("grade", a key of `self.keys`) or ("command", its word)."""

    @abstractmethod
    def wants_retry(self) -> bool:
        """Whether to try again to save; the answer is still on the screen."""

    # ---- the play

    def play(self) -> None:
        """Until the queue is empty, or the person ends it: then everything graded is already saved."""
        try:
            while (ask := self.sitting.ask()) is not None:
                self._tell_notices()
                self.show_question(ask)
                try:
                    goes_on = self._turn(ask)
                finally:
                    self.sitting.leave(ask)
                if not goes_on:
                    break
            self._tell_notices()
        except EOFError:
            self.sitting.quit()

    def part_to_tell(self, ask: Ask) -> tuple[str, str] | None:
        """What the part that is to be answered now asks, and how to type it, as far as it was not told yet."""
        attempt = ask.attempt
        if attempt is None or (part := attempt.part) is None or self._part_told is part:
            return None
        before = self._part_told if self._part_told in attempt.variant.parts else None
        self._part_told = part
        return part.ask, part.how_to_type(before)

    def outcomes(self, ask: Ask) -> dict[str, tuple[str, str]]:
        """Key -> name of the grade and what it would do; nothing, when cramming."""
        cram = self.sitting.wish.cram
        return {
            key: (NAMES[grade], "" if cram else str(self.sitting.outcome(ask, grade)))
            for key, grade in self.keys.items()
        }

    def _turn(self, ask: Ask) -> bool:
        """One card, until it is answered or put off; False to end the sitting."""
        started = time.monotonic()
        while True:
            kind, what = self.read_answer(ask)
            if kind == "command" and what == "show":
                kind, what = ("reveal", "") if not ask.card.is_marked else ("show", "")
            elapsed_ms = int((time.monotonic() - started) * 1000)
            match kind:
                case "command":
                    stays = self._command(ask, what)
                    if stays is not None:
                        return stays
                case "reveal":
                    return self._self_graded(ask, elapsed_ms)
                case "show":
                    return self._marked(ask, shown(), "", elapsed_ms)
                case _:
                    verdict = self._checked(ask, what)
                    if verdict is not None and (verdict.is_try or ask.goes_on):
                        self.show_try(ask, verdict, what)
                        if verdict.kind == "wrong":
                            self.tell("Go on with your own value: what follows from it counts as right.")
                    elif verdict is not None:
                        return self._marked(ask, verdict, what, elapsed_ms)

    def _checked(self, ask: Ask, typed: str) -> Verdict | None:
        """The verdict; None when the try could not be noted, and the question waits."""
        try:
            return self.sitting.check(ask, typed)
        except NotSaved as error:
            self.tell_error(error)
            return None

    def _self_graded(self, ask: Ask, elapsed_ms: int) -> bool:
        ask.is_revealed = True
        self.show_answer(ask, None, "")
        while True:
            kind, what = self.read_grade(ask, key_of(3 if ask.helped else 4, self.keys))
            if kind == "grade":
                return self._graded(ask, what, partial(self.sitting.grade, ask, self.keys[what], elapsed_ms))
            stays = self._command(ask, what)
            if stays is not None:
                return stays

    def _marked(self, ask: Ask, verdict: Verdict, typed: str, elapsed_ms: int) -> bool:
        """Save a marked answer at once; its grade may be overruled before the next card."""
        ask.is_left = True  # from here on it is an answer, whatever becomes of it
        saved = self._saved(partial(self.sitting.mark, ask, verdict, typed, elapsed_ms))
        if saved is None:
            return False
        if not saved:
            return True
        graded = saved[0]
        ask.is_revealed = True
        comes_again = ask.attempt is not None and verdict.kind == "wrong"
        if comes_again and self.sitting.wish.cram:
            # Every card comes once: there is no later turn that would show the solution.
            self.show_try(ask, verdict, typed)
            verdict, comes_again = shown(), False
        self.show_answer(ask, verdict, typed)
        while True:
            kind, what = self.read_grade(ask, key_of(graded.grade, self.keys))
            if (kind, what) == ("command", "show") and comes_again:
                self.tell("the same numbers come again: :show has their solution then")
                continue
            if kind == "grade":
                if what == key_of(graded.grade, self.keys):
                    return True
                return self._graded(ask, what, partial(self.sitting.regrade, graded, self.keys[what]))
            stays = self._command(ask, what)
            if stays is not None:
                return stays

    def _graded(self, ask: Ask, key: str, save: Callable[[], Graded | None]) -> bool:
        """Save, and say what it did; False when the person gave up saving."""
        name, outcome = self.outcomes(ask)[key]
        saved = self._saved(save)
        if saved:
            self.tell(f"{name}: {outcome}" if outcome else name)
        return saved is not None

    def _saved(self, save: Callable[[], Graded | None]) -> list[Graded] | None:
        """What was saved (nothing if another program was first); None when the person gave up saving."""
        while True:
            try:
                graded = save()
            except NotSaved as error:
                self.tell_error(error)
                # Noted first: the terminal may be closed while it asks.
                self.sitting.quit("not saved")
                if not self.wants_retry():
                    return None
            else:
                self.sitting.go_on()
                return [] if graded is None else [graded]

    def _command(self, ask: Ask, word: str) -> bool | None:
        """Carry out a command; None: the card stays, True: on to the next, False: end the sitting."""
        try:
            return self._carried_out(ask, word)
        except FlashcardsError as error:
            self.tell_error(error)
            return None

    def _carried_out(self, ask: Ask, word: str) -> bool | None:
        if word in {"undo", "suspend", "bury", "edit", "quit"}:
            self.sitting.leave(ask)
        match word:
            case "quit":
                self.sitting.quit()
                return False
            case "undo":
                return self._undo()
            case "suspend" | "bury":
                self.sitting.put_off(ask, word)
                done = "suspended" if word == "suspend" else "buried until tomorrow"
                self.tell(f"{done}; `flashcards undo` takes it back")
                return True
            case "edit":
                return self._edit(ask)
            case "show":
                self.tell("the answer stands above")
            case "hint":
                self.show_hint(ask, self.sitting.hint(ask) or "there is none for this card")
            case "info":
                self.show_info(ask)
            case "card" | "tex":
                if word == "tex":
                    self.turn_tex()
                self._part_told = None
                self.show_again(ask)
            case "help":
                self.show_commands()
            case _:
                self.tell(f"there is no command :{word}; :help lists them")
        return None

    def _undo(self) -> bool | None:
        taken_back = self.sitting.undo()
        if taken_back is None:
            self.tell("there is nothing to take back")
            return None
        self.tell("taken back: {} of {}".format(*taken_back))
        return True

    def _edit(self, ask: Ask) -> bool | None:
        copy = edit_card(self.sitting.home, ask.card)
        if copy is not None:
            self.tell(f"the bundled deck was copied to {copy}, which takes its place from now on")
        for mistake in self.sitting.reread(ask):
            self.tell(mistake)
        return True

    def _tell_notices(self) -> None:
        while self.sitting.notices:
            self.tell(self.sitting.notices.pop(0))
