"""One sitting of reviews, apart from how it is shown: screens, plain lines and scripts all play it through this."""

from random import Random
from typing import Any

from flashcards.cli.agenda import Agenda
from flashcards.cli.ask import Ask, Graded, Wish
from flashcards.cli.home import Home
from flashcards.core import answers
from flashcards.core.answers import Verdict
from flashcards.core.cards import Card, Choice, Computed, Steps
from flashcards.core.errors import FlashcardsError
from flashcards.core.grades import proposal
from flashcards.core.journal import Standing
from flashcards.core.outcomes import Outcome, outcome
from flashcards.core.session import Ending, Review
from flashcards.store.cards import read_standing
from flashcards.store.journal import AnsweredElsewhere, Recorded, current_id

#: A longer pause before an answer says nothing about the card.
LONGEST_ANSWER_MS = 60_000
LONGEST_COMPUTED_MS = 15 * 60_000
_NOTHING_DRAWN = Random(0)  # noqa: S311


class Sitting:
    """Asks the day's cards one after the other, and writes down what is answered."""

    def __init__(self, home: Home, wish: Wish) -> None:
        self.home = home
        self.wish = wish
        self._agenda = Agenda(home, wish)
        self.session = self._agenda.session
        self.notices = self._agenda.notices
        self._ask: Ask | None = None
        self._ended_by: Ending | None = None

    # ---- asking

    def ask(self) -> Ask | None:
        """The card to show now; the same one until it is answered, put off or changed."""
        while (coming := self._agenda.next()) is not None:
            card_id, standing = coming
            if self._is_still_asked(card_id, standing):
                return self._ask
            card = self._agenda.card(card_id)
            if card is None:  # its deck was edited away in the middle of the sitting
                self.session.drop(card_id)
                continue
            rng = self._chance(card)
            ask = Ask(card, standing, self._agenda.day, answers.options(card.body, rng))
            if isinstance(card.body, Computed) and not self._draw(ask, rng):
                continue
            self._ask = ask
            return ask
        return None

    def _chance(self, card: Card) -> Random:
        """What shuffles the card's options, or draws its variant; not made anew for others, as that takes long."""
        if not isinstance(card.body, Choice | Steps | Computed):
            return _NOTHING_DRAWN
        return Random(f"{self.wish.seed}/{card.id}/{len(self.session.reviews)}")  # noqa: S311

    def _is_still_asked(self, card_id: str, standing: Standing) -> bool:
        """Whether the card on the screen can stay there, with its hints and tries."""
        ask = self._ask
        return ask is not None and (ask.card.id, ask.standing, ask.day) == (
            card_id,
            standing,
            self._agenda.day,
        )

    def _draw(self, ask: Ask, rng: Random) -> bool:
        """Give a computed card its variant; a kind that cannot be had passes the card over, and says so."""
        from flashcards.cli.attempt import begin, open_variant

        again_today = ask.standing.last_day == self._agenda.day and not self.wish.cram
        try:
            ask.attempt = begin(
                ask.card, open_variant(self.home.connection, ask.card.id) if again_today else None, rng
            )
        except FlashcardsError as error:
            self.notices.append(f"{ask.card.id} is passed over: {error}")
            self.session.drop(ask.card.id)
            return False
        return True

    def ask_for(self, card_id: str) -> Ask | None:
        """Ask this card next; None when today's queue does not hold it."""
        self._agenda.keep_up()
        card_id = current_id(self.home.connection, card_id)
        if not self.session.holds(card_id):
            return None
        self.session.bring_forward(card_id)
        return self.ask()

    def outcome(self, ask: Ask, grade: int) -> Outcome:
        """What the grade would do."""
        return outcome(ask.standing, grade, ask.day, self.home.scheduler)

    def left(self) -> dict[str, int]:
        """How many cards are left to ask: `new`, `again` and `due`."""
        return self._agenda.left()

    # ---- answering

    def check(self, ask: Ask, typed: str) -> Verdict:
        """The verdict on a typed answer. What is not an answer yet is noted as a try, and costs nothing."""
        verdict = ask.attempt.answer(typed) if ask.attempt is not None else self.look_at(ask, typed)
        if verdict.kind == "typo":
            if typed.strip() == ask.typo:
                return answers.confirmed(verdict)
            ask.typo = typed.strip()
        if verdict.is_try:
            self._note_try(ask, verdict, typed)
        return verdict

    def look_at(self, ask: Ask, typed: str) -> Verdict:
        """What would be found of an answer as far as it is typed; it is noted nowhere."""
        return answers.check(
            ask.card.body, typed, ask.options, lambda: self.home.cards.known_answers(ask.card.entry)
        )

    def check_all(self, ask: Ask, typed: str) -> Verdict:
        """The verdict on an answer that holds all parts of a computed card; for others the same as `check`."""
        if ask.attempt is None:
            return self.check(ask, typed)
        verdict = ask.attempt.check_all(typed)
        if verdict.is_try:
            self._note_try(ask, verdict, typed)
        return verdict

    def hint(self, ask: Ask) -> str:
        """The card's hint, and after it those of a computed card's kind, one at a time; empty when there is none."""
        hint = ask.card.hint
        if ask.attempt is not None and (ask.hint_was_given or not hint):
            hint = ask.attempt.hint() or hint
        ask.hint_was_given = ask.hint_was_given or bool(hint)
        ask.helped = ask.helped or bool(hint)
        return hint

    def leave(self, ask: Ask) -> None:
        """The person turns away from the card: parts that were answered wrongly are an answer all the same."""
        attempt = ask.attempt
        if attempt is not None and attempt.went_wrong and not ask.is_left:
            ask.is_left = True
            self.mark(ask, attempt.verdict(Verdict("wrong")), "; ".join(attempt.typed), None)

    def _note_try(self, ask: Ask, verdict: Verdict, typed: str) -> None:
        ask.helped = ask.helped or verdict.kind == "close"
        detail: dict[str, Any] = {"typed": typed[: answers.LONGEST_ANSWER], "verdict": verdict.kind}
        if ask.attempt is not None:
            detail = ask.attempt.variant.detail | detail
        self.home.journal.append(self.home.moment(), "try", ask.card.id, detail=detail)

    def mark(self, ask: Ask, verdict: Verdict, typed: str, elapsed_ms: int | None) -> Graded | None:
        """Write a marked answer down with the grade that it proposes."""
        name = "quick_seconds" if ask.attempt is None else "quick_computed_seconds"
        quick_ms = self.home.settings.number(name) * 1000
        quick = elapsed_ms is not None and elapsed_ms < quick_ms
        grade = proposal(verdict, quick=quick, helped=ask.helped)
        return self.grade(ask, grade, elapsed_ms, verdict=verdict, typed=typed)

    def grade(
        self, ask: Ask, grade: int, elapsed_ms: int | None, *, verdict: Verdict | None = None, typed: str = ""
    ) -> Graded | None:
        """Write an answer down; None when another program answered the card meanwhile. Raises NotSaved."""
        detail: dict[str, Any] = ask.attempt.variant.detail if ask.attempt is not None else {}
        if typed:
            detail["typed"] = typed[: answers.LONGEST_ANSWER]
        if verdict is not None:
            detail["verdict"] = verdict.kind
            if verdict.slip is not None:
                detail["slip"] = verdict.slip
        if ask.helped:
            detail["helped"] = True
        taken_ms = min(elapsed_ms or 0, LONGEST_ANSWER_MS if ask.attempt is None else LONGEST_COMPUTED_MS)
        try:
            recorded = self.home.journal.append(
                self.home.moment,
                "cram" if self.wish.cram else "answer",
                ask.card.id,
                grade=grade,
                elapsed_ms=None if elapsed_ms is None else taken_ms,
                detail=detail,
                shown=ask.standing,
            )
        except AnsweredElsewhere:
            self._agenda.answered_elsewhere(ask.card.id)
            return None
        self._count(Review(ask.card.id, grade, taken_ms), recorded)
        return Graded(ask, recorded)

    def regrade(self, graded: Graded, grade: int) -> Graded | None:
        """Overrule the grade of the answer just given; None when another program was first. Raises NotSaved."""
        if self.wish.cram:
            recorded = self.home.journal.append(
                self.home.moment(), "cram", graded.ask.card.id, grade=grade, detail={"overrules": True}
            )
        else:
            try:
                recorded = self.home.journal.regrade(self.home.moment(), graded.recorded.row, grade)
            except AnsweredElsewhere:
                self._agenda.answered_elsewhere(graded.ask.card.id)
                return None
        self.session.take_back(graded.ask.card.id)
        taken_ms = graded.recorded.row.elapsed_ms or 0
        self._count(Review(graded.ask.card.id, grade, taken_ms), recorded)
        return Graded(graded.ask, recorded)

    # ---- everything else that a person may do

    def undo(self) -> tuple[str, str] | None:
        """Take back this computer's last answer, suspension, burial or reset, of whatever sitting.

        Gives what it was, and its card's present id.
        """
        if self.wish.cram:
            return None
        row = self.home.journal.undo(self.home.moment())
        if row is None:
            return None
        card = current_id(self.home.connection, row.card)
        if row.kind == "answer":
            self.session.take_back(card)
        self._agenda.plan()
        if self.session.holds(card):
            self.session.bring_forward(card)
        return row.kind, card

    def put_off(self, ask: Ask, kind: str) -> None:
        """Suspend or bury the card."""
        self.home.journal.append(self.home.moment(), "suspend" if kind == "suspend" else "bury", ask.card.id)
        if self.wish.cram:
            self.session.drop(ask.card.id)
        else:
            self._agenda.plan()

    def reread(self, ask: Ask) -> list[str]:
        """Go on with a card that was edited; gives the mistakes of decks."""
        shelf = self.home.read_decks()
        if not self.wish.cram:
            self._agenda.plan()
        self._ask = None
        is_unanswered = read_standing(self.home.connection, ask.card.id) == ask.standing
        if is_unanswered and self.session.holds(ask.card.id):
            self.session.bring_forward(ask.card.id)
        return [mistake.render() for mistake in shelf.errors]

    def quit(self, ending: Ending = "quit") -> None:
        """Note why the sitting ended before its queue did; the first reason stands."""
        self._ended_by = self._ended_by or ending

    def go_on(self) -> None:
        """What ended the sitting was overcome."""
        self._ended_by = None

    def ending(self) -> Ending:
        """Why the sitting ended."""
        if self._ended_by is not None:
            return self._ended_by
        return self._agenda.ending()

    def _count(self, review: Review, recorded: Recorded) -> None:
        self._agenda.answered(review, recorded)
        self._ask = None
