"""`flashcards add`: decks become part of the library, where they lie or as copies."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import screen
from flashcards.core.errors import BrokenStore, UsageError
from flashcards.decks.files import SUFFIXES, files_in
from flashcards.decks.linking import as_linked, link_that_brings, list_of_links, with_links
from flashcards.decks.mistakes import Mistake
from flashcards.decks.reading import Deck, read_deck_file
from flashcards.decks.source import content_of
from flashcards.reports.files import write_files
from flashcards.screens.words import foreign_line, plural
from flashcards.text.show import show

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards add my-deck.yaml", "flashcards add --copy my-deck.yaml"))
def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Decks, or folders whose .yaml files are decks.")
    ],
    copy: Annotated[
        bool, typer.Option("--copy", help="Copy them into the folder of own decks, and leave these alone.")
    ] = False,
) -> None:
    """Make decks part of the library.

    They are used where they lie: what you edit there, or fetch with git, holds at once, and new decks in a folder
    come in by themselves. A deck with the name of a bundled one takes its place.
    """
    with Home() as home:
        addition = _Addition(home, is_copy=copy)
        for path in dict.fromkeys(map(as_linked, paths)):
            addition.take(path)
        addition.write()
        bundled = {name for (name,) in home.cards.rows("SELECT deck FROM files WHERE NOT is_own")}
        home.read_decks()
    for line in addition.told(bundled):
        screen().print(foreign_line(line), soft_wrap=True)


class _Addition:
    """What is to be added, all of it looked at before anything is written."""

    def __init__(self, home: Home, *, is_copy: bool) -> None:
        self._own = home.places.own_decks
        self._bundled = home.places.bundled_decks
        self._is_copy = is_copy
        rows = home.cards.rows("SELECT deck, path FROM files WHERE is_own AND deck IS NOT NULL")
        self._taken: dict[str, str] = dict(rows)
        self._links: list[str] = []
        self._decks: list[Deck] = []
        self._known: list[str] = []

    def take(self, path: str) -> None:
        """Look at a file or folder. Raises UsageError, BrokenStore."""
        if not os.path.lexists(path):
            raise UsageError(
                f"there is no file or folder {path}",
                "`flashcards new my-deck.yaml` writes a deck to begin with",
            )
        _require_one_line(path)
        folder = path if Path(path).is_dir() else str(Path(path).parent)
        if folder in {as_linked(self._own), as_linked(self._bundled)}:
            raise UsageError(f"{path} is part of the library already", "`flashcards decks` lists it")
        if link_that_brings(self._own, path) and not self._is_copy:
            self._known.append(path)
        elif Path(path).is_dir():
            self._take_folder(path)
        else:
            self._take_file(path)

    def _take_file(self, path: str) -> None:
        if not path.endswith(SUFFIXES):
            raise UsageError(f"{path} is not named as a deck: its name must end in .yaml", "rename it")
        found = read_deck_file(path)
        if not isinstance(found, Deck):
            _tell(found)
            raise BrokenStore(
                f"{path} is not added: it has {plural(len(found), 'mistake')}",
                "nothing was changed; mend it first",
            )
        taken = self._taken.get(found.name)
        if taken == path:
            leave = f"to copy it, first take it out with `flashcards decks remove {found.name}`"
            raise UsageError(f"{path} is part of the library already", leave)
        if taken is not None:
            raise _taken(found, taken)
        self._keep(path, [found])

    def _take_folder(self, path: str) -> None:
        decks = []
        for file in files_in(path):
            found = read_deck_file(file)
            if not isinstance(found, Deck):
                _tell(found)
            elif self._taken.get(found.name, file) != file:
                sys.stderr.write(f"{show(str(_taken(found, self._taken[found.name])), lines=False)}\n")
            else:
                self._taken[found.name] = file
                decks.append(found)
        if not decks:
            raise BrokenStore(
                f"{path} is not added: no .yaml file in it is a deck that could be",
                "name the folder that the decks are in, or a deck",
            )
        self._keep(path, decks)

    def _keep(self, path: str, decks: list[Deck]) -> None:
        self._links.append(path)
        self._decks += decks
        self._taken |= {deck.name: deck.path for deck in decks}

    def write(self) -> None:
        """Put it into the library. Raises UsageError when that cannot be written; nothing is changed then."""
        own = Path(self._own)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._is_copy:
            copies = {_free(own, deck.name): content_of(deck.path) for deck in self._decks}
            write_files(copies, replaces=False)
        elif self._links:
            write_files({list_of_links(self._own): with_links(self._own, self._links)})

    def told(self, bundled: set[str]) -> Iterator[str]:
        """What was done, in lines."""
        for path in self._known:
            yield f"{path} is part of the library already"
        for deck in self._decks:
            how = f"copied from {deck.path}" if self._is_copy else f"used where it lies, {deck.path}"
            yield f"{deck.name}: {plural(len(deck.cards), 'card')}, {how}"
            if deck.name in bundled:
                yield (
                    f"  it takes the place of the bundled deck of that name, until `flashcards decks remove {deck.name}`"
                )
        if self._decks:
            yield f"`flashcards review {self._decks[0].name}` begins."


def _free(folder: Path, name: str) -> Path:
    """A file name that is not taken, after the deck's."""
    path, count = folder / f"{name}.yaml", 1
    while os.path.lexists(path):
        count += 1
        path = folder / f"{name}-{count}.yaml"
    return path


def _require_one_line(path: str) -> None:
    """The list of links has a line for each path."""
    if not path.isprintable() or path.startswith("#") or path != path.strip():
        raise UsageError(f"{path} cannot be added: its name has signs that are not seen", "rename it")


def _taken(deck: Deck, path: str) -> UsageError:
    return UsageError(
        f"{deck.path}:{deck.line}:{deck.column}: the deck '{deck.name}' is already in {path}",
        f"change `deck:` in one of the two, or take the other out with `flashcards decks remove {deck.name}`",
    )


def _tell(mistakes: tuple[Mistake, ...]) -> None:
    for mistake in mistakes:
        sys.stderr.write(show(mistake.render(), limit=20_000) + "\n")
