"""The library: one's own decks and the bundled ones, parsed again only where their files have changed."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from flashcards.core.errors import BrokenStore, UnknownName, UsageError
from flashcards.decks.cache import BrokenCache, Cache
from flashcards.decks.files import deck_files, is_fresh, links_of
from flashcards.decks.keeping import Seen, forget, keep, touch
from flashcards.decks.laying import lay_schema
from flashcards.decks.mistakes import Mistake
from flashcards.decks.shelf import Shelf, put_in_order
from flashcards.decks.source import Unreadable, Withheld, read_bytes

#: An inode that no file has: what was seen of the file may not be relied on.
_UNSURE = -1


class Library:
    """The decks of two folders and of what the first one links, and the cache that keeps them parsed."""

    def __init__(
        self,
        own: str,
        bundled: str,
        cache: Cache,
        watch: Callable[[Sequence[str]], Iterable[str]] = iter,
    ) -> None:
        """`watch` is given the paths that are read, and gives them on, one when the one before has been read."""
        self._own = Path(own).absolute()
        self._bundled = Path(bundled).absolute()
        self.cache = cache
        self._watch = watch
        #: Whether a file was not given when it was to be read: then it must be tried again the next time.
        self.has_withheld = False

    def sync(self, now: float | None = None, *, afresh: bool = False) -> Shelf:
        """Reads what has changed since the last time, or all `afresh`; `now` in seconds since 1970.

        Only what is read afresh sees kinds of problems that were installed or removed meanwhile.
        """
        self.has_withheld = False
        if self._own.is_dir():
            with suppress(OSError):  # without it decks are read all the same
                lay_schema(self._own, self._bundled)
        if afresh:
            self.cache.remake()
        at = time.time() if now is None else now
        try:
            self._read_changes(at)
        except BrokenCache:
            # Nothing is lost but the time to parse.
            self.cache.remake()
            self._read_changes(at)
        return Shelf(self.cache)

    def copy_to_own(self, deck: str) -> Path:
        """Copies a bundled deck to one's own folder, where it takes the bundled one's place; gives the copy's path."""
        source = self._bundled_file(deck)
        target = self._own / source.name
        try:
            _copy_whole(source, target)
        except FileExistsError:
            raise UsageError(f"{target} exists already", "edit that file, or move it away first") from None
        except OSError as error:
            raise BrokenStore(
                f"{target} cannot be written: {error.strerror}", "nothing was changed"
            ) from error
        return target

    def files_by_deck(self) -> tuple[dict[str, str], dict[str, str]]:
        """The files of one's own decks without mistakes, and of the bundled ones, by their decks' names."""
        rows = self.cache.rows(
            "SELECT deck, path, is_own FROM files WHERE deck IS NOT NULL ORDER BY is_own, path DESC"
        )
        own = {name: path for name, path, is_own in rows if is_own}
        return own, {name: path for name, path, is_own in rows if not is_own}

    def _bundled_file(self, deck: str) -> Path:
        own, bundled = self.files_by_deck()
        if deck in own:
            raise UsageError(f"the deck '{deck}' is already one of your own", f"it is {own[deck]}")
        if deck not in bundled:
            raise UnknownName("bundled deck", deck, bundled)
        return Path(bundled[deck])

    def _read_changes(self, now: float) -> None:
        # A name that is not text on this system can be opened, but not kept: it is kept as it is shown.
        found = {_keepable(path): path for path in deck_files((str(self._own), str(self._bundled)))}
        known = self.cache.files()
        if known.keys() == found.keys() and all(known[path] == _seen(found[path]) for path in found):
            return
        with self.cache.writing() as connection:
            known = self.cache.files()
            for path in known.keys() - found.keys():
                forget(connection, path)
            has_computed = False
            changed = [path for path in found if known.get(path) != _seen(found[path])]
            for path in self._watch(changed):
                has_computed |= self._read_change(connection, path, found[path], now)
            put_in_order(connection)
        if has_computed:
            from flashcards.problems.plugins import installed_kinds

            self.cache.keep_kinds(installed_kinds().topics)

    def _read_change(self, connection: Connection, path: str, real_path: str, now: float) -> bool:
        """Whether a computed card was read, for which plug-ins have been loaded."""
        # Looked at before reading: should the file change in between, it is read again the next time.
        seen = _seen(real_path)
        try:
            content = read_bytes(real_path)
        except Unreadable as error:
            if isinstance(error, Withheld):
                seen = replace(seen, inode=_UNSURE)
                self.has_withheld = True
            mistake = Mistake(real_path, 1, 1, "error", str(error), self._how_to_unlink(real_path))
            keep(connection, path, seen, "", (mistake,), is_own=self._is_own(real_path))
            return False
        from hashlib import sha256

        digest = sha256(content).hexdigest()
        if is_fresh(seen.mtime_ns / 1e9, now):
            seen = replace(seen, inode=_UNSURE)
        if touch(connection, path, seen, digest):
            return False
        from flashcards.decks.reading import read_deck

        result = read_deck(content, real_path)
        keep(connection, path, seen, digest, result, is_own=self._is_own(real_path))
        return not isinstance(result, tuple) and any(card.type == "computed" for card in result.cards)

    def _is_own(self, path: str) -> bool:
        return Path(path).parent != self._bundled

    def _how_to_unlink(self, path: str) -> str:
        """What to do about a path that cannot be read; only a linked one may just be gone."""
        if path not in links_of(str(self._own)):
            return ""
        return f"put it back, or take it out with `flashcards decks remove {path}`: progress stays either way"


def _seen(path: str) -> Seen:
    try:
        stat = Path(path).stat()
    except OSError:
        return Seen(0, 0, _UNSURE)
    return Seen(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _keepable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _copy_whole(source: Path, target: Path) -> None:
    """A copy that is whole as soon as it is seen. Raises `FileExistsError` when the name is taken."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.urandom(4).hex()}.new")
    try:
        with beside.open("xb") as file:
            file.write(source.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        try:
            target.hardlink_to(beside)  # which renaming does not: it refuses a name that is taken
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if target.exists():
                raise FileExistsError from None
            beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)
