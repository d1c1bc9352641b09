r"""Markdown as the HTML of Anki's fields: formulas become MathJax, `\( \)` and `\[ \]`, and all else in a text is text.

A gap of a cloze keeps its number and hint. Anki ends a gap at the first `}}` and cuts it at `::`, so that neither may
stand within: in a formula a space parts them, elsewhere an entity stands for the second sign.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from flashcards.core.cloze import Gap, parse
from flashcards.text.dialect import parser
from flashcards.text.plain import has_line_signs, in_one_line

#: What stands for the two ends of a gap while Markdown is read: signs of no script, taken for letters.
_OPENS, _CLOSES = "\ue000", "\ue001"
_FOREIGN_ENDS = {ord(_OPENS): "\ufffd", ord(_CLOSES): "\ufffd"}
#: What a text has in it, or begins with, unless it is the same in Markdown and in HTML: most short ones are. Apart,
#: because a search for both looks at every place three times.
_SIGN = re.compile(r"[*_`$\\|\[<>&\n\r\t]")
_BEGINNING = re.compile(r"\s*(?:[-+#]|[0-9]+[.)]|~~)| {4}")
_GAP = re.compile(f"{_OPENS}(.*?){_CLOSES}", re.DOTALL)
_MATHS = re.compile(r"(\\\(.*?\\\)|\\\[.*?\\\])", re.DOTALL)
_LOOKS = re.compile(r"\{\{(?=c[0-9]+::)")
_MATHS_SIGN = re.compile(r"\\([(\[\])])")
_SAFE_LINK = re.compile(f'(?:https?://|mailto:)[^\\s<>"{_OPENS}{_CLOSES}]+', re.IGNORECASE)
#: Lists and quotes within each other; what is nested deeper is no text to be read.
_DEEPEST = 24


def block_html(text: str) -> str:
    """A text of one or more paragraphs; a single one stands without a paragraph around it."""
    if not (_SIGN.search(text) or _BEGINNING.match(text) or text.endswith("  ")):
        return text
    tokens = parser().parse(text)
    if any(token.level > _DEEPEST for token in tokens):
        return _inert(escape(text, quote=False)).replace("\n", "<br>")
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    return _rendered(tokens).rstrip("\n")


def line_html(text: str) -> str:
    """A text that is one line by its place, such as an option."""
    line = in_one_line(text)
    return _rendered(parser().parseInline(line)) if has_line_signs(line) else escape(line, quote=False)


def cloze_html(text: str) -> str:
    """A cloze text with its gaps as Anki writes them; gaps that are asked together are all number 1."""
    parts = parse(text)
    gaps = [part for part in parts if isinstance(part, Gap)]
    marked = "".join(
        part.translate(_FOREIGN_ENDS)
        if isinstance(part, str)
        else f"{_OPENS}{part.answer.translate(_FOREIGN_ENDS)}{_CLOSES}"
        for part in parts
    )
    html = block_html(marked)
    if [mark for mark in html if mark in {_OPENS, _CLOSES}] != [_OPENS, _CLOSES] * len(gaps):
        html = _inert(escape(marked, quote=False)).replace("\n", "<br>")  # a gap that Markdown would swallow
    # What only looks like a gap: its first brace had a backslash.
    html = _replaced(html, lambda text: _LOOKS.sub("{&#123;", text), lambda tex: _LOOKS.sub("{ {", tex))
    numbered = iter(gaps)
    return _GAP.sub(lambda found: _gap_html(next(numbered), found[1]), html)


def _gap_html(gap: Gap, answer: str) -> str:
    hint = f"::{_parted(line_html(gap.hint))}" if gap.hint else ""
    inside = _parted_in_maths(answer) if gap.in_maths else _parted(answer)
    if inside.endswith("}"):  # beside the gap's own end
        inside = f"{inside} " if gap.in_maths else f"{inside[:-1]}&#125;"
    return f"{{{{c{gap.number or 1}::{inside}{hint}}}}}"


def _parted(html: str) -> str:
    """The HTML with no `}}` and no `::` in it that Anki would take for its own."""
    return _replaced(
        html, lambda text: text.replace("}}", "}&#125;").replace("::", ":&#58;"), _parted_in_maths
    )


def _replaced(html: str, in_text: Callable[[str], str], in_maths: Callable[[str], str]) -> str:
    pieces = _MATHS.split(html)
    return "".join(in_maths(piece) if place % 2 else in_text(piece) for place, piece in enumerate(pieces))


def _parted_in_maths(tex: str) -> str:
    while "}}" in tex:
        tex = tex.replace("}}", "} }")
    return tex.replace("::", ": :")


def _rendered(tokens: Sequence[Token]) -> str:
    return str(_renderer().render(tokens, parser().options, {}))


@cache
def _renderer() -> "_AnkiHtml":
    return _AnkiHtml()


def _inert(html: str) -> str:
    r"""Text in which `\(` opens no formula: MathJax looks for it within one piece of text."""
    return _MATHS_SIGN.sub(r"\\<span>\1</span>", html)


class _AnkiHtml(RendererHTML):
    """What the parser's tokens are in a field of Anki; the names of the methods are those of tokens."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """Words."""
        return _inert(escape(tokens[idx].content, quote=False))

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """Code in a line."""
        return f"<code>{_inert(escape(tokens[idx].content, quote=False))}</code>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """Lines of code."""
        return f"<pre><code>{_inert(escape(tokens[idx].content, quote=False))}</code></pre>\n"

    code_block = fence

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """A formula in a line."""
        return rf"\({_tex(tokens[idx].content)}\)"

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """A formula that stands by itself."""
        return rf"\[{_tex(tokens[idx].content)}\]"

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """The same, between paragraphs."""
        return rf"\[{_tex(tokens[idx].content)}\]" + "\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """A link that leads to a page or a letter; the address of any other is told after its text."""
        address = str(tokens[idx].attrs["href"])
        return f'<a href="{escape(address)}">' if _SAFE_LINK.fullmatch(address) else ""

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        """The end of a link."""
        opening = next(
            token
            for token in reversed(tokens[:idx])
            if token.type == "link_open" and token.level == tokens[idx].level
        )
        address = str(opening.attrs["href"])
        return "</a>" if _SAFE_LINK.fullmatch(address) else f" ({_inert(escape(address, quote=False))})"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """What an image shows, and its address: pictures stay with the deck."""
        shown = self.renderInline(tokens[idx].children or (), options, env)
        return f"{shown} ({_inert(escape(str(tokens[idx].attrs['src']), quote=False))})"


def _tex(content: str) -> str:
    return escape(content.strip(), quote=False)
