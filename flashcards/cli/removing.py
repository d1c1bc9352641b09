"""`flashcards decks remove`: a deck leaves the library, and no file and no progress is lost."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.printing import print_line
from flashcards.core.errors import UnknownName, UsageError
from flashcards.decks.files import deck_files, links_of
from flashcards.decks.linking import as_linked, link_that_brings, list_of_links, without_link
from flashcards.reports.files import write_files


def remove(
    name: Annotated[
        str, typer.Argument(metavar="OWN-DECK", help="The deck's name, or the file or folder that was added.")
    ],
) -> None:
    """Take one of your own decks out of the library.

    A deck that was added stays where it lies; one in the folder of own decks is moved into the folder `removed`
    beside it. Its cards keep their progress, should it come back. A bundled deck takes its place again.
    """
    with Home() as home:
        own = home.places.own_decks
        path = _path_of(home, name)
        link = path if path in links_of(own) else link_that_brings(own, path)
        if link is None:
            said = f"{name} is out of the library; its file is now {_put_away(path, own)}"
        elif link != path:
            raise UsageError(
                f"'{name}' is in the folder {link}, which was added whole",
                f"`flashcards decks remove {link}` takes all of it out, `flashcards decks off {name}` keeps the deck "
                "out of the day",
            )
        else:
            write_files({list_of_links(own): without_link(own, link)})
            said = f"{name} is out of the library; nothing was changed in {link}"
        home.read_decks()
        is_bundled = home.connection.execute(
            "SELECT 1 FROM decks WHERE name = ? AND NOT own", (name,)
        ).fetchone()
    back = "; the bundled deck is asked again" if is_bundled else ""
    print_line(f"{said}{back}. Progress is kept.")


def _path_of(home: Home, name: str) -> str:
    """The file, or the linked path, that a name or a path means. Raises UsageError."""
    own = home.places.own_decks
    path = as_linked(name)
    files = deck_files((own,))
    if path in files or path in links_of(own):
        return path
    rows = home.cards.rows("SELECT deck, path, is_own FROM files")
    # A deck with mistakes has no name but that of its file.
    found = [path for deck, path, is_own in rows if is_own and name == (deck or Path(path).stem)]
    if len(found) > 1:
        raise UsageError(f"the deck '{name}' is in several files", f"name one of them: {', '.join(found)}")
    if found:
        return str(found[0])
    if any(deck == name for deck, _, _ in rows):
        raise UsageError(
            f"the deck '{name}' comes with the program",
            f"`flashcards decks off {name}` leaves it out of the day",
        )
    known = [deck for deck, _, is_own in rows if is_own and deck]
    raise UnknownName("own deck", name, known, otherwise="`flashcards decks` lists them")


def _put_away(path: str, own: str) -> Path:
    """Moves the file into the folder beside one's own decks, under a name that is free; gives where it is."""
    source = Path(path)
    folder = Path(own).parent / "removed"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, count = folder / source.name, 1
    while os.path.lexists(target):
        count += 1
        target = folder / f"{source.stem}-{count}{source.suffix}"
    return source.rename(target)
