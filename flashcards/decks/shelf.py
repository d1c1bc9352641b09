"""The decks in use, in their order, and what only shows when they are seen together."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from sqlite3 import Connection
from typing import NamedTuple

from flashcards.core.ids import deck_of, entry_of
from flashcards.decks.cache import Cache
from flashcards.decks.cycles import cut_cycles
from flashcards.decks.mistakes import MOST_SHOWN, Mistake
from flashcards.decks.source import Unreadable, decode, read_bytes

MOST_LIBRARY_CARDS = 1_000_000
_MOST_COMPARED = 2_000


class DeckRow(NamedTuple):
    """A deck in use."""

    name: str
    title: str
    path: str
    is_own: bool
    cards: int
    position: int


class Place(NamedTuple):
    """A card's place in the library; `needs` are entries that are in use, joined by spaces."""

    card: str
    entry: str
    deck: str
    position: int
    needs: str


class Mention(NamedTuple):
    """Where an entry names another one."""

    entry: str
    key: str
    target: str
    path: str
    line: int
    column: int


def put_in_order(connection: Connection) -> None:
    """Gives each deck in use its place, each name and so many cards once: own decks before bundled ones.

    Among them a deck stands after those that its cards need, and else by name.
    """
    connection.execute("UPDATE files SET place = NULL")
    rows = connection.execute(
        "SELECT id, deck, cards, is_own FROM files WHERE deck IS NOT NULL ORDER BY is_own DESC, deck, path"
    ).fetchall()
    files: dict[bool, dict[str, int]] = {True: {}, False: {}}
    total = 0
    taken: set[str] = set()
    for file, deck, cards, is_own in rows:
        if deck not in taken and total + cards <= MOST_LIBRARY_CARDS:
            total += cards
            files[bool(is_own)][deck] = file
        taken.add(deck)
    place = 0
    for group in (files[True], files[False]):
        for deck in _by_needs(list(group), _needed_decks(connection, group.values())):
            connection.execute("UPDATE files SET place = ? WHERE id = ?", (place, group[deck]))
            place += 1


def _needed_decks(connection: Connection, files: Iterable[int]) -> dict[str, set[str]]:
    """Deck -> the decks that its cards need."""
    rows = connection.execute(
        """SELECT DISTINCT deck, substr(target, 1, instr(target, '/') - 1) FROM mentions
           JOIN files ON files.id = mentions.file WHERE key = 'needs'
           AND files.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(files)),),
    )
    needed: dict[str, set[str]] = {}
    for deck, other in rows:
        if other != deck:
            needed.setdefault(deck, set()).add(other)
    return needed


def _by_needs(decks: list[str], needed: dict[str, set[str]]) -> list[str]:
    """The decks, each after those that it needs; where they need each other, the first by name goes first."""
    order: list[str] = []
    rest = decks
    while rest:
        waiting = set(rest)
        free = next((deck for deck in rest if not needed.get(deck, set()) & waiting - {deck}), rest[0])
        order.append(free)
        rest = [deck for deck in rest if deck != free]
    return order


class Shelf:
    """The library as it is now. Each part is worked out when it is asked for."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._lines: dict[str, list[str]] = {}

    @cached_property
    def decks(self) -> tuple[DeckRow, ...]:
        """The decks in use, own ones first."""
        rows = self._cache.rows(
            "SELECT deck, title, path, is_own, cards, place FROM files WHERE place IS NOT NULL ORDER BY place"
        )
        return tuple(
            DeckRow(name, title, path, bool(own), cards, place)
            for name, title, path, own, cards, place in rows
        )

    @cached_property
    def places(self) -> list[Place]:
        """The cards in deck and file order."""
        needs: dict[str, list[str]] = {}
        for mention, entry in self._needs:
            if (mention.entry, entry) not in self._cut:
                needs.setdefault(mention.entry, []).append(entry)
        return [
            Place(card, entry, deck, position, " ".join(needs.get(entry, ())))
            for position, (card, entry, deck) in enumerate(self._cards)
        ]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The cards' former ids, each with the present one."""
        aliases: dict[str, str] = {}
        for card, old in self._former:
            if old not in self._ids:
                aliases.setdefault(old, card)
        return aliases

    @property
    def mistakes(self) -> list[Mistake]:
        """All that is wrong or could be better."""
        return sorted(
            (*self.errors, *self.advice), key=lambda mistake: (mistake.path, mistake.line, mistake.column)
        )

    @cached_property
    def errors(self) -> tuple[Mistake, ...]:
        """Why decks are left out, and cards of decks in use passed over."""
        rows = self._cache.rows(
            'SELECT path, mistakes.line, mistakes."column", severity, message, hint, source_line, stops_deck '
            "FROM mistakes JOIN files ON files.id = file WHERE deck IS NULL OR place IS NOT NULL "
            'ORDER BY is_own DESC, path, mistakes.line, mistakes."column"'
        )
        return (*(Mistake(*row) for row in rows), *self._left_out())

    @cached_property
    def advice(self) -> tuple[Mistake, ...]:
        """What decks say of each other that cannot be so; none is left out for it."""
        return tuple(islice(chain(self._unknown_entries(), self._cycles(), self._clashes()), MOST_SHOWN))

    def _left_out(self) -> Iterator[Mistake]:
        in_use = {deck.name: deck for deck in self.decks}
        rows = self._cache.rows(
            'SELECT deck, path, is_own, line, "column" FROM files WHERE deck IS NOT NULL AND place IS NULL ORDER BY path'
        )
        for name, path, is_own, line, column in rows:
            source = self._line(path, line)
            if name not in in_use:
                message = f"the library has more than {MOST_LIBRARY_CARDS:,} cards with this deck"
                yield Mistake(path, line, column, "error", message, "", source)
            elif in_use[name].is_own == bool(is_own):
                message = f"the deck '{name}' is already in {in_use[name].path}"
                yield Mistake(
                    path, line, column, "error", message, "give each deck a name of its own", source
                )

    @cached_property
    def _cards(self) -> list[tuple[str, str, str]]:
        return self._cache.rows(
            "SELECT cards.id, entry, deck FROM files JOIN cards ON file = files.id "
            "WHERE place IS NOT NULL ORDER BY place, position"
        )

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(card for card, _, _ in self._cards)

    @cached_property
    def _entries(self) -> dict[str, None]:
        return dict.fromkeys(entry for _, entry, _ in self._cards)

    @cached_property
    def _former(self) -> list[tuple[str, str]]:
        return self._cache.rows(
            "SELECT card, old FROM files JOIN former ON former.file = files.id JOIN cards ON cards.file = files.id "
            "AND cards.id = card WHERE place IS NOT NULL ORDER BY place, position, old"
        )

    @cached_property
    def _mentions(self) -> list[Mention]:
        rows = self._cache.rows(
            'SELECT entry, key, target, path, mentions.line, mentions."column" FROM files JOIN mentions '
            'ON file = files.id WHERE place IS NOT NULL ORDER BY place, mentions.line, mentions."column"'
        )
        return [Mention(*row) for row in rows]

    def _present(self, entry: str) -> str | None:
        """The entry's id now, if there is such an entry."""
        if entry in self._entries:
            return entry
        card = self.aliases.get(entry)
        return entry_of(card) if card else None

    @cached_property
    def _needs(self) -> list[tuple[Mention, str]]:
        found = (
            (mention, self._present(mention.target)) for mention in self._mentions if mention.key == "needs"
        )
        return [(mention, entry) for mention, entry in found if entry]

    @cached_property
    def _cut(self) -> dict[tuple[str, str], list[str]]:
        """Of each circle the need that is dropped, that of its latest entry, with the whole circle."""
        needs: dict[str, list[str]] = {entry: [] for entry in self._entries}
        for mention, entry in self._needs:
            needs[mention.entry].append(entry)
        return {(cycle[0], (cycle * 2)[1]): cycle for cycle in cut_cycles(needs)}

    def _unknown_entries(self) -> Iterator[Mistake]:
        for mention in self._mentions:
            if mention.key != "was" and self._present(mention.target) is None:
                yield self._advice(
                    mention, f"there is no entry '{mention.target}'", self._nearest(mention.target)
                )

    def _nearest(self, target: str) -> str:
        from difflib import get_close_matches

        candidates = [entry for entry in self._entries if deck_of(entry) == deck_of(target)]
        near = get_close_matches(target, candidates[:_MOST_COMPARED], n=1, cutoff=0.7)
        return f"did you mean '{near[0]}'?" if near else ""

    def _cycles(self) -> Iterator[Mistake]:
        for mention, entry in self._needs:
            cycle = self._cut.get((mention.entry, entry))
            if cycle:
                circle = " needs ".join((*cycle, cycle[0]))
                yield self._advice(mention, f"a circle of needs: {circle}", "this one is not waited for")

    def _clashes(self) -> Iterator[Mistake]:
        places = {
            (mention.entry, mention.target): mention for mention in self._mentions if mention.key == "was"
        }
        told = set()
        for card, old in self._former:
            mention = places.get((entry_of(card), entry_of(old)))
            holder = old if old in self._ids else self.aliases[old]
            if mention is None or holder == card or mention in told:
                continue
            told.add(mention)
            owner = "is a card itself" if holder == old else f"has become '{holder}'"
            yield self._advice(mention, f"'{old}' {owner}: its progress stays there", "take it out of `was`")

    def _advice(self, mention: Mention, message: str, hint: str) -> Mistake:
        source = self._line(mention.path, mention.line)
        return Mistake(mention.path, mention.line, mention.column, "advice", message, hint, source)

    def _line(self, path: str, line: int) -> str:
        """A line of a file that was read before; nothing if it has changed so much since."""
        if path not in self._lines:
            try:
                self._lines[path] = decode(read_bytes(path), path)[0].split("\n")
            except Unreadable:
                self._lines[path] = []
        lines = self._lines[path]
        return lines[line - 1] if line <= len(lines) else ""
