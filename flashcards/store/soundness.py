"""Whether a database is what it should be. Nothing here writes into it, and any of it may be damaged."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.checksums import checksum_of
from flashcards.core.errors import BrokenStore, NewerDatabase
from flashcards.store.backups import Progress
from flashcards.store.database import SCHEMA_VERSION, require_ours
from flashcards.store.journal import COLUMNS, reading
from flashcards.store.meta import read_meta
from flashcards.store.migrations import STEPS
from flashcards.store.refold import refold
from flashcards.store.snapshot import tables_of
from flashcards.store.unsettled import settle

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Rows:
    """What was seen of the journal: rows, and the first whose checksum does not hold, and gaps between numbers."""

    count: int
    damaged: tuple[tuple[str, int], ...]
    gaps: tuple[str, ...]


def looked_at(path: str) -> sqlite3.Connection:
    """The database for reading alone; raises BrokenStore, NewerDatabase, sqlite3.Error."""
    require_ours(path)
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", isolation_level=None, uri=True)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the whole file found: what is damaged, in words, or else its version and its rows."""

    damage: str
    version: int = 0
    rows: Rows = Rows(0, (), ())


def look_at(path: str, progress: Progress) -> Look:
    """Look at every page and every row of the database. Raises NewerDatabase."""
    try:
        with closing(looked_at(path)) as connection:
            broken = [*wrong_pages(connection), *wrong_schema(connection)]
            rows = Rows(0, (), ()) if broken else read_rows(connection, progress)
            version = version_of(connection)
    except NewerDatabase:
        raise
    except (BrokenStore, sqlite3.Error) as error:
        return Look(str(error))
    broken += [f"row {seq} of device {device} is damaged" for device, seq in rows.damaged]
    return Look("; ".join(broken[:_MOST_TOLD]), version, rows)


def wrong_pages(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file and with foreign keys."""
    found = [
        line
        for (text,) in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})")
        for line in text.split("\n")
    ]
    keys = [
        f"a row of {table} refers to nothing" for table, *_ in connection.execute("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line not in {"ok", "*** in database main ***"}] + keys


def wrong_schema(connection: sqlite3.Connection) -> list[str]:
    """The tables, indices and triggers that are not those of the database's version."""
    version = version_of(connection)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in STEPS[:version]:
            step(fresh)
        wanted, found = _schema(fresh), _schema(connection)
    return [f"{name} is not as version {version} has it" for name in sorted(_differing(wanted, found))]


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def read_rows(connection: sqlite3.Connection, progress: Progress) -> Rows:
    """Read every row of the journal once."""
    (total,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    damaged: list[tuple[str, int]] = []
    gaps: list[str] = []
    device, last, count = "", 0, 0
    rows = connection.execute(f"SELECT {COLUMNS}, checksum FROM journal ORDER BY device, seq")
    for *fields, checksum in progress(rows, "rows read", total):
        count += 1
        if checksum_of(fields) != checksum and len(damaged) < _MOST_TOLD:
            damaged.append((fields[0], fields[1]))
        if fields[0] != device:
            device, last = fields[0], fields[1] - 1 if "~" in fields[0] else 0
        if fields[1] != last + 1 and len(gaps) < _MOST_TOLD:
            gaps.append(f"{device}: {last + 1} to {fields[1] - 1}")
        last = fields[1]
    return Rows(count, tuple(damaged), tuple(gaps))


def stray_undos(connection: sqlite3.Connection) -> int:
    """How many rows take something back that is not in the journal."""
    (count,) = connection.execute(
        """SELECT count(*) FROM journal AS undo WHERE target_seq IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM journal AS row WHERE row.device = undo.target_device AND row.seq = undo.target_seq)"""
    ).fetchone()
    return int(count)


def differing_caches(connection: sqlite3.Connection) -> list[str]:
    """The tables that a fold of the journal would leave otherwise than they are kept.

    The fold is the store's own, made in temporary tables that stand before the kept ones: so it is compared with
    everything that it fills, whatever that may be.
    """
    if version_of(connection) != SCHEMA_VERSION or not read_meta(connection, "scheduler"):
        return []  # the next command makes them
    connection.execute("PRAGMA foreign_keys=OFF")
    tables = sorted(tables_of(connection) - {"journal"})
    # Of one moment, as sittings go on meanwhile; and all that is temporary goes with it.
    with reading(connection):
        for table in tables:
            (sql,) = connection.execute(
                "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", (table,)
            ).fetchone()
            connection.execute(re.sub(r"^CREATE TABLE", "CREATE TEMP TABLE", sql))
            connection.execute(f'INSERT INTO temp."{table}" SELECT * FROM main."{table}"')
        settle(connection)
        for table in tables:
            connection.execute(f'CREATE TEMP TABLE "kept {table}" AS SELECT * FROM temp."{table}"')
        refold(connection)
        return [table for table in tables if next(_differences(connection, table), None)]


def _differences(connection: sqlite3.Connection, table: str) -> Iterator[object]:
    for one, other in ((table, f"kept {table}"), (f"kept {table}", table)):
        yield from connection.execute(
            f'SELECT * FROM temp."{one}" EXCEPT SELECT * FROM temp."{other}" LIMIT 1'
        )


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute(
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    )
    return dict(found)


def _differing(wanted: dict[str, str], found: dict[str, str]) -> set[str]:
    return {name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)}
