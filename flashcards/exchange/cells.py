"""What the texts of all tables have in common: tags, and lines within a cell."""

import re
from functools import lru_cache

from flashcards.core.slugs import slug

#: Between two lines of words; lists, tables, quotes and code are Markdown already.
_LINE_BREAK = re.compile(r"(?<=[^\s\\])[ \t]*\n(?=[^\s\-*+>|#`~\d$])")
_IN_BLOCKS = ("```", "$$")
#: What a spreadsheet would have run was written with a ' in front.
_MASKED = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")  # noqa: RUF001
_COMMAS = re.compile(r"\s*[,;]\s*")
_LONGEST_TAG = 80


def cell_text(cell: str) -> str:
    """A cell as Markdown: its lines stay lines."""
    if cell[:1] == "'":
        cell = _MASKED.sub("", cell, count=1)
    if "\n" in cell or "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        if not any(sign in cell for sign in _IN_BLOCKS):
            cell = _LINE_BREAK.sub(r"\\\n", cell)
    return cell


@lru_cache(maxsize=256)
def tags_of(cell: str) -> tuple[str, ...]:
    """The tags in a cell: between commas or semicolons where there are any, else between spaces."""
    words = _COMMAS.split(cell) if "," in cell or ";" in cell else cell.split()
    tags = (slug(word, otherwise="tag", longest=_LONGEST_TAG) for word in words if word.strip())
    return tuple(dict.fromkeys(tags))
