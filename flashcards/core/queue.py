"""The day's queue: which cards are asked, and in what order.

Light on purpose, see `days`. All cards come from the store already narrowed to the sitting's selection.
"""

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping

from flashcards.core.ids import deck_of, entry_of


class Waiting:
    """A card that the day may ask. `needs` are entries that come before a new one.

    `position` is the card's place in the library: own decks before bundled ones, then file order.
    """

    __slots__ = ("id", "needs", "position")

    def __init__(
        self,
        id: str,  # noqa: A002 - the word that decks use
        position: int,
        needs: tuple[str, ...] = (),
    ) -> None:
        self.id = id
        self.position = position
        self.needs = needs

    @property
    def entry(self) -> str:
        """What the card shares with its siblings."""
        return entry_of(self.id)

    @property
    def deck(self) -> str:
        """The slug of its deck."""
        return deck_of(self.id)


#: A due card: whether it was *not* put in front of the review, due day, position, id. A tuple that sorts as it is
#: asked, because after a long break there are very many.
Due = tuple[bool, int, int, str]


class Allowance:
    """How many more cards the day takes: one number in all, or one for each deck that was named."""

    def __init__(self, rest: int | Mapping[str, int]) -> None:
        self._total = rest if isinstance(rest, int) else None
        self._by_deck = {} if isinstance(rest, int) else dict(rest)

    @property
    def is_spent(self) -> bool:
        """Whether no card of any deck fits any more."""
        return self._total <= 0 if self._total is not None else all(n <= 0 for n in self._by_deck.values())

    def take(self, card_id: str) -> bool:
        """Use up one place for the card; False when there is none left."""
        if self._total is not None:
            self._total -= 1
            return self._total >= 0
        deck = deck_of(card_id)
        self._by_deck[deck] = self._by_deck.get(deck, 0) - 1
        return self._by_deck[deck] >= 0

    def take_all(self, cards: list[Waiting]) -> list[Waiting]:
        """Use up places for as many of the cards as fit."""
        if self._total is None:
            return [card for card in cards if self.take(card.id)]
        fitting = cards[: max(0, self._total)]
        self._total -= len(cards)
        return fitting


class Queue:
    """What is left of the day: due cards, new cards, and today's failures in the order failed.

    `held_back` tells how many due cards the day's limit leaves for tomorrow; `more_new` whether it holds
    back a new card.
    """

    __slots__ = ("due", "held_back", "more_new", "new", "repeats")

    def __init__(
        self,
        due: list[Waiting],
        new: list[Waiting],
        repeats: list[Waiting],
        *,
        held_back: int = 0,
        more_new: bool = False,
    ) -> None:
        self.due = due
        self.new = new
        self.repeats = repeats
        self.held_back = held_back
        self.more_new = more_new

    def in_order(self) -> list[Waiting]:
        """The order of asking: new cards spread evenly among the due ones, repeats last."""
        return spread(self.due, self.new) + self.repeats


def due_today(
    due: Iterable[Due], taken: Collection[str], allowance: Allowance
) -> tuple[list[Waiting], set[str], int]:
    """The due cards to ask, all entries that have a due card, and how many the allowance holds back.

    Of siblings only the longest overdue is asked, and none whose entry is in `taken` (asked today). What
    was put in front of the review comes first, then by due day and place in the library.
    """
    entries = set(taken)
    first: list[Waiting] = []
    for _, _, position, card in sorted(due):
        entry, _, _ = card.partition("#")  # `entry_of`, which takes longer to call
        if entry not in entries:
            entries.add(entry)
            first.append(Waiting(card, position))
    asked = allowance.take_all(first)
    return asked, entries, len(first) - len(asked)


def new_today(
    unseen: Iterable[Waiting],
    taken: Collection[str],
    allowance: Allowance,
    holds_back: Callable[[str], bool],
) -> tuple[list[Waiting], bool]:
    """The new cards to ask, in a topological order of `needs` with ties in library order.

    `unseen` comes by position and is read only as far as the allowance goes. `holds_back(entry)` tells
    whether a needed entry is new itself, not suspended and in the selection; such a card comes first or,
    where the day does not ask it, its dependants wait. Also tells whether the allowance ended the list.
    """
    entries = set(taken)
    asked: list[Waiting] = []
    waiting_for: dict[str, list[tuple[Waiting, set[str]]]] = {}
    more = False
    for card in unseen:
        missing = {entry for entry in card.needs if entry not in entries and holds_back(entry)}
        for entry in missing:
            waiting_for.setdefault(entry, []).append((card, missing))
        ready = [] if missing else [(card.position, card)]
        while ready:
            _, next_card = heapq.heappop(ready)
            if next_card.entry in entries:
                continue
            if not allowance.take(next_card.id):
                more = True
                continue
            entries.add(next_card.entry)
            asked.append(next_card)
            for dependant, still_missing in waiting_for.pop(next_card.entry, ()):
                still_missing.discard(next_card.entry)
                if not still_missing:
                    heapq.heappush(ready, (dependant.position, dependant))
        if more and allowance.is_spent:
            break
    return asked, more


def spread(due: list[Waiting], new: list[Waiting]) -> list[Waiting]:
    """The new cards evenly among the due ones: before the first, between and after in equal shares."""
    order: list[Waiting] = []
    start = 0
    for place, card in enumerate(new, start=1):
        end = place * len(due) // (len(new) + 1)
        order += due[start:end]
        order.append(card)
        start = end
    return order + due[start:]
