"""A deck file in which some entries are replaced and others added, while every other line stays as it is."""

import re
from collections.abc import Iterator

from yaml.events import MappingEndEvent, MappingStartEvent

from flashcards.core.errors import BrokenStore, UsageError
from flashcards.decks.events import Items, Table, Value, events, read
from flashcards.decks.source import MOST_BYTES, decode

_DASH = re.compile(r"( *)- +")
_NO_CARDS = re.compile(r"cards:\s*\[\s*\]\s*(#.*)?")
#: How far `entry_text` indents.
_INDENT = 2


class DeckText:
    """The lines of a deck file, and the entries in them. Raises BrokenStore where the file has mistakes.

    Lines keep their ends, so that a file with CRLF keeps them.
    """

    def __init__(self, content: bytes, path: str) -> None:
        self._path = path
        text, findings = decode(content, path)
        found = read(text, findings) if text else None
        root = found[0] if found else None
        cards = root.get("cards") if isinstance(root, Table) else None
        if findings or not isinstance(root, Table) or not isinstance(cards, Items):
            raise BrokenStore(
                f"{path} has mistakes, and so nothing is put into it",
                "`flashcards check` names them; nothing was changed",
            )
        self.text = text
        self._lines = content.decode().split("\n")
        self._line_end = "\r" if self._lines[0].endswith("\r") else ""
        if self._lines[-1]:
            self._lines[-1:] = [self._lines[-1] + self._line_end, ""]
        self._indent = _INDENT
        #: Each entry by its id, as the file has it, and the line where it begins.
        self.entries: dict[str, Table] = {}
        self._starts: list[int] = []
        for entry, mark in zip(cards, cards.marks, strict=True):
            self._note(entry, mark.line, mark.column)
        self._cards_line = root.marks["cards"][0].line
        if not self._starts:
            self._open_list()
        self._new: dict[str, str] = {}
        self._added: list[str] = []

    @property
    def is_changed(self) -> bool:
        """Whether anything was replaced or added."""
        return bool(self._new or self._added)

    @property
    def has_replaced(self) -> bool:
        """Whether anything that was there is another now."""
        return bool(self._new)

    def replace(self, entry_id: str, text: str) -> None:
        """Put the text of an entry in place of what it was; comments within it go."""
        self._new[entry_id] = text

    def add(self, text: str) -> None:
        """Put the text of an entry after the last one."""
        self._added.append(text)

    def content(self) -> bytes:
        """The file as it is now. Raises UsageError when it has become larger than a deck may be."""
        content = "\n".join(self._pieces()).encode()
        if len(content) > MOST_BYTES:
            raise UsageError(
                f"{self._path} would become larger than {MOST_BYTES // 1024**2} MB",
                "take the cards into another deck with --deck NAME",
            )
        return content

    def _note(self, entry: Value, line: int, column: int) -> None:
        dash = _DASH.fullmatch(self._lines[line][:column])
        if dash is None or not isinstance(entry, Table):
            raise BrokenStore(
                f"{self._path}:{line + 1}:{column + 1}: nothing is put into a deck whose entry begins like this",
                "begin each entry on a line of its own, with - id: its-name",
            )
        self._indent = len(dash[1])
        self._starts.append(line)
        self.entries[str(entry.get("id", ""))] = entry

    def _open_list(self) -> None:
        line = self._lines[self._cards_line].rstrip("\r")
        if not _NO_CARDS.fullmatch(line):
            raise BrokenStore(
                f"{self._path}:{self._cards_line + 1}:1: nothing can be put into this list", "write cards: []"
            )
        self._lines[self._cards_line] = f"cards:{self._line_end}"

    def _pieces(self) -> Iterator[str]:
        at = end = self._cards_line + 1
        yield from self._lines[:at]
        for index, entry_id in enumerate(self.entries):
            is_last = index == len(self._starts) - 1
            if entry_id in self._new or (is_last and self._added):
                end = self._end_of(index)
            if entry_id in self._new:
                yield from self._lines[at : self._starts[index]]
                yield from self._laid_out(self._new[entry_id])
                at = end
        yield from self._lines[at:end]
        for text in self._added:
            yield self._line_end
            yield from self._laid_out(text)
        yield from self._lines[end:]

    def _end_of(self, index: int) -> int:
        """The line after an entry; blank lines and comments before the next one are not of the entry."""
        start, *following = self._starts[index : index + 2]
        lines = self._lines[start : following[0] if following else None]
        last, depth = None, 0
        for event in events("\n".join(line.removesuffix("\r") for line in lines)):
            depth += isinstance(event, MappingStartEvent) - isinstance(event, MappingEndEvent)
            if event.end_mark.index > event.start_mark.index:  # the ends of blocks take no room
                last = event.end_mark
            elif last is not None and not depth:
                break
        if last is not None:
            lines = lines[: last.line + bool(last.column)]
        while not lines[-1].strip():
            lines.pop()
        return start + len(lines)

    def _laid_out(self, text: str) -> list[str]:
        """The lines of an entry, indented and ended as the file's are."""
        pad = " " * self._indent
        lines = text.removesuffix("\n").split("\n")
        return [(pad + line[_INDENT:] if line else "") + self._line_end for line in lines]
