"""A deck from the bytes of its file, or all the mistakes in it."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from flashcards.core.cards import Card
from flashcards.decks.cycles import cut_cycles
from flashcards.decks.entries import Checker
from flashcards.decks.events import Items, Mark, Place, Table, Value, place, read
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


def _read(content: bytes, path: str) -> Deck | tuple[Mistake, ...]:
    text, findings = decode(content, path)
    if findings.is_full or (findings and not text):
        return findings.in_order()
    match read(text, findings):
        case Table() as root, mark:
            deck = _Reader(root, mark, findings).deck()
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
    """One deck on its way from a table to cards."""

    def __init__(self, root: Table, mark: Mark, findings: Findings) -> None:
        self._root = root
        self._mark = mark
        self._findings = findings
        self._entries: list[tuple[Entry, Table, Mark, int]] = []

    def deck(self) -> Deck | None:
        """The deck; it counts only if there are no findings."""
        checker = Checker(self._findings)
        head = self._head(checker)
        self._refuse_repeated_ids()
        self._read_entries(checker)
        if head is None or self._findings.is_full:
            return None
        references = tuple(self._references(head))
        self._refuse_cycles(references)
        cards = tuple(islice(self._cards(head), MOST_CARDS + 1))
        if len(cards) > MOST_CARDS:
            self._refuse_number()
        name_line, name_column = place(self._root.marks["deck"][1])
        return Deck(
            head.deck,
            head.title,
            head.about,
            self._findings.path,
            cards,
            references,
            name_line,
            name_column,
            self._findings.in_order(),
        )

    def _head(self, checker: Checker) -> Head | None:
        length = sum(len(key) + _length(value) for key, value in self._root.items() if key != "cards")
        if length > LONGEST_HEAD:
            sentence = f"what stands beside the cards is longer than {LONGEST_HEAD:,} characters"
            self._findings.add(place(self._mark), sentence, "name fewer sources, or shorten them")
            return None
        return checker.head(self._root, self._mark)

    def _read_entries(self, checker: Checker) -> None:
        if "cards" not in self._root:
            return
        values = self._root["cards"]
        if not isinstance(values, Items):
            at = place(self._root.marks["cards"][1])
            self._findings.add(
                at, "'cards' must be a list of entries", "start each entry with - id: its-name"
            )
            return
        if len(values) > MOST_CARDS:
            self._refuse_number()
            return
        for value, mark in zip(values, values.marks, strict=True):
            if self._findings.is_full:
                return
            length = _length(value)
            if length > LONGEST_ENTRY:
                sentence = f"the entry is longer than {LONGEST_ENTRY:,} characters"
                self._findings.add(place(mark), sentence, "make several of it")
                continue
            entry = checker.entry(value, mark)
            if entry is not None and isinstance(value, Table):
                self._entries.append((entry, value, mark, length))

    def _refuse_number(self) -> None:
        self._findings.add((1, 1), f"the deck has more than {MOST_CARDS:,} cards", "split it into several")

    def _refuse_repeated_ids(self) -> None:
        """Looks at all entries, also at those in which something else is wrong."""
        values = self._root.get("cards")
        first_lines: dict[str, int] = {}
        for value in values if isinstance(values, Items) else ():
            name = value.get("id") if isinstance(value, Table) else None
            if not isinstance(name, str) or not isinstance(value, Table) or not name:
                continue
            line, column = place(value.marks["id"][1])
            first = first_lines.setdefault(name, line)
            if first != line and not self._findings.is_full:
                message = f"the id '{name}' stands twice, on lines {first} and {line}"
                self._findings.add((line, column), message, "give each entry an id of its own")

    def _references(self, head: Head) -> Iterator[Reference]:
        for entry, table, *_ in self._entries:
            for key in _REFERENCES:
                names: Value = table.get(key, "")
                if isinstance(names, Items):
                    for name, mark in zip(names, names.marks, strict=True):
                        target = absolute(str(name), head.deck)
                        yield Reference(f"{head.deck}/{entry.id}", key, target, *place(mark))

    def _refuse_cycles(self, references: tuple[Reference, ...]) -> None:
        deck = f"{self._root['deck']}/"
        needs: dict[str, list[str]] = {f"{deck}{entry.id}": [] for entry, *_ in self._entries}
        places: dict[tuple[str, str], Place] = {}
        for reference in references:
            if reference.key == "needs":
                needs[reference.entry].append(reference.target)
                places[reference.entry, reference.target] = (reference.line, reference.column)
        for cycle in cut_cycles(needs):
            names = [entry_id.removeprefix(deck) for entry_id in (*cycle, cycle[0])]
            shown = (
                " needs ".join(names)
                if len(names) < _LONG
                else f"{names[0]} needs {names[1]} … needs {names[0]}"
            )
            hint = "one of them must come first"
            self._findings.add(places[cycle[0], (cycle + cycle)[1]], f"a circle of needs: {shown}", hint)

    def _cards(self, head: Head) -> Iterator[Card]:
        held = 0
        for entry, _, mark, length in self._entries:
            for card in () if self._findings else cards_of(entry, head, self._findings.path, mark.line + 1):
                held += length + len(card.source)
                if held > MOST_HELD:
                    sentence = f"gaps and sources repeat more than {MOST_HELD:,} characters"
                    self._findings.add(place(mark), sentence, "split the deck, or shorten what they repeat")
                    return
                yield card


def _length(value: Value) -> int:
    """How many characters a value has, an empty one counted too."""
    if isinstance(value, str):
        return len(value) + 1
    total = 1
    if isinstance(value, Table):
        total += len("".join(value))
    for inner in value.values() if isinstance(value, Table) else value:
        total += len(inner) + 1 if type(inner) is str else _length(inner)
    return total
