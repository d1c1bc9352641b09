"""A deck from the bytes of its file, or all the mistakes in it."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from flashcards.core.cards import Card
from flashcards.decks.counting import has_more_entries
from flashcards.decks.cycles import cut_cycles
from flashcards.decks.entries import Checker
from flashcards.decks.events import TAKEN, Items, Mark, Place, Table, Value, place, read
from flashcards.decks.making import absolute, cards_of
from flashcards.decks.mistakes import Findings, Mistake
from flashcards.decks.models import Entry, Head
from flashcards.decks.source import MOST_CARDS, MOST_HELD, Unreadable, decode, read_bytes

#: The characters of one entry, with its keys; and of what stands beside the cards.
LONGEST_ENTRY = 128 * 1024
LONGEST_HEAD = 256 * 1024
#: A longer circle of needs is not spelled out.
_LONG = 10
_REFERENCES: tuple[Literal["needs", "see", "was"], ...] = ("needs", "see", "was")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry's mention of another one (by its absolute id), and where it stands."""

    entry: str
    key: Literal["needs", "see", "was"]
    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck without mistakes, but for those that only pass cards over."""

    name: str
    title: str
    about: str
    path: str
    cards: tuple[Card, ...]
    references: tuple[Reference, ...] = ()
    #: Where the deck's name stands.
    line: int = 1
    column: int = 1
    mistakes: tuple[Mistake, ...] = ()


def read_deck_file(path: str | os.PathLike[str]) -> Deck | tuple[Mistake, ...]:
    """The deck in a file, or its mistakes."""
    name = os.fspath(path)
    try:
        return read_deck(read_bytes(name), name)
    except Unreadable as error:
        return (Mistake(name, 1, 1, "error", str(error)),)


def read_deck(content: bytes, path: str) -> Deck | tuple[Mistake, ...]:
    """The deck that the bytes of a file spell, or its mistakes; `path` is only named."""
    with _collector_paused():
        return _read(content, path)


def _read(content: bytes, path: str, head: Head | None = None) -> Deck | tuple[Mistake, ...]:
    text, findings = decode(content, path)
    if findings.is_full or (findings and not text):
        return findings.in_order()
    if has_more_entries(text, MOST_CARDS):
        findings.add(*_too_many_cards())
        return findings.in_order()
    reader = _Reader(findings, head)
    match read(text, findings, reader.take):
        case Table() as root, mark:
            deck = reader.deck(root, mark)
            if reader.late_head:
                return _read(content, path, reader.late_head)
            if deck and not findings:
                return deck
        case _ if not findings:
            findings.add((1, 1), "this is not a deck: it must have the keys deck, title and cards")
    return findings.in_order()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without Python's search for cyclic garbage: a deck has none, and the search takes longer than the reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Reader:
    """One deck on its way from tables to cards."""

    def __init__(self, findings: Findings, head: Head | None = None) -> None:
        """`head` where it is known that it does not stand before the cards."""
        self._findings = findings
        self._checker = Checker(findings)
        self._head = head
        #: The head, where it was not known yet when the cards were to be made: the deck must be read again with it.
        self.late_head: Head | None = None
        self._ids: dict[str, Mark] = {}
        self._references: list[Reference] = []
        self._cards: list[Card] = []
        self._held = 0
        #: Why there are no more cards than these, though nothing else is wrong: place, sentence, hint.
        self._too_many: tuple[Place, str, str] | None = None

    def take(self, root: Table, value: Value, mark: Mark) -> None:
        """An entry, as soon as it has been read."""
        if self._findings.is_full:
            return
        if not self._ids and self._head is None:
            self._head = _checked_head(root, mark, Findings(self._findings.path))
        length = _length(value)
        if length > LONGEST_ENTRY:
            sentence = f"the entry is longer than {LONGEST_ENTRY:,} characters"
            self._findings.add(place(mark), sentence, "make several of it")
            return
        self._refuse_repeated_id(value)
        entry = self._checker.entry(value, mark)
        if entry is not None and isinstance(value, Table) and self._head is not None:
            self._make(entry, self._head, mark, length)
            if not value.keys().isdisjoint(_REFERENCES):
                deck = self._head.deck
                self._references += _references(f"{deck}/{entry.id}", value, deck)

    def deck(self, root: Table, mark: Mark) -> Deck | None:
        """The deck when all of it has been read; it counts only if there are no findings."""
        head = _checked_head(root, mark, self._findings)
        self._take_rest(root)
        if head is None or self._findings.is_full:
            return None
        if head != self._head and not self._findings:
            self.late_head = head
            return None
        self._refuse_cycles(head)
        if self._too_many and not self._findings:
            self._findings.add(*self._too_many)
        return Deck(
            head.deck,
            head.title,
            head.about,
            self._findings.path,
            tuple(self._cards),
            tuple(self._references),
            *place(root.value_mark("deck")),
            self._findings.in_order(),
        )

    def _take_rest(self, root: Table) -> None:
        """What stands among the cards and is no entry."""
        cards = root.get("cards", Items())
        if not isinstance(cards, Items):
            at = place(root.value_mark("cards"))
            sentence = "'cards' must be a list of entries"
            self._findings.add(at, sentence, "start each entry with - id: its-name")
            return
        if len(cards) > MOST_CARDS:
            self._findings.add(*_too_many_cards())
            return
        for value, mark in zip(cards, cards.marks, strict=True):
            if value is not TAKEN:
                self.take(root, value, mark)

    def _make(self, entry: Entry, head: Head, mark: Mark, length: int) -> None:
        """The cards of an entry, unless they would be of no use, or too many."""
        if self._findings or self._too_many:
            return
        for card in cards_of(entry, head, self._findings.path, mark.line + 1):
            self._held += length + len(card.source)
            if self._held > MOST_HELD:
                sentence = f"gaps and sources repeat more than {MOST_HELD:,} characters"
                self._too_many = place(mark), sentence, "split the deck, or shorten what they repeat"
                return
            if len(self._cards) == MOST_CARDS:
                self._too_many = _too_many_cards()
                return
            self._cards.append(card)

    def _refuse_repeated_id(self, value: Value) -> None:
        """Also where something else is wrong with the entry."""
        name = value.get("id") if isinstance(value, Table) else None
        if not isinstance(name, str) or not isinstance(value, Table) or not name:
            return
        mark = value.value_mark("id")
        first = self._ids.setdefault(name, mark)
        if first is not mark:
            message = f"the id '{name}' stands twice, on lines {place(first)[0]} and {place(mark)[0]}"
            self._findings.add(place(mark), message, "give each entry an id of its own")

    def _refuse_cycles(self, head: Head) -> None:
        needs: dict[str, list[str]] = {}
        places: dict[tuple[str, str], Place] = {}
        for reference in self._references:
            if reference.key == "needs":
                needs.setdefault(reference.entry, []).append(reference.target)
                places[reference.entry, reference.target] = (reference.line, reference.column)
        for cycle in cut_cycles(needs):
            names = [entry_id.removeprefix(f"{head.deck}/") for entry_id in (*cycle, cycle[0])]
            shown = (
                " needs ".join(names)
                if len(names) < _LONG
                else f"{names[0]} needs {names[1]} … needs {names[0]}"
            )
            hint = "one of them must come first"
            self._findings.add(places[cycle[0], (cycle + cycle)[1]], f"a circle of needs: {shown}", hint)


def _too_many_cards() -> tuple[Place, str, str]:
    return (1, 1), f"the deck has more than {MOST_CARDS:,} cards", "split it into several"


def _checked_head(root: Table, mark: Mark, findings: Findings) -> Head | None:
    """What stands beside the cards, if nothing of it is wrong."""
    length = sum(len(key) + _length(value) for key, value in root.items() if key != "cards")
    if length > LONGEST_HEAD:
        sentence = f"what stands beside the cards is longer than {LONGEST_HEAD:,} characters"
        findings.add(place(mark), sentence, "name fewer sources, or shorten them")
        return None
    return Checker(findings).head(root, mark)


def _references(entry: str, table: Table, deck: str) -> Iterator[Reference]:
    for key in _REFERENCES:
        names = table.get(key)
        if isinstance(names, Items):
            for name, mark in zip(names, names.marks, strict=True):
                yield Reference(entry, key, absolute(str(name), deck), *place(mark))


def _length(value: Value) -> int:
    """How many characters a value has, an empty one counted too."""
    if isinstance(value, str):
        return len(value) + 1
    inner = list(value.values()) if isinstance(value, Table) else value
    keys = len("".join(value)) if isinstance(value, Table) else 0
    try:
        return 1 + keys + len(inner) + len("".join(inner))  # type: ignore[arg-type]  # as most are texts alone
    except TypeError:
        return 1 + keys + sum(map(_length, inner))
