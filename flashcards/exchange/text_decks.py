"""What a text file brings: a table, Anki's text export, or Markdown with questions and answers."""

from collections.abc import Iterator
from typing import Protocol

from flashcards.core.incoming import IncomingDeck, Omissions
from flashcards.exchange.tables import Table
from flashcards.exchange.text_files import TextFile

_LINES_LOOKED_AT = 200


class TextDecks(Protocol):
    """Decks read in turn, each to its end before the next; `omissions` and `remarks` are whole after the last."""

    omissions: Omissions
    remarks: list[str]

    @property
    def decks(self) -> Iterator[IncomingDeck]:
        """The decks."""


def read_text(file: TextFile) -> TextDecks:
    """What the file is by what its first lines look like. Raises BrokenStore, UsageError."""
    title = file.path.stem
    return Table(file, title)
