"""How much a deck still takes before the reader would refuse it as too large."""

from collections.abc import Mapping
from typing import Any, Self

from flashcards.decks.events import MOST_CARDS, MOST_EVENTS
from flashcards.decks.fitting import cards_in
from flashcards.decks.patching import DeckText
from flashcards.decks.source import MOST_BYTES

#: The rest is for what is changed later.
_FILLED = 0.95
#: A deck may have lost some entries since it was full.
_NEARLY = 0.05


class Room:
    """What is left of a deck's bounds: bytes, cards and the values that its reader counts."""

    def __init__(self) -> None:
        self._bytes = int(MOST_BYTES * _FILLED)
        self._events = int(MOST_EVENTS * _FILLED)
        self._cards = MOST_CARDS

    @classmethod
    def of(cls, deck: DeckText) -> Self:
        """What is left of a deck that is there."""
        room = cls()
        room._bytes -= deck.size
        for entry in deck.entries.values():
            room._cards -= cards_in(entry)
            room._events -= _events_of_table(entry)
        return room

    @property
    def is_small(self) -> bool:
        """Whether the deck may have been too full for more, so that there may be a second one."""
        return (
            self._cards < MOST_CARDS * _NEARLY
            or self._bytes < MOST_BYTES * _NEARLY
            or self._events < MOST_EVENTS * _NEARLY
        )

    def takes(self, fields: Mapping[str, Any], text: str) -> bool:
        """Whether an entry still fits; if so, its room is taken."""
        size = len(text) if text.isascii() else len(text.encode())
        events, cards = _events_of_table(fields) + 2, cards_in(fields)
        if size >= self._bytes or events >= self._events or cards > self._cards:
            return False
        self._bytes -= size + 1
        self._events -= events
        self._cards -= cards
        return True


def _events(value: Any) -> int:
    """How many values the reader counts in this one."""
    if isinstance(value, (list, tuple)):
        return 2 + sum([1 if type(part) is str else _events(part) for part in value])
    if isinstance(value, Mapping):
        return _events_of_table(value)
    return 1


def _events_of_table(table: Mapping[str, Any]) -> int:
    count = 2 + 2 * len(table)
    for value in table.values():
        if type(value) is not str:
            count += _events(value) - 1
    return count
