"""A formula in two dimensions: fractions, sums with limits, roots, matrices and brackets as tall as what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flashcards.text.maths import boxes
from flashcards.text.maths.boxes import Box
from flashcards.text.maths.line import Line
from flashcards.text.maths.tree import Accent, Atom, Fence, Fraction, Node, Root, Row, Script, Table

#: Top, middle, bottom and, for braces, the waist of brackets that are taller than a line.
_TALL = {
    "(": "⎛⎜⎝⎜",
    ")": "⎞⎟⎠⎟",
    "[": "⎡⎢⎣⎢",
    "]": "⎤⎥⎦⎥",
    "{": "⎧⎪⎩⎨",
    "}": "⎫⎪⎭⎬",
    "⌊": "⎢⎢⎣⎢",
    "⌋": "⎥⎥⎦⎥",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
    "|": "││││",
    "∣": "││││",
    "‖": "‖‖‖‖",
    "∥": "‖‖‖‖",
    "⟨": "╱│╲⟨",
    "⟩": "╲│╱⟩",
}
#: Stands in a line for a taller thing before it.
_TALLER = Atom("", "letter")
_TALL_ASCII = {
    "(": "/|\\|",
    ")": "\\|/|",
    "[": "[[[[",
    "]": "]]]]",
    "{": "/|\\<",
    "}": "\\|/>",
    "⌊": "||L|",
    "⌋": "||J|",
    "⌈": "||||",
    "⌉": "||||",
    "|": "||||",
    "∣": "||||",
    "‖": "||||",
    "∥": "||||",
    "⟨": "/|\\<",
    "⟩": "\\|/>",
}


@dataclass(frozen=True, slots=True)
class Stack:
    """Sets nodes as boxes; whatever fits in one line is left to `Line`."""

    is_ascii: bool = False
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", Line(self.is_ascii))

    def set(self, node: Node) -> Box:
        """The node as a box."""
        match node:
            case Row():
                return self._row(node.items)
            case Fraction():
                return self._fraction(node)
            case Script():
                return self._script(node)
            case Root():
                return self._root(node)
            case Fence():
                return self._fenced(node.opening, self.set(node.body), node.closing)
            case Table():
                return self._table(node)
            case Atom() | Accent():
                return Box((self.line.set(node),))

    def _row(self, items: Sequence[Node]) -> Box:
        """The items on one baseline; those that are one line high are set together, with the spaces between them."""
        placed: list[Box] = []
        run: list[Node] = []
        for item, after in pairwise([*items, None]):
            if item is None or self._is_flat(item):
                run += [] if item is None else [item]
                continue
            placed += self._run(run, before=item)
            placed.append(self.set(item))
            if after is not None and self._stands_apart(item, after):
                placed.append(Box((" ",)))
            run = [_TALLER]
        placed += self._run(run, before=None)
        return boxes.beside(placed or [Box(("",))])

    def _run(self, items: Sequence[Node], before: Node | None) -> list[Box]:
        """Flat items in one line, with the spaces that they want beside taller neighbours; `before` is the next one."""
        inner = [item for item in items if item is not _TALLER]
        if not inner:
            return []
        text = self.line.set(Row(tuple(items)))
        first, last = inner[0], inner[-1]
        if len(inner) < len(items) and (_is_relation(first) or _is_space(first)):
            text = f" {text}"
        is_bracket = isinstance(last, Atom) and last.kind == "operator" and not _is_relation(last)
        if before is not None and (
            _is_relation(last)
            or isinstance(before, Fraction)
            or _is_comma(last)
            or not (is_bracket or isinstance(before, Fence))
        ):
            text = f"{text} "
        return [Box((text,))]

    def _is_flat(self, item: Node) -> bool:
        match item:
            case Fraction() | Table():
                return False
            case Script(is_limits=True):
                return False
            case Script(base=base, below=below, above=above):
                return all(part is None or self._is_flat(part) for part in (base, below, above))
            case Root(body=body):
                return self._is_flat(body)
            case Fence(body=body) | Accent(base=body):
                return self._is_flat(body)
            case Row(items=items):
                return all(map(self._is_flat, items))
        return True

    @staticmethod
    def _stands_apart(item: Node, after: Node) -> bool:
        """Whether something tall needs a space before what follows it."""
        if isinstance(item, Script) and item.is_limits:
            return True
        return isinstance(item, Fraction) and not (
            isinstance(after, Atom) and after.kind in {"operator", "space"}
        )

    def _fraction(self, node: Fraction) -> Box:
        above, below = self.set(node.above), self.set(node.below)
        if not node.has_bar:
            return boxes.stacked([above, below], above.height)
        bar = ("-" if self.is_ascii else "─") * (max(above.width, below.width) + 2)
        return boxes.stacked([above, Box((bar,)), below], above.height)

    def _script(self, node: Script) -> Box:
        if node.is_limits:
            return self._limits(node)
        if self._is_flat(node):
            return Box((self.line.set(node),))
        base = self.set(node.base)
        raised = [self.set(part) for part in (node.above, node.below) if part is not None]
        lines: list[str] = []
        if node.above is not None:
            lines += raised[0].lines
        lines += [""] * base.height
        if node.below is not None:
            lines += raised[-1].lines
        start = raised[0].height if node.above is not None else 0
        return boxes.beside([base, boxes.box(lines, start + base.baseline)])

    def _limits(self, node: Script) -> Box:
        parts = [
            Box((self.line.set(part, is_small=True),))
            for part in (node.above, node.below)
            if part is not None
        ]
        base = self.set(node.base)
        column = [*parts[: node.above is not None], base, *parts[node.above is not None :]]
        return boxes.stacked(column, (node.above is not None) + base.baseline)

    def _root(self, node: Root) -> Box:
        body = self.set(node.body)
        if body.height == 1:
            return Box((self.line.set(node),))
        return self._tall_root(body, "" if node.index is None else self.line.set(node.index, is_small=True))

    def _tall_root(self, body: Box, index: str) -> Box:
        """A hook at the left, rising with the body, and a line above it."""
        rise, hook, top = ("/", "\\", "_") if self.is_ascii else ("╱", "╲", "_")
        height = body.height
        lines = [" " * (height + 1) + top * (body.width + 1)]
        for place, line in enumerate(body.lines):
            left = height - 1 - place
            sign = (hook if place == height - 1 else " ") + " " * left + rise + " " * place
            lines.append(f"{sign}{line} ")
        lead = index.rjust(len(index)) if index else ""
        if lead:
            lines = [
                (lead if place == len(lines) - 2 else " " * len(lead)) + line
                for place, line in enumerate(lines)
            ]
        return boxes.box(lines, body.baseline + 1)

    def _fenced(self, opening: str, body: Box, closing: str) -> Box:
        if body.height == 1:
            left, right = (
                self.line.set(Atom(sign, "operator")) if sign else "" for sign in (opening, closing)
            )
            return Box((f"{left}{body.lines[0]}{right}",))
        return boxes.framed(body, self._tall(opening, body), self._tall(closing, body))

    def _tall(self, sign: str, body: Box) -> list[str]:
        if not sign:
            return []
        top, middle, bottom, waist = tuple((_TALL_ASCII if self.is_ascii else _TALL).get(sign, sign * 4))
        column = [top, *[middle] * (body.height - 2), bottom]
        if body.height > 2:
            column[body.height // 2] = waist
        return column

    def _table(self, node: Table) -> Box:
        rows = [[self.set(cell) for cell in row] for row in node.rows]
        columns = max(map(len, rows))
        if node.is_aligned:
            return boxes.grid(
                rows, 1, ["l"] if columns == 1 else [("r", "l")[place % 2] for place in range(columns)]
            )
        return boxes.grid(rows, 2, [("l" if node.is_left else "c")] * columns)


def _is_space(node: Node) -> bool:
    return isinstance(node, Atom) and node.kind == "space"


def _is_comma(node: Node) -> bool:
    return isinstance(node, Atom) and node.text in {",", ";"}


def _is_relation(node: Node) -> bool:
    """Whether spaces stand on both sides of the sign."""
    return (
        isinstance(node, Atom) and node.kind == "operator" and node.text not in set("()[]{}|‖,;/!'′⌊⌋⌈⌉∣∂∇")
    )
