"""Taking in a whole backup, here or on another computer."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from flashcards.cli.copies import back_up_home
from flashcards.cli.home import Home
from flashcards.cli.import_decks import putting_in_place
from flashcards.cli.places import Places
from flashcards.cli.printing import screen
from flashcards.cli.settings import require_settings
from flashcards.cli.waiting import announce, with_progress
from flashcards.core.errors import BrokenStore
from flashcards.core.plurals import plural
from flashcards.decks.files import deck_files
from flashcards.exchange.archive import DECKS, SETTINGS
from flashcards.exchange.opening import Archive
from flashcards.reports.files import new_file
from flashcards.screens.words import foreign_line
from flashcards.store.database import make_folder
from flashcards.store.merging import Incoming, Merged, TwiceTheSameKey


def take_backup(path: Path, *, dry_run: bool) -> None:
    """Take a whole backup in, of this computer or another, and say what was done."""
    with Archive(path) as archive:
        texts = archive.texts()
        _require_settings(path, texts)
        with Home() as home:
            incoming = Incoming(home.database)
            try:
                incoming.take(with_progress(archive.rows(), "rows read", archive.rows_told))
            except TwiceTheSameKey:
                raise BrokenStore(
                    f"{path} is refused: two rows of its journal have one key", "nothing was changed"
                ) from None
            files = dict(_new_files(home.places, texts))
            found = incoming.looked_at()
            backup = None
            if dry_run:
                here = found.rows - found.new
                screen().print(
                    f"{plural(found.new, 'row')} of the journal would be taken in; {here} are here already\n"
                    f"{plural(len(files), 'file')} would be new: settings and decks"
                )
                return
            if found.new:
                backup = back_up_home(home.places, "before-import")
                announce("putting in and folding", found.new)
            found = _put_in(incoming, found, files)
    for line in _told(found, files, backup):
        screen().print(foreign_line(line), soft_wrap=True)


def _put_in(incoming: Incoming, found: Merged, files: Mapping[Path, bytes]) -> Merged:
    """The files are written before the rows are, and moved into place after: either fails without the other."""
    with putting_in_place(), ExitStack() as opened:
        _lay_ready(opened, files)
        return incoming.merge() if found.new else found


def _lay_ready(opened: ExitStack, files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        make_folder(str(path.parent))
        file = opened.enter_context(new_file(path, replaces=False))
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()


def _require_settings(path: Path, texts: Mapping[str, bytes]) -> None:
    """Settings that no command could start with are not taken in."""
    try:
        require_settings(texts.get(SETTINGS, b""))
    except ValueError as error:
        raise BrokenStore(
            f"{path} is refused: its settings are not this program's: {error}", "nothing was changed"
        ) from error


def _new_files(places: Places, texts: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    """What is not here yet, by where it belongs; what is here and differs stays, and the other comes beside it.

    A deck that is here where it lies, and used there, is not put among one's own as well.
    """
    linked = {Path(path).name: Path(path) for path in deck_files((places.own_decks,))}
    for name, content in texts.items():
        path = Path(places.settings)
        if name.startswith(DECKS):
            path = Path(places.own_decks) / name.removeprefix(DECKS)
        here = linked.get(path.name, path)
        here = here if here.is_file() else path
        if os.path.lexists(here) and not _holds(here, content):
            path = path.with_name(f"{path.name}.imported-{sha256(content).hexdigest()[:8]}")
            here = path
        if not os.path.lexists(here):
            yield path, content


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _told(found: Merged, files: Mapping[Path, bytes], backup: Path | None) -> Iterator[str]:
    """What was done, in lines."""
    if not found.new and not files:
        yield f"all {plural(found.rows, 'row')} of its journal are here already: nothing was changed"
        return
    here = found.rows - found.new
    yield f"{plural(found.new, 'row')} of the journal taken in; {here} were here already"
    if found.forks:
        yield (
            "a copied database had gone on under the same id as its original; both histories are kept, one as "
            f"{', '.join(found.forks)}"
        )
    for path in files:
        if ".imported-" in path.name:
            yield f"yours stays as it is, and the other is in {path}"
        else:
            yield f"new here: {path}"
    if backup is not None:
        yield f"how it was before is in {backup}"
