"""What another program's file brings: decks with their entries, answers given there, and what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flashcards.core.memory import Memory


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


class IncomingAnswer(NamedTuple):
    """An answer that was given there: `suffix` is what the card's id adds to its entry's (`""`, `"#back"`, `"#c2"`).

    With `is_cram` it moved no schedule there, and moves none here.
    """

    key: str
    suffix: str
    at_ms: int
    grade: int
    elapsed_ms: int
    is_cram: bool = False


class IncomingStanding(NamedTuple):
    """Where a card stands there since `since_ms`; a `memory` of None is that of a new card."""

    key: str
    suffix: str
    since_ms: int
    memory: Memory | None
    is_suspended: bool
