"""Texts of cards as they were read and set, kept beside the parsed decks: what was shown once is not parsed again."""

import hashlib

from flashcards.decks.cache import Cache

#: Some ten times what the bundled decks have.
_MOST_TEXTS = 50_000
_LONGEST = 100_000

_COLUMNS = "(number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, tree TEXT NOT NULL) STRICT"


class TypesetTexts:
    """The trees of texts, by the text, in a table of the cache that is made when there is something to keep.

    New ones wait in memory until `keep`, so that no screen waits for a disk. Nobody is told when they cannot be
    read or kept: they can be made again. What has another format is dropped.
    """

    def __init__(self, cache: Cache, format_number: int) -> None:
        self._cache = cache
        self._format = format_number
        self._new: dict[str, str] = {}

    def get(self, text: str) -> str | None:
        """The tree of the text, if it is known."""
        if text in self._new:
            return self._new[text]
        rows = self._cache.try_rows(f"SELECT tree FROM typeset_{self._format} WHERE key = ?", (_key(text),))
        return rows[0][0] if rows else None

    def __setitem__(self, text: str, tree: str) -> None:
        self._new[text] = tree

    def keep(self) -> None:
        """Write down what is new, and let go of the oldest when there is too much."""
        if not self._new:
            return
        table = f"typeset_{self._format}"
        keep = f"INSERT OR REPLACE INTO {table} (key, tree) VALUES (?, ?)"
        steps: list[tuple[str, tuple[object, ...]]] = [
            *((f"DROP TABLE IF EXISTS typeset_{older}", ()) for older in range(self._format)),
            (f"CREATE TABLE IF NOT EXISTS {table} {_COLUMNS}", ()),
            *((keep, (_key(text), tree)) for text, tree in self._new.items() if len(tree) <= _LONGEST),
            (f"DELETE FROM {table} WHERE number <= (SELECT max(number) FROM {table}) - ?", (_MOST_TEXTS,)),
        ]
        self._cache.try_all(steps)
        self._new.clear()


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
