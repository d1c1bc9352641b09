"""`flashcards card rename`: another id for a card, also in another deck, and its progress with it."""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.printing import print_line
from flashcards.core.errors import UnknownName, UsageError
from flashcards.core.ids import deck_of, entry_of
from flashcards.core.slugs import is_slug

if TYPE_CHECKING:
    from flashcards.cli.deck_texts import DeckFile


def rename(
    old: Annotated[str, typer.Argument(metavar="ID", help="The card, written as deck/id.")],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="Its new id; with another deck in front, it moves there.")
    ],
) -> None:
    """Give a card another id, or move it to another deck; its progress goes with it.

    The file keeps its comments and layout; the old id is noted under `was`, and cards of your own decks that name it
    under `needs` or `see` name the new one.
    """
    from flashcards.cli.deck_texts import write_decks
    from flashcards.decks.renaming import renamed

    with Home() as home:
        before = find_entry(home, old)
        after = new if "/" in new else f"{deck_of(before)}/{new}"
        _require_free(home.connection, before, after)
        files = _files(home, before, after)
        changed = renamed({name: file.text() for name, file in files.items()}, before, after)
        write_decks(home, changed, files)
    print_line(f"{before} is now {after}; its progress goes with it")
    for name in changed:
        file = files[name]
        how = "copied from the bundled deck, and changed" if file.is_copied else "changed"
        print_line(f"  {how}: {file.target}")


def find_entry(home: Home, name: str) -> str:
    """The entry of a deck in use that an id or a former id of it, or of one of its cards, names. Raises UnknownName."""
    from flashcards.store.journal import current_id

    card = current_id(home.connection, name)
    rows = home.connection.execute(
        "SELECT entry FROM cards WHERE position IS NOT NULL AND (id = ? OR entry = ?)", (card, card)
    ).fetchone()
    if rows:
        return str(rows[0])
    if deck_of(name) not in home.deck_names() and "/" in name:
        home.selection((deck_of(name),))
    known = [
        entry for (entry,) in home.connection.execute("SELECT entry FROM cards WHERE position IS NOT NULL")
    ]
    raise UnknownName(
        "card", name, dict.fromkeys(known), otherwise="`flashcards card search WORDS` finds ids"
    )


def _files(home: Home, before: str, after: str) -> dict[str, "DeckFile"]:
    """Its deck, the one that it goes to, and the own ones that name it."""
    from flashcards.cli.deck_texts import deck_file, decks_naming

    names = dict.fromkeys((deck_of(before), deck_of(after), *decks_naming(home, before)))
    return {name: deck_file(home, name) for name in names}


def _require_free(connection: Connection, before: str, after: str) -> None:
    """The new id can be one, and belongs to no other card, not even to one that is gone: histories are not mixed."""
    deck, _, name = after.partition("/")
    if not is_slug(deck) or not is_slug(name):
        raise UsageError(
            f"'{after}' cannot be an id",
            "an id is small letters, digits and hyphens, after deck/ if it moves",
        )
    if before == after:
        raise UsageError(f"the card is {after} already", "nothing was changed")
    taken = connection.execute(
        "SELECT id, position FROM cards WHERE entry = ? UNION ALL "
        "SELECT id, 0 FROM aliases WHERE (old = ? OR old LIKE ? || '#%') AND id NOT IN "
        "(SELECT id FROM cards WHERE entry = ?)",
        (after, after, after, before),
    ).fetchone()
    if taken is None:
        return
    if taken[1] is None:
        raise UsageError(
            f"'{after}' was the id of a card that no deck has any more, and its history would be mixed in",
            "choose another id",
        )
    what = "already a card" if entry_of(taken[0]) == after else f"a former id of {taken[0]}"
    raise UsageError(f"'{after}' is {what}", "choose another id; nothing was changed")
