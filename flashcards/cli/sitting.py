"""One sitting of reviews, apart from how it is shown: screens, plain lines and scripts all play it through this."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from flashcards.cli.home import Home
from flashcards.core import answers
from flashcards.core.answers import Verdict
from flashcards.core.cards import Card
from flashcards.core.grades import proposal
from flashcards.core.journal import Row, Standing
from flashcards.core.outcomes import Outcome, outcome
from flashcards.core.session import Ending, Review, Session
from flashcards.store.cards import read_standing
from flashcards.store.journal import AnsweredElsewhere, Moment, Recorded, current_id
from flashcards.store.today import Answered, Selection, everything, plan

#: A longer pause before an answer says nothing about the card.
LONGEST_ANSWER_MS = 60_000
_TRIES = {"unreadable", "typo", "close"}


@dataclass(slots=True)
class Ask:
    """A card on the screen: its options as shuffled, where it stood, and what happened since it is shown."""

    card: Card
    standing: Standing
    day: int
    options: tuple[str, ...]
    helped: bool = False
    typo: Verdict | None = None
    typo_typed: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer that is in the journal."""

    ask: Ask
    recorded: Recorded
    verdict: Verdict | None
    typed: str

    @property
    def grade(self) -> int:
        """Its grade."""
        return self.recorded.row.grade or 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of a sitting; None leaves the day's limits."""

    selection: Selection
    new: int | None = None
    due: int | None = None
    cram: bool = False
    seed: str = ""


class Sitting:
    """Asks the day's cards one after the other, and writes down what is answered."""

    def __init__(self, home: Home, wish: Wish) -> None:
        self.home = home
        self.wish = wish
        self.notices: list[str] = []
        self._day = home.today()
        self._sorts: dict[str, str] = {}
        self._done_before = Answered(home.connection, self._day, wish.selection)
        self._ask: Ask | None = None
        self._is_limited = False
        self._has_quit = False
        self.session = Session(())
        self._plan()

    # ---- asking

    def ask(self) -> Ask | None:
        """The card to show now; the same one until it is answered, put off or changed."""
        self._keep_up()
        while (card_id := self.session.next()) is not None:
            if self._ask is not None and self._ask.card.id == card_id:
                return self._ask
            card = self.home.cards.card(card_id)
            if card is None:  # its deck was edited away in the middle of the sitting
                self.session.drop(card_id)
                continue
            rng = Random(f"{self.wish.seed}/{card_id}/{len(self.session.reviews)}")  # noqa: S311
            standing = read_standing(self.home.connection, card_id)
            self._ask = Ask(card, standing, self._day, answers.options(card.body, rng))
            return self._ask
        return None

    def ask_for(self, card_id: str) -> Ask | None:
        """Ask this card next; None when today's queue does not hold it."""
        self._keep_up()
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
        counts = {"new": 0, "again": 0, "due": 0}
        for card in self.session.queue:
            counts[self._sorts.get(card, "due")] += 1
        return counts

    # ---- answering

    def check(self, ask: Ask, typed: str) -> Verdict:
        """The verdict on a typed answer. What is not an answer yet is noted as a try, and costs nothing."""
        verdict = answers.check(ask.card.body, typed, ask.options, lambda: self._known(ask.card))
        if verdict.kind == "typo":
            if ask.typo is not None and typed.strip() == ask.typo_typed:
                return answers.confirmed(verdict)
            ask.typo, ask.typo_typed = verdict, typed.strip()
        if verdict.kind in _TRIES:
            ask.helped = ask.helped or verdict.kind == "close"
            self.home.journal.append(
                self._moment(),
                "try",
                ask.card.id,
                detail={"typed": typed[: answers.LONGEST_ANSWER], "verdict": verdict.kind},
            )
        return verdict

    def mark(self, ask: Ask, verdict: Verdict, typed: str, elapsed_ms: int | None) -> Graded | None:
        """Write a marked answer down with the grade that it proposes."""
        quick_ms = self.home.settings.number("quick_seconds") * 1000
        quick = elapsed_ms is not None and elapsed_ms < quick_ms
        grade = proposal(verdict, quick=quick, helped=ask.helped)
        return self.grade(ask, grade, elapsed_ms, verdict=verdict, typed=typed)

    def grade(
        self, ask: Ask, grade: int, elapsed_ms: int | None, *, verdict: Verdict | None = None, typed: str = ""
    ) -> Graded | None:
        """Write an answer down; None when another program answered the card meanwhile. Raises NotSaved."""
        detail: dict[str, object] = {"typed": typed[: answers.LONGEST_ANSWER]} if typed else {}
        if verdict is not None:
            detail["verdict"] = verdict.kind
        if ask.helped:
            detail["helped"] = True
        taken_ms = min(elapsed_ms or 0, LONGEST_ANSWER_MS)
        try:
            recorded = self.home.journal.append(
                self._moment(),
                "cram" if self.wish.cram else "answer",
                ask.card.id,
                grade=grade,
                elapsed_ms=None if elapsed_ms is None else taken_ms,
                detail=detail,
                shown=ask.standing,
            )
        except AnsweredElsewhere:
            self.notices.append(f"{ask.card.id} was answered in another terminal; going on")
            self._plan()
            return None
        self._count(Review(ask.card.id, grade, taken_ms), recorded)
        return Graded(ask, recorded, verdict, typed)

    def regrade(self, graded: Graded, grade: int) -> Graded:
        """Overrule the grade of the answer just given. Raises NotSaved."""
        if self.wish.cram:
            return graded
        recorded = self.home.journal.regrade(self._moment(), graded.recorded.row, grade)
        self.session.take_back(graded.ask.card.id)
        taken_ms = graded.recorded.row.elapsed_ms or 0
        self._count(Review(graded.ask.card.id, grade, taken_ms), recorded)
        return Graded(graded.ask, recorded, graded.verdict, graded.typed)

    # ---- everything else that a person may do

    def undo(self) -> Row | None:
        """Take back this computer's last answer, suspension, burial or reset, of whatever sitting."""
        if self.wish.cram:
            return None
        row = self.home.journal.undo(self._moment())
        if row is not None:
            card = current_id(self.home.connection, row.card)
            self.session.take_back(card)
            self._plan()
            if self.session.holds(card):
                self.session.bring_forward(card)
        return row

    def put_off(self, ask: Ask, kind: str) -> None:
        """Suspend or bury the card."""
        self.home.journal.append(self._moment(), "suspend" if kind == "suspend" else "bury", ask.card.id)
        if self.wish.cram:
            self.session.drop(ask.card.id)
        else:
            self._plan()

    def reread(self) -> list[str]:
        """Go on after a deck was edited; gives the mistakes of the decks that are left out."""
        shelf = self.home.read_decks()
        self._ask = None
        if not self.wish.cram:
            self._plan()
        return [mistake.render() for mistake in shelf.errors]

    def quit(self) -> None:
        """Note that the person ended the sitting."""
        self._has_quit = True

    def ending(self) -> Ending:
        """Why the sitting ended."""
        if self._has_quit or self.session.left:
            return "quit"
        return "limit reached" if self._is_limited else "all done"

    # ---- keeping up with the day and with other programs

    def _moment(self) -> Moment:
        return self.home.moment()

    def _keep_up(self) -> None:
        today = self.home.today()
        if today != self._day:
            self._day = today
            self._done_before = Answered(self.home.connection, today, self.wish.selection)
            self.notices.append("a new study day has begun: the queue is the new day's, repeats are dropped")
            self._plan()
        elif self.home.database.data_version() != self._data_version:
            self._plan()

    def _plan(self) -> None:
        self._ask = None
        self._data_version = self.home.database.data_version()
        if self.wish.cram:
            if not self._sorts:
                cards = list(everything(self.home.connection, self.wish.selection))
                self._sorts = dict.fromkeys(cards, "due")
                self.session.replan(cards)
            return
        done = self._done_before
        limits = self.home.limits(
            new_total=None if self.wish.new is None else self.wish.new + sum(done.new.values()),
            due_total=None if self.wish.due is None else self.wish.due + sum(done.due.values()),
        )
        queue = plan(self.home.connection, self._day, self.wish.selection, limits)
        self._is_limited = queue.more_new or queue.held_back > 0
        self._sorts = {
            card.id: sort
            for sort, cards in (("due", queue.due), ("new", queue.new), ("again", queue.repeats))
            for card in cards
        }
        self.session.replan(card.id for card in queue.in_order())

    def _count(self, review: Review, recorded: Recorded) -> None:
        again = not self.wish.cram and recorded.after.repeats(self._day)
        self.session.answered(review, again=again)
        self._sorts[review.card] = "again"
        self._ask = None

    def _known(self, card: Card) -> Iterable[str]:
        return self.home.cards.known_answers(card.entry)
