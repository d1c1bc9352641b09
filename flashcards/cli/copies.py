"""`flashcards backup`: back everything up that cannot be made again, and see which backups there are."""

import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.places import Places, find_places
from flashcards.cli.printing import print_columns, print_error, print_json, print_line, screen
from flashcards.cli.waiting import with_progress
from flashcards.core.days import iso
from flashcards.core.errors import FlashcardsError
from flashcards.core.generations import Generation
from flashcards.store.backups import back_up, backups_of, folder_of, wals_of
from flashcards.store.today import last_study_day

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_DAILY = "daily"


@app.command(epilog=examples("flashcards backup", "flashcards backup --list"))
def backup(
    show_list: Annotated[
        bool, typer.Option("--list", help="Show the backups there are, newest first.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: number, name, day, reason, bytes and path.")
    ] = False,
) -> None:
    """Back up the journal and the settings, or list the backups.

    Backups are made by themselves, too: after the first sitting of a study day, and before an import, a restore and
    every change of the database's schema. The last ten are kept, and one for each of 14 days, 8 weeks and 12 months;
    500 MB in all, but always the last three. What could not be read when a sitting was cut off (.wal) is kept likewise.
    Your own decks are files of yours: `flashcards export all` packs them, too.
    """
    if not show_list:
        with Home() as home:
            made = back_up_home(home.places, "by-hand")
        if not as_json:
            print_line(f"backed up as {made}")
    places = find_places()
    backups = backups_of(places.database)
    wals = wals_of(places.database)
    if as_json:
        told = [_told(places, one) for one in backups] + [_told_wal(places, one) for one in wals]
        print_json(told if show_list else next(one for one in told if one["name"] == made.name))
    elif show_list and not backups and not wals:
        print_line("There are no backups yet; `flashcards backup` makes one.")
    elif show_list and not sys.stdout.isatty():
        print_columns(
            [(one.number, _day(one) or "none yet", one.reason, one.size, one.name) for one in backups]
            + [("-", "unknown", "cut-off", one.size, one.name) for one in wals]
        )
    elif show_list:
        from flashcards.screens.backups import backups_table

        screen().print(backups_table(backups, wals, str(folder_of(places.database))))


def back_up_home(places: Places, why: str) -> Path:
    """Back the database and the settings up; raises NotSaved."""
    settings = ""
    with suppress(OSError, UnicodeDecodeError):
        settings = Path(places.settings).read_text("utf-8")
    return back_up(places.database, why, settings=settings, progress=with_progress)


def back_up_daily(home: Home) -> None:
    """After the first sitting of a study day, when its last words are said. It never makes the sitting fail."""
    try:
        sys.stdout.flush()
        day = last_study_day(home.connection)
        made = {(one.day, one.reason) for one in backups_of(home.places.database)}
        if day is not None and (day, _DAILY) not in made:
            back_up_home(home.places, _DAILY)
    except KeyboardInterrupt:
        sys.stderr.write("the day's backup was left for the next sitting; your answers are saved\n")
    except (FlashcardsError, OSError, sqlite3.Error) as error:
        hint = getattr(error, "hint", "") or "`flashcards doctor` looks into it"
        print_error(FlashcardsError(f"your answers are saved, but {error}", hint))


def _day(one: Generation) -> str | None:
    """The study day up to which it has answers, if it has any."""
    return iso(one.day) if one.day > 1 else None


def _told(places: Places, one: Generation) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "day": _day(one),
        "reason": one.reason,
        "bytes": one.size,
        "path": str(folder_of(places.database) / one.name),
    }


def _told_wal(places: Places, one: Generation) -> dict[str, Any]:
    """What is no backup and has no number, but may hold answers."""
    return _told(places, one) | {"number": None, "day": None, "reason": "cut-off"}
