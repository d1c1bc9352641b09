"""Writing into the cache what a deck file says."""

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from flashcards.decks.search import forget_texts, keep_texts

if TYPE_CHECKING:
    from flashcards.core.cards import Card

    # Loads pydantic, which those who only read cards do not need.
    from flashcards.decks.mistakes import Mistake
    from flashcards.decks.reading import Deck

_FORGET = (
    "DELETE FROM cards WHERE file = ?",
    "DELETE FROM tags WHERE file = ?",
    "DELETE FROM answers WHERE file = ?",
    "DELETE FROM mentions WHERE file = ?",
    "DELETE FROM former WHERE file = ?",
    "DELETE FROM mistakes WHERE file = ?",
    "DELETE FROM files WHERE id = ?",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a file: when nothing of it differs, its content is taken to be the same."""

    size: int
    mtime_ns: int
    inode: int


def touch(connection: Connection, path: str, seen: Seen, sha256: str) -> bool:
    """Notes what is now seen of a file whose content is still the same; False if it is not."""
    values = (seen.size, seen.mtime_ns, seen.inode, path, sha256)
    found = connection.execute(
        "UPDATE files SET size = ?, mtime_ns = ?, inode = ? WHERE path = ? AND sha256 = ?", values
    )
    return found.rowcount == 1


def keep(
    connection: Connection,
    path: str,
    seen: Seen,
    sha256: str,
    result: "Deck | tuple[Mistake, ...]",
    *,
    is_own: bool,
) -> None:
    """Puts what a file says in place of what it said before."""
    forget(connection, path)
    head: tuple[Any, ...] = (None, None, None, None, None, 0)
    if not isinstance(result, tuple):
        head = (result.name, result.title, result.about, result.line, result.column, len(result.cards))
    seen_values = (seen.size, seen.mtime_ns, seen.inode, sha256)
    row = connection.execute(
        "INSERT INTO files VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (path, is_own, *seen_values, *head),
    )
    file = int(row.lastrowid or 0)
    if not isinstance(result, tuple):
        _keep_deck(connection, file, result)
    for mistake in result if isinstance(result, tuple) else result.mistakes:
        values = (
            mistake.line,
            mistake.column,
            mistake.severity,
            mistake.message,
            mistake.hint,
            mistake.source_line,
            mistake.stops_deck,
        )
        connection.execute("INSERT INTO mistakes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (file, *values))


def forget(connection: Connection, path: str) -> None:
    """Drops all that a file said."""
    for (file,) in connection.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchall():
        forget_texts(connection, file)
        for statement in _FORGET:
            connection.execute(statement, (file,))


def _keep_deck(connection: Connection, file: int, deck: "Deck") -> None:
    # Those who only read ids and tags need not load them.
    from flashcards.core.cards import encoded

    cards = deck.cards
    connection.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?)",
        ((file, place, card.id, card.entry, card.line, encoded(card)) for place, card in enumerate(cards)),
    )
    keep_texts(connection, file, cards)
    connection.executemany(
        "INSERT OR IGNORE INTO former VALUES (?, ?, ?)",
        ((file, card.id, old) for card in cards for old in card.was),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO tags VALUES (?, ?, ?)",
        # In the order of the table, into which rows in any other take twice as long.
        sorted((file, tag, card.entry) for card in cards for tag in card.tags),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO answers VALUES (?, ?, ?)",
        ((file, text, card.entry) for card in cards for text in _answers(card)),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
        ((file, named.entry, named.key, named.target, named.line, named.column) for named in deck.references),
    )


def _answers(card: "Card") -> Iterable[str]:
    from flashcards.core.cards import Listing, Typed

    match card.body:
        case Typed(accept=accept):
            return accept
        case Listing(items=items):
            return [form for item in items for form in item]
    return ()
