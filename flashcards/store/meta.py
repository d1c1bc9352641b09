"""What a database knows of itself: its device id, the library that it has placed, the scheduler that folded it."""

import sqlite3


def read_meta(connection: sqlite3.Connection, name: str) -> str:
    """The value, or an empty text."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return found[0] if found else ""


def write_meta(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set the value; the caller holds the transaction."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
