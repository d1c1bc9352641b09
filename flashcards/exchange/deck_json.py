"""Decks as JSON: every entry with its id, its type, its cards and the keys that it has in its deck."""

import json
from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.cards import Card
from flashcards.exchange.entry_fields import entry_fields

#: Raised when what is written is no longer what readers of this version expect.
VERSION = 1


def deck_json(decks: Iterable[tuple[str, str, str, Iterable[Sequence[Card]]]]) -> Iterator[str]:
    """Pieces of one JSON value, an entry a line; a deck is its name, title, about, and entries. All of it is ASCII."""
    yield f'{{"format": "flashcards-decks", "version": {VERSION}, "decks": ['
    between = "\n"
    for name, title, about, entries in decks:
        head = json.dumps({"deck": name, "title": title, "about": about})
        yield f'{between}{head[:-1]}, "entries": ['
        between = "\n"
        for cards in entries:
            told = {"id": cards[0].entry, "type": cards[0].type, "cards": [card.id for card in cards]}
            yield between + json.dumps(told | entry_fields(cards))
            between = ",\n"
        yield "\n]}"
        between = ",\n"
    yield "\n]}\n"
