"""Lines of Markdown, put together from the tags and words of HTML in their order."""

import re

from flashcards.exchange.escaping import code, code_block, escaped
from flashcards.exchange.spans import OWN_SIGNS, SPANS, enclosed, with_marks

#: What begins on a new line (1), or a new paragraph (2), and ends so.
_LINES = {
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "dt",
    "dd",
    "caption",
    "address",
}
_GAPS = dict.fromkeys(_LINES, 1) | dict.fromkeys(("p", "blockquote", "dl", "figure", "center"), 2)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_CODE = frozenset({"code", "tt", "kbd", "samp", "pre"})
_LISTS = frozenset({"ul", "ol", "li"})
_TABLES = frozenset({"table", "tr", "td", "th"})
_DEEPEST_LIST = 6
#: What a line or an item begins with before its words.
_LEAD = re.compile(r"(?:\\?\n|\s)*(?:(?:[-#]|[0-9]+\.)+ )?")
_SPACE_AT_END = re.compile(r" +(?=\\?\n)")


class Lines:
    """The Markdown so far. What is not closed is as good as closed at the end; what was not opened closes nothing."""

    def __init__(self, *, has_gaps: bool = False) -> None:
        self._has_gaps = has_gaps
        self._parts: list[str] = []
        self._gap = 0  # 1: a new line comes before what is next, 2: a new paragraph
        self._marker = ""
        self._lists: list[int] = []  # the next number of each list around; 0 has bullets
        self._indents: list[str] = []
        self._spans: list[tuple[str, int, str]] = []
        self._code: list[str] | None = None
        self._code_tag = ""
        self._table: _Table | None = None

    # ---- what comes in

    @property
    def is_code(self) -> bool:
        """Whether words are taken as they are."""
        return self._code is not None

    def words(self, text: str) -> None:
        """Words of one line, with single spaces between them."""
        if not text.isprintable():
            text = text.translate(OWN_SIGNS)
        parts = self._parts
        starts = self._gap > 0 or not parts or bool(self._marker)
        if starts or parts[-1][-1:] == " ":
            text = text.lstrip()
        if text:
            if starts:
                self._begin()
            parts.append(escaped(text, starts_line=starts, has_gaps=self._has_gaps))

    def code(self, text: str) -> None:
        """A piece of code."""
        if self._code is not None:
            self._code.append(text.translate(OWN_SIGNS))

    def formula(self, text: str) -> None:
        """A formula between dollars."""
        if self._code is not None:
            self._code.append(text)
        elif text:
            self._begin()
            # A dollar beside a digit would be money.
            self._parts.append(f" {text}" if self._parts and self._parts[-1][-1:].isdigit() else text)

    def tag(self, name: str, *, is_end: bool, address: str = "") -> None:
        """A tag that opens or closes something; unknown ones mean nothing."""
        if self._code is not None:
            self._tag_in_code(name, is_end=is_end)
        elif name in SPANS:
            self._span_tag(name, address, is_end=is_end)
        elif name == "br":
            self._gap = min(self._gap + 1, 2) if self._parts else 0
        elif name in _GAPS:
            self._gap = max(self._gap, _GAPS[name])
        elif name in _HEADINGS:
            self._gap, self._marker = 2, "" if is_end else _HEADINGS[name]
        elif name in _CODE:
            if not is_end:
                self._code, self._code_tag = [], name
        elif name in _LISTS:
            self._list_tag(name, is_end=is_end)
        elif name in _TABLES:
            self._table_tag(name, is_end=is_end)
        elif name == "hr":
            self._gap = 2
            self._begin()
            self._parts.append("---")
            self._gap = 2

    def text(self) -> str:
        """All of it."""
        if self._code is not None:
            self._end_code()
        if self._table is not None:
            self._end_table()
        text = "".join(self._parts)
        text = with_marks(text)
        return _SPACE_AT_END.sub("", text).strip() if "\n" in text else text.strip()

    # ---- lines

    def _begin(self) -> None:
        """Begin what comes next where it belongs: on the line, on a new one, in a new paragraph or item."""
        if self._parts and self._gap:
            indent = "".join(self._indents)
            if self._marker and self._lists and self._gap == 1:
                self._parts.append("\n" + indent)
            else:
                self._parts.append(("\\\n" if self._gap == 1 else "\n\n") + indent)
        self._gap = 0
        if self._marker:
            self._parts.append(self._marker)
            if self._lists and not self._marker.startswith("#"):
                self._indents.append(" " * len(self._marker))
            self._marker = ""

    def _list_tag(self, name: str, *, is_end: bool) -> None:
        if name != "li":
            if is_end and self._lists:
                self._lists.pop()
                del self._indents[len(self._lists) :]
                self._gap = max(self._gap, 1 if self._lists else 2)
            elif not is_end and len(self._lists) < _DEEPEST_LIST:
                self._gap = max(self._gap, 1 if self._lists else 2)
                self._lists.append(1 if name == "ol" else 0)
        elif not is_end:
            if not self._lists:
                self._lists.append(0)
            del self._indents[len(self._lists) - 1 :]
            self._gap = max(self._gap, 1)
            number = self._lists[-1]
            self._marker = f"{number}. " if number else "- "
            self._lists[-1] += bool(number)

    # ---- within a line

    def _span_tag(self, name: str, address: str, *, is_end: bool) -> None:
        if not is_end:
            self._spans.append((name, len(self._parts), address))
            return
        for index in range(len(self._spans) - 1, -1, -1):
            if self._spans[index][0] == name:
                _, start, address = self._spans[index]
                del self._spans[index:]
                self._enclose(name, start, address)
                return

    def _enclose(self, name: str, start: int, address: str) -> None:
        inner = "".join(self._parts[start:])
        lead = _LEAD.match(inner)
        begin = lead.end() if lead else 0
        core = inner[begin:].rstrip()
        if not core or "\n\n" in core or core.count("{{") != core.count("}}"):
            return
        tail = inner[begin + len(core) :]
        self._parts[start:] = [inner[:begin], enclosed(name, core, address), tail]

    # ---- code

    def _tag_in_code(self, name: str, *, is_end: bool) -> None:
        if name == self._code_tag and is_end:
            self._end_code()
        elif self._code is not None and (name == "br" or (name in _GAPS and is_end)):
            self._code.append("\n")

    def _end_code(self) -> None:
        text = "".join(self._code or ())
        is_block = self._code_tag == "pre" or "\n" in text.strip()
        self._code = None
        if not text.strip():
            return
        if is_block:
            self._gap = 2
            self._begin()
            indent = "".join(self._indents)
            self._parts.append(code_block(text.strip("\n").expandtabs(4)).replace("\n", "\n" + indent))
            self._gap = 2
        else:
            self._begin()
            self._parts.append(code(" ".join(text.split())))

    # ---- tables

    def _table_tag(self, name: str, *, is_end: bool) -> None:
        if name == "table":
            if is_end and self._table is not None:
                self._end_table()
            elif not is_end and self._table is None:
                self._table = _Table(self._parts, self._gap)
                self._parts, self._gap, self._spans = [], 0, []
        elif self._table is None:
            self._gap = max(self._gap, 1)
        else:
            self._end_cell()
            if name == "tr" and not is_end:
                self._table.rows.append([])

    def _end_cell(self) -> None:
        cell = re.sub(r"\s*\\?\n\s*", " ", "".join(self._parts)).strip()
        self._parts, self._gap, self._spans, self._marker = [], 0, [], ""
        self._lists, self._indents = [], []
        if self._table is not None and cell:
            if not self._table.rows:
                self._table.rows.append([])
            self._table.rows[-1].append(cell)

    def _end_table(self) -> None:
        self._end_cell()
        table, self._table = self._table, None
        if table is not None:
            self._parts, self._gap = table.around, table.gap
            if any(table.rows):
                self._gap = 2
                self._begin()
                self._parts.append(table.text().replace("\n", "\n" + "".join(self._indents)))
                self._gap = 2


class _Table:
    """The rows of a table, and what stands before it."""

    def __init__(self, around: list[str], gap: int) -> None:
        self.around = around
        self.gap = gap
        self.rows: list[list[str]] = []

    def text(self) -> str:
        rows = [row for row in self.rows if row]
        width = max(map(len, rows))
        lines = [
            "| " + " | ".join(_unbarred(cell) for cell in [*row, *[""] * (width - len(row))]) + " |"
            for row in rows
        ]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _unbarred(cell: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", cell)
