"""Taking in tables, Anki's text exports and Markdown."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.cli.import_decks import Placing, merged, require_name
from flashcards.cli.import_report import print_report
from flashcards.cli.waiting import with_progress
from flashcards.core.incoming import IncomingDeck, IncomingEntry, Omissions
from flashcards.exchange.text_decks import TextDecks, read_text
from flashcards.exchange.text_files import TextFile


def take_text(path: Path, deck: str, *, dry_run: bool) -> None:
    """Make a deck of the text, or bring it up to date, and say what was done."""
    if deck:
        require_name(deck)
    with TextFile(path) as file, Home() as home:
        source = read_text(file)
        with Placing(home, dry_run=dry_run) as placing:
            for incoming in _told(home, source, file, deck):
                placing.take(incoming, is_named=bool(deck))
    print_report(placing.placed, source.omissions, [file.remark, *source.remarks], dry_run=dry_run)


def _told(home: Home, source: TextDecks, file: TextFile, into: str) -> Iterable[IncomingDeck]:
    """The decks, all as one if they go `into` one, with word of how far they have come."""
    decks = [merged(source.decks, into)] if into else source.decks
    for deck in decks:
        entries = with_progress(deck.entries, "lines read", file.line_count)
        fresh = entries if into else _without_own(home, entries, source.omissions)
        yield IncomingDeck(deck.name, deck.title, deck.about, fresh)


def _without_own(
    home: Home, entries: Iterable[IncomingEntry], omissions: Omissions
) -> Iterator[IncomingEntry]:
    """The entries but for those that went out from here: a text holds less of them than their deck does."""
    is_own: Callable[[str], bool] | None = None
    for entry in entries:
        if entry.keeps_key:
            is_own = is_own or _own_keys(home)
            if is_own(entry.key):
                why = (
                    f"'{entry.key}' is a card of yours already; an .apkg brings back what was changed in Anki"
                )
                omissions.add(entry.where, why)
                continue
        yield entry


def _own_keys(home: Home) -> Callable[[str], bool]:
    """Whether a GUID is that of an entry here, or of a problem that one drew. Loads what tables do not need."""
    from flashcards.cli.import_own import DRAWN
    from flashcards.exchange.anki.own_notes import own_id

    here = {entry for (entry,) in home.cards.rows("SELECT DISTINCT entry FROM cards")}
    return lambda key: bool(own_id(key)) and DRAWN.sub("", key) in here
