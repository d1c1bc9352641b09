"""Where everything lies: can it be written, is it private, is there room, what was left half made, are there backups."""

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from flashcards.cli.places import Places
from flashcards.cli.waiting import with_progress
from flashcards.core.days import iso
from flashcards.core.findings import Finding, fine_unless
from flashcards.decks.files import deck_files
from flashcards.screens.words import plural
from flashcards.store.backups import backups_of, folder_of, leftovers
from flashcards.store.restoring import why_refused

_MEND = "`flashcards doctor --mend` {}"
#: On these, locks do not hold or two computers see different files.
_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.rclone",
        "davfs",
    }
)
_MOUNTS = Path("/proc/self/mounts")
#: A program that still runs has written to its files more lately.
_LEFT_SECONDS = 3600
_ROOM = 50_000_000
#: How files are called that are to take another one's place when they are whole; in folders of the person's own,
#: only decks are.
_HALF = re.compile(r"\..+\.(?:half(?:-journal|-wal|-shm)?|[0-9a-f]{8}(?:\.new)?|[0-9]+)")
_HALF_DECK = re.compile(r"\..+\.ya?ml\.[0-9a-f]{8}")


def findings(places: Places) -> Iterator[Finding]:
    """All about the places."""
    yield _writable(places)
    yield fine_unless(
        "private",
        ", ".join(f"others can read {path}" for path in _open_to_others(places)),
        _MEND.format("makes them yours alone"),
        fine="nobody else can read what you answered",
        state="look",
    )
    yield fine_unless(
        "leftovers",
        ", ".join(map(str, _leftovers(places))),
        _MEND.format("removes what a killed program has left half made"),
        fine="nothing was left half made",
        state="look",
    )
    yield _room(places)
    kind = network_of(places.database)
    yield fine_unless(
        "file system",
        f"{Path(places.database).parent} lies on a network file system ({kind})" if kind else "",
        "use it from one computer at a time, or set FLASHCARDS_HOME to a local folder",
        fine="local",
        state="look",
    )
    yield _backups(places)


def mended(places: Places) -> Iterator[str]:
    """Make what is ours private, and remove leftovers; gives what was done, and what could not be."""
    for path in _open_to_others(places):
        try:
            path.chmod(0o700 if path.is_dir() else 0o600)
            yield f"made private: {path}"
        except OSError as error:
            yield f"cannot be made private: {path}: {error.strerror}"
    for path in _leftovers(places):
        try:
            path.unlink(missing_ok=True)
            yield f"removed: {path}"
        except OSError as error:
            yield f"cannot be removed: {path}: {error.strerror}"


def network_of(path: str) -> str:
    """The kind of network file system that the path lies on; nothing on a local one, and where nobody can tell."""
    try:
        mounts = [line.split() for line in _MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    here = os.path.realpath(path)
    holding = [(len(mount[1]), mount[2]) for mount in mounts if _holds(_unescaped(mount[1]), here)]
    kind = max(holding)[1] if holding else ""
    return kind if kind in _NETWORK else ""


def _holds(folder: str, path: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _unescaped(mount: str) -> str:
    return mount.replace("\\040", " ")


def _writable(places: Places) -> Finding:
    wrong = []
    for path in (places.database, places.cache, places.settings):
        folder = Path(path).parent
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            wrong.append(f"{folder} cannot be written")
        elif Path(path).exists() and not os.access(path, os.W_OK):
            wrong.append(f"{path} cannot be written")
    return fine_unless(
        "places",
        ", ".join(dict.fromkeys(wrong)),
        "give yourself the right to write there, or set FLASHCARDS_HOME to another folder",
        fine=places.database,
    )


def _open_to_others(places: Places) -> list[Path]:
    """What is ours and not private; folders last, so that their files can be reached before."""
    database, cache = Path(places.database), Path(places.cache)
    files = [
        *database.parent.glob("flashcards.*db*"),
        *cache.parent.glob(f"{cache.name}*"),
        Path(places.settings),
    ]
    files += folder_of(places.database).glob("*")
    folders = [database.parent, cache.parent, folder_of(places.database)]
    return [
        path for path in (*files, *folders) if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def _leftovers(places: Places) -> list[Path]:
    ours = {Path(places.database).parent, Path(places.own_decks), Path(places.settings).parent}
    linked: set[Path] = set()
    with suppress(OSError):  # a list that cannot be read is told elsewhere
        linked = {Path(path).parent for path in deck_files((places.own_decks,))} - ours
    found = [
        *(path for folder in ours for path in folder.glob(".*") if _HALF.fullmatch(path.name)),
        *(path for folder in linked for path in folder.glob(".*") if _HALF_DECK.fullmatch(path.name)),
    ]
    old = [path for path in found if path.is_file() and time.time() - path.stat().st_mtime > _LEFT_SECONDS]
    return [*sorted(old), *leftovers(places.database)]


def _room(places: Places) -> Finding:
    folder = Path(places.database).parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    size = Path(places.database).stat().st_size if Path(places.database).is_file() else 0
    is_tight = free < _ROOM + 3 * size
    return Finding(
        "room",
        "look" if is_tight else "fine",
        f"{free // 1_000_000:,} MB free",
        "make room: backups and a restore need some more" if is_tight else "",
    )


def _backups(places: Places) -> Finding:
    backups = backups_of(places.database)
    if not backups:
        return Finding("backups", "fine", "none yet; the first is made after a sitting")
    newest = backups[0]
    wrong = why_refused(folder_of(places.database) / newest.name, places.database, with_progress)
    return fine_unless(
        "backups",
        f"the newest, {newest.name}, cannot be restored: {wrong}" if wrong else "",
        "`flashcards backup` makes another one",
        fine=f"{plural(len(backups), 'backup')}; the newest is whole, up to {iso(newest.day)}",
    )
