"""One sitting: which card is next, and what was done so far."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from flashcards.core.grades import PASS

#: Why a sitting ended.
Ending = Literal["all done", "limit reached", "quit", "not saved", "no cards", "none found", "crammed"]


@dataclass(frozen=True, slots=True)
class Review:
    """One graded answer of the sitting."""

    card: str
    grade: int
    elapsed_ms: int


class Session:
    """The cards still to ask, in order, and the answers given."""

    def __init__(self, queue: Iterable[str]) -> None:
        self.queue = list(queue)
        self.reviews: list[Review] = []

    @property
    def left(self) -> int:
        """How many cards are still to be asked."""
        return len(self.queue)

    def next(self) -> str | None:
        """The card to ask now; it stays next until it is answered or dropped."""
        return self.queue[0] if self.queue else None

    def holds(self, card: str) -> bool:
        """Whether the card is still to be asked."""
        return card in self.queue

    def bring_forward(self, card: str) -> None:
        """Ask this card now."""
        self.drop(card)
        self.queue.insert(0, card)

    def drop(self, card: str) -> None:
        """Ask the card no more."""
        with suppress(ValueError):  # it stands there once, and most often first
            self.queue.remove(card)

    def answered(self, review: Review, *, again: bool) -> None:
        """Count an answer; a card that comes again goes to the end."""
        self.drop(review.card)
        if again:
            self.queue.append(review.card)
        self.reviews.append(review)

    def take_back(self, card: str) -> None:
        """Forget the last answer to the card, if this sitting gave one."""
        for place in range(len(self.reviews) - 1, -1, -1):
            if self.reviews[place].card == card:
                del self.reviews[place]
                return

    def replan(self, queue: Iterable[str]) -> None:
        """Go on with another queue."""
        self.queue = list(queue)

    @property
    def right(self) -> int:
        """How many answers were a pass."""
        return sum(review.grade >= PASS for review in self.reviews)

    @property
    def elapsed_ms(self) -> int:
        """The time that all answers took."""
        return sum(review.elapsed_ms for review in self.reviews)

    @property
    def failed(self) -> list[str]:
        """The cards that were failed at least once, in the order failed."""
        return list(dict.fromkeys(review.card for review in self.reviews if review.grade < PASS))
