r"""Markdown as the HTML of Anki's fields: formulas become MathJax, `\( \)` and `\[ \]`, and all else in a text is text.

A gap of a cloze keeps its number and hint. Anki ends a gap at the first `}}` and cuts it at `::`, so that neither may
stand within: in a formula a space parts them, elsewhere an entity stands for the second sign.
"""

import re
from collections.abc import Callable
from html import escape

from flashcards.core.cloze import Gap, parse
from flashcards.text.plain import has_line_signs, in_one_line

#: What stands for the two ends of a gap while Markdown is read: signs of no script, taken for letters.
OPENS, CLOSES = "\ue000", "\ue001"
_FOREIGN_ENDS = {ord(OPENS): "\ufffd", ord(CLOSES): "\ufffd"}
#: What a text has in it, or begins with, unless it is the same in Markdown and in HTML: most short ones are. Apart,
#: because a search for both looks at every place three times.
_SIGN = re.compile(r"[*_`$\\|\[<>&\n\r\t]")
_BEGINNING = re.compile(r"\s*(?:[-+#]|[0-9]+[.)]|~~)| {4}")
_GAP = re.compile(f"{OPENS}(.*?){CLOSES}", re.DOTALL)
_MATHS = re.compile(r"(\\\(.*?\\\)|\\\[.*?\\\])", re.DOTALL)
_LOOKS = re.compile(r"\{\{(?=c[0-9]+::)")


def is_same(text: str) -> bool:
    """Whether a text is the same in Markdown and in HTML."""
    if _SIGN.search(text) or text.endswith("  "):
        return False
    return text[:1].isalpha() or not _BEGINNING.match(text)


def block_html(text: str) -> str:
    """A text of one or more paragraphs; a single one stands without a paragraph around it."""
    if is_same(text):
        return text
    from flashcards.exchange.for_anki.rendering import rendered_block

    return rendered_block(text)


def line_html(text: str) -> str:
    """A text that is one line by its place, such as an option."""
    line = in_one_line(text)
    if not has_line_signs(line):
        return escape(line, quote=False)
    from flashcards.exchange.for_anki.rendering import rendered_line

    return rendered_line(line)


def cloze_html(text: str) -> str:
    """A cloze text with its gaps as Anki writes them; gaps that are asked together are all number 1."""
    parts = parse(text)
    gaps = [part for part in parts if isinstance(part, Gap)]
    marked = "".join(
        part.translate(_FOREIGN_ENDS)
        if isinstance(part, str)
        else f"{OPENS}{part.answer.translate(_FOREIGN_ENDS)}{CLOSES}"
        for part in parts
    )
    html = block_html(marked)
    if [mark for mark in html if mark in {OPENS, CLOSES}] != [OPENS, CLOSES] * len(gaps):
        from flashcards.exchange.for_anki.rendering import as_it_is

        html = as_it_is(marked)  # a gap that Markdown would swallow
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
