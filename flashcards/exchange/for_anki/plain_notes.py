"""Entries that are the same here and in Anki: a question and an answer in words that mean nothing in Markdown."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from flashcards.exchange.for_anki.markup import is_same
from flashcards.exchange.for_anki.note_types import BASIC, FIELDS

_READ = json.JSONDecoder().raw_decode
#: What the JSON of such a card may have, of which a note has the first two and the tags.
_KEYS = frozenset(("id", "body", "tags", "path", "line", "type"))
_EMPTY = ("",) * (len(FIELDS[BASIC]) - 2)


class PlainNote(NamedTuple):
    """A note of the type BASIC with one card."""

    entry: str
    tags: Sequence[str]
    fields: Sequence[str]


def plain_note(cards: list[str]) -> PlainNote | None:
    """The note of an entry, each card as the JSON that `core.cards.encoded` writes; nothing where it takes more.

    Most entries of a large deck are such. To make a card of each would take most of the time of an export.
    """
    values, _ = _READ(cards[0])
    body = values["body"]
    if len(cards) > 1 or values["type"] != "basic" or len(body) != 2 or not _KEYS.issuperset(values):
        return None
    question, answer = body["q"], body["a"]
    if not (is_same(question) and is_same(answer)):
        return None
    tags = values.get("tags", ())
    return PlainNote(values["id"], tags, (question, answer, *_EMPTY))
