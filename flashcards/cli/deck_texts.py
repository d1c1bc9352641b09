"""Deck files that a command changes: read, and put in place of what was read, all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.core.errors import BrokenStore, UnknownName, UsageError
from flashcards.core.slugs import is_slug
from flashcards.decks.layout import CannotChange, DeckLayout
from flashcards.decks.mistakes import Mistake
from flashcards.decks.reading import Deck, read_deck
from flashcards.decks.source import content_of
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

    def text(self) -> DeckLayout:
        """The deck's text, for a change. Raises CannotChange."""
        return DeckLayout(self.content, str(self.source))


def deck_file(home: Home, name: str) -> DeckFile:
    """The file of a deck in use. Raises UnknownName, UsageError, BrokenStore."""
    try:
        home.selection((name,))  # which raises what there is to say of a deck that is not in use
    except UnknownName:
        begins = (
            f"`flashcards new {name}.yaml` and `flashcards add {name}.yaml` begin one"
            if is_slug(name)
            else ""
        )
        raise UnknownName("deck", name, home.deck_names(), otherwise=begins) from None
    rows = home.cards.rows("SELECT path, is_own FROM files WHERE deck = ? AND place IS NOT NULL", (name,))
    (path, is_own), *_ = rows
    source = Path(path)
    target = source if is_own else Path(home.places.own_decks) / source.name
    if not is_own and target.exists():
        raise UsageError(f"{target} exists already", "edit that file, or move it away first")
    return DeckFile(name, source, target, content_of(path))


def decks_naming(home: Home, entry: str) -> list[str]:
    """The own decks in use that name an entry under `needs` or `see`."""
    rows = home.cards.rows(
        "SELECT DISTINCT deck FROM files JOIN mentions ON file = files.id "
        "WHERE is_own AND place IS NOT NULL AND key <> 'was' AND target = ? ORDER BY deck",
        (entry,),
    )
    return [deck for (deck,) in rows]


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
        if content_of(str(file.source)) != file.content:
            raise BrokenStore(
                f"{file.source} was changed by another program meanwhile", "run the command again"
            )
    Path(home.places.own_decks).mkdir(mode=0o700, parents=True, exist_ok=True)
    write_files({files[name].target: content for name, content in changed.items()})
    home.read_decks()
