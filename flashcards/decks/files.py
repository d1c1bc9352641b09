"""Which deck files there are, and whether anything about them has changed since.

Even the fastest command asks this at every start, so that nothing but `os` and `stat` is imported here.
"""

import os
from stat import S_ISDIR

SUFFIXES = (".yaml", ".yml")
#: In the folder of one's own decks: a line for each deck, or folder of decks, that is used where it lies.
LINKED = "linked.txt"
_MOST_BYTES = 1024 * 1024
#: A file may be changed once more within one tick of its file system's clock, which then shows nothing of it.
TICK_SECONDS = 2.0

#: A path, and what was seen there; None when a linked path is not there.
_SeenFile = tuple[str, "os.stat_result | None"]


def deck_files(folders: tuple[str, ...]) -> list[str]:
    """The deck files of the folders, in this order and by name, after each those that its `linked.txt` names.

    A folder that is not there has none; a linked path that is not there is listed, so that it can be told.
    Raises OSError where a folder or its list cannot be read: its decks must not seem to be gone.
    """
    return [path for path, _ in _seen_files(folders)]


def files_in(folder: str) -> list[str]:
    """The deck files of one folder by name, and none that is only linked."""
    return [path for path, _ in _seen_in(folder)]


def links_of(folder: str) -> list[str]:
    """The paths in a folder's `linked.txt`, in its order: decks, and folders of decks, that stay where they are."""
    try:
        with open(os.path.join(folder, LINKED), "rb") as file:
            lines = file.read(_MOST_BYTES).splitlines()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return []
    return [path for line in lines if (path := link_in(folder, line)) is not None]


def link_in(folder: str, line: bytes) -> str | None:
    """The path that a line of the folder's `linked.txt` names; a comment and what no file can be called name none."""
    name = line.strip()
    if not name or name.startswith(b"#") or b"\0" in name:
        return None
    return os.path.join(folder, os.fsdecode(name))


def stamp(folders: tuple[str, ...], now: float) -> str:
    """One line that is another one when a deck file is changed, added or removed; `now` in seconds since 1970.

    Stamps of files that have just been written are equal to no other.
    """
    files = _seen_files(folders)
    line = " ".join(
        f"{path!r}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}" if stat else f"{path!r}:gone"
        for path, stat in files
    )
    if any(stat and is_fresh(stat.st_mtime, now) for _, stat in files):
        line += f" changing:{os.urandom(8).hex()}"
    return line


def is_fresh(mtime: float, now: float) -> bool:
    """Whether a file may change again without showing it."""
    return abs(now - mtime) < TICK_SECONDS


def _seen_files(folders: tuple[str, ...]) -> list[_SeenFile]:
    found: dict[str, os.stat_result | None] = {}
    for folder in folders:
        found.update(_seen_in(folder))
        for path in links_of(folder):
            for file, stat in _seen_through(path):
                found.setdefault(file, stat)
    return list(found.items())


def _seen_through(path: str) -> list[_SeenFile]:
    """What a link brings; a folder that cannot be read is told as a deck that cannot be, and stops no other."""
    if os.path.isdir(path):
        try:
            return _seen_in(path)
        except OSError:
            return [(path, None)]
    return [(path, _stat(path))]


def _seen_in(folder: str) -> list[_SeenFile]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(SUFFIXES) and not entry.name.startswith(".")
            )
    except (FileNotFoundError, NotADirectoryError):
        return []
    beside = os.path.join(folder, "")
    paths = [beside + name for name in names]
    # A link to nothing or to itself, a file that is gone by now and a folder are no decks.
    return [(path, stat) for path in paths if (stat := _stat(path)) and not S_ISDIR(stat.st_mode)]


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None
