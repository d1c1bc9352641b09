"""What is said of a deck beside its figures, on a screen and in plain lines."""

from collections.abc import Mapping


def deck_remarks(deck: Mapping[str, object]) -> str:
    """Whose deck it is, of the fields of `decks --json`; one that stands in for a bundled one says so."""
    own = "linked" if deck["linked"] else "own"
    remarks = (
        (f"{own}, overrides" if deck["overrides"] else own, deck["own"]),
        ("off", not deck["on"]),
    )
    return ", ".join(word for word, holds in remarks if holds)
