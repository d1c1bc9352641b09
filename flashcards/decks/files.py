"""Which deck files there are, and whether anything about them has changed since.

Even the fastest command asks this at every start, so that nothing but `os` is imported here.
"""

import os

_SUFFIXES = (".yaml", ".yml")
#: A file may be changed once more within one tick of its file system's clock, which then shows nothing of it.
TICK_SECONDS = 2.0


def deck_files(folders: tuple[str, ...]) -> list[str]:
    """The deck files of the folders, in this order and by name; a folder that is not there has none.

    Raises OSError where a folder cannot be read: its decks must not seem to be gone.
    """
    return [entry.path for entry in _entries(folders)]


def stamp(folders: tuple[str, ...], now: float) -> str:
    """One line that is another one when a deck file is changed, added or removed; `now` in seconds since 1970.

    Stamps of files that have just been written are equal to no other.
    """
    stats = [(entry.path, entry.stat()) for entry in _entries(folders)]
    line = " ".join(f"{path!r}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}" for path, stat in stats)
    if any(is_fresh(stat.st_mtime, now) for _, stat in stats):
        line += f" changing:{os.urandom(8).hex()}"
    return line


def is_fresh(mtime: float, now: float) -> bool:
    """Whether a file may change again without showing it."""
    return abs(now - mtime) < TICK_SECONDS


def _entries(folders: tuple[str, ...]) -> "list[os.DirEntry[str]]":
    found = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                decks = [entry for entry in entries if _is_deck(entry)]
        except (FileNotFoundError, NotADirectoryError):
            continue
        found += sorted(decks, key=lambda entry: entry.name)
    return found


def _is_deck(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith(".") or not entry.name.endswith(_SUFFIXES):
        return False
    try:
        entry.stat()
        return not entry.is_dir()
    except OSError:  # a link to nothing or to itself, or a file that is gone by now
        return False
