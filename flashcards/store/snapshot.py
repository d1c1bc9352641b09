"""What a backup holds: every table that cannot be made again from others, as it was at one moment."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flashcards.core.checksums import checksum_of
from flashcards.core.days import iso
from flashcards.store.database import APPLICATION_ID
from flashcards.store.journal import COLUMNS

#: Made from the decks and folded from the journal; all other tables are kept.
CACHES = frozenset(
    {
        "aliases",
        "card_heaps",
        "card_stages",
        "cards",
        "decks",
        "tally_answers",
        "tally_days",
        "tally_hours",
        "tally_problems",
        "unsettled",
    }
)
#: In a backup, the text of the file of settings; a database has no such name.
SETTINGS = "settings"

#: A row's fields and its checksum.
Fields = tuple[Any, ...]

_LAST_DAY = date.max.toordinal()


def copy_kept(path: str, copy: sqlite3.Connection, settings: str) -> None:
    """Copy what is kept out of the database at the path, which others may write to meanwhile, and the settings."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "trusted_schema=OFF"):
        copy.execute(f"PRAGMA {pragma}")
    copy.execute("ATTACH ? AS source", (f"{Path(path).absolute().as_uri()}?mode=rw",))
    copy.execute("BEGIN")
    version = copy.execute("PRAGMA source.user_version").fetchone()[0]
    for table in tables_of(copy, "source") - CACHES:
        copy.execute(f'CREATE TABLE main."{table}" AS SELECT * FROM source."{table}"')
    if settings:
        copy.execute("INSERT INTO main.meta VALUES (?, ?)", (SETTINGS, settings))
    copy.execute(f"PRAGMA main.application_id={APPLICATION_ID}")
    copy.execute(f"PRAGMA main.user_version={version}")
    copy.execute("COMMIT")
    copy.execute("DETACH source")


def tables_of(connection: sqlite3.Connection, schema: str = "main") -> set[str]:
    """The names of its tables, without those of SQLite's own and views."""
    found = connection.execute(
        f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {name for (name,) in found}


def told_of(connection: sqlite3.Connection) -> tuple[int, str]:
    """How many rows the journal has, and the study day of its last row (without rows: the first of all days)."""
    (rows,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    last = connection.execute(
        "SELECT day FROM journal ORDER BY order_ms DESC, device, seq LIMIT 1"
    ).fetchone()
    return rows, iso(min(max(last[0], 1), _LAST_DAY) if last else 1)


def sound_rows_of(connection: sqlite3.Connection) -> Iterator[Fields]:
    """The journal's rows, each of which has its checksum; raises DatabaseError at the first that has not."""
    for *fields, checksum in connection.execute(f"SELECT {COLUMNS}, checksum FROM journal"):
        if checksum_of(fields) != checksum:
            raise sqlite3.DatabaseError(f"row {fields[1]} of the journal of {fields[0]} is damaged")
        yield (*fields, checksum)
