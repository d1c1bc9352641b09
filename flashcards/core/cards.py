"""Cards: what a deck teaches, one value for each question that is asked and scheduled by itself.

An *entry* of a deck file may make several cards (the two directions of a basic entry, the numbered gaps
of a cloze); they are siblings and share `Card.entry`.
"""

import json
from dataclasses import dataclass, fields
from typing import Any

from flashcards.core.ids import deck_of, entry_of


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong option, and why it is wrong (may be empty)."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """A question and its answer, graded by the person."""

    q: str
    a: str
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps in braces; `gap` is the number of the one that is asked, None for all bare gaps."""

    text: str
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is true or false."""

    claim: str
    truth: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with one or several right options among wrong ones."""

    q: str
    right: tuple[str, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A question answered by a word: `accept` holds all right forms, `reject` feedback for known wrong ones."""

    q: str
    accept: tuple[str, ...]
    reject: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """A question answered by putting `steps` in their order."""

    q: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A question answered by naming `at_least` of the items; each item is the tuple of its accepted forms."""

    q: str
    items: tuple[tuple[str, ...], ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Computed:
    """A problem drawn with fresh numbers: the name of its kind, and as JSON what fixes or narrows the draw."""

    problem: str
    params: str = "{}"


Body = Basic | Cloze | Claim | Choice | Typed | Steps | Listing | Computed

#: The name of each type, as decks, `--json` and the documentation spell it.
TYPE_NAMES: dict[type[Body], str] = {
    Basic: "basic",
    Cloze: "cloze",
    Claim: "true/false",
    Choice: "choice",
    Typed: "typed",
    Steps: "steps",
    Listing: "list",
    Computed: "computed",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One schedulable question.

    `id` is `deck/entry`, `deck/entry#back` for the other direction of a basic entry, `deck/entry#c2` for a
    numbered gap. `needs` holds entries (`deck/entry`) that come first; `was` former ids of this card,
    `allow` names the advice of `check` that does not apply.
    `path` and `line` say where the entry stands.
    """

    id: str
    body: Body
    tags: tuple[str, ...] = ()
    hint: str = ""
    why: str = ""
    note: str = ""
    source: str = ""
    needs: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    level: int | None = None
    was: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    path: str = ""
    line: int = 0

    @property
    def entry(self) -> str:
        """The id that this card shares with its siblings."""
        return entry_of(self.id)

    @property
    def deck(self) -> str:
        """The slug of the card's deck."""
        return deck_of(self.id)

    @property
    def type(self) -> str:
        """The type's name, as decks and `--json` spell it."""
        return TYPE_NAMES[type(self.body)]

    @property
    def is_marked(self) -> bool:
        """Whether the program can tell a right answer from a wrong one by itself."""
        return not isinstance(self.body, Basic | Cloze)


_BODIES = {name: body for body, name in TYPE_NAMES.items()}
_DEFAULTS = {one: {field.name: field.default for field in fields(one)} for one in (Card, Wrong, *TYPE_NAMES)}


def encoded(card: Card) -> str:
    """The card as JSON text, for the cache of parsed decks; what is as usual is left out."""
    return _ENCODER.encode(card)


def decoded(text: str) -> Card:
    """The card that `encoded` wrote."""
    values, _ = _READ(text)
    body_type = _BODIES[values.pop("type")]
    for name, value in values.items():
        if type(value) is list:
            values[name] = tuple(value)
    body = values["body"]
    for name, value in body.items():
        if type(value) is list:
            body[name] = _frozen(value)
    if "wrong" in body:
        body["wrong"] = tuple(Wrong(**wrong) for wrong in body["wrong"])
    values["body"] = body_type(**body)
    return Card(**values)


def _fields(value: Any) -> dict[str, Any]:
    """What the encoder writes of a card and its parts; `dataclasses.asdict` would copy every value first."""
    told = {
        name: own
        for name, default in _DEFAULTS[type(value)].items()
        if (own := getattr(value, name)) != default
    }
    return told | {"type": value.type} if isinstance(value, Card) else told


_ENCODER = json.JSONEncoder(default=_fields, separators=(",", ":"))
_READ = json.JSONDecoder().raw_decode


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if type(value) is list else value
