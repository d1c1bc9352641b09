"""The gate: all text that is not the program's own passes `show` before a screen sees it.

Terminals obey escape sequences and turn text around at invisible signs, and nothing on the way takes them out.
They are made visible instead, so that what stands in a card or a file name is what is seen.
"""

_CUT = "…"

#: Marks on one letter. Tibetan and Burmese need four; more only paint over the lines above and below.
_MOST_MARKS = 6

#: Letters and marks that are drawn as nothing: a name made of these would look empty.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")

#: Python calls no space but the plain one printable; these do no harm, and Japanese is set with one of them.
_SPACES = frozenset(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))

#: The zero-width joiners belong to the spelling of Persian, of Indic scripts and of emoji, all of which begin at
#: this sign. Among Latin, Greek and Cyrillic letters they only hide, and so are shown there.
_JOINERS = frozenset("\u200c\u200d")
_FIRST_JOINED = "\u0600"


class _Signs(dict[int, str]):
    """What stands for each code point, found when one is first met; there are only so many."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        is_plain = sign.isprintable() and sign not in _BLANKS
        self[code] = sign if is_plain or sign in _SPACES or sign in _JOINERS else _number(sign)
        return self[code]


_SIGNS = _Signs({code: chr(0x2400 + code) for code in range(0x20)} | {0x0A: "\n", 0x7F: "\u2421"})


def show(text: str, *, limit: int = 4000, lines: bool = True) -> str:
    r"""The text with nothing in it that a terminal obeys or hides, and at most `limit` characters long.

    Control characters become their pictures (␛), what else cannot be seen its number (\u{202e}). Without `lines`
    it stays on one line. What was cut off leaves a … behind.
    """
    seen = text[: limit + 1]
    if not (seen.isascii() and seen.isprintable()):
        seen = _visible(seen, lines=lines)
    if len(text) > limit or len(seen) > limit:
        return seen[: limit - 1] + _CUT
    return seen


def _visible(text: str, *, lines: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    if not lines:
        text = text.replace("\n", " ")
    seen = text.translate(_SIGNS)
    return seen if text.isascii() else _with_few_marks(seen)


def _with_few_marks(text: str) -> str:
    """The text with joiners only where they join, and no letter under a heap of marks."""
    from unicodedata import category

    kept = []
    marks = 0
    before = ""
    for sign in text:
        if sign in _JOINERS and not (before >= _FIRST_JOINED and before.isprintable()):
            before = _number(sign)
        elif sign < "\u0300" or category(sign) not in {"Mn", "Me", "Cf"}:
            marks = 0
            before = sign
        else:
            marks += 1
            if marks > _MOST_MARKS + 1:
                continue
            before = sign if marks <= _MOST_MARKS else _CUT
        kept.append(before)
    return "".join(kept)


def _number(sign: str) -> str:
    return f"\\u{{{ord(sign):x}}}"
