"""What a node is to its neighbours in a line: one thing or several, an operand, a function, a bracket."""

from collections.abc import Iterator, Sequence

from flashcards.text.maths.tree import (
    BIG_OPERATORS,
    Accent,
    Atom,
    Fence,
    Fraction,
    Node,
    Root,
    Row,
    Script,
)

OPENING = frozenset("([{⌊⌈⟨")
CLOSING = frozenset(")]}⌋⌉⟩")
#: Bars may open or close; nothing stands apart from them.
BARS = frozenset("|‖∣∥")
TIGHT = frozenset("/!'′″%∂∇¬…⋯⋮⋱.#&*°∞") | BARS


def is_bracketed(text: str) -> bool:
    """Whether one pair of brackets holds all of the text."""
    if len(text) < 2 or text[0] not in OPENING or text[-1] not in CLOSING:
        return False
    return all(depth > 0 for depth in list(_depths(text))[:-1])


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for sign in text:
        depth += (sign in OPENING) - (sign in CLOSING)
        yield depth


def is_one(node: Node) -> bool:
    """Whether the node stays one thing beside a fraction's bar, a root or a script."""
    match node:
        case Atom() | Root() | Accent() | Fence():
            return True
        case Script():
            return is_one(node.base)
        case Row():
            return is_differential(node.items) or is_call(node.items)
        case _:
            return False


def is_differential(items: Sequence[Node]) -> bool:
    """∂w, dW: the sign and what it is taken of are one thing."""
    first = items[0] if items else None
    return len(items) == 2 and isinstance(first, Atom) and first.text in {"∂", "d", "∇"} and is_one(items[1])


def is_call(items: Sequence[Node]) -> bool:
    """(a + b), ‖w‖ or log(x): one pair of brackets, with at most a function's name before it."""
    bars = [place for place, item in enumerate(items) if is_sign(item, BARS)]
    if bars == [0, len(items) - 1]:
        return True
    inner = items[1:] if items and is_function(items[0]) else items
    if len(inner) < 2 or not (is_sign(inner[0], OPENING) and is_sign(inner[-1], CLOSING)):
        return False
    depth = 0
    for place, item in enumerate(inner):
        depth += is_sign(item, OPENING) - is_sign(item, CLOSING)
        if depth == 0 and place < len(inner) - 1:
            return False
    return True


def is_sign(node: Node, which: frozenset[str]) -> bool:
    """Whether the node is one of these signs, with scripts or without."""
    if isinstance(node, Script):
        return is_sign(node.base, which)
    return isinstance(node, Atom) and node.text in which


def is_operator(node: Node | None) -> bool:
    """Whether the node is an operator."""
    return isinstance(node, Atom) and node.kind == "operator"


def is_sum(node: Node) -> bool:
    """Whether there is an operator in the row that binds less than a fraction."""
    if isinstance(node, Fraction):
        return True
    if not isinstance(node, Row):
        return False
    depth = 0
    for place, item in enumerate(node.items):
        depth += is_sign(item, OPENING) - is_sign(item, CLOSING)
        binds_less = (
            is_operator(item) and isinstance(item, Atom) and item.text not in OPENING | CLOSING | TIGHT
        )
        if depth == 0 and place > 0 and binds_less:
            return True
    return False


def begins(before: Node | None) -> bool:
    """Whether a sign after this belongs to what follows it."""
    if before is None:
        return True
    if isinstance(before, Atom) and before.kind == "space":
        return False
    return (
        is_operator(before) and isinstance(before, Atom) and before.text not in CLOSING | BARS | set("!%′″")
    )


def is_slash(node: Node | None) -> bool:
    """Whether the node is the sign of division."""
    return isinstance(node, Atom) and node.text == "/"


def is_big(node: Node | None) -> bool:
    """Whether it is a sum, a product or an integral, with its limits or without."""
    return is_sign(node, BIG_OPERATORS) if node is not None else False


def is_operand(node: Node | None) -> bool:
    """Whether the node, after a fraction, would be read as multiplied with its lower part alone."""
    if is_big(node):
        return True
    if node is None or (isinstance(node, Atom) and node.kind in {"operator", "space"}):
        return isinstance(node, Atom) and node.text in {"(", "[", "∂", "∇"}
    return not (isinstance(node, Script) and is_sign(node.base, CLOSING | BARS))


def is_function(node: Node | None) -> bool:
    """Whether the node is a function's name, with scripts or without."""
    if isinstance(node, Script):
        return is_function(node.base)
    return isinstance(node, Atom) and node.kind == "word"


def needs_space(before: Node | None, item: Node, *, is_name: bool) -> bool:
    """Whether two operands that stand side by side would run into one; `is_name`: the second one is spelled out."""
    if before is None or is_space(before) or is_space(item):
        return False
    if is_big(item):
        return not (is_operator(before) or is_sign(before, OPENING)) or is_big(before)
    if is_big(before):
        return not is_bracket(item)
    if is_operator(before):
        return is_function(item) and is_sign(before, CLOSING)
    if is_bracket(item) or is_sign(before, OPENING | {"d"}):
        return False
    if is_function(before) or is_function(item) or isinstance(item, Fraction) or isinstance(before, Root):
        return True
    is_number = isinstance(item, Atom) and item.kind == "number"
    return is_number or is_name


def is_space(node: Node) -> bool:
    """Whether the node is a space."""
    return isinstance(node, Atom) and node.kind == "space"


def is_bracket(node: Node) -> bool:
    """Whether the node is a bracket, or stands in brackets."""
    return isinstance(node, Fence) or is_sign(node, OPENING | CLOSING | BARS)
