"""TeX as a small tree of what mathematics is made of; latex2mathml does the reading.

Node
├── Atom        a letter, number, operator, word or space
├── Row         nodes side by side
├── Fraction    one above the other, with a bar or (binomials) without
├── Script      a base with something below and above its end, or as limits below and above itself
├── Root        with an index or without
├── Accent      a sign over its base
├── Fence       brackets that grow with what they hold; either may be empty
└── Table       rows of cells
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal
from xml.etree.ElementTree import Element

#: Longer formulas than any card needs, and deeper ones, are not read: they would only take time.
LONGEST = 2000
_DEEPEST = 40
#: Of the elements that are made of it: braces make two or three each, and some commands nest without any.
_DEEPEST_ELEMENT = 3 * _DEEPEST

Kind = Literal["letter", "number", "operator", "word", "space"]


class CannotTypeset(Exception):
    """The formula has something in it that is not known here; it is shown as TeX."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What is not made of anything smaller."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """Nodes side by side."""

    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Fraction:
    """`above` over `below`."""

    above: "Node"
    below: "Node"
    has_bar: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """A base with scripts; as `limits` they stand under and over it, where there is room for that."""

    base: "Node"
    below: "Node | None"
    above: "Node | None"
    is_limits: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """A root; without an index the square root."""

    body: "Node"
    index: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A base with a sign over it: ^, ~, ¯, →, ˙, ¨ or a brace."""

    base: "Node"
    sign: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A body between two brackets."""

    opening: str
    body: "Node"
    closing: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `is_aligned` where relations stand below one another, `is_left` where cells begin at the left."""

    rows: "tuple[tuple[Node, ...], ...]"
    is_aligned: bool = False
    is_left: bool = False


Node = Atom | Row | Fraction | Script | Root | Accent | Fence | Table

BIG_OPERATORS = frozenset("∑∏∫∬∭∮⋃⋂⨁")
#: Functions that latex2mathml does not know.
WORDS = {r"\arg": "arg"}
_LIMIT_WORDS = frozenset({"lim", "max", "min", "sup", "inf", "argmin", "argmax", "arg min", "arg max"})
_ACCENTS = frozenset("^~¯―‾→˙¨⏞ˇ˘")
#: Operators that come as letters.
_SIGNS = frozenset("&±∓:~∼")
_BRACKETS = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉∣∥")


def parse(tex: str) -> Node:
    """The tree of a formula; CannotTypeset for what latex2mathml cannot read, or what is not known here."""
    from latex2mathml.converter import convert_to_element

    if len(tex) > LONGEST or _depth(tex) > _DEEPEST:
        raise CannotTypeset(tex)
    try:
        element = convert_to_element(tex)
    # Foreign TeX meets another's parser here, which raises whatever comes of it.
    except Exception as error:
        raise CannotTypeset(tex) from error
    if is_too_deep(element):
        raise CannotTypeset(tex)
    try:
        return _row(list(element))
    # An element without what belongs into it: half a fraction, a script without a base.
    except (IndexError, ValueError) as error:
        raise CannotTypeset(tex) from error


def _depth(tex: str) -> int:
    depth = deepest = 0
    for sign in tex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return max(deepest, tex.count(r"\left"), tex.count(r"\begin"))


def is_too_deep(element: Element) -> bool:
    """Whether going down into the elements would end in Python's own bound."""
    level = [element]
    for _ in range(_DEEPEST_ELEMENT):
        level = [inner for outer in level for inner in outer]
    return bool(level)


def _node(element: Element) -> Node:
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext" | "mspace":
            return _atom(element)
        case "mfrac":
            above, below = map(_node, element)
            return Fraction(above, below, has_bar=element.get("linethickness") != "0")
        case "msqrt":
            return Root(_row(list(element)))
        case "mroot":
            body, index = map(_node, element)
            return Root(body, index)
        case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
            return _script(element)
        case "mtable":
            rows = tuple(tuple(_row(list(cell)) for cell in row) for row in element)
            return _table(
                rows, is_left=any(cell.get("columnalign") == "left" for row in element for cell in row)
            )
        case "mrow" | "mstyle" | "math":
            return _row(list(element))
    raise CannotTypeset(element.tag)


def _atom(element: Element) -> Atom:
    text = unescape(element.text or "")
    if element.tag == "mspace":
        if element.get("linebreak"):
            return Atom("\n", "space")
        width = element.get("width", "")
        return Atom(
            "  " if width in {"1em", "2em"} else "" if width.startswith(("neg", "-")) else " ", "space"
        )
    text = WORDS.get(text, text)
    if "\\" in text:
        raise CannotTypeset(text)
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{THIN SPACE}", " ")
    if element.tag == "mtext":
        return Atom(text, "word")
    if element.tag == "mn":
        return Atom(text, "number")
    is_operator = element.tag == "mo" and not (text.isalpha() or " " in text)
    if is_operator or text in _BRACKETS or text in _SIGNS:
        return Atom(text, "operator")
    return Atom(text, "letter" if len(text) == 1 else "word")


def _script(element: Element) -> Node:
    base, *scripts = map(_node, element)
    limits = element.tag in {"munder", "mover", "munderover"}
    if element.tag == "mover" and isinstance(scripts[0], Atom) and scripts[0].text in _ACCENTS:
        return Accent(base, scripts[0].text)
    below = scripts[0] if "sub" in element.tag or "under" in element.tag else None
    above = scripts[-1] if "sup" in element.tag or "over" in element.tag else None
    return Script(base, below, above, limits or _takes_limits(base))


def _takes_limits(base: Node) -> bool:
    return isinstance(base, Atom) and (base.text in BIG_OPERATORS - {"∫", "∮"} or base.text in _LIMIT_WORDS)


def _row(elements: Sequence[Element]) -> Node:
    """One node for several elements, with brackets that belong together made into fences."""
    fenced = _fence(elements)
    if fenced is not None:
        return fenced
    items = tuple(_fences(elements))
    if any(isinstance(item, Atom) and item.text == "\n" for item in items):
        return _aligned(items)
    return items[0] if len(items) == 1 else Row(items)


def _fence(elements: Sequence[Element]) -> Fence | None:
    r"""What \left and \right hold, if that is all there is here."""
    if not elements or elements[0].get("form") != "prefix" or elements[0].get("fence") != "true":
        return None
    last = elements[-1]
    is_closed = last.get("form") == "postfix" and last.get("fence") == "true"
    body = elements[1:-1] if is_closed else elements[1:]
    return Fence(_text(elements[0]), _row(body), _text(last) if is_closed else "")


def _fences(elements: Sequence[Element]) -> Iterator[Node]:
    """The nodes; brackets beside a table or a binomial hold it."""
    place = 0
    while place < len(elements):
        around = elements[place : place + 3]
        if len(around) == 3 and _is_tall(around[1]) and {_text(around[0]), _text(around[2])} <= _BRACKETS:
            yield Fence(_text(around[0]), _node(around[1]), _text(around[2]))
            place += 3
        else:
            yield _spelled(elements[place]) or _node(elements[place])
            place += 1


def _is_tall(element: Element) -> bool:
    return element.tag == "mtable" or element.get("linethickness") == "0"


def _text(element: Element) -> str:
    return unescape(element.text or "")


def _spelled(element: Element) -> Atom | None:
    r"""The word that \mathrm spells letter by letter; None for everything else."""
    letters = list(element)
    if element.tag != "mrow" or not letters or any(one.get("mathvariant") != "normal" for one in letters):
        return None
    return Atom("".join(map(_text, letters)), "word")


def _aligned(items: Sequence[Node]) -> Table:
    r"""Lines that were broken by \\, cut into cells at each &."""
    rows: list[list[list[Node]]] = [[[]]]
    for item in items:
        if isinstance(item, Atom) and item.text == "\n":
            rows.append([[]])
        elif isinstance(item, Atom) and item.text == "&":
            rows[-1].append([])
        else:
            rows[-1][-1].append(item)
    return _table(
        tuple(tuple(Row(tuple(cell)) for cell in row) for row in rows if row != [[]]), is_aligned=True
    )


def _table(rows: tuple[tuple[Node, ...], ...], **how: bool) -> Table:
    if not any(rows):
        raise CannotTypeset("an empty table")
    return Table(tuple(row for row in rows if row), **how)
