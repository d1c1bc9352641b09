"""Anki's database, opened without trust: read only, tables only, bounded values.

Schema 11 keeps note types and decks as JSON in `col`, schema 18 in tables with protobuf; notes, cards and answers are
the same in both.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flashcards.core.errors import BrokenStore
from flashcards.exchange.anki.package import refused

OLD_SCHEMA, NEW_SCHEMA = 11, 18

_TABLES = {
    "col": "crt ver conf models decks",
    "notes": "id guid mid tags flds",
    "cards": "id nid did ord type queue due ivl factor reps lapses mod odue odid",
    "revlog": "id cid ease time type factor",
}
_NEW_TABLES = {
    "config": "KEY val",
    "notetypes": "id name config",
    "fields": "ntid ord name",
    "templates": "ntid ord name config",
    "decks": "id name kind",
}
#: No honest note or style sheet is longer.
_LONGEST_VALUE = 10_000_000
_LAST_SECONDS = 2**32
_STUB = "%Please update to the latest Anki version%"


class Collection:
    """An open collection: `schema` is 11 or 18, `created_s` the moment from which its days are counted."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._require_tables(_TABLES)
        row = self.all("SELECT ver, crt FROM col")
        if len(row) != 1 or not all(type(value) is int and 0 <= value < _LAST_SECONDS for value in row[0]):
            raise self.refused("its table col is damaged")
        self.schema, self.created_s = row[0]
        if self.schema > NEW_SCHEMA:
            raise self.refused(
                f"its schema is {self.schema}, and this program knows {NEW_SCHEMA}",
                "export it with 'Support older Anki versions' ticked",
            )
        if self.schema not in {OLD_SCHEMA, NEW_SCHEMA}:
            raise self.refused(f"its schema {self.schema} is not one that Anki exports")
        if self.schema == NEW_SCHEMA:
            self._require_tables(_NEW_TABLES)
        self._require_no_stub()

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a short table."""
        return list(self.rows(query))

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows one by one; raises BrokenStore where the database is damaged."""
        try:
            for row in self.connection.execute(query):  # noqa: UP028 - it would close the cursor, after the file
                yield row
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise self.refused(f"its database is damaged ({error})") from error

    def conf(self) -> dict[str, Any]:
        """The collection's settings; those that are no JSON are left out."""
        settings: dict[str, Any] = {}
        if self.schema == OLD_SCHEMA:
            settings = self.json_of("conf")
        else:
            for key, value in self.all("SELECT KEY, val FROM config"):
                with suppress(ValueError, RecursionError, TypeError):
                    settings[key] = json.loads(value)
        return settings

    def json_of(self, column: str) -> dict[str, Any]:
        """An object that schema 11 keeps in `col`."""
        try:
            value = json.loads(self.all(f"SELECT {column} FROM col")[0][0])  # noqa: S608 - a name of ours
        except (ValueError, RecursionError, TypeError):
            value = None
        if not isinstance(value, dict):
            raise self.refused(f"its {column} are damaged")
        return value

    def refused(self, why: str, hint: str = "nothing was changed") -> BrokenStore:
        """The error that says why the collection is not taken in."""
        return refused(self.path, why, hint)

    def _require_tables(self, tables: dict[str, str]) -> None:
        """Refuse views, virtual tables and computed columns, which would run what the file's author wrote."""
        kinds = dict(self.all("SELECT lower(name), type FROM pragma_table_list WHERE schema = 'main'"))
        for name, columns in tables.items():
            if kinds.get(name) != "table":
                raise self.refused(f"it has no table {name}")
            plain = {
                column.lower()
                for column, hidden in self.all(f"SELECT name, hidden FROM pragma_table_xinfo('{name}')")  # noqa: S608
                if not hidden
            }
            if not set(columns.lower().split()) <= plain:
                raise self.refused(f"its table {name} is not Anki's")

    def _require_no_stub(self) -> None:
        stub = self.all(f"SELECT flds LIKE '{_STUB}' FROM notes LIMIT 2")  # noqa: S608 - a text of ours
        if stub == [(1,)]:
            raise self.refused(
                "it holds nothing but Anki's request to update",
                "export it anew; with 'Support older Anki versions' ticked it needs no zstd",
            )


@contextmanager
def opened(database: Path, path: Path) -> Iterator[Collection]:
    """The collection in a file of our own; `path` is the package, which errors name. Raises BrokenStore."""
    try:
        connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise refused(path, "it holds no database") from error
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.create_collation("unicase", _without_case)
        try:
            # Notes of several decks lie mixed in the file: with a smaller cache their pages are read again for each.
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "cache_size=-8000"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # a name that it quotes may be no text
            raise refused(path, "it holds no database of Anki's") from error
        yield Collection(connection, path)
    finally:
        connection.close()


def _without_case(one: str, other: str) -> int:
    """Anki's order of names: nothing is read in it, but the tables that have it need it."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)
