"""What becomes of an entry that a person may have added to when its source brings it again."""

from collections.abc import Mapping
from typing import Any

from flashcards.decks.events import Table
from flashcards.decks.layout import plain
from flashcards.decks.writing import as_read

_ANSWERS = frozenset(("a", "cloze", "truth", "right", "accept", "steps", "items", "problem"))
_OF_ALL_TYPES = frozenset(("tags", "hint", "why", "note", "source", "needs", "see", "level", "was", "allow"))
_COUNTS = frozenset(("level", "at_least"))
_TRUTHS = frozenset(("both", "truth"))


def is_as_before(fields: Mapping[str, Any], entry: Table) -> bool:
    """Whether all that the source brings stands in the entry already."""
    return all(key in entry and plain(entry[key]) == as_read(value) for key, value in fields.items())


def merged(fields: Mapping[str, Any], entry: Table) -> dict[str, Any]:
    """What the source brings, and of the entry what it does not bring; not the answer's other keys if its type is new."""
    is_same_type = _ANSWERS & entry.keys() == _ANSWERS & fields.keys()
    kept = {
        key: _typed(key, plain(value))
        for key, value in entry.items()
        if key != "id" and key not in fields and (is_same_type or key in _OF_ALL_TYPES)
    }
    return {**fields, **kept}


def _typed(key: str, value: object) -> object:
    """A number or truth value as it is written without quotes."""
    if key in _COUNTS and isinstance(value, str) and value.isdigit():
        return int(value)
    return value == "true" if key in _TRUTHS else value
