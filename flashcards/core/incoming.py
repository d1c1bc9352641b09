"""What another program's file brings: decks with their entries, answers given there, and what is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flashcards.core.memory import Memory


class IncomingEntry(NamedTuple):
    """An entry as a deck file would have it, but for its id, which the deck chooses.

    `key` is what the entry is known by in its source, the same at every export of it. `name` is the text that a
    readable id is made from. `fields` are the keys of a deck's entry in their order (`q`, `a`, `both`, `cloze`,
    `tags`, `note` ...), each value as the schema has it. With `keeps_key` the id holds a short hash of the key, so
    that the entry is found again after its text has changed; without it the id is made from the name alone.
    `where` is its place in the source, for a report; `entry_id` the id that it has already, as it
    was exported here, and without `fields` it is as it was then. A tuple, because that is made three times as fast.
    """

    key: str
    name: str
    fields: Mapping[str, Any]
    keeps_key: bool = False
    where: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingDeck:
    """A deck that comes in: `name` is already a slug, and the entries may come but once."""

    name: str
    title: str
    about: str
    entries: Iterable[IncomingEntry]


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
    """Where a card stands there since `since_ms`; without `memory` it is new (again, if it `was_answered`)."""

    key: str
    suffix: str
    since_ms: int
    memory: Memory | None
    was_answered: bool
    is_suspended: bool


@dataclass(slots=True)
class Omissions:
    """All that is left out: how much, and the first of it in full."""

    MOST_SHOWN = 20

    count: int = 0
    first: list[LeftOut] = field(default_factory=list)

    def add(self, where: str, why: str) -> None:
        """Note that something does not come over."""
        self.count += 1
        if len(self.first) < self.MOST_SHOWN:
            self.first.append(LeftOut(where, why))
