"""A deck in use from its first card to its last, some cards at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.core.cards import Card, decoded
from flashcards.decks.cache import Cache

_CARDS_AT_ONCE = 1_000


class DeckHead(NamedTuple):
    """What a deck says before its cards; `changed_ms` is when its file was written, in ms since 1970."""

    name: str
    title: str
    about: str
    cards: int
    changed_ms: int
    file: int


def deck_head(cache: Cache, name: str) -> DeckHead:
    """The head of a deck that is in use."""
    ((title, about, cards, changed_ns, file),) = cache.rows(
        "SELECT title, about, cards, mtime_ns, id FROM files WHERE deck = ? AND place IS NOT NULL", (name,)
    )
    return DeckHead(name, title, about, cards, changed_ns // 1_000_000, file)


def deck_cards(cache: Cache, head: DeckHead) -> Iterator[Card]:
    """The deck's cards in the order of its file."""
    last = -1
    while rows := cache.rows(
        f"SELECT position, json FROM cards WHERE file = ? AND position > ? ORDER BY position LIMIT {_CARDS_AT_ONCE}",
        (head.file, last),
    ):
        last = rows[-1][0]
        for _, text in rows:
            yield decoded(text)
