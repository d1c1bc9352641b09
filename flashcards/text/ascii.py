"""Text in ASCII, for terminals and fonts that have nothing else: column by column what stood there before.

What is laid out stays laid out: a sign becomes as many signs as it takes columns, and one that takes none, such
as a combining accent, becomes nothing.
"""

from unicodedata import category, combining, normalize

from rich.cells import cell_len

#: Signs that the program prints, and those of cards that have an ASCII sign of their own.
_TWINS = {
    "─╌┄": "-",
    "━═": "=",
    "│║┃╎┆▏▕": "|",
    "╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛╺╸╴╶": "+",
    "›→⇒▸▶»⟶↦⟩": ">",
    "‹←⇐◂◀«⟵⟨": "<",
    "↑": "^",
    "↓": "v",
    "✓✔": "+",
    "✗✘×✕": "x",
    "·": ".",
    "∙⋅∗⊙": "*",
    "•‣▪■": "*",
    "▁": "_",
    "▂": ".",
    "▃░": ":",
    "▄": "-",
    "▅▒": "=",
    "▆": "+",
    "▇▓": "%",
    "█": "#",
    "…": "~",
    "≈∼≃": "~",
    "–—−‐‑‒": "-",
    "‘’′‚": "'",
    "“”″„": '"',
    "÷∕⁄": "/",
    "∣": "|",
    "≤": "<",
    "≥": ">",
    "≡": "=",
}
_SINGLE = {sign: twin for signs, twin in _TWINS.items() for sign in signs}


class _Table(dict[int, str]):
    """What stands for each code point, found when one is first met; there are only so many."""

    def __missing__(self, code: int) -> str:
        self[code] = _found(chr(code))
        return self[code]


_TABLE = _Table({code: chr(code) for code in range(0x80)})


def in_ascii(text: str) -> str:
    """The text in ASCII, each sign as wide as before: letters by their base letter, what is unknown as `?`."""
    return text if text.isascii() else text.translate(_TABLE)


def _found(sign: str) -> str:
    if sign in _SINGLE:
        return _SINGLE[sign]
    width = cell_len(sign)
    if category(sign) == "Zs":
        return " " * width
    # Only what is one sign there, too: of ½ or ﬁ a first sign alone would be another thing.
    base = "".join(mark for mark in normalize("NFKD", sign) if not combining(mark))
    return base.ljust(width) if len(base) == 1 and base.isascii() else "?" * width
