"""Taking in tables, Anki's text exports and Markdown."""

from collections.abc import Iterable
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.cli.import_decks import Placing, merged, require_name
from flashcards.cli.import_report import print_report
from flashcards.cli.waiting import with_progress
from flashcards.core.incoming import IncomingDeck
from flashcards.exchange.text_decks import TextDecks, read_text
from flashcards.exchange.text_files import TextFile


def take_text(path: Path, deck: str, *, dry_run: bool) -> None:
    """Make a deck of the text, or bring it up to date, and say what was done."""
    if deck:
        require_name(deck)
    with TextFile(path) as file, Home() as home:
        source = read_text(file)
        with Placing(home, dry_run=dry_run) as placing:
            for incoming in _told(source, file, deck):
                placing.take(incoming, is_named=bool(deck))
    print_report(placing.placed, source.omissions, [file.remark, *source.remarks], dry_run=dry_run)


def _told(source: TextDecks, file: TextFile, into: str) -> Iterable[IncomingDeck]:
    """The decks, all as one if they go `into` one, with word of how far they have come."""
    decks = [merged(source.decks, into)] if into else source.decks
    for deck in decks:
        entries = with_progress(deck.entries, "lines read", file.line_count)
        yield IncomingDeck(deck.name, deck.title, deck.about, entries)
