"""Which column of a table is what of a card."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.exchange.languages import language

#: What columns are called, in small letters and without spaces and signs.
_NAMES = {
    "q": "front question q word term prompt expression",
    "a": "back answer a definition meaning translation",
    "cloze": "cloze text",
    "tags": "tags tag topic topics category",
    "hint": "hint",
    "why": "why explanation",
    "note": "note notes comment comments extra example backextra",
    "source": "source reference",
    "id": "id key guid",
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names.split()}
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each key of a card stands; `has_header` when the first row told it."""

    places: dict[str, int]
    has_header: bool
    others: Sequence[str] = field(default=())


def columns_of(first: Sequence[str]) -> Columns:
    """What the first row tells; where two of its cells name no columns, the first two are question and answer.

    A language is the name of a column as well, for lists of words: the first one is asked, the second the answer.
    Two names of one language are a card: that is how it is called in another.
    """
    keys = [_KEYS.get(_SIGNS.sub("", cell).lower(), "") for cell in first]
    languages = _languages(first)
    if len(set(keys) - {""}) + len(languages) < min(2, len(first)) or not (any(keys) or languages):
        return Columns({"q": 0, "a": 1}, has_header=False)
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, place)
    others = [place for place, key in enumerate(keys) if places.get(key) != place]
    free = sorted(others, key=lambda place: place not in languages)
    for key in ("q", "a"):
        if "cloze" not in places and key not in places and free:
            places[key] = free.pop(0)
    return Columns(places, has_header=True, others=[first[place] for place in sorted(free)])


def _languages(first: Sequence[str]) -> Sequence[int]:
    """The places of the cells that name a language, if no two name the same."""
    named = {place: name for place, cell in enumerate(first) if (name := language(cell))}
    return list(named) if len(set(named.values())) == len(named) else ()
