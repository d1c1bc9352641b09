"""What a text file brings: a table, Anki's text export, or Markdown with questions and answers."""

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from flashcards.core.errors import UsageError
from flashcards.core.incoming import IncomingDeck, Omissions
from flashcards.exchange.text_files import TextFile

_LINES_LOOKED_AT = 200
_ANKI_HEADER = re.compile(
    r"#(separator|html|columns|tags|deck|notetype|\w+ column|if matches|match scope):", re.IGNORECASE
)
_CARD_STARTS = ("Q:", "C:")
_MARKDOWN = frozenset((".md", ".markdown"))
_TABLES = frozenset((".csv", ".tsv"))
_HINT = "import takes tables (CSV, TSV), Anki's files and Markdown with lines that begin with Q: and A:"
_NOT_TAKEN = frozenset((".json", ".jsonl", ".html", ".htm", ".xml"))


class TextDecks(Protocol):
    """Decks read in turn, each to its end before the next; `omissions` and `remarks` are whole after the last."""

    omissions: Omissions
    remarks: list[str]

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The decks."""


def read_text(file: TextFile) -> TextDecks:
    """What the file is by its first lines and its name. Raises BrokenStore, and UsageError for what is none of them."""
    suffix, title = file.path.suffix.lower(), file.path.stem
    if suffix in {".yaml", ".yml"}:
        raise UsageError(
            f"{file.path} is a deck already",
            f"`flashcards add {shlex.quote(str(file.path))}` has its cards asked",
        )
    if suffix in _NOT_TAKEN:
        raise UsageError(f"{file.path} is no table of cards", _HINT)
    first = list(islice(file.lines(), _LINES_LOOKED_AT))
    if _ANKI_HEADER.match(first[0]):
        from flashcards.exchange.anki_text import AnkiText

        return AnkiText(file, title)
    if suffix not in _TABLES and any(line.startswith(_CARD_STARTS) for line in first):
        from flashcards.exchange.hashcards import Hashcards

        return Hashcards(file, title)
    if suffix in _MARKDOWN:
        raise UsageError(f"{file.path} has no line that begins with Q: or C:", _HINT)
    from flashcards.exchange.tables import Table

    return Table(file, title)
