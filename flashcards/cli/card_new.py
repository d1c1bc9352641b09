"""`flashcards card new`: a card asked for in the terminal, and written to the end of its deck's file."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flashcards.cli.home import Home
from flashcards.cli.plain_lines import write_line
from flashcards.cli.printing import print_line
from flashcards.core.errors import UsageError

if TYPE_CHECKING:
    from flashcards.cli.deck_texts import DeckFile
    from flashcards.decks.mistakes import Mistake
    from flashcards.decks.reading import Deck


def new(
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck that the card is added to.")],
) -> None:
    """Write a card: asks for its type, its texts and its id, and adds it to the deck's file.

    The file keeps its comments and layout. A bundled deck is first copied to your own decks, where it takes the
    bundled one's place.
    """
    from flashcards.cli.deck_texts import deck_file, write_decks

    with Home() as home:
        file = deck_file(home, deck)
        try:
            entry_id, content = _asked_for(file)
        except EOFError:
            raise UsageError("the card is not whole", "nothing was written") from None
        except KeyboardInterrupt:
            write_line("nothing was written")
            raise
        write_decks(home, {deck: content}, {deck: file})
        card = next(card for card in home.cards.ids() if card.partition("#")[0] == f"{deck}/{entry_id}")
        line = home.cards.cards((card,))[card].line
    if file.is_copied:
        print_line("The bundled deck was copied to your own decks; the copy takes its place.")
    print_line(
        f"{deck}/{entry_id} is written: {file.target}:{line}. `flashcards card edit {deck}/{entry_id}` opens it."
    )


def _asked_for(file: "DeckFile") -> tuple[str, bytes]:
    """The id of the new card, and the deck with it, asked for until nothing is wrong. Raises EOFError."""
    from flashcards.cli.card_questions import Questions
    from flashcards.decks.changing import appended

    text = file.text()
    appended(text, "  - id: new\n")  # refused before anything is asked
    questions = Questions({str(entry["id"]) for entry in text.entries})
    while True:
        entry_id, fields = questions.ask()
        content, mistakes = _with_card(file, entry_id, fields)
        if not mistakes:
            return entry_id, content
        for mistake in mistakes:
            write_line(f"That is not right yet: {mistake}")
        write_line("Enter keeps what was typed; type anew what is to change.")


def _with_card(file: "DeckFile", entry_id: str, fields: Mapping[str, Any]) -> tuple[bytes, list[str]]:
    """The deck with the card, and what is wrong with it then. Raises CannotChange."""
    from flashcards.decks.changing import appended, require_same
    from flashcards.decks.layout import DeckLayout, plain
    from flashcards.decks.reading import read_deck
    from flashcards.decks.writing import entry_text

    deck = file.text()
    content = deck.encoded(appended(deck, entry_text(fields, entry_id)))
    before, after = (read_deck(each, str(file.target)) for each in (file.content, content))
    mistakes = _told(after) - _told(before)
    if not mistakes:
        written = DeckLayout(content, deck.path)
        require_same(
            written, {**plain(deck.root), "cards": [*plain(deck.root)["cards"], plain(written.entries[-1])]}
        )
    return content, list(mistakes)


def _told(found: "Deck | tuple[Mistake, ...]") -> Counter[str]:
    """What keeps the deck, or a card of it, from being asked, with how often it is said."""
    mistakes = found if isinstance(found, tuple) else found.mistakes
    return Counter(f"{mistake.message}{f' ({mistake.hint})' if mistake.hint else ''}" for mistake in mistakes)
