"""A database as the first version of the schema had it."""

import sqlite3
from pathlib import Path

from flashcards.core.journal import Row
from flashcards.store.database import APPLICATION_ID
from flashcards.store.migrations import STEPS

_DAY = 739_300


def old_database(home: Path, rows: int) -> Path:
    """Put a database of schema version 1 with so many answers into the home."""
    path = home / "flashcards.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    STEPS[0](connection)
    connection.execute("INSERT INTO meta VALUES ('device', 'old')")
    for seq in range(1, rows + 1):
        card, day = f"d/c{seq % 40 + 1}", _DAY + seq // 40
        row = Row("old", seq, seq, seq, day, "answer", card, grade=seq % 6, elapsed_ms=seq)
        values = [getattr(row, name) for name in Row.__slots__]
        marks = ", ".join("?" * (len(values) + 1))
        connection.execute(
            f"INSERT INTO journal ({', '.join(Row.__slots__)}, checksum) VALUES ({marks})",
            (*values, row.checksum()),
        )
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA user_version=1")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return path


def version_of(path: Path) -> int:
    """The schema version that the file alone says it has."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:64], "big")
