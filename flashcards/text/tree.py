"""A text as blocks and spans, the way Markdown means it, with its formulas set.

The tree goes to JSON and back, so that a text has to be read only once. It is light: reading is done elsewhere.
"""

import json
from dataclasses import dataclass, fields
from typing import Any

#: Raised whenever the same text is read or set otherwise than before: what was kept is then of no use.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """What `**` encloses."""

    spans: "Spans"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What `*` encloses."""

    spans: "Spans"


@dataclass(frozen=True, slots=True)
class Code:
    """Code in a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text, or what an image shows, and the address."""

    spans: "Spans"
    address: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a line: as TeX, and set unless it cannot be."""

    tex: str
    line: str | None


@dataclass(frozen=True, slots=True)
class Break:
    """A line that ends here."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that are laid out anew; `goes_on` with the sentence that the formula before it belongs to."""

    spans: "Spans"
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within the text."""

    spans: "Spans"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `labels` are the numbers as they are written ("1."), or empty where there are none."""

    items: tuple["Blocks", ...]
    labels: tuple[str, ...]
    is_tight: bool


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are all as long as `sides`: left, center or right for each column."""

    head: tuple["Spans", ...]
    rows: tuple[tuple["Spans", ...], ...]
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What someone else says."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Display:
    """A formula that stands by itself: as TeX, in two dimensions, and in one line."""

    tex: str
    picture: tuple[str, ...] | None
    line: str | None


Span = Words | Strong | Emphasis | Code | Link | Formula | Break
Spans = tuple[Span, ...]
Block = Paragraph | Heading | Bullets | CodeBlock | Table | Quote | Rule | Display
Blocks = tuple[Block, ...]

_KINDS: dict[str, Any] = {kind.__name__: kind for kind in (*Span.__args__, *Block.__args__)}


def to_json(nodes: Blocks | Spans) -> str:
    """The tree as JSON: each node an object with its kind as the one key."""
    return json.dumps(_plain(nodes), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:
    """The tree again. Raises ValueError for what `to_json` did not write."""
    try:
        return _tree(json.loads(text))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no tree of a text: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, str | bool):
        return value
    return {type(value).__name__: [_plain(getattr(value, field.name)) for field in fields(value)]}


def _tree(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_tree, value))
    if isinstance(value, dict):
        ((kind, parts),) = value.items()
        return _KINDS[kind](*map(_tree, parts))
    return value
