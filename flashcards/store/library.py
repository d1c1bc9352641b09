"""The library as the database knows it: decks, the place of each card, former ids; and the scheduler in force."""

import sqlite3
from collections.abc import Iterable, Mapping

from flashcards.store.bulk import in_bulk
from flashcards.store.database import Database
from flashcards.store.meta import read_meta, write_meta
from flashcards.store.refold import refold, refold_memories

#: (card, entry, deck, position, needed entries joined by spaces)
Place = tuple[str, str, str, int, str]
#: (name, title, path, is one's own, number of cards, position)
DeckRow = tuple[str, str, str, bool, int, int]


def place(
    database: Database,
    decks: Iterable[DeckRow],
    places: Iterable[Place],
    aliases: Mapping[str, str],
    stamp: str,
    mistakes: tuple[str, str] = ("", ""),
) -> None:
    """Put the library in place of the one that the database knew.

    `stamp` tells whether it is still current, `mistakes` why decks are left out, and cards passed over.
    Cards that no deck has any more keep what the journal says of them. New former ids refold the journal.
    """
    with database.writing() as connection:
        with in_bulk(connection):
            connection.execute("UPDATE cards SET position = NULL, needs = ''")
            connection.executemany(
                """INSERT INTO cards (id, entry, deck, position, needs) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET position = excluded.position, needs = excluded.needs""",
                places,
            )
        connection.execute("DELETE FROM decks")
        connection.executemany("INSERT INTO decks VALUES (?, ?, ?, ?, ?, ?)", decks)
        if dict(connection.execute("SELECT old, id FROM aliases")) != aliases:
            connection.execute("DELETE FROM aliases")
            connection.executemany("INSERT INTO aliases VALUES (?, ?)", aliases.items())
            refold(connection)
        connection.execute(
            """DELETE FROM cards WHERE position IS NULL
               AND (id NOT IN (SELECT card FROM journal) OR id IN (SELECT old FROM aliases))"""
        )
        write_meta(connection, "library", stamp)
        for name, told in zip(("mistakes", "card mistakes"), mistakes, strict=True):
            write_meta(connection, name, told)


def use_scheduler(database: Database, name: str) -> None:
    """Make this the scheduler in force; another one than before folds the whole journal anew."""
    before = read_meta(database.connection, "scheduler")
    if before == name:
        return
    with database.writing() as connection:
        write_meta(connection, "scheduler", name)
        if before:
            refold_memories(connection)
        else:
            refold(connection)


def rebuild_cards(database: Database) -> None:
    """Fold the whole journal anew in place of what is kept."""
    with database.writing() as connection:
        refold(connection)


def orphans(connection: sqlite3.Connection) -> list[str]:
    """The cards that have a history and that no deck has."""
    found = connection.execute(
        """SELECT id FROM cards WHERE position IS NULL AND id IN (SELECT card FROM journal) ORDER BY id"""
    )
    return [card for (card,) in found]
