"""Taking in Anki's packages: the notes as decks, and what was learned there into the journal."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.cli.import_decks import Placed, Placing, merged, putting_in_place, require_name
from flashcards.cli.import_own import Returning
from flashcards.cli.import_report import print_report
from flashcards.cli.waiting import announce, with_progress
from flashcards.core.days import study_day
from flashcards.core.ids import entry_of
from flashcards.core.incoming import IncomingDeck
from flashcards.core.plurals import plural
from flashcards.exchange.anki.reading import AnkiCollection, read_anki


def take_collection(path: Path, deck: str, *, dry_run: bool) -> None:
    """Make decks of a collection, or bring them up to date, take its answers over, and say what was done."""
    if deck:
        require_name(deck)
    with read_anki(path) as collection, Home() as home:
        with Placing(home, dry_run=dry_run) as placing:
            for incoming in _told(home, collection, deck):
                placing.take(incoming, is_named=bool(deck))
            # While no deck is in its place yet: what is damaged is refused whole.
            collection.require_readable_history()
        with putting_in_place():
            remarks = [] if dry_run else list(_take_history(home, collection, placing.placed))
    print_report(placing.placed, collection.omissions, remarks, dry_run=dry_run)


def _told(home: Home, collection: AnkiCollection, into: str) -> Iterable[IncomingDeck]:
    """The decks, all as one if they go `into` one, with word of how far they have come."""
    decks = [merged(collection.decks, into)] if into else collection.decks
    for deck in decks:
        returning = Returning(home, deck)
        entries = with_progress(returning.entries(), "notes read", collection.notes)
        yield IncomingDeck(deck.name, deck.title, deck.about, entries)


def _clock(home: Home) -> Callable[[int], tuple[int, int]]:
    """What gives the study day, and the zone in minutes, of a time in milliseconds."""
    rollover = home.settings.number("rollover_hour")

    @cache
    def in_quarter(hour_quarter: int) -> tuple[int, int]:
        wall = datetime.fromtimestamp(hour_quarter * 900).astimezone()
        offset = wall.utcoffset() or timedelta()
        return study_day(wall.replace(tzinfo=None), rollover), int(offset.total_seconds()) // 60

    # Days begin, and zones change, on a quarter of an hour.
    return lambda at_ms: in_quarter(at_ms // 900_000)


def _take_history(home: Home, collection: AnkiCollection, placed: Sequence[Placed]) -> Iterable[str]:
    """Put answers and schedules in for all cards that came, after a backup; says what was done.

    Loads what that takes only where there are any.
    """
    time_of = _clock(home)

    def day_of(at_ms: int) -> int:
        return time_of(at_ms)[0]

    def card_of(key: str, suffix: str) -> str | None:
        return ids[key] + suffix if key in ids else None

    if next(chain(collection.answers(), collection.standings(day_of)), None) is None:
        return
    from flashcards.cli.copies import back_up_home
    from flashcards.store.taking_over import Source, brings_anything, take_over

    ids = {key: card for deck in placed for key, card in deck.adoption.ids.items()}
    announce("taking over the answers of", collection.notes)
    if _may_change_ids(home, placed, ids.values()):
        home.read_decks()
    source = Source(collection.device, card_of, time_of, home.moment().at_ms)
    if not brings_anything(home.database, source, collection.answers(), collection.standings(day_of)):
        return
    backup = back_up_home(home.places, "before-import")
    taken = take_over(home.database, source, collection.answers(), collection.standings(day_of))
    yield f"{plural(taken.answers, 'answer')} and {plural(taken.placed, 'schedule')} taken over"
    if taken.ahead:
        yield f"{plural(taken.ahead, 'answer')} of the future left out: look at the clocks of both computers"
    yield f"the journal as it was before is in {backup}"


def _may_change_ids(home: Home, placed: Sequence[Placed], entries: Iterable[str]) -> bool:
    """Whether former ids may be others than the database knows; else decks can be read when they are asked for.

    An entry that was there may make other cards now, and a new one may have an id that another left.
    """
    if any(deck.adoption.changed or deck.adoption.unchanged or deck.adoption.kept for deck in placed):
        return True
    former = home.connection.execute("SELECT old FROM aliases")
    return not {entry_of(card) for (card,) in former}.isdisjoint(entries)
