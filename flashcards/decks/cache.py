"""Parsed decks in a SQLite file of their own, which may be deleted at any time.

`files` has a row for each deck file; `place` orders those whose deck is in use, and is NULL for decks with mistakes
that stop them and decks that another one stands in for. All other rows belong to a file and go with it, but for `kinds`: those that plug-ins
bring, for whoever must name them without loading a plug-in. `texts` and `words` have what a search looks at, see `search`.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from flashcards.core.errors import BrokenStore
from flashcards.decks.keeping import Seen
from flashcards.decks.search import has_index, text_tables

if TYPE_CHECKING:
    from flashcards.core.cards import Card

_FORMAT = 6
_PATIENCE_S = 10
_APPLICATION = 0x666C6463  # "fldc"
_TABLES = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, is_own INTEGER NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 TEXT NOT NULL,
    deck TEXT, title TEXT, about TEXT, line INTEGER, "column" INTEGER, cards INTEGER NOT NULL, place INTEGER
) STRICT;
CREATE TABLE cards (
    file INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, entry TEXT NOT NULL, line INTEGER NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_by_id ON cards (id);
CREATE TABLE tags (
    file INTEGER NOT NULL, tag TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (file, tag, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE answers (
    file INTEGER NOT NULL, text TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (file, text, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
    file INTEGER NOT NULL, entry TEXT NOT NULL, key TEXT NOT NULL, target TEXT NOT NULL, line INTEGER NOT NULL,
    "column" INTEGER NOT NULL, PRIMARY KEY (file, entry, key, target)
) STRICT, WITHOUT ROWID;
CREATE TABLE former (
    file INTEGER NOT NULL, card TEXT NOT NULL, old TEXT NOT NULL, PRIMARY KEY (file, card, old)
) STRICT, WITHOUT ROWID;
CREATE TABLE mistakes (
    file INTEGER NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL, severity TEXT NOT NULL,
    message TEXT NOT NULL, hint TEXT NOT NULL, source_line TEXT NOT NULL, stops_deck INTEGER NOT NULL
) STRICT;
CREATE TABLE kinds (name TEXT PRIMARY KEY, topic TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


class BrokenCache(BrokenStore):
    """The cache turned out to be damaged while it was in use, and is no more."""


class Cache:
    """The cache at a path; one that is broken, or of another version of this program, is made anew."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._connection = _opened(path)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def remake(self) -> None:
        """Begins again with nothing known."""
        self.close()
        _remove(self.path)
        self._connection = _opened(self.path)

    @property
    def has_index(self) -> bool:
        """Whether words are found by an index; without it all texts are looked through."""
        with self._guarded():
            return has_index(self._connection)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any deck file yet."""
        return not self.rows("SELECT 1 FROM files LIMIT 1")

    def card(self, card_id: str) -> "Card | None":
        """The card of that id, if a deck in use has it."""
        from flashcards.core.cards import decoded

        found = self.rows(
            "SELECT json FROM cards JOIN files ON files.id = file WHERE cards.id = ? AND place IS NOT NULL",
            (card_id,),
        )
        return decoded(found[0][0]) if found else None

    def cards(self, card_ids: Iterable[str]) -> "dict[str, Card]":
        """The cards of those ids that decks in use have, in the order asked for."""
        # Takes longer to load than most of what is read from a cache.
        from flashcards.core.cards import decoded

        asked = list(dict.fromkeys(card_ids))
        # As one JSON value, because SQLite bounds the number of parameters.
        rows = self.rows(
            "SELECT cards.id, cards.json FROM json_each(?) AS asked CROSS JOIN cards ON cards.id = asked.value "
            "JOIN files ON files.id = cards.file WHERE place IS NOT NULL",
            (json.dumps(asked),),
        )
        found = dict(rows)
        return {card_id: decoded(found[card_id]) for card_id in asked if card_id in found}

    def ids(self) -> list[str]:
        """The ids of all cards in use, in deck and file order."""
        return self._texts(
            "SELECT cards.id FROM files JOIN cards ON file = files.id WHERE place IS NOT NULL ORDER BY place, position"
        )

    def tags(self) -> dict[str, int]:
        """All tags by name, each with the number of entries that have it."""
        return dict(
            self.rows(
                "SELECT tag, count(*) FROM files JOIN tags ON file = files.id WHERE place IS NOT NULL GROUP BY tag ORDER BY tag"
            )
        )

    def entries_tagged(self, tags: Iterable[str]) -> set[str]:
        """The entries (`deck/id`) that have any of these tags."""
        return set(
            self._texts(
                "SELECT entry FROM files JOIN tags ON file = files.id "
                "WHERE place IS NOT NULL AND tag IN (SELECT value FROM json_each(?))",
                json.dumps(list(tags)),
            )
        )

    def tagged(self) -> dict[str, list[str]]:
        """All tags by name, each with the entries that have it."""
        tagged: dict[str, list[str]] = {}
        for tag, entry in self.rows(
            "SELECT tag, entry FROM files JOIN tags ON file = files.id WHERE place IS NOT NULL ORDER BY tag, entry"
        ):
            tagged.setdefault(tag, []).append(entry)
        return tagged

    def known_answers(self, except_entry: str) -> list[str]:
        """All accepted answers of the other entries."""
        return self._texts(
            "SELECT DISTINCT text FROM files JOIN answers ON file = files.id "
            "WHERE place IS NOT NULL AND entry <> ? ORDER BY text",
            except_entry,
        )

    def keep_kinds(self, topics: Mapping[str, str]) -> None:
        """Keeps the names of the kinds of problems that there are, each with its topic."""
        if dict(self.rows("SELECT name, topic FROM kinds")) != topics:
            with self.writing() as connection:
                connection.execute("DELETE FROM kinds")
                connection.executemany("INSERT INTO kinds VALUES (?, ?)", topics.items())

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises `BrokenCache`."""
        with self._guarded():
            return self._connection.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, undone whole if anything is raised."""
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def try_rows(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query, none where they cannot be had at once: for what one can do without."""
        return self._try(lambda: self._connection.execute(sql, tuple(values)).fetchall())

    def try_all(self, steps: Iterable[tuple[str, tuple[object, ...]]]) -> None:
        """Takes all the steps, or none of them where they cannot be taken at once."""

        def take() -> list[tuple[Any, ...]]:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for sql, values in steps:
                    self._connection.execute(sql, values)
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise
            return []

        self._try(take)

    def _try(self, work: Callable[[], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        """Whatever the file does not allow now is left, and no other program is waited for."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                return work()
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_S * 1000}")
        return []

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _unusable(self.path, error) from error
        except sqlite3.DatabaseError as error:
            self.close()
            _remove(self.path)
            sentence = f"the cache of decks was broken ({error}) and has been removed"
            raise BrokenCache(
                sentence, "run the command again: it is made anew, and no progress is in it"
            ) from error

    def files(self) -> dict[str, Seen]:
        """The files that are known, by path, and what was seen of each."""
        return {
            path: Seen(*seen) for path, *seen in self.rows("SELECT path, size, mtime_ns, inode FROM files")
        }

    def _texts(self, sql: str, *values: Any) -> list[str]:
        return [text for (text,) in self.rows(sql, values)]


def _opened(path: str) -> sqlite3.Connection:
    try:
        try:
            return _open(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            _remove(path)
            return _open(path)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error


def _unusable(path: str, error: Exception) -> BrokenStore:
    sentence = f"the cache of decks, {path}, cannot be used: {error}"
    if "locked" in str(error):
        return BrokenStore(sentence, "another program is reading decks; try again")
    if "full" in str(error) or "I/O" in str(error):
        return BrokenStore(sentence, "make room on its disk, and try again; no progress is in it")
    return BrokenStore(sentence, "once no flashcards is open, it may be deleted; no progress is in it")


def _open(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    marks_of_ours = (_APPLICATION, _FORMAT if has_index(connection) else -_FORMAT)
    if _marks(connection) == marks_of_ours:
        return
    connection.execute("BEGIN IMMEDIATE")
    marks = _marks(connection)
    if marks == (0, 0) and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        for statement in (*_TABLES.split(";"), *text_tables(connection)):
            connection.execute(statement)
        for pragma, mark in zip(("application_id", "user_version"), marks_of_ours, strict=True):
            connection.execute(f"PRAGMA {pragma} = {mark}")
    elif marks != marks_of_ours:
        raise sqlite3.DatabaseError("the cache is of another version")
    connection.commit()


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _remove(path: str) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(path + suffix)
