"""An Anki package as decks that come in, with the answers that were given there and where the cards stand."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from flashcards.core.incoming import IncomingAnswer, IncomingDeck, IncomingEntry, IncomingStanding, Omissions
from flashcards.core.slugs import free_slug
from flashcards.exchange.anki import history
from flashcards.exchange.anki.collection import OLD_SCHEMA, Collection, opened
from flashcards.exchange.anki.note_types import read_note_types
from flashcards.exchange.anki.notes import Note, Notes
from flashcards.exchange.anki.package import unpacked
from flashcards.exchange.anki.protobuf import texts
from flashcards.exchange.html import to_markdown

_LONGEST_NAME = 70
_LONGEST_ABOUT = 10_000


def read_anki(path: Path) -> "AnkiCollection":
    """Open an .apkg or .colpkg; raises BrokenStore where it is none, UsageError where zstd is missing."""
    return AnkiCollection(path)


class AnkiCollection:
    """A collection whose notes are read as they are asked for; a context manager.

    Its decks are read in turn, each to its end before the next; `omissions` are whole when the last one is.
    """

    def __init__(self, path: Path) -> None:
        self.omissions = Omissions()
        with ExitStack() as opening:
            database = opening.enter_context(unpacked(path))
            self._collection: Collection = opening.enter_context(opened(database, path))
            self._types = read_note_types(self._collection)
            self._decks = _read_decks(self._collection)
            (self.notes,) = self._collection.all("SELECT count(*) FROM notes")[0]
            self._opened = opening.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    @property
    def device(self) -> str:
        """The id under which the collection's answers stand in a journal, the same for all its packages."""
        told = f"{self._collection.created_s}".encode()
        return f"anki{blake2b(told, digest_size=8).hexdigest()}"

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The decks that have notes, in the order in which Anki made them."""
        self.omissions = Omissions()
        taken: set[str] = set()
        for deck, entries in groupby(self._entries(), itemgetter(0)):
            title, about = self._decks.get(deck, ("Anki", ""))
            name = free_slug(title, taken, otherwise="deck", longest=_LONGEST_NAME)
            is_readable = any(map(str.isalnum, title))
            yield IncomingDeck(name, title if is_readable else name, about, map(itemgetter(1), entries))

    def require_readable_history(self) -> None:
        """Raises BrokenStore where answers or schedules are damaged."""
        history.require_readable(self._collection)

    def answers(self) -> Iterator[IncomingAnswer]:
        """All answers, oldest first."""
        return history.answers(self._collection, self._card)

    def standings(self, day_of: Callable[[int], int]) -> Iterator[IncomingStanding]:
        """Where each card stands that is not simply new; `day_of` gives the study day of a time in milliseconds."""
        return history.standings(self._collection, self._card, day_of)

    def _entries(self) -> Iterator[tuple[int, IncomingEntry]]:
        self._require_sound_notes()
        notes = Notes(self._types, self.omissions)
        # Sorted before the notes are joined, in that order: with them the sorter would hold all their texts.
        rows = self._collection.rows(
            """SELECT own.did, n.guid, n.mid, n.flds, n.tags, own.cards FROM
               (SELECT nid, min(ord), CASE WHEN odid <> 0 THEN odid ELSE did END AS did,
                       sum(1 << min(max(CAST(coalesce(ord, 0) AS INTEGER), 0), 40)) AS cards
                FROM cards GROUP BY nid ORDER BY did, nid) AS own
               CROSS JOIN notes n ON n.id = own.nid"""
        )
        plain = notes.plain
        for deck, *values in rows:
            if entry := plain(*values):
                yield deck, entry
                continue
            for entry in notes.entries(Note._make(values)):
                yield deck, entry

    def _require_sound_notes(self) -> None:
        """All later steps take a text for a text; SQLite would let it be anything."""
        odd = self._collection.all(
            """SELECT 1 FROM notes WHERE typeof(guid) <> 'text' OR typeof(flds) <> 'text' OR typeof(tags) <> 'text'
               OR typeof(mid) <> 'integer' OR guid = '' LIMIT 1"""
        )
        if odd:
            raise self._collection.refused("its notes are damaged")

    def _card(self, note_type: int, guid: str, ordinal: int) -> tuple[str, str]:
        known = self._types.get(note_type)
        match known.shape if known else "":
            case "cloze":
                return guid, f"#c{ordinal + 1}"
            case "both":
                return guid, "#back" if ordinal else ""
            case _:
                return (f"{guid}/{ordinal}", "") if ordinal else (guid, "")


def _read_decks(collection: Collection) -> dict[int, tuple[str, str]]:
    """Each deck's title and what it is about, by id."""
    try:
        if collection.schema == OLD_SCHEMA:
            return {
                int(key): (str(deck["name"]), _about(str(deck.get("desc", ""))))
                for key, deck in collection.json_of("decks").items()
            }
        found = {}
        for key, name, kind in collection.all("SELECT id, name, kind FROM decks"):
            about = texts(texts(kind).get(1, b"")).get(4, b"").decode()
            found[key] = (name.replace("\x1f", "::"), _about(about))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise collection.refused("its decks are damaged") from error
    return found


def _about(html: str) -> str:
    about = to_markdown(html[:_LONGEST_ABOUT])
    return about.text if about.has_words else ""
