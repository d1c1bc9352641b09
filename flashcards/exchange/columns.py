"""Which column of a table is what of a card."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """What the first row tells; where two of its cells name no columns, the first two are question and answer."""
    keys = [_KEYS.get(_SIGNS.sub("", cell).lower(), "") for cell in first]
    if len(set(keys) - {""}) < min(2, len(first)) or not any(keys):
        return Columns({"q": 0, "a": 1}, has_header=False)
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, place)
    free = [place for place, key in enumerate(keys) if places.get(key) != place]
    for key in ("q", "a"):
        if "cloze" not in places and key not in places and free:
            places[key] = free.pop(0)
    return Columns(places, has_header=True, others=[first[place] for place in free])
