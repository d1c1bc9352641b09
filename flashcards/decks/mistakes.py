"""What is wrong in a deck file: values that name the place, collected so that all are shown at once."""

from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import combining, east_asian_width

#: A file with more mistakes than this is not read further.
MOST_SHOWN = 200
#: Nor are more problems tried that cannot be drawn: to find that out, one is drawn a hundred times.
MOST_PROBLEMS = 20
#: A line that nobody reads is not pointed at, nor one behind so many others, and a sentence quotes no more of a value than helps.
_LONGEST_LINE = 10_000
_MOST_LINES = 1_000_000
_LONGEST_SENTENCE = 1000
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong ("error") or could be better ("advice").

    `line` and `column` start at 1, and columns are counted in characters. For an error the deck is left out, or,
    where it does not stop the deck, one card is passed over.
    """

    path: str
    line: int
    column: int
    severity: Literal["error", "advice"]
    message: str
    hint: str = ""
    source_line: str = ""
    stops_deck: bool = True

    @property
    def is_error(self) -> bool:
        """Whether something is not asked because of it: the deck or a card."""
        return self.severity == "error"

    def render(self) -> str:
        """The mistake for people: the place and what is wrong, the line with a caret under it, what to do."""
        lines = [f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}"]
        if self.source_line.strip():
            lines += self._pointed_at()
        if self.hint:
            lines.append(f"hint: {self.hint}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The fields that other programs are promised."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "message": self.message,
        }

    def _pointed_at(self) -> list[str]:
        start = max(0, self.column - 1 - _WIDTH * 2 // 3) if len(self.source_line) > _WIDTH else 0
        shown = self.source_line[start : start + _WIDTH].rstrip("\r\n").replace("\t", " ")
        before = "…" * bool(start) + shown[: self.column - 1 - start]
        caret = " " * sum(_cells(character) for character in before) + "^"
        return [f"    {'…' * bool(start)}{shown}", f"    {caret}"]


def _cells(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


class Findings:
    """Collects the mistakes of one file."""

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self._text = text
        self._lines: list[str] | None = None
        self._found: dict[tuple[tuple[int, int], str], Mistake] = {}
        # Apart, so that however many there are, none takes the room of one that stops the deck.
        self._of_cards: dict[tuple[tuple[int, int], str], Mistake] = {}

    def __bool__(self) -> bool:
        """Whether anything stops the deck."""
        return bool(self._found)

    @property
    def is_full(self) -> bool:
        """Whether reading on would only add to a list that is long enough."""
        return len(self._found) >= MOST_SHOWN

    @property
    def knows_enough_cards(self) -> bool:
        """Whether more cards that cannot be asked would not be told."""
        return len(self._of_cards) >= MOST_PROBLEMS

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """Where something is wrong that stops the deck."""
        return frozenset(place for place, _ in self._found)

    def add(self, place: tuple[int, int], message: str, hint: str = "", *, stops_deck: bool = True) -> None:
        """Notes an error at (line, column)."""
        found = self._found if stops_deck else self._of_cards
        if len(found) < MOST_SHOWN:
            line, column = place
            source = self._source_line(line)
            says, does = _clipped(message), _clipped(hint)
            mistake = Mistake(self.path, line, column, "error", says, does, source, stops_deck)
            found.setdefault((place, says), mistake)

    def in_order(self) -> tuple[Mistake, ...]:
        """All of them, from the top of the file down."""
        found = (*self._found.values(), *self._of_cards.values())
        return tuple(sorted(found, key=lambda mistake: (mistake.line, mistake.column)))

    def _source_line(self, line: int) -> str:
        if self._lines is None:
            self._lines = self._text.split("\n", _MOST_LINES)
        source = self._lines[line - 1] if line <= len(self._lines) else ""
        return source if len(source) <= _LONGEST_LINE else ""


def _clipped(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST_SENTENCE else sentence[: _LONGEST_SENTENCE - 1] + "…"
