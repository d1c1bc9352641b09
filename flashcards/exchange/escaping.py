r"""Plain words as Markdown that says just them, in the dialect of cards: `*`, `$` and the like lose their meaning.

Only what would mean something is escaped, so that `3*4`, `snake_case` and `a + b` stay as they are typed.
"""

import re

#: Words without any sign that could mean something, in one line: most texts are, and need no more looks.
_PLAIN = re.compile(r"[^\W\d][\w ,.;:?!'\"()/%=+-]*")
#: The same in ASCII, which most are, in half the time.
_PLAIN_ASCII = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;:?!'\"()/%=+-]*")

_SIGN = re.compile(r"[\\`$_*\]]")
_INLINE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$)             # would escape what follows
    | [`$]
    | (?<![^\W_])_ | _(?![^\W_])             # within a word it means nothing
    | (?<![A-Za-z0-9\s])\* | \*(?![A-Za-z0-9\s]) | (?<=[A-Za-z0-9])\*(?=\s) | (?<=\s)\*(?=[A-Za-z0-9])
    | \](?=\()                               # a link
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""(?: \#{1,6}(?=\s|$) | > | [-+](?=\s|$) | ~~~ | -(?=[ ]*-[- ]*$) | [|:-](?=[-:| ]*-[-:| ]*$) )""",
    re.VERBOSE,
)
_NUMBER_START = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_BARE_GAP = re.compile(r"\{\{(?!c[0-9]{1,4}::)")


def is_plain(text: str) -> bool:
    """Whether a text is one line of words that mean nothing in Markdown, HTML or LaTeX."""
    if _PLAIN_ASCII.fullmatch(text):
        return "  " not in text
    return not text.isascii() and _PLAIN.fullmatch(text) is not None and "_" not in text and "  " not in text


def escaped(text: str, *, starts_line: bool, has_gaps: bool = False) -> str:
    """A text within one line as Markdown; `has_gaps`: `{{c1::...}}` keeps its meaning, and other braces have none."""
    if _SIGN.search(text):
        text = _INLINE.sub(r"\\\g<0>", text)
    if has_gaps:
        text = _BARE_GAP.sub(r"\\{\\{", text)
    if starts_line:
        if text[:1].isdigit():
            text = _NUMBER_START.sub(r"\1\\\2", text, count=1)
        elif _LINE_START.match(text):
            text = "\\" + text
    return text


def code(text: str) -> str:
    """A text within a line as code."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    mark = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{mark}{pad}{text}{pad}{mark}"


def code_block(text: str) -> str:
    """Lines of code as a block."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}\n{text}\n{mark}"


def formula(tex: str, *, displayed: bool) -> str:
    """LaTeX between dollars; empty where there is none."""
    tex = " ".join(tex.split())
    if not tex:
        return ""
    if "$" in tex:
        tex = re.sub(r"(?<!\\)((?:\\\\)*)\$", r"\1\\$", tex)
    return f"$${tex}$$" if displayed else f"${tex}$"
