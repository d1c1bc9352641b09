"""What a sitting asks, and in which order: planned from the journal, and kept up with the day and other programs."""

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.core.cards import Card
from flashcards.core.journal import Standing
from flashcards.core.session import Ending, Review, Session
from flashcards.store.cards import read_standings
from flashcards.store.journal import Recorded, reading
from flashcards.store.today import Answered, everything, plan

#: So many cards are read ahead: a look into each file costs more than a card.
_AHEAD = 16


class Agenda:
    """The queue of a sitting; `notices` is what the person is to be told of it before the next card."""

    def __init__(self, home: Home, wish: Wish) -> None:
        self.session = Session(())
        self.notices: list[str] = []
        self.day = home.today()
        self._home = home
        self._wish = wish
        self._sorts: dict[str, str] = {}
        # The next cards and where they stand, read some at a time: nothing but an answer moves one without a new plan.
        self._standings: dict[str, Standing] = {}
        self._cards: dict[str, Card | None] = {}
        self._done_before = Answered(home.connection, self.day, wish.selection)
        self._is_limited = False
        self.plan()

    def left(self) -> dict[str, int]:
        """How many cards are left to ask: `new`, `again` and `due`."""
        counts = {"new": 0, "again": 0, "due": 0}
        for card in self.session.queue:
            counts[self._sorts.get(card, "due")] += 1
        return counts

    def ending(self) -> Ending:
        """Why nothing is left to ask."""
        if self._wish.cram and self.session.reviews:
            return "crammed"
        if self._is_limited:
            return "limit reached"
        selected = self._home.has_cards(self._wish.selection)
        if selected or self.session.reviews:
            return "all done"
        return "no cards" if self._wish.selection.cards is None else "none found"

    def next(self) -> tuple[str, Standing] | None:
        """The card to ask now, and where it stands: both of one moment, whatever other programs write."""
        connection = self._home.connection
        with reading(connection):
            self._keep_up()
            card = self.session.next()
            if card is None:
                return None
            if card not in self._standings:
                self._standings |= read_standings(connection, self.session.queue[:_AHEAD])
            return card, self._standings[card]

    def card(self, card_id: str) -> Card | None:
        """The content of one of the next cards; None when no deck has it any more."""
        if card_id not in self._cards:
            ahead = self.session.queue[:_AHEAD]
            self._cards = dict.fromkeys(ahead) | self._home.cards.cards(ahead)
        return self._cards[card_id]

    def keep_up(self) -> None:
        """Plan anew when the study day has changed, or another program has written to the journal."""
        with reading(self._home.connection):
            self._keep_up()

    def _keep_up(self) -> None:
        today = self._home.today()
        if today != self.day:
            self.day = today
            self._done_before = Answered(self._home.connection, today, self._wish.selection)
            if not self._wish.cram:
                self.notices.append(
                    "a new study day has begun: the queue is the new day's, repeats are dropped"
                )
            self.plan()
        elif self.is_behind():
            self.plan()

    def is_behind(self) -> bool:
        """Whether another program has written since the queue was planned."""
        return self._home.database.data_version() != self._data_version

    def answered_elsewhere(self, card_id: str) -> None:
        """Another program answered the card first."""
        self.notices.append(f"{card_id} was answered in another terminal; going on")
        self.plan()

    def plan(self) -> None:
        """Take the queue from the journal as it is now."""
        self._data_version = self._home.database.data_version()
        self._standings.clear()
        self._cards.clear()
        if self._wish.cram:
            if not self._sorts:
                cards = list(everything(self._home.connection, self._wish.selection))
                self._sorts = dict.fromkeys(cards, "due")
                self.session.replan(cards)
            return
        wish, done = self._wish, self._done_before
        limits = self._home.limits(
            new_total=None if wish.new is None else wish.new + sum(done.new.values()),
            due_total=None if wish.due is None else wish.due + sum(done.due.values()),
        )
        queue = plan(self._home.connection, self.day, wish.selection, limits)
        self._is_limited = queue.more_new or queue.held_back > 0
        self._sorts = {
            card.id: sort
            for sort, cards in (("due", queue.due), ("new", queue.new), ("again", queue.repeats))
            for card in cards
        }
        self.session.replan(card.id for card in queue.in_order())

    def answered(self, review: Review, recorded: Recorded) -> None:
        """Go on after an answer that is in the journal."""
        again = not self._wish.cram and recorded.after.repeats(self.day)
        self.session.answered(review, again=again)
        self._sorts[review.card] = "again"
        self._standings[review.card] = recorded.after
        self._warn_of_leech(recorded)

    def _warn_of_leech(self, recorded: Recorded) -> None:
        before, after = recorded.before.memory, recorded.after.memory
        lapses = after.lapses if after is not None else 0
        least = self._home.settings.number("leech_lapses")
        if lapses >= least and before is not None and lapses > before.lapses:
            self.notices.append(
                f"{recorded.row.card} is a leech, forgotten {lapses} times: rewrite it, or split it into smaller cards"
            )
