"""How much a deck still takes before the reader would refuse it as too large."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from flashcards.decks.fitting import cards_in, length_of
from flashcards.decks.source import MOST_BYTES, MOST_CARDS, MOST_EVENTS, MOST_HELD

if TYPE_CHECKING:
    from flashcards.decks.patching import DeckText

#: The rest is for what is changed later.
_FILLED = 0.95
#: A deck may have lost some entries since it was full.
_NEARLY = 0.05


class Room:
    """What is left of a deck's bounds: bytes, cards, what they hold and the values that its reader counts."""

    def __init__(self) -> None:
        self._bytes = int(MOST_BYTES * _FILLED)
        #: How many values the reader would still count.
        self.values = int(MOST_EVENTS * _FILLED)
        self._cards = MOST_CARDS
        self._held = int(MOST_HELD * _FILLED)

    @classmethod
    def of(cls, deck: "DeckText") -> Self:
        """What is left of a deck that is there."""
        room = cls()
        room._bytes -= len(deck.text.encode())
        room.values -= _most_events(deck.text)
        room._cards -= sum(map(cards_in, deck.entries.values()))
        room._held -= sum(cards_in(fields) * length_of(fields) for fields in deck.entries.values())
        return room

    @property
    def is_small(self) -> bool:
        """Whether the deck may have been too full for more, so that there may be a second one."""
        return (
            self._cards < MOST_CARDS * _NEARLY
            or self._held < MOST_HELD * _NEARLY
            or self._bytes < MOST_BYTES * _NEARLY
            or self.values < MOST_EVENTS * _NEARLY
        )

    def takes(self, fields: Mapping[str, Any], text: str) -> bool:
        """Whether an entry with this text still fits; if so, its room is taken."""
        size = len(text) if text.isascii() else len(text.encode())
        events, cards = _most_events(text), cards_in(fields)
        held = cards * len(text)
        if size >= self._bytes or events >= self.values or cards > self._cards or held > self._held:
            return False
        self._held -= held
        self._bytes -= size + 1
        self.values -= events
        self._cards -= cards
        return True


def _most_events(text: str) -> int:
    """At most so many values the reader counts in a text as it is written here; commas in sentences count, too."""
    count = text.count
    return 2 + 2 * count("\n") + count(",") + 3 * (count("[") + count("{")) + 2 * count(" - ")
