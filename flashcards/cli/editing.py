"""Opening a card in the person's editor, on its line."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from flashcards.cli.home import Home
from flashcards.core.cards import Card
from flashcards.core.errors import UsageError
from flashcards.terminal.modes import usual_terminal


def edit_card(home: Home, card: Card) -> Path | None:
    """Open $VISUAL or $EDITOR on the card.

    A bundled deck is first copied to one's own decks, where it takes the bundled one's place. Gives the copy's path,
    if one was made and edited. Raises UsageError when there is no editor.
    """
    bundled = Path(card.path)
    if bundled.parent != Path(home.places.bundled_decks).absolute():
        open_editor(bundled, card.line)
        return None
    _editor()  # refused before anything is copied
    copy = home.library.copy_to_own(card.deck)
    open_editor(copy, card.line)
    if copy.read_bytes() != bundled.read_bytes():
        return copy
    copy.unlink()
    return None


def open_editor(path: Path, line: int) -> None:
    """Open $VISUAL or $EDITOR on a line of a file. Raises UsageError when there is no editor."""
    command = _editor()
    try:
        with usual_terminal():
            subprocess.run([*command, f"+{line}", str(path)], check=False)  # noqa: S603 - the person's own editor
    except OSError as error:
        raise UsageError(f"cannot start the editor {command[0]}: {error.strerror}", "set EDITOR") from error


def _editor() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or None
    if chosen is not None:
        return _words(chosen)
    found = next((name for name in ("nano", "vim", "vi") if shutil.which(name)), None)
    if found is None:
        raise UsageError("no editor was found", "set EDITOR to the one that you use")
    return [found]


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words or not words[0]:
        raise UsageError(f"EDITOR is not a command: {command}", "set EDITOR to the one that you use")
    return words
