"""`flashcards card edit`: a card's line in the person's editor, and what is wrong there afterwards."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.card_rename import find_entry
from flashcards.cli.home import Home
from flashcards.cli.printing import print_line
from flashcards.core.errors import BrokenStore
from flashcards.core.ids import deck_of
from flashcards.core.plurals import plural
from flashcards.text.show import show

if TYPE_CHECKING:
    from flashcards.core.cards import Card


def edit(name: Annotated[str, typer.Argument(metavar="ID", help="The card, written as deck/id.")]) -> None:
    """Open the card's line in your editor ($VISUAL, or $EDITOR), and check its deck afterwards.

    A bundled deck is first copied to your own decks, where it takes the bundled one's place. Progress stays.
    """
    with Home() as home:
        before = set(home.cards.ids())
        copy, path = _edited(home, name)
        shelf = home.read_decks()
        mistakes = [mistake for mistake in shelf.errors if mistake.path == str(path)]
        gone = sorted(before - set(home.cards.ids()) - shelf.aliases.keys())
    if copy:
        print_line(f"your copy of the deck takes its place: {copy}")
    for mistake in mistakes:
        sys.stdout.write(show(mistake.render(), limit=20_000) + "\n")
    if any(mistake.stops_deck for mistake in mistakes):
        raise BrokenStore(
            f"the deck is left out until its {plural(len(mistakes), 'mistake')} are mended"
            if len(mistakes) > 1
            else "the deck is left out until its mistake is mended",
            f"`flashcards check {path}` names what is wrong; no progress is lost",
        )
    if gone:
        print_line(
            f"no longer there: {', '.join(gone[:5])}{' and more' if len(gone) > 5 else ''}. "
            "Under another id, `was: [old-id]` on that card keeps the progress"
        )
    elif not mistakes:
        print_line(f"{path} is in order")


def _edited(home: Home, name: str) -> tuple[Path | None, Path]:
    """The copy of a bundled deck, if one was made, and the file that was edited.

    A deck that is left out is opened at its first mistake.
    """
    from flashcards.cli.editing import edit_card, open_editor

    broken = next(
        (
            mistake
            for mistake in home.read_decks().errors
            if mistake.stops_deck and mistake.source_line and Path(mistake.path).stem == deck_of(name)
        ),
        None,
    )
    if broken and deck_of(name) not in home.deck_names():
        open_editor(Path(broken.path), broken.line)
        return None, Path(broken.path)
    card = _card_of(home, find_entry(home, name))
    copy = edit_card(home, card)
    return copy, copy or Path(card.path)


def _card_of(home: Home, entry: str) -> "Card":
    """The entry's first card."""
    (first,) = home.connection.execute(
        "SELECT id FROM cards WHERE entry = ? AND position IS NOT NULL ORDER BY position LIMIT 1", (entry,)
    ).fetchone()
    card = home.cards.card(first)
    if card is None:
        raise BrokenStore(f"the cache does not have {first}", "run `flashcards check`, and try again")
    return card
