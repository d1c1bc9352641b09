"""`flashcards restore`: go back to a backup."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from flashcards.cli.clock import wall_time
from flashcards.cli.config import write_settings
from flashcards.cli.copies import back_up_home
from flashcards.cli.pages import examples
from flashcards.cli.places import Places, find_places
from flashcards.cli.printing import print_line
from flashcards.cli.settings import require_settings
from flashcards.cli.waiting import announce, with_progress
from flashcards.core.errors import FlashcardsError, UnknownName, UsageError
from flashcards.core.plurals import plural
from flashcards.store.backups import LEFT_BEHIND, backups_of, folder_of
from flashcards.store.database import Database
from flashcards.store.drafts import replace_damaged, take_place
from flashcards.store.restoring import Restored, restored
from flashcards.store.soundness import look_at

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards restore 1 --yes"))
def restore(
    name: Annotated[
        str,
        typer.Argument(
            metavar="BACKUP", help="A backup's number or name in `backup --list`, or any file with one."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
) -> None:
    """Go back to a backup, after showing what it would replace.

    What is here now is backed up first. The backup is verified whole before anything is replaced. To bring in what
    another computer has, and lose nothing here, use `flashcards export all` there and `flashcards import` here.
    """
    places = find_places()
    backup = _found(places, name)
    path = Path(places.database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    damage = look_at(places.database, with_progress).damage if path.exists() else ""
    try:
        with restored(backup, places.database, with_progress) as coming:
            for line in _would(backup, coming, damage):
                print_line(line)
            if not yes:
                _require_yes()
            for line in _put_in_place(places, coming, damage):
                print_line(line)
    finally:
        if not damage and path.exists():
            Database(places.database).close()  # looking at it has left a WAL; now it is one whole file again


def _put_in_place(places: Places, coming: Restored, damage: str) -> Iterator[str]:
    """Replace the database; gives what was done."""
    if damage or not Path(places.database).exists():
        aside = replace_damaged(coming.draft, places.database, wall_time().date().isoformat())
        before = f"the damaged database is kept as {aside}" if damage else "there was no database before"
    else:
        before = f"how it was before is in {back_up_home(places, LEFT_BEHIND)}"
        announce("putting in place", coming.rows)
        take_place(coming.draft, places.database)
    settings = _take_settings(Path(places.settings), coming.settings)
    yield f"restored {plural(coming.rows, 'row')} of the journal, up to {coming.day}{settings}"
    yield before


def _found(places: Places, name: str) -> Path:
    """The file of that backup; raises UnknownName."""
    backups = backups_of(places.database)
    known = {one.name: one for one in backups}
    for one in backups:
        known.setdefault(str(one.number), one)
        known[one.name.removesuffix(".db.gz")] = one
    found = known.get(name) or known.get(name.lstrip("0"))
    if found is not None:
        return folder_of(places.database) / found.name
    if os.path.isfile(name):  # noqa: PTH113 - which takes any text
        return Path(name)
    raise UnknownName("backup or file", name, known, otherwise="`flashcards backup --list` names them all")


def _would(backup: Path, coming: Restored, damage: str) -> Iterator[str]:
    """What is in the backup, and what restoring it would do."""
    yield f"{backup.name} is whole: {plural(coming.rows, 'row')} of the journal, up to {coming.day}"
    if damage:
        yield f"what is here is damaged, and would be kept beside it: {damage}"
        yield "`flashcards doctor` says what else could be saved of it"
    elif coming.only_here == 0 == coming.only_there:
        yield "its journal is the same as the one here"
    elif coming.only_here is not None and coming.only_there is not None:
        yield f"here and not in it, and so gone afterwards: {plural(coming.only_here, 'row')}"
        yield f"in it and not here: {plural(coming.only_there, 'row')}"


def _require_yes() -> None:
    """Raise UsageError unless the person types yes."""
    if not sys.stdin.isatty():
        raise UsageError("nothing was restored", "add --yes to do it")
    sys.stderr.write("Restore it? Type yes: ")
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stderr.write("\nnothing was restored\n")
        raise
    if answer.strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was restored", "type yes, or add --yes, to do it")


def _take_settings(path: Path, text: str) -> str:
    """Put the settings of the backup in place, where it has any that are others and good; gives what to say."""
    if not text or (path.is_file() and path.read_bytes() == text.encode()):
        return ""
    try:
        require_settings(text.encode())
        write_settings(path, text)
    except (ValueError, FlashcardsError) as error:
        return f"; but the settings stay as they are: {error}"
    return ", and the settings of then"
