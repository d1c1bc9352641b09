"""The list of decks, and of folders of decks, that are used where they lie: what it says after a change."""

import os
from pathlib import Path

from flashcards.decks.files import LINKED, links_of

_HEAD = "# Decks, and folders of decks, that flashcards uses where they lie; a path a line.\n"


def as_linked(path: str) -> str:
    """A path as the list has it: from the root, and through the links that it names."""
    return os.path.normpath(Path(path).absolute())


def list_of_links(own: str) -> Path:
    """The file of the list."""
    return Path(own) / LINKED


def with_links(own: str, paths: list[str]) -> str:
    """The list's text with these paths behind those that it has; its comments stay."""
    text = _text(own)
    if text and not text.endswith("\n"):
        text += "\n"
    return (text or _HEAD) + "".join(f"{path}\n" for path in paths)


def without_link(own: str, path: str) -> str:
    """The list's text without the lines that name this path."""
    lines = _text(own).splitlines(keepends=True)
    return "".join(line for line in lines if not _names(own, line, path))


def link_that_brings(own: str, path: str) -> str | None:
    """The linked path or folder by which a deck file is in the library; None for a file of its own folder."""
    links = links_of(own)
    return next((link for link in (path, str(Path(path).parent)) if link in links), None)


def _names(own: str, line: str, path: str) -> bool:
    line = line.strip()
    return not line.startswith("#") and bool(line) and str(Path(own, line)) == path


def _text(own: str) -> str:
    try:
        return list_of_links(own).read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
