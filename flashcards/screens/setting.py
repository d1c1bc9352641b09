"""From the tree of a text to what a screen shows. All its words pass the gate here, whatever they went through."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.screens.layout import GLUE, Across, Cells, Folding, Hanging, Wrapped, unglued
from flashcards.text import tree
from flashcards.text.show import show
from flashcards.text.tree import Block, Blocks, Span, Spans

_CODE = "bold cyan"
_FORMULA_INDENT = 4
_CODE_INDENT = "  "

#: Formulas no wider than this stay on one line; wider ones break after a sign between two terms, and not within
#: a small pair of brackets.
_SHORT_FORMULA = 20
_BREATH = re.compile(r"(?<=[^=<>≤≥≈≠∈←→⟶↦+−·×,;|*/-]) ")
_SMALL_GROUP = re.compile(r"[(\[{⟨|‖][^()\[\]{}]{1,20}[)\]}⟩|‖]")

#: Blocks that stand close below the paragraph that leads to them.
_LED_TO = (tree.Bullets, tree.CodeBlock, tree.Display)


class Setter:
    """Sets trees for one sort of terminal."""

    def __init__(self, *, is_ascii: bool, shows_tex: bool) -> None:
        self._is_ascii = is_ascii
        self._shows_tex = shows_tex

    # ---- blocks

    def passage(self, blocks: Blocks) -> RenderableType:
        """Blocks one below the other."""
        parts = list(self._spaced(blocks))
        return parts[0] if len(parts) == 1 else Group(*parts)

    def _spaced(self, blocks: Blocks, *, is_tight: bool = False) -> Iterator[RenderableType]:
        """The blocks, with an empty line between two that do not belong together."""
        before: Block | None = None
        for block in blocks:
            leads = isinstance(before, tree.Paragraph) and isinstance(block, _LED_TO)
            goes_on = isinstance(block, tree.Paragraph) and block.goes_on
            if before is not None and not (is_tight or leads or goes_on):
                yield Text()
            yield self._block(block)
            before = block

    def _block(self, block: Block) -> RenderableType:
        match block:
            case tree.Paragraph():
                return self._running(self.line(block.spans))
            case tree.Heading():
                return self._running(self.line(block.spans, "bold"))
            case tree.Bullets():
                return Group(*self._items(block))
            case tree.CodeBlock():
                return self._hanging(_CODE_INDENT, _CODE_INDENT, _coloured(show(block.text), block.language))
            case tree.Table():
                rows = [[unglued(self.line(cell, "bold")) for cell in block.head]]
                rows += [[unglued(self.line(cell)) for cell in row] for row in block.rows]
                return Cells(rows, block.sides, self._is_ascii)
            case tree.Quote():
                bar = "| " if self._is_ascii else "│ "
                return self._hanging(bar, bar, self.passage(block.blocks))
            case tree.Rule():
                return Across("-" if self._is_ascii else "─")
            case tree.Display():
                return self._display(block)

    def _items(self, block: tree.Bullets) -> Iterator[RenderableType]:
        bullet = "-" if self._is_ascii else "•"
        labels = block.labels or (bullet,) * len(block.items)
        width = max(map(len, labels)) + 1
        for number, (label, item) in enumerate(zip(labels, block.items, strict=True)):
            if number and not block.is_tight:
                yield Text()
            content = Group(*self._spaced(item, is_tight=block.is_tight)) if item else Text()
            yield self._hanging(f"{show(label):>{width - 1}} ", " " * width, content)

    def _display(self, block: tree.Display) -> RenderableType:
        tex = show(f"$${block.tex}$$").split("\n")
        pictures = [] if self._shows_tex else [block.picture, block.line and (block.line,)]
        shown = [[show(line, lines=False) for line in lines] for lines in pictures if lines]
        return Folding(shown or [tex], _FORMULA_INDENT)

    @staticmethod
    def _hanging(label: str, below: str, content: RenderableType) -> RenderableType:
        return Hanging(Text(label, style="dim"), Text(below, style="dim"), content)

    @staticmethod
    def _running(text: Text) -> RenderableType:
        return Wrapped(text) if GLUE in text.plain else text

    # ---- spans

    def line(self, spans: Spans, style: str = "") -> Text:
        """Spans in running words; what is to stay together is glued."""
        text = Text(style=style, overflow="fold")
        for span in spans:
            self._append(text, span, "")
        return text

    def _append(self, text: Text, span: Span, style: str) -> None:
        match span:
            case tree.Words():
                text.append(show(span.text, lines=False), style)
            case tree.Code():
                text.append(show(span.text, lines=False), f"{style} {_CODE}".strip())
            case tree.Formula():
                text.append(self._formula(span), style)
            case tree.Break():
                text.append("\n")
            case tree.Strong():
                self._append_all(text, span.spans, f"{style} bold".strip())
            case tree.Emphasis():
                self._append_all(text, span.spans, f"{style} italic".strip())
            case tree.Link():
                before = len(text)
                self._append_all(text, span.spans, style)
                address = show(span.address, lines=False)
                if text.plain[before:] != address:
                    text.append(f" ({address})" if len(text) > before else address, f"{style} dim".strip())

    def _append_all(self, text: Text, spans: Spans, style: str) -> None:
        for span in spans:
            self._append(text, span, style)

    def _formula(self, formula: tree.Formula) -> str:
        if self._shows_tex or formula.line is None:
            return show(f"${formula.tex}$", lines=False)
        line = show(formula.line, lines=False)
        if cell_len(line) <= _SHORT_FORMULA:
            return line.replace(" ", GLUE)
        line = _SMALL_GROUP.sub(lambda group: group[0].replace(" ", GLUE), line)
        return _BREATH.sub(GLUE, line)


#: Languages whose colours are worth having in a card. Not whatever a text names: some readers of languages take
#: very long over hostile code.
_LANGUAGES = {
    "python": "python", "py": "python", "pycon": "pycon", "bash": "bash", "sh": "bash", "shell": "bash", "c": "c",
    "c++": "cpp", "cpp": "cpp", "cuda": "cuda", "java": "java", "javascript": "javascript", "js": "javascript",
    "json": "json", "julia": "julia", "r": "r", "rust": "rust", "sql": "sql", "toml": "toml", "yaml": "yaml",
}  # fmt: skip


def _coloured(code: str, language: str) -> Text:
    """Shown code in the colours of its language, of those eight that every terminal has for its background."""
    plain = Text(code, overflow="fold")
    lexer = _LANGUAGES.get(language.lower())
    if lexer is None:
        return plain
    from rich.syntax import Syntax

    coloured = Syntax("", lexer, theme="ansi_light", background_color="default").highlight(code)
    coloured.rstrip()
    coloured.overflow = "fold"
    coloured.no_wrap = False
    # Colours are worth less than a sign that got lost on the way.
    return coloured if coloured.plain == code.rstrip() else plain
