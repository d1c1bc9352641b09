"""Where the entries of a deck stand in its file, for commands that change one and leave all else as it is."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from flashcards.core.errors import BrokenStore
from flashcards.decks.events import Items, Mark, Table, Value, events, read
from flashcards.decks.mistakes import Findings

_BOM = b"\xef\xbb\xbf"
#: How deep in containers an entry stands: the deck, its list of cards, the entry.
_ENTRY_DEPTH = 3


class CannotChange(BrokenStore):
    """The file is written in a way in which this change is not safe; the sentence says where."""


def plain(value: Value) -> Any:
    """The value in types of its own to be compared; outer spaces mean nothing in a deck."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Table):
        return {key.strip(): plain(one) for key, one in value.items()}
    return [plain(one) for one in value]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of an entry, from 0: comments right above it, its hyphen, its end; and its hyphen's column."""

    first: int
    hyphen: int
    end: int
    column: int


class DeckLayout:
    """The text of a sound deck as it stands in the file, with its own line ends, and what it says."""

    def __init__(self, content: bytes, path: str) -> None:
        self.path = path
        self._bom = _BOM if content.startswith(_BOM) else b""
        self.text = content.removeprefix(_BOM).decode()
        self.lines = self.text.splitlines(keepends=True)
        found = read(self.text, Findings(path, self.text))
        if found is None or not isinstance(found[0], Table) or not isinstance(found[0].get("cards"), Items):
            raise CannotChange(f"{path} is not a deck", "nothing was changed")
        self.root = found[0]

    @property
    def entries(self) -> list[Table]:
        """All entries."""
        return [entry for entry in self._cards if isinstance(entry, Table)]

    @property
    def _cards(self) -> Items:
        cards: Value = self.root["cards"]
        return cards if isinstance(cards, Items) else Items()

    def entry(self, name: str) -> int:
        """The number of the entry of that id. Raises CannotChange when it is gone since the library was read."""
        for number, entry in enumerate(self.entries):
            if entry.get("id") == name:
                return number
        raise CannotChange(f"{self.path} has no card '{name}' any more", "nothing was changed")

    def refusal(self, mark: Mark, why: str, todo: str = "edit the file by hand") -> CannotChange:
        """The error for what stands at a place in a way that cannot be changed safely."""
        place = f"{self.path}:{mark.line + 1}:{mark.column + 1}"
        return CannotChange(f"{place}: {why}", f"nothing was changed; {todo}")

    def encoded(self, text: str) -> bytes:
        """The bytes for a text that is to take this one's place."""
        return self._bom + text.encode()

    def line_end(self, line: int) -> str:
        """How that line ends, or how the first one does where it is the last and ends with the file."""
        ends = [text[len(text.rstrip("\r\n")) :] for text in (self.lines[line], self.lines[0])]
        return ends[0] or ends[1] or "\n"

    @cached_property
    def blocks(self) -> list[Block]:
        """The lines of each entry. Raises CannotChange where they do not stand one below the other."""
        marks = self._cards.marks
        begin = self.root.marks["cards"][1]
        if marks and self.text[begin.index] == "[":
            raise self.refusal(
                begin,
                "the cards stand within [ ], where no command can add, change or move one",
                "take the brackets away, begin a line with `  - ` for each card, as in `  - {id: a, q: Q?, a: A}`, and "
                "run the command again",
            )
        blocks: list[Block] = []
        for mark, end in zip(marks, self._ends(), strict=True):
            before = self.lines[mark.line][: mark.column]
            if before.strip() != "-":
                raise self.refusal(
                    mark,
                    "this card does not begin on the line of its hyphen",
                    "put the hyphen right before it, as in `  - id: a`, and run the command again",
                )
            column = before.index("-")
            last = self._line_of(len(self.text[:end].rstrip()) - 1)
            after = last + 1
            while self._is_comment(after) and self._indent(after) > column:
                after += 1
            first = mark.line
            while first > (blocks[-1].end if blocks else 0) and self._is_comment(first - 1):
                first -= 1
            blocks.append(Block(first, mark.line, after, column))
        return blocks

    def _ends(self) -> Iterator[int]:
        """Where the last value of each entry ends, as an offset."""
        begin = self.root.marks["cards"][1].index
        depth = end = 0
        is_inside = False
        for event in events(self.text):
            kind = type(event)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
                is_inside |= depth == _ENTRY_DEPTH - 1 and event.start_mark.index == begin
            elif kind is ScalarEvent:
                end = event.end_mark.index
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if (
                    event.end_mark.index > event.start_mark.index
                ):  # a bracket; blocks end with their last value
                    end = event.end_mark.index
                if is_inside and depth == _ENTRY_DEPTH:
                    yield end
                depth -= 1
                is_inside &= depth >= _ENTRY_DEPTH - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self.lines))]

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _is_comment(self, line: int) -> bool:
        return line < len(self.lines) and self.lines[line].lstrip().startswith("#")

    def _indent(self, line: int) -> int:
        return len(self.lines[line]) - len(self.lines[line].lstrip(" "))
