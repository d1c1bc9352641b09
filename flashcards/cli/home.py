"""Everything a command works on: settings, database, decks and the clock, opened and in step with each other.

Light on purpose, see `flashcards.core.days`: what only some commands need is loaded when they ask for it.
"""

import os
import sys
import time
from datetime import datetime
from functools import cached_property

from flashcards.cli.clock import wall_time
from flashcards.cli.places import Places, find_places
from flashcards.cli.settings import Settings, load_settings
from flashcards.cli.streams import write_ascii
from flashcards.core.days import CLOCK_SLACK_DAYS, current_day, study_day
from flashcards.core.errors import BrokenStore, UnknownName
from flashcards.decks.files import stamp
from flashcards.store.database import Database
from flashcards.store.meta import read_meta
from flashcards.store.today import Limits, Selection, everything, last_study_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from flashcards.core.memory import Scheduler
    from flashcards.decks.cache import Cache
    from flashcards.decks.library import Library
    from flashcards.decks.shelf import Shelf
    from flashcards.decks.typeset import TypesetTexts
    from flashcards.store.journal import Journal, Moment
    from flashcards.store.search import Search


#: A screen of mistakes, in characters: more would drive what was asked for off it.
_MOST_TOLD = 1500


class Home:
    """An open home; a context manager, because the database is whole at rest only when it was closed."""

    def __init__(self) -> None:
        self.places: Places = find_places()
        self.settings: Settings = load_settings(self.places.settings)
        if self.settings.is_on("ascii"):
            write_ascii()
        self.database = Database(self.places.database)
        self.connection = self.database.connection
        try:
            self._keep_in_step()
        except BaseException:
            self.database.close()
            raise

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *error: object) -> None:
        try:
            if "typeset_texts" in self.__dict__:
                self.typeset_texts.keep()
        finally:
            self.database.close()

    # ---- the clock

    def wall(self) -> datetime:
        """The local wall time."""
        return wall_time()

    def today(self) -> int:
        """The study day that holds now."""
        return current_day(self.real_day(), last_study_day(self.connection))

    def clock_is_far_behind(self) -> bool:
        """Whether the journal's last row lies further ahead than a journey explains."""
        last = last_study_day(self.connection)
        return last is not None and last - self.real_day() > CLOCK_SLACK_DAYS

    def moment(self) -> "Moment":
        """Now, as the journal notes it."""
        from flashcards.store.journal import Moment

        wall = self.wall()
        offset = wall.utcoffset()
        return Moment(
            at_ms=int(wall.timestamp() * 1000),
            day=current_day(self._day_of(wall), last_study_day(self.connection)),
            zone_minutes=None if offset is None else int(offset.total_seconds()) // 60,
        )

    def real_day(self) -> int:
        """The study day that the clock says, whatever the journal does."""
        return self._day_of(self.wall())

    def _day_of(self, wall: datetime) -> int:
        return study_day(wall.replace(tzinfo=None), self.settings.number("rollover_hour"))

    # ---- the journal

    @property
    def scheduler(self) -> "Scheduler":
        """The scheduler in force, which another terminal may have changed since this one began."""
        from flashcards.core.memory import SCHEDULERS

        return SCHEDULERS[read_meta(self.connection, "scheduler")]

    @cached_property
    def journal(self) -> "Journal":
        """The journal, for writing."""
        from flashcards.store.journal import Journal

        return Journal(self.database)

    # ---- the decks

    @cached_property
    def library(self) -> "Library":
        """The library of decks, for reading them anew."""
        from flashcards.cli.waiting import with_decks_told
        from flashcards.decks.library import Library

        return Library(self.places.own_decks, self.places.bundled_decks, self._cache, with_decks_told)

    @cached_property
    def cards(self) -> "Cache":
        """The parsed cards; a cache that was deleted is made again."""
        if self._cache.is_empty:
            self.read_decks()
        return self._cache

    @cached_property
    def _cache(self) -> "Cache":
        from flashcards.decks.cache import Cache

        return Cache(self.places.cache)

    @cached_property
    def typeset_texts(self) -> "TypesetTexts":
        """What was read of the cards' texts before, for a typesetter; what is new is kept on leaving."""
        from flashcards.decks.typeset import TypesetTexts
        from flashcards.text.tree import FORMAT

        return TypesetTexts(self.cards, FORMAT)

    def read_decks(self, *, afresh: bool = False) -> "Shelf":
        """Read what has changed in the decks (or all of them), and have the database know it."""
        from flashcards.store.library import place, use_scheduler

        # Taken before reading: a file that changes meanwhile is read again the next time.
        seen = stamp(self.places.deck_folders, time.time())
        shelf = self.library.sync(afresh=afresh)
        if self.library.has_withheld:
            seen = ""  # no stamp is equal to it
        use_scheduler(self.database, self.settings.word("scheduler"))
        of_decks, of_cards = (
            "\n".join(mistake.render() for mistake in shelf.errors if mistake.stops_deck == stops)
            for stops in (True, False)
        )
        place(self.database, shelf.decks, shelf.places, shelf.aliases, seen, (of_decks, of_cards))
        return shelf

    def _keep_in_step(self) -> None:
        seen = stamp(self.places.deck_folders, time.time())
        is_current = read_meta(self.connection, "library") == seen
        if not is_current or read_meta(self.connection, "scheduler") != self.settings.word("scheduler"):
            self.read_decks()

    def tell_broken_decks(self) -> None:
        """Name the mistakes for which decks are left out or cards passed over, on standard error."""
        for name, outcome in (
            ("mistakes", "a deck with such a mistake is left out whole"),
            ("card mistakes", "a card with such a mistake is passed over, the rest of its deck is asked"),
        ):
            mistakes = read_meta(self.connection, name)
            if mistakes:
                from flashcards.text.show import show

                told, more = mistakes, ""
                if len(mistakes) > _MOST_TOLD:
                    told = mistakes[:_MOST_TOLD].rpartition("\n")[0] + "\n…"
                    more = "; `flashcards check` names them all"
                sys.stderr.write(f"{show(told)}\n{outcome}{more}\n")

    # ---- what is asked for

    def deck_names(self) -> list[str]:
        """All decks, in their order."""
        return [name for (name,) in self.connection.execute("SELECT name FROM decks ORDER BY position")]

    def search(self, text: str) -> "Search":
        """The cards that a search finds, as they stand now. Raises UsageError."""
        from flashcards.core.search_reading import read_query
        from flashcards.decks.search import cards_with
        from flashcards.store.search import Search

        def names(what: str) -> "Iterable[str]":
            return self.deck_names() if what == "deck" else self.cards.tags()

        return Search(
            self.connection,
            read_query(text, names),
            lambda words: cards_with(self.cards, words),
            today=self.today(),
            leech_lapses=self.settings.number("leech_lapses"),
        )

    def selection(
        self, decks: "Sequence[str]" = (), tags: "Sequence[str]" = (), search: str | None = None
    ) -> Selection:
        """The cards of these decks (none named: all that are not off) with any of these tags, found by a search."""
        known = self.deck_names()
        for name in decks:
            if name not in known and f"{os.sep}{name}.y" in read_meta(self.connection, "mistakes"):
                raise BrokenStore(
                    f"the deck '{name}' has mistakes and is left out", "`flashcards check` names them"
                )
            if name not in known:
                raise UnknownName("deck", name, known, otherwise="`flashcards decks` lists them")
        entries = None
        if tags:
            known_tags = self.cards.tags()
            for tag in tags:
                if tag not in known_tags:
                    raise UnknownName(
                        "tag", tag, known_tags, otherwise="`flashcards card show ID` shows a card's tags"
                    )
            entries = frozenset(self.cards.entries_tagged(tags))
        cards = None if search is None else self.search(search).ids()
        return Selection(frozenset(decks) if decks else None, self.settings.decks_off, entries, cards)

    def has_cards(self, selection: Selection) -> bool:
        """Whether the selection has any card at all."""
        return next(everything(self.connection, selection), None) is not None

    def limits(self, new_total: int | None = None, due_total: int | None = None) -> Limits:
        """The day's limits, or what replaces them for a sitting."""
        return Limits(
            self.settings.number("new_per_day"),
            self.settings.number("due_per_day"),
            new_total=new_total,
            due_total=due_total,
        )
