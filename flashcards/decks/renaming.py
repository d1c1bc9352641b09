"""A card's entry gets another id, also in another deck, and all that names it goes along.

The entry keeps its former id under `was`, which is how its progress follows.
"""

from collections.abc import Mapping
from typing import Any

from flashcards.core.errors import UsageError
from flashcards.core.ids import deck_of
from flashcards.decks.changing import (
    Edit,
    appended,
    applied,
    named_in,
    reference_edits,
    replaced_name,
    require_same,
    taken_out,
    with_former,
)
from flashcards.decks.events import Table
from flashcards.decks.layout import DeckLayout, plain

_REFERENCES = ("needs", "see")


def renamed(decks: Mapping[str, DeckLayout], old: str, new: str) -> dict[str, bytes]:
    """The new content of each of these decks that changes when the entry `old` becomes `new` (both `deck/id`).

    Raises CannotChange, and UsageError where the deck that it goes to could not hold it.
    """
    source, target = deck_of(old), deck_of(new)
    number = decks[source].entry(_name(old))
    expected = {name: _expected(name, deck, old, new) for name, deck in decks.items()}
    entry = expected[source]["cards"][number]
    entry["id"] = _name(new)
    entry["was"] = [_name(old) if source == target else old, *entry.get("was", [])]
    texts = {
        name: applied(deck.text, _edits(name, deck, number if name == source else None, old, new))
        for name, deck in decks.items()
    }
    if source != target:
        _require_sources(decks[source], decks[target], decks[source].entries[number])
        del expected[source]["cards"][number]
        expected[target]["cards"].append(_absolute(entry, source))
        between = DeckLayout(decks[source].encoded(texts[source]), decks[source].path)
        texts[source], lines = taken_out(between, number)
        goes_to = DeckLayout(decks[target].encoded(texts[target]), decks[target].path)
        texts[target] = appended(goes_to, lines)
    # The deck that an entry goes to is the last, which is the first to be replaced: so none is ever lost on the way.
    names = sorted(decks, key=lambda name: name == target)
    contents = {name: decks[name].encoded(texts[name]) for name in names if texts[name] != decks[name].text}
    for name, content in contents.items():
        require_same(DeckLayout(content, decks[name].path), expected[name])
    return contents


def _edits(name: str, deck: DeckLayout, number: int | None, old: str, new: str) -> list[Edit]:
    """What changes in a deck's text; `number` is that of the entry itself, where the deck has it."""
    others = _other_names(name, old, new)
    edits = reference_edits(deck, others)
    if number is None:
        return edits
    entry = deck.entries[number]
    edits.append(replaced_name(deck, entry.marks["id"][1], _name(old), _name(new)))
    is_moved = name != deck_of(new)
    edits.append(with_former(deck, number, old if is_moved else _name(old)))
    if is_moved:
        edits += [
            replaced_name(deck, mark, str(named), f"{name}/{named}")
            for named, mark in named_in(entry, (*_REFERENCES, "was"))
            if "/" not in str(named) and str(named) not in others
        ]
    return edits


def _other_names(deck: str, old: str, new: str) -> dict[str, str]:
    """How the entry may be written in a deck, each with what is to be written instead."""
    written = _name(new) if deck == deck_of(new) else new
    return {old: written} | ({_name(old): written} if deck == deck_of(old) else {})


def _expected(name: str, deck: DeckLayout, old: str, new: str) -> Any:
    """What the deck is to say when all that names the entry has been changed."""
    others = _other_names(name, old, new)
    said = plain(deck.root)
    for entry in said["cards"]:
        for key in _REFERENCES:
            if key in entry:
                entry[key] = [others.get(named, named) for named in entry[key]]
    return said


def _absolute(entry: dict[str, Any], deck: str) -> dict[str, Any]:
    """An entry that leaves its deck names that deck's entries in full."""
    for key in (*_REFERENCES, "was"):
        if key in entry:
            entry[key] = [named if "/" in named else f"{deck}/{named}" for named in entry[key]]
    return entry


def _require_sources(source: DeckLayout, target: DeckLayout, entry: Table) -> None:
    """The work that the entry cites by a key is the same in the deck that it goes to."""
    key = str(entry.get("source", "")).partition(" ")[0]
    works, others = (
        plain(deck.root["sources"]) if "sources" in deck.root else {} for deck in (source, target)
    )
    if key in works and works[key] != others.get(key):
        raise UsageError(
            f"the card cites '{key}', which {target.path} does not have under `sources` in the same words",
            f"copy '{key}' from {source.path} first; nothing was changed",
        )


def _name(entry: str) -> str:
    return entry.partition("/")[2]
