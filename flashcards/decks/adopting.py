"""Making a deck of one's own from what another program's file brings, and bringing it up to date a second time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from flashcards.core.incoming import IncomingEntry, Omissions
from flashcards.decks.fitting import easy_lines, why_unfit
from flashcards.decks.naming import hashed_id, slug_of
from flashcards.decks.room import Room
from flashcards.decks.writing import as_read, deck_head, entry_text, id_line

if TYPE_CHECKING:
    from flashcards.decks.patching import DeckText

_AT_ONCE = 1000

#: An entry's id, the entry, and what stands below its id, if that was quickly made.
Named = tuple[str, IncomingEntry, str]


class Adoption:
    """A deck that takes entries in; the counts are right when `pieces` has run to its end.

    `old` are the decks that hold its entries already, the second and later ones because the one before was full.
    An entry is known again by its id. What is unchanged stays byte for byte, a changed entry keeps the keys that its
    source does not bring, and those that no longer come are kept.
    """

    def __init__(self, name: str, title: str, about: str, old: "Sequence[DeckText]" = ()) -> None:
        self.added = self.changed = self.unchanged = self.kept = 0
        #: The ids, each with its deck, by their keys, of the entries that keep it.
        self.ids: dict[str, str] = {}
        self.omissions = Omissions()
        self._name, self._title, self._about = name, title, about
        self._old = old
        self._homes = {entry_id: deck for deck in reversed(old) for entry_id in deck.entries}
        self._by_hash = {entry_id[-8:]: entry_id for entry_id in self._homes if entry_id[-9:-8] == "-"}
        #: What was given out, each id and its entry by their hashes: there may be half a million.
        self._used: dict[int, int] = {}

    def pieces(self, entries: Iterable[IncomingEntry]) -> Iterator[tuple[int, bytes]]:
        """The decks' texts, bit by bit: the number of the deck, from 1, and what is written next.

        A deck that was there comes whole, and only if anything in it is another.
        """
        number, texts = 0, list[str]()
        named = self._named(entries)
        for at, text in self._written(self._fresh(named) if self._homes else named):
            if at != number or len(texts) >= _AT_ONCE:
                if texts:
                    yield number, "".join(texts).encode()
                number, texts = at, []
            texts.append(text)
        if texts:
            yield number, "".join(texts).encode()
        for place, deck in enumerate(self._old, start=1):
            if deck.is_changed:
                yield place, deck.content()
        self.kept = sum(hash(entry_id) not in self._used for entry_id in self._homes)

    def _written(self, entries: Iterable[Named]) -> Iterator[tuple[int, str]]:
        """Entries that were not there: into the last of the old decks as long as it has room, then into new ones."""
        number = len(self._old)
        room = Room.of(self._old[-1]) if self._old else None
        name, before = self._deck_name(number), ""
        for entry_id, entry, lines in entries:
            text = id_line(entry_id) + lines if lines else entry_text(entry.fields, entry_id)
            if room is None or not room.takes(entry.fields, text):
                number += 1
                room = Room()
                room.takes(entry.fields, text)
                yield number, self._head(number)
                name, before = self._deck_name(number), ""
            self.added += 1
            if entry.keeps_key:
                self.ids[entry.key] = f"{name}/{entry_id}"
            if number <= len(self._old):
                self._old[-1].add(text)
            else:
                yield number, before + text
                before = "\n"

    def _head(self, number: int) -> str:
        title = self._title if number == 1 else f"{self._title} ({number})"
        return deck_head(self._deck_name(number), title, self._about)

    def _deck_name(self, number: int) -> str:
        return self._name if number == 1 else f"{self._name}-{number}"

    def _fresh(self, entries: Iterable[Named]) -> Iterator[Named]:
        """The entries that were not there; those that were are put in their places."""
        from flashcards.decks.merging import is_as_before, merged

        for named in entries:
            entry_id, entry, _ = named
            deck = self._homes.get(entry_id)
            if deck is None:
                yield named
                continue
            if entry.keeps_key:
                self.ids[entry.key] = f"{self._deck_name(self._old.index(deck) + 1)}/{entry_id}"
            if is_as_before(entry.fields, deck.entries[entry_id]):
                self.unchanged += 1
            else:
                fields = merged(entry.fields, deck.entries[entry_id])
                if why := why_unfit(fields):
                    self._leave_out(entry, f"with what was added to it by hand it would be wrong: {why}")
                    continue
                self.changed += 1
                deck.replace(entry_id, entry_text(fields, entry_id))

    # ---- ids

    def _named(self, entries: Iterable[IncomingEntry]) -> Iterator[Named]:
        """The entries that can be in a deck, each with its id."""
        later = []
        for entry in entries:
            fields = entry.fields
            lines = easy_lines(fields)
            if not lines and fields and (why := why_unfit(fields)):
                self._leave_out(entry, why)
            elif self._homes and not entry.keeps_key and self._may_be_anothers(entry):
                later.append(entry)
            elif entry_id := self._id_of(entry):
                yield entry_id, entry, lines
        for entry in later:
            if entry_id := self._id_of(entry):
                yield entry_id, entry, ""

    def _id_of(self, entry: IncomingEntry) -> str:
        """The id that an entry gets; empty if the very same came before."""
        mark, used = hash((entry.key, entry.fields.get("a"))), self._used
        for entry_id in self._ids_of_key(entry) if entry.keeps_key else self._ids_of_name(entry):
            place = hash(entry_id)
            before = used.get(place)
            if before is None:
                used[place] = mark
                return entry_id
            if before == mark:
                break
        self._leave_out(entry, "the same card stands above")
        return ""

    def _ids_of_key(self, entry: IncomingEntry) -> tuple[str, ...]:
        entry_id = hashed_id(entry.name, entry.key)
        if self._homes and entry_id not in self._homes:
            entry_id = self._by_hash.get(entry_id[-8:], entry_id)  # its last part is the key's hash
        return (entry.entry_id, entry_id) if entry.entry_id else (entry_id,)

    def _ids_of_name(self, entry: IncomingEntry) -> Iterator[str]:
        """The ids that the entry may have, the best first: its name's own, unless that is another's or taken."""
        slug = slug_of(entry.name)
        hashed = hashed_id(entry.name, entry.key) if self._homes or not slug else ""
        if hashed in self._homes and (slug not in self._homes or self._may_be_anothers(entry)):
            yield hashed
        if slug:
            yield slug
        yield hashed or hashed_id(entry.name, entry.key)
        yield hashed_id(entry.name, "\n".join(map(str, (entry.key, *entry.fields.values()))))

    def _may_be_anothers(self, entry: IncomingEntry) -> bool:
        """Whether the id of its name is that of an entry with another question, which may come later in the file."""
        slug = slug_of(entry.name)
        deck = self._homes.get(slug)
        key, text = next(iter(entry.fields.items()))
        return deck is not None and str(deck.entries[slug].get(key, "")).strip() != as_read(text)

    def _leave_out(self, entry: IncomingEntry, why: str) -> None:
        self.omissions.add(entry.where or entry.name, why)
