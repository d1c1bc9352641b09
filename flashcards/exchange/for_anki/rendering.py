"""What Markdown's reader makes of a text, as the HTML of Anki's fields.

Apart from `markup`, because texts without any sign need no reader, which takes longer to load than all else.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from flashcards.exchange.for_anki.markup import CLOSES, OPENS
from flashcards.text.dialect import parser

_MATHS_SIGN = re.compile(r"\\([(\[\])])")
_SAFE_LINK = re.compile(f'(?:https?://|mailto:)[^\\s<>"{OPENS}{CLOSES}]+', re.IGNORECASE)
#: Lists and quotes within each other; what is nested deeper is no text to be read.
_DEEPEST = 24


def rendered_block(text: str) -> str:
    """Paragraphs, lists and all else that stands on lines of its own."""
    tokens = parser().parse(text)
    if any(token.level > _DEEPEST for token in tokens):
        return as_it_is(text)
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    return _rendered(tokens).rstrip("\n")


def rendered_line(text: str) -> str:
    """What stands within one line."""
    return _rendered(parser().parseInline(text))


def as_it_is(text: str) -> str:
    """The text with its signs, none of which means anything."""
    return _inert(escape(text, quote=False)).replace("\n", "<br>")


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
