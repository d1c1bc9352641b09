"""Words within a line that HTML sets off, as Markdown: bold, italic, raised, lowered, and links."""

import re

_SCRIPTS = {"sup": "^", "sub": "_"}
_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "u", "ins", "cite", "dfn", "var"})
#: The tags that do it.
SPANS = frozenset((*_STRONG, *_EMPHASIS, *_SCRIPTS, "a"))
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

#: Stand for the marks around bold and italic words until it is known what stands beside them.
_BOLD, _ITALIC = ("\x01", "\x02"), ("\x03", "\x04")
#: Drops them from a text that came with them.
OWN_SIGNS = str.maketrans(dict.fromkeys("\x01\x02\x03\x04"))
_ENCLOSED = tuple(
    (mark, begin, re.compile(f"{begin}([^{begin}{end}]+){end}"))
    for mark, (begin, end) in (("*", _ITALIC), ("**", _BOLD))
)
_BESIDE = "".join((*_BOLD, *_ITALIC))
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s()<>]+")


def with_marks(text: str) -> str:
    """The text with the marks of Markdown in the places that `enclosed` has left for them."""
    for mark, begin, enclosed_words in _ENCLOSED:
        if begin in text:
            text = _marked(text, enclosed_words, mark)
    return text


def enclosed(name: str, core: str, address: str) -> str:
    """The words of a tag, with a place for the mark that belongs to it; `address` is a link's."""
    if name == "a":
        if not _ADDRESS.fullmatch(address):
            return core
        return address if core.replace("\\", "") == address else f"[{core}]({address})"
    if name in _SCRIPTS:
        table = _RAISED if name == "sup" else _LOWERED
        if all(ord(sign) in table for sign in core):
            return core.translate(table)
        sign = "\\_" if name == "sub" else "^"
        return f"{sign}{core}" if len(core) == 1 else f"{sign}({core})"
    begin, end = _BOLD if name in _STRONG else _ITALIC
    # The same mark within itself would end it.
    return core if begin in core else f"{begin}{core}{end}"


def _marked(text: str, words: re.Pattern[str], mark: str) -> str:
    """Put the mark where Markdown can read it, which depends on what stands beside it."""

    def put(found: re.Match[str]) -> str:
        inner = found[1]
        before, after = _beside(text, found.start(), found.end())
        opens = inner[0].isalnum() or not before.isalnum()
        closes = inner[-1].isalnum() or not after.isalnum()
        # Between letters one star is a sign of arithmetic, and so are two between digits.
        is_product = before.isalnum() or after.isalnum() if mark == "*" else (before + after).isdigit()
        return f"{mark}{inner}{mark}" if opens and closes and not is_product else inner

    return words.sub(put, text)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The signs on both sides, past those that only stand for marks."""
    return text[max(0, start - 3) : start].rstrip(_BESIDE)[-1:], text[end : end + 3].lstrip(_BESIDE)[:1]
