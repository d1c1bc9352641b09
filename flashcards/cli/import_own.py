"""Entries of decks that were exported from here, on their way back: those that are as they went out stay as they are."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from flashcards.cli.home import Home
from flashcards.core.incoming import IncomingDeck, IncomingEntry

_ASKED = frozenset(
    ("q", "a", "cloze", "claim", "truth", "right", "wrong", "accept", "steps", "items", "at_least")
)
#: What ends the id of a drawn problem.
DRAWN = re.compile(r"-seed-[0-9]+\Z")


class Returning:
    """A deck that comes in, compared with the deck of its name that is in use as an export would have it now.

    HTML holds no line breaks and no keys of sources: without this, all that was never touched would look changed.
    """

    def __init__(self, home: Home, deck: IncomingDeck) -> None:
        self._home = home
        self._deck = deck

    def entries(self) -> Iterator[IncomingEntry]:
        """The entries with what is new in them, and without the drawn problems of a card that draws."""
        for entry in self._deck.entries:
            if not entry.entry_id or not self._is_known:
                yield entry
                continue
            drawn = DRAWN.sub("", entry.entry_id)
            if drawn != entry.entry_id and self._present.get(drawn) == {}:
                continue
            if entry.entry_id in self._present:
                yield entry._replace(fields=_what_is_new(entry.fields, self._present[entry.entry_id]))
            else:
                yield entry

    @cached_property
    def _is_known(self) -> bool:
        return any(self._deck.name in decks for decks in self._home.library.files_by_deck())

    @cached_property
    def _present(self) -> dict[str, dict[str, int]]:
        """What each entry would come back as, each key in short; nothing for one that is drawn.

        Loads what writes packages, which no import needs but of cards that went out from here.
        """
        from flashcards.decks.leafing import deck_entries, deck_head
        from flashcards.exchange.anki.own_notes import own_fields
        from flashcards.exchange.for_anki.fields import note_fields
        from flashcards.exchange.for_anki.note_types import FIELDS

        present = {}
        for cards in deck_entries(self._home.cards, deck_head(self._home.cards, self._deck.name)):
            fields: dict[str, Any] = {}
            if cards[0].type != "computed":
                note_type, texts = note_fields(cards)
                fields = own_fields(note_type, dict(zip(FIELDS[note_type], texts, strict=True)))
                fields |= {"tags": list(cards[0].tags)} if cards[0].tags else {}
            present[cards[0].entry.partition("/")[2]] = _in_short(fields)
        return present


def _what_is_new(fields: Mapping[str, Any], present: Mapping[str, int]) -> Mapping[str, Any]:
    """The keys that have changed, with question and answer, which say what the entry is; nothing if none has."""
    now = _in_short(fields)
    changed = {key for key in now if now[key] != present.get(key)}
    return {key: value for key, value in fields.items() if key in changed | _ASKED} if changed else {}


def _in_short(fields: Mapping[str, Any]) -> dict[str, int]:
    """A number for each key, the same for the same content; tags have no order in Anki."""
    return {
        key: hash(json.dumps(sorted(value) if key == "tags" else value, sort_keys=True))
        for key, value in fields.items()
    }
