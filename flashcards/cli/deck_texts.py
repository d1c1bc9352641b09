"""Deck files that a command changes: read, and put in place of what was read, all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.core.errors import BrokenStore, UsageError
from flashcards.decks.layout import CannotChange, DeckText
from flashcards.decks.mistakes import Mistake
from flashcards.decks.reading import Deck, read_deck
from flashcards.decks.source import read_bytes
from flashcards.reports.files import write_files


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck of the library as it was read; a bundled one is written among one's own decks."""

    name: str
    source: Path
    target: Path
    content: bytes

    @property
    def is_copied(self) -> bool:
        """Whether a change makes a copy of a bundled deck."""
        return self.source != self.target

    def text(self) -> DeckText:
        """The deck's text, for a change. Raises CannotChange."""
        return DeckText(self.content, str(self.source))


def deck_file(home: Home, name: str) -> DeckFile:
    """The file of a deck in use. Raises UnknownName, UsageError, BrokenStore."""
    home.selection((name,))  # which raises what there is to say of a deck that is not in use
    rows = home.cards.rows("SELECT path, is_own FROM files WHERE deck = ? AND place IS NOT NULL", (name,))
    (path, is_own), *_ = rows
    source = Path(path)
    target = source if is_own else Path(home.places.own_decks) / source.name
    if not is_own and target.exists():
        raise UsageError(f"{target} exists already", "edit that file, or move it away first")
    return DeckFile(name, source, target, read_bytes(path))


def own_deck_files(home: Home) -> list[DeckFile]:
    """The files of all own decks in use."""
    return [deck_file(home, name) for (name,) in home.connection.execute("SELECT name FROM decks WHERE own")]


def mistakes_in(file: DeckFile, content: bytes) -> tuple[Mistake, ...]:
    """What would stop the deck if its file held this."""
    found = read_deck(content, str(file.target))
    return () if isinstance(found, Deck) else found


def write_decks(home: Home, changed: Mapping[str, bytes], files: Mapping[str, DeckFile]) -> None:
    """Put new contents in place, and have the library read them. Raises CannotChange, and then nothing is changed."""
    for name, content in changed.items():
        file = files[name]
        mistakes = mistakes_in(file, content)
        if mistakes:
            raise CannotChange(
                f"{file.target} would have a mistake then: {mistakes[0].message}", "nothing was changed"
            )
        if read_bytes(str(file.source)) != file.content:
            raise BrokenStore(
                f"{file.source} was changed by another program meanwhile", "run the command again"
            )
    Path(home.places.own_decks).mkdir(mode=0o700, parents=True, exist_ok=True)
    write_files({files[name].target: content for name, content in changed.items()})
    home.read_decks()
