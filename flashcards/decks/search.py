"""The index of the cards' texts, in the cache: which cards have these words.

A row for each card, under a number of its file's and its place's: the text as `core.search_text` makes it. SQLite's
FTS5 finds words there; a SQLite without it looks through all texts, with the same result.
"""

import string
from sqlite3 import Connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashcards.core.cards import Card
    from flashcards.core.search import Words
    from flashcards.decks.cache import Cache

#: A file's cards have numbers from its own, shifted so far, on.
_SHIFT = 20
_OF_FILE = f"rowid >= ?1 << {_SHIFT} AND rowid < (?1 + 1) << {_SHIFT}"

_TEXTS = "CREATE TABLE texts (rowid INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL) STRICT"
# All tokens are made before, with spaces between: every sign belongs to one.
_SIGNS = string.punctuation.replace("'", "''''")
_INDEX = (
    f"CREATE VIRTUAL TABLE words USING fts5(text, content='texts', tokenize='ascii tokenchars ''{_SIGNS}''')"
)


def has_index(connection: Connection) -> bool:
    """Whether this SQLite has FTS5."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def text_tables(connection: Connection) -> tuple[str, ...]:
    """The statements that make the tables."""
    return (_TEXTS, _INDEX) if has_index(connection) else (_TEXTS,)


def keep_texts(connection: Connection, file: int, cards: "Iterable[Card]") -> None:
    """Keeps what is found of a file's cards; the caller holds the transaction."""
    from flashcards.core.search_text import searchable

    connection.executemany(
        "INSERT INTO texts (rowid, id, text) VALUES (?, ?, ?)",
        (((file << _SHIFT) + place, card.id, searchable(card)) for place, card in enumerate(cards)),
    )
    if has_index(connection):
        connection.execute(
            f"INSERT INTO words (rowid, text) SELECT rowid, text FROM texts WHERE {_OF_FILE}", (file,)
        )


def forget_texts(connection: Connection, file: int) -> None:
    """Drops what was found of a file's cards; the caller holds the transaction."""
    if has_index(connection):  # it must be told what it forgets
        connection.execute(
            f"INSERT INTO words (words, rowid, text) SELECT 'delete', rowid, text FROM texts WHERE {_OF_FILE}",
            (file,),
        )
    connection.execute(f"DELETE FROM texts WHERE {_OF_FILE}", (file,))


def cards_with(cache: "Cache", words: "Iterable[Words]") -> str:
    """The ids of the cards in use that have all of these, as a JSON list. Raises `BrokenCache`."""
    if cache.has_index:
        condition = "rowid IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values = [" AND ".join(map(_phrase, words))]
    else:
        values = [f" {each.tokens}{' ' * each.is_whole}" for each in words]
        condition = " AND ".join(["instr(' ' || text || ' ', ?)"] * len(values))
    ((ids,),) = cache.rows(
        f"SELECT json_group_array(id) FROM texts WHERE {condition} "
        f"AND rowid >> {_SHIFT} IN (SELECT id FROM files WHERE place IS NOT NULL)",
        values,
    )
    return str(ids)


def _phrase(words: "Words") -> str:
    quoted = words.tokens.replace('"', '""')
    return f'"{quoted}"' if words.is_whole else f'"{quoted}" *'
