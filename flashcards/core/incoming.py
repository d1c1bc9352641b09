"""What another program's file brings: decks with their entries, answers given there, and what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """An entry as a deck file would have it, but for its id, which the deck chooses.

    `key` is what the entry is known by in its source, the same at every export of it. `name` is the text that a
    readable id is made from. `fields` are the keys of a deck's entry in their order (`q`, `a`, `both`, `cloze`,
    `tags`, `note` ...), each value as the schema has it. With `keeps_key` the id holds a short hash of the key, so
    that the entry is found again after its text has changed; without it the id is made from the name alone.
    """

    key: str
    name: str
    fields: Mapping[str, Any]
    keeps_key: bool = False


@dataclass(frozen=True, slots=True)
class IncomingDeck:
    """A deck that comes in: `name` is already a slug."""

    name: str
    title: str
    about: str
    entries: tuple[IncomingEntry, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that does not come over: where it stands in the source, and why."""

    where: str
    why: str
