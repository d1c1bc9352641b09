"""A formula in one line: m̂ₜ = mₜ/(1 − β₁ᵗ). Braces become parentheses wherever leaving them out would change it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flashcards.text.maths import signs
from flashcards.text.maths.neighbours import (
    CLOSING,
    OPENING,
    TIGHT,
    begins,
    is_bracketed,
    is_function,
    is_one,
    is_operand,
    is_slash,
    is_sum,
    needs_space,
)
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
    Table,
)

#: A name that is spelled out.
_NAME = re.compile(r"[A-Za-z]{2,}$")
#: A script that has no small sign and no brackets: a letter after it would be read as a part of it.
_RAISED = re.compile(r"[_^](\w+|\[[^\]]*\])$")
_SIGNED = frozenset("+−-±∓")
_ROOTS = {"3": "∛", "4": "∜"}


@dataclass(frozen=True, slots=True)
class Line:
    """Sets nodes in one line, in Unicode or in ASCII."""

    is_ascii: bool = False

    def set(self, node: Node, *, is_small: bool = False) -> str:
        """The node in one line; what is small has no spaces around operators."""
        match node:
            case Atom():
                return self._sign(node.text)
            case Row():
                return self._row(node.items, is_small=is_small)
            case Fraction():
                return self._fraction(node, is_small=is_small)
            case Script():
                return self._script(node)
            case Root():
                return self._root(node)
            case Accent():
                return self._accent(node)
            case Fence():
                return (
                    self._sign(node.opening)
                    + self.set(node.body, is_small=is_small)
                    + self._sign(node.closing)
                )
            case Table():
                rows = [(" " if node.is_aligned else ", ").join(map(self.set, row)) for row in node.rows]
                return "; ".join(rows)

    # ---- rows

    def _row(self, items: Sequence[Node], *, is_small: bool) -> str:
        line = last = ""
        before: Node | None = None
        for item, after in zip(items, (*items[1:], None), strict=bool(items)):
            text = self._in_row(before, item, after, is_small=is_small)
            if text[:1].isalnum() and (_RAISED.search(line) or (self.is_ascii and _NAME.search(last))):
                line += " "
            if text[:1] in CLOSING or (line.endswith(": ") and text == " = "):
                line, text = line.rstrip(), text.lstrip()
            line += text.lstrip() if not line or line.endswith(" ") else text
            before, last = item, text
        return line.strip()

    def _in_row(self, before: Node | None, item: Node, after: Node | None, *, is_small: bool) -> str:
        """The item with the spaces and parentheses that its neighbours ask for."""
        text = self.set(item, is_small=is_small)
        if isinstance(item, Atom) and item.kind == "operator":
            return self._operator(before, item, text, is_small=is_small)
        if isinstance(item, Fraction) and (is_operand(after) or is_function(before) or is_slash(before)):
            text = f"({text})"
            is_apart = is_function(before)
        else:
            is_name = self.is_ascii and len(text) > 1 and text[0].isalpha()
            is_apart = needs_space(before, item, is_name=is_name)
        return f" {text}" if is_apart and not is_small else text

    def _operator(self, before: Node | None, item: Atom, text: str, *, is_small: bool) -> str:
        if item.text in {",", ";"}:
            return text if is_small else f"{text} "
        if item.text in BIG_OPERATORS:
            return text if begins(before) else f" {text}"
        if item.text in OPENING | CLOSING | TIGHT:
            return text
        if item.text in _SIGNED and begins(before):
            return text
        return text if is_small and not text.isalpha() else f" {text} "

    # ---- what is built

    def _fraction(self, node: Fraction, *, is_small: bool) -> str:
        if not node.has_bar:
            return f"{self.set(node.above)} choose {self.set(node.below)}"
        above, below = (self.set(part, is_small=is_small) for part in (node.above, node.below))
        above = f"({above})" if is_sum(node.above) else above
        below = f"({below})" if not is_one(node.below) else below
        return f"{above}/{below}"

    def _script(self, node: Script) -> str:
        base = self.set(node.base)
        if not is_one(node.base) and not (isinstance(node.base, Row | Fence) and base[-1:] in CLOSING):
            base = f"({base})"
        scripts = "".join(
            self._small(part, small, mark)
            for part, small, mark in ((node.below, signs.below, "_"), (node.above, signs.above, "^"))
            if part is not None
        )
        return base + scripts

    def _small(self, part: Node, small: Callable[[str], str | None], mark: str) -> str:
        text = self.set(part, is_small=True)
        found = None if self.is_ascii else small(text)
        if found is not None:
            return found
        if self.is_ascii and mark == "^" and text in {"'", "''"}:
            return text
        is_name = text.isdigit() or (mark == "_" and text.isascii() and text.isalnum())
        if is_bracketed(text) or is_name or len(text) == 1:
            return mark + text
        layer, rest = text[: text.rfind("]") + 1], text[text.rfind("]") + 1 :]
        if is_bracketed(layer) and small(rest) and not self.is_ascii:
            return f"{mark}{layer}{small(rest)}"
        return f"{mark}({self.set(part)})"

    def _root(self, node: Root) -> str:
        body = self.set(node.body)
        if self.is_ascii:
            index = f"[{self.set(node.index)}]" if node.index is not None else ""
            return f"sqrt{index}({body})"
        sign = "√"
        if node.index is not None:
            index = self.set(node.index, is_small=True)
            sign = _ROOTS.get(index) or (signs.above(index) or f"({index})") + "√"
        return sign + (body if is_one(node.body) and not isinstance(node.body, Fence) else f"({body})")

    def _accent(self, node: Accent) -> str:
        base = self.set(node.base)
        marked = None if self.is_ascii else signs.accented(base, node.sign)
        if marked is not None:
            return marked
        name = signs.ACCENT_NAMES.get(node.sign)
        if name is None:
            return base
        return f"{base}_{name}" if self.is_ascii and base.isalnum() else f"{name}({base})"

    def _sign(self, text: str) -> str:
        return signs.in_ascii(text) if self.is_ascii else text
