"""Markdown with questions and answers, in the form of hashcards: `Q:` and `A:`, and `C:` for a text with [gaps].

A card goes on until the next one begins, or until a line `---`. TOML between two such lines may begin the file, and
its `name` is the deck's. Each gap of a text is a card of its own.
"""

import tomllib
from collections.abc import Iterator
from itertools import chain
from typing import Any

from flashcards.core.incoming import IncomingDeck, IncomingEntry, Omissions
from flashcards.core.slugs import slug
from flashcards.exchange.gaps import gaps_of
from flashcards.exchange.text_files import TextFile

_MOST_CARDS = 500_000
#: A longer one is cut there, and left out as too long.
_LONGEST_SIDE = 2**17
_LONGEST_HEADER = 2**14
_RULE = "---"
_ENDS_EARLY = {"Q": "a question without an answer", "A": "an answer without a question"}


class Hashcards:
    """A Markdown file of cards. Raises BrokenStore where its first lines are no TOML."""

    def __init__(self, file: TextFile, title: str) -> None:
        self.omissions = Omissions()
        self.remarks: list[str] = []
        self._file = file
        self._lines = enumerate(file.lines(), start=1)
        self._first: list[tuple[int, str]] = []
        self._title = self._told_name() or title

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The one deck that the file is; it can be read once."""
        name = slug(self._title, otherwise="deck")
        yield IncomingDeck(name, self._title, f"Imported from {self._file.path.name}.", self._entries())

    def _told_name(self) -> str:
        """The deck's name in the lines of TOML that may begin the file."""
        first = next(self._lines, (0, ""))
        if first[1].strip() != _RULE:
            self._first = [first]
            return ""
        header = ""
        for _, line in self._lines:
            if line.strip() == _RULE:
                break
            header += line
            if len(header) > _LONGEST_HEADER:
                raise self._file.refused("the lines after the first --- do not end with ---", line=1)
        else:
            raise self._file.refused("the lines after the first --- do not end with ---", line=1)
        try:
            name = tomllib.loads(header).get("name", "")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise self._file.refused(f"what stands before this line is no TOML: {error}", line=2) from None
        return name.strip() if isinstance(name, str) else ""

    def _entries(self) -> Iterator[IncomingEntry]:
        for count, (line, sides) in enumerate(self._cards(), start=1):
            if count > _MOST_CARDS:
                raise self._file.refused(f"it has more than {_MOST_CARDS:,} cards", "split it")
            where = f"line {line}"
            fields: dict[str, Any]
            if "C" in sides:
                name = sides["C"]
                fields = {"cloze": gaps_of(name)}
            elif len(sides) == 1:
                self.omissions.add(where, _ENDS_EARLY[next(iter(sides))])
                continue
            else:
                name = sides["Q"]
                fields = {"q": name, "a": sides["A"]}
            yield IncomingEntry(name, name, fields, where=where)

    def _cards(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The line of each card, and its sides by their letters; one alone where the other is missing."""
        begun, at, held = dict[str, list[str]](), 0, 0
        for number, line in chain(self._first, self._lines):
            letter = line[0] if line[1:2] == ":" and line[0] in "QAC" else ""
            if (letter and not (letter == "A" and begun.keys() == {"Q"})) or line.rstrip() == _RULE:
                if begun:
                    yield at, _joined(begun)
                begun, at = {}, number
            if letter:
                begun[letter] = [line[2:]]
                held = 0
            elif begun and held < _LONGEST_SIDE:
                begun[next(reversed(begun))].append(line)
                held += len(line)
        if begun:
            yield at, _joined(begun)


def _joined(sides: dict[str, list[str]]) -> dict[str, str]:
    return {letter: "".join(lines).strip() for letter, lines in sides.items()}
