"""A deck in use from its first entry to its last, some at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.core.cards import Card, decoded
from flashcards.decks.cache import Cache

_NEXT = "SELECT position, entry, json FROM cards WHERE file = ? AND position > ? ORDER BY position LIMIT 1000"


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


def deck_entries(cache: Cache, head: DeckHead) -> Iterator[tuple[Card, ...]]:
    """The deck's entries in the order of its file, each as its cards."""
    return (tuple(map(decoded, texts)) for texts in entry_texts(cache, head))


def entry_texts(cache: Cache, head: DeckHead) -> Iterator[list[str]]:
    """The same, each card as the JSON that it is kept as."""
    last = -1
    entry = ""
    texts: list[str] = []
    while rows := cache.rows(_NEXT, (head.file, last)):
        last = rows[-1][0]
        for _, of, text in rows:
            if of != entry and texts:
                yield texts
                texts = []
            entry = of
            texts.append(text)
    if texts:
        yield texts
