"""The list of decks, and of folders of decks, that are used where they lie: what it says after a change."""

import os
from pathlib import Path

from flashcards.decks.files import LINKED, link_in, links_of

_HEAD = b"# Decks, and folders of decks, that flashcards uses where they lie; a path a line.\n"


def as_linked(path: str) -> str:
    """A path as the list has it: from the root, and through the links that it names."""
    return os.path.normpath(Path(path).absolute())


def list_of_links(own: str) -> Path:
    """The file of the list."""
    return Path(own) / LINKED


def with_links(own: str, paths: list[str]) -> bytes:
    """The list with these paths behind those that it has; its comments stay."""
    content = _content(own)
    if content and not content.endswith(b"\n"):
        content += b"\n"
    return (content or _HEAD) + b"".join(os.fsencode(path) + b"\n" for path in paths)


def without_link(own: str, path: str) -> bytes:
    """The list without the lines that name this path."""
    return b"".join(line for line in _content(own).splitlines(keepends=True) if link_in(own, line) != path)


def link_that_brings(own: str, path: str) -> str | None:
    """The linked path or folder by which a deck file is in the library; None for a file of its own folder."""
    links = links_of(own)
    return next((link for link in (path, str(Path(path).parent)) if link in links), None)


def _content(own: str) -> bytes:
    try:
        return list_of_links(own).read_bytes()
    except FileNotFoundError:
        return b""
