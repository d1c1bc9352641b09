"""The database: its pages, its journal, what is folded from it, and the decks that it knows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from flashcards.cli.clock import wall_time
from flashcards.cli.copies import back_up_home
from flashcards.cli.home import Home
from flashcards.cli.places import Places
from flashcards.cli.waiting import announce, with_progress
from flashcards.core.days import CLOCK_SLACK_DAYS, iso
from flashcards.core.errors import BrokenStore, FlashcardsError, NewerDatabase
from flashcards.core.findings import Finding, fine_unless
from flashcards.core.plurals import plural
from flashcards.store.backups import backups_of, wals_of
from flashcards.store.database import disk_is_full
from flashcards.store.drafts import replace_damaged
from flashcards.store.library import orphans, rebuild_cards
from flashcards.store.mending import rows_after, take_back
from flashcards.store.merging import Incoming
from flashcards.store.salvage import Salvaged, salvaged
from flashcards.store.soundness import (
    Look,
    differing_caches,
    look_at,
    looked_at,
    stray_undos,
)
from flashcards.store.wal_rows import readable_wals, rows_in

_MEND = "`flashcards doctor --mend` {}"
#: Where a look without --mend leaves what it could save.
_SALVAGED = "flashcards.salvaged.db"


def findings(places: Places) -> Iterator[Finding]:
    """All about the database, and about the decks where it can be opened."""
    if not _is_there(places):
        yield _nothing(places)
        return
    try:
        look = look_at(places.database, with_progress)
    except NewerDatabase as error:
        yield Finding("database", "broken", str(error), error.hint)
        return
    if look.damage and disk_is_full(places.database):
        yield Finding(
            "database", "look", "it cannot be looked at: the disk is full", "make room and try again"
        )
        return
    if look.damage:
        yield _damaged(places, look.damage)
        return
    try:
        yield from _of_journal(places, look)
        with Home() as home:
            yield from _of_home(home)
    except FlashcardsError as error:
        yield Finding("database", "broken", str(error), error.hint)


def mended(places: Places) -> Iterator[str]:
    """Save what can be saved, fold anew what is folded wrongly, take back rows of the future; gives what was done."""
    if not _is_there(places):
        return
    try:
        look = look_at(places.database, with_progress)
    except NewerDatabase:
        return
    if look.damage and disk_is_full(places.database):
        return
    if look.damage:
        with salvaged(places.database, with_progress) as saved:
            if not saved.is_ours:
                return
            aside = replace_damaged(saved.draft, places.database, wall_time().date().isoformat())
        Path(places.database).with_name(_SALVAGED).unlink(missing_ok=True)
        yield f"{_saved(saved)}; the damaged database is kept as {aside}"
    differing = _differing(places, look)
    with suppress(FlashcardsError):
        Home().database.close()  # a damaged WAL is kept, and then read below
    try:
        with Home() as home:
            if differing:
                rebuild_cards(home.database)
                yield f"folded anew from the journal: {', '.join(differing)}"
            for name, incoming, new in _missing_of_wals(home):
                back_up_home(places, "before-mending")
                incoming.merge()
                yield f"taken out of {name}: {plural(new, 'row')} of the journal"
            later = list(rows_after(home.connection, home.real_day() + CLOCK_SLACK_DAYS))
            if later:
                back_up_home(places, "before-mending")
                take_back(home.database, home.journal, home.moment(), later)
                yield f"taken back: {plural(len(later), 'row')} of days to come"
    except FlashcardsError as error:
        yield f"the database is not mended: {error}"


def _is_there(places: Places) -> bool:
    files = (Path(places.database), Path(f"{places.database}-wal"))
    return any(path.is_file() and path.stat().st_size > 0 for path in files) or (
        files[0].exists() and not files[0].is_file()
    )


def _nothing(places: Places) -> Finding:
    backups = [one for one in backups_of(places.database) if one.day > 1]
    if not backups:
        return Finding("database", "fine", "none yet: nothing was answered")
    return Finding(
        "database",
        "broken",
        f"{places.database} is gone, and there are backups",
        f"`flashcards restore {backups[0].number}` goes back to the newest, of {iso(backups[0].day)}",
    )


def _damaged(places: Places, damage: str) -> Finding:
    """Say what is damaged, and lay what can be saved beside it."""
    beside = Path(places.database).with_name(_SALVAGED)
    try:
        with salvaged(places.database, with_progress) as saved:
            if not saved.is_ours:
                todo = "move it away; nothing in it is this program's, and nothing was changed"
                return Finding("database", "broken", damage, todo)
            saved.draft.path.replace(beside)
    except (BrokenStore, OSError, sqlite3.Error) as error:
        return Finding("database", "broken", damage, f"nothing could be saved of it: {error}")
    todo = (
        f"{_saved(saved)}, into {beside}; {_MEND.format('puts that in its place, and keeps the damaged one')}"
    )
    return Finding("database", "broken", damage, todo)


def _saved(saved: Salvaged) -> str:
    told = f"{plural(saved.from_file, 'row')} saved out of the damaged database"
    if saved.from_backup:
        told += f" and {saved.from_backup} out of {saved.backup}"
    return f"{told}, {saved.holes or 'none'} known to be lost"


def _differing(places: Places, look: Look) -> list[str]:
    announce("folding and comparing", look.rows.count)
    with closing(looked_at(places.database)) as connection:
        return differing_caches(connection)


def _of_journal(places: Places, look: Look) -> Iterator[Finding]:
    rows = plural(look.rows.count, "row")
    yield Finding("database", "fine", f"whole, schema version {look.version}, {rows}")
    with closing(looked_at(places.database)) as connection:
        wrong = [f"numbers are missing of {gap}" for gap in look.rows.gaps]
        if strays := stray_undos(connection):
            wrong.append(f"{plural(strays, 'row')} take back what is not there")
        yield fine_unless(
            "journal",
            "; ".join(wrong),
            "rows were lost here; `flashcards import` brings them back from another computer or a backup",
            fine="every row has its checksum, and no number is missing",
            state="look",
        )
    yield fine_unless(
        "memory",
        ", ".join(_differing(places, look)),
        _MEND.format("folds the journal anew"),
        fine="cards and sums are what the journal gives",
    )


def _missing_of_wals(home: Home) -> Iterator[tuple[str, Incoming, int]]:
    """The WALs that were kept and have rows that are not here: name, what to merge, and how many these are."""
    for one in readable_wals(home.places.database):
        incoming = Incoming(home.database)
        incoming.take(rows_in(home.places.database, one))
        if new := incoming.looked_at().new:
            yield one.name, incoming, new


def _wals(home: Home) -> Finding:
    missing = [f"{plural(new, 'row')} in {name}" for name, _, new in _missing_of_wals(home)]
    return fine_unless(
        "cut off",
        f"not in the journal, of sittings that were cut off: {', '.join(missing)}" if missing else "",
        _MEND.format("takes them in"),
        fine="what could be read of sittings that were cut off is in the journal",
        state="look",
    )


def _of_home(home: Home) -> Iterator[Finding]:
    shelf = home.library.sync()
    yield fine_unless(
        "decks",
        f"{plural(len(shelf.errors), 'mistake')} in decks" if shelf.errors else "",
        "`flashcards check` names each with its place",
        fine=plural(len(home.deck_names()), "deck"),
    )
    if wals_of(home.places.database):
        yield _wals(home)
    missing = orphans(home.connection)
    yield fine_unless(
        "orphans",
        f"{plural(len(missing), 'card')} with a history that no deck has any more" if missing else "",
        "`flashcards check` names them; `was: [OLD-ID]` on the card that took its place gives it the history",
        fine="every card with a history is in a deck",
        state="look",
    )
    wall, real = wall_time(), home.real_day()
    later = list(rows_after(home.connection, real + CLOCK_SLACK_DAYS))
    wrong = ""
    if later:
        last = iso(max(row.day for row in later))
        wrong = (
            f"{plural(len(later), 'row')} of days to come, up to {last}; the clock says {wall:%Y-%m-%d %H:%M}"
        )
    elif home.clock_is_far_behind():
        wrong = f"the clock says {wall:%Y-%m-%d %H:%M}, days before your last review"
    yield fine_unless(
        "clock",
        wrong,
        f"if the clock is wrong, set it; if it is right, {_MEND.format('takes them back')}",
        fine=f"{wall:%Y-%m-%d %H:%M}, study day {iso(home.today())}",
        state="look",
    )
    rollover = home.settings.number("rollover_hour")
    zone = f"{wall:%Z} ({wall:%z})"
    yield Finding("zone", "fine", f"{zone}; a study day begins at {rollover:02}:00")
