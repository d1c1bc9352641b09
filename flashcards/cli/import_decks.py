"""Putting decks that come in among one's own: all are written before the first is put in its place."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from flashcards.cli.home import Home
from flashcards.core.errors import BrokenStore, UsageError
from flashcards.core.incoming import IncomingDeck, IncomingEntry
from flashcards.core.slugs import slug
from flashcards.decks.adopting import Adoption
from flashcards.decks.room import Room
from flashcards.decks.source import content_of
from flashcards.reports.files import new_file

if TYPE_CHECKING:
    from flashcards.decks.patching import DeckText

#: Their files are open until the last one is written.
_MOST_DECKS = 200
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Placed:
    """A deck that took entries in, and its files; `before` is a copy of what it was, if texts of it have changed.

    With `overrides` it is now a copy of the bundled deck of its name, and takes its place.
    """

    name: str
    adoption: Adoption
    paths: tuple[Path, ...]
    before: tuple[Path, ...]
    overrides: bool


class Placing:
    """Puts decks in place when its block ends well; a context manager. With `dry_run` nothing is written.

    Raises BrokenStore at the end if another program has changed one of them meanwhile; all stay as they are then.
    """

    def __init__(self, home: Home, *, dry_run: bool) -> None:
        self.placed: list[Placed] = []
        self._folder = Path(home.places.own_decks)
        self._own, self._bundled = home.library.files_by_deck()
        self._dry_run = dry_run
        self._opened = ExitStack()
        #: What the decks that are replaced were when they were read.
        self._digests: dict[Path, bytes] = {}

    def __enter__(self) -> Self:
        self._opened.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        if kind is not None:
            return self._opened.__exit__(kind, error, trace)
        self._opened.callback(self._require_unchanged)  # the first to be called
        with putting_in_place():
            return self._opened.__exit__(None, None, None)

    def take(self, deck: IncomingDeck, *, is_named: bool) -> None:
        """Take in a deck, into the one of its name that is own, or that it came from; `is_named` by the person.

        Raises UsageError, BrokenStore where that cannot be.
        """
        if len(self.placed) == _MOST_DECKS:
            raise UsageError(
                f"the file has more than {_MOST_DECKS} decks", "make one of them with --deck NAME"
            )
        entries, is_back = _looked_into(deck.entries)
        name = self._free(deck.name, is_named=is_named, is_back=is_back)
        sources = list(self._parts(name))
        contents = [content_of(str(path)) for path in sources]
        old = [_deck_text(content, path) for content, path in zip(contents, sources, strict=True)]
        adoption = Adoption(name, deck.title, deck.about, old)
        # A bundled deck is left alone, and changed in a copy that takes its place.
        is_copy = bool(sources) and name not in self._own
        paths = [self._new_path(name, 1)] if is_copy else list(sources)
        files: dict[int, IO[bytes]] = {}
        before = []
        for number, piece in adoption.pieces(entries):
            if number > len(paths):
                paths.append(self._new_path(name, number))
            if self._dry_run:
                continue
            is_there = number <= len(old) and not is_copy
            if number not in files:
                if is_there:
                    self._digests[paths[number - 1]] = _digest(contents[number - 1])
                files[number] = self._file(paths[number - 1], replaces=is_there)
            files[number].write(piece)
            if is_there and old[number - 1].has_replaced:
                before.append(paths[number - 1].with_name(f"{paths[number - 1].name}.before-import"))
                self._file(before[-1], replaces=True).write(contents[number - 1])
        is_changed = bool(adoption.added or adoption.changed)
        written = tuple(paths if is_changed else sources)
        self.placed.append(Placed(name, adoption, written, tuple(before), overrides=is_copy and is_changed))

    def _require_unchanged(self) -> None:
        for path, digest in self._digests.items():
            if _digest(content_of(str(path))) != digest:
                raise BrokenStore(
                    f"{path} was changed by another program meanwhile", "nothing was changed; run it again"
                )

    def _free(self, name: str, *, is_named: bool, is_back: bool) -> str:
        """A name under which the deck takes the place of no bundled one, but of one that `is_back` from Anki."""
        if name in self._own or name not in self._bundled or (is_back and not is_named):
            return name
        if is_named:
            raise UsageError(
                f"'{name}' is the name of a deck that comes with the program", "choose another name"
            )
        return f"{name[:_LONGEST_NAME]}-imported"

    def _parts(self, name: str) -> Iterator[Path]:
        """The deck's own file, and those in which it goes on because it was full; or the bundled one's."""
        if name not in self._own and name in self._bundled:
            yield Path(self._bundled[name])
        number, part = 1, name
        while part in self._own:
            path = Path(self._own[part])
            yield path
            if not Room.of(_deck_text(content_of(str(path)), path)).is_small:
                return
            number += 1
            part = f"{name}-{number}"

    def _new_path(self, name: str, number: int) -> Path:
        path = self._folder / (f"{name}-{number}.yaml" if number > 1 else f"{name}.yaml")
        if path.exists() or path.is_symlink():
            raise BrokenStore(
                f"{path} is there already, and is another deck or has mistakes",
                "`flashcards check` names mistakes; --deck NAME makes a deck of another name",
            )
        return path

    def _file(self, path: Path, *, replaces: bool) -> IO[bytes]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._opened.enter_context(new_file(path, replaces=replaces))


@contextmanager
def putting_in_place() -> Iterator[None]:
    """What Ctrl-C leaves behind within: no longer nothing, and not yet all."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt("part of it may be here; the same import again brings the rest") from None


def require_name(name: str) -> None:
    """Raises UsageError where a deck cannot be called so."""
    if slug(name, otherwise="", longest=_LONGEST_NAME) != name:
        raise UsageError(
            f"a deck cannot be called '{name}'",
            f"small letters, digits and hyphens: --deck {slug(name, otherwise='deck', longest=_LONGEST_NAME)}",
        )


def _looked_into(entries: Iterable[IncomingEntry]) -> tuple[Iterator[IncomingEntry], bool]:
    """The entries, and whether the first of them was exported here."""
    rest = iter(entries)
    first = next(rest, None)
    return (chain((first,), rest), bool(first.entry_id)) if first else (rest, False)


def merged(decks: Iterable[IncomingDeck], name: str) -> IncomingDeck:
    """All decks as one."""
    return IncomingDeck(name, name, "", (entry for deck in decks for entry in deck.entries))


def _digest(content: bytes) -> bytes:
    """Loads what a new deck does not need: OpenSSL takes 3 MB."""
    from hashlib import sha256

    return sha256(content).digest()


def _deck_text(content: bytes, path: Path) -> "DeckText":
    """Loads the reader of YAML, which a new deck does not need."""
    from flashcards.decks.patching import DeckText

    return DeckText(content, str(path))
