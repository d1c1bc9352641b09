"""A search for cards: what a person typed, as a value; `search_reading` reads it.

Query
├── Every, Any, Not   all of these, one of these, not this
├── Words             what stands in the card's text, see `search_text`
├── Named             cards of decks, or of ids
├── State             how the card stands: due, new, a leech
├── Compared          a number of the card's memory against another one
└── Answered          when the card was answered, or answered for the first time
"""

from dataclasses import dataclass
from typing import Literal

#: The states that can be asked for, each with its meaning.
STATES = {
    "due": "due today or overdue, and not yet answered today",
    "new": "never answered, or reset",
    "leech": "forgotten as often as the setting leech_lapses says",
    "suspended": "asked no more until it is resumed",
    "buried": "hidden until tomorrow",
    "young": "the interval is below 21 days",
    "mature": "the interval is 21 days or more",
    "computed": "drawn with fresh numbers each time",
}
#: The numbers that can be compared, each with its meaning.
NUMBERS = {
    "ivl": "the interval in days",
    "ease": "SM-2's factor, from 1.3 on",
    "lapses": "how often it was forgotten",
    "reps": "passes in a row",
    "due": "days until it is due, below 0 when overdue",
}
#: The other filters, each with what stands behind its colon.
FILTERS = {
    "deck": "a deck's name, with * at the end for all that begin so",
    "tag": "a tag, with * at the end for all that begin so",
    "type": "basic, cloze, choice and so on",
    "id": "a card, or an entry with all its cards; with * at the end for all that begin so",
    "is": "a state",
    "level": "1, 2 or 3",
    "rated": "answered within so many days, today being one; rated:7:1 with the key 1",
    "introduced": "answered for the first time within so many days",
}

Sign = Literal["<", "<=", ">", ">=", "=", "!="]


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens that follow each other in the text of a card; the last one may go on unless `is_whole`."""

    tokens: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Cards whose deck, or whose id or entry, is `name` or begins with it."""

    what: Literal["deck", "id"]
    name: str
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class State:
    """Cards in one of the STATES."""

    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Cards of which one of the NUMBERS holds; new cards have none. Ease is in hundredths."""

    name: str
    sign: Sign
    number: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Cards answered, or answered for the first time, within so many study days; with a key of four, if it is given."""

    when: Literal["ever", "first"]
    days: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """What all of these find."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """What one of these finds."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """What this does not find."""

    part: "Query"


Query = Words | Named | State | Compared | Answered | Every | Any | Not
