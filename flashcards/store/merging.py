"""Taking another journal in: all of it in one transaction, with nothing lost and nothing twice."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex

from flashcards.core.journal import Row
from flashcards.core.merging import Places, Stretch, base_of, first_written, placed, places_of
from flashcards.store.database import Database
from flashcards.store.meta import read_meta, write_meta
from flashcards.store.refold import refold

_FIELDS = Row.__slots__
_COLUMNS = ", ".join(_FIELDS)
_MARKS = ", ".join("?" * (len(_FIELDS) + 1))


class TwiceTheSameKey(Exception):
    """The rows that come in are no journal: two of them have one key."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brings: rows in all, those that are new here, and the forks among these by derived id."""

    rows: int
    new: int
    forks: tuple[str, ...]


class Incoming:
    """Another journal's rows, in a table that only this connection sees, until they are merged."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def take(self, rows: Iterable[Row]) -> None:
        """Lay the rows, whose checksums hold, aside; the database is not touched. Raises TwiceTheSameKey."""
        execute = self._connection.execute
        execute("DROP TABLE IF EXISTS temp.incoming")
        execute("CREATE TEMP TABLE incoming AS SELECT * FROM main.journal WHERE 0")
        execute("CREATE UNIQUE INDEX temp.incoming_key ON incoming (device, seq)")
        execute("BEGIN")
        try:
            self._connection.executemany(
                f"INSERT INTO temp.incoming ({_COLUMNS}, checksum) VALUES ({_MARKS})",
                ((*_values(row), row.checksum()) for row in rows),
            )
            execute("COMMIT")
        except sqlite3.IntegrityError:
            raise TwiceTheSameKey from None
        finally:
            if self._connection.in_transaction:
                execute("ROLLBACK")

    def looked_at(self) -> Merged:
        """What merging would bring now."""
        return self._merged(self._places())

    def merge(self) -> Merged:
        """Put in what is new, and fold everything anew. Raises NotSaved, and then nothing is changed.

        If rows come back that this database's own device wrote, it draws a new id: whoever has them goes on
        under the old one.
        """
        with self._database.writing() as connection:
            places = self._places()
            merged = self._merged(places)
            if merged.new:
                own = read_meta(connection, "device")
                if own in {base_of(device) for device in self._new_devices(places)}:
                    write_meta(connection, "device", token_hex(8))
                self._put_in(places)
                refold(connection)
        return merged

    def _put_in(self, places: Places) -> None:
        if not places:
            self._connection.execute(
                f"""INSERT INTO main.journal ({_COLUMNS}, checksum) SELECT {_COLUMNS}, checksum
                    FROM temp.incoming AS coming WHERE {_IS_NEW} ORDER BY device, seq"""
            )
            return
        self._connection.executemany(
            f"INSERT INTO main.journal ({_COLUMNS}, checksum) VALUES ({_MARKS})",
            ((*_values(row), row.checksum()) for row in self._new_rows(places)),
        )

    def _merged(self, places: Places) -> Merged:
        (rows,) = self._connection.execute("SELECT count(*) FROM temp.incoming").fetchone()
        new = self._new_devices(places)
        known = {device for (device,) in self._connection.execute("SELECT DISTINCT device FROM main.journal")}
        forks = sorted(device for device in new if device != base_of(device) and device not in known)
        return Merged(rows, sum(new.values()), tuple(forks))

    def _new_devices(self, places: Places) -> dict[str, int]:
        """How many rows are new here, by the device under which they will stand."""
        if not places:
            return dict(
                self._connection.execute(
                    f"SELECT device, count(*) FROM temp.incoming AS coming WHERE {_IS_NEW} GROUP BY device"
                )
            )
        counts: dict[str, int] = {}
        for row in self._new_rows(places):
            counts[row.device] = counts.get(row.device, 0) + 1
        return counts

    def _new_rows(self, places: Places) -> Iterator[Row]:
        """The rows that are not here yet, as they will stand here."""
        here = set(self._connection.execute("SELECT device, seq FROM main.journal"))
        for values in self._connection.execute(f"SELECT {_COLUMNS} FROM temp.incoming ORDER BY device, seq"):
            row = placed(Row(*values), places)
            if row.key not in here:
                yield row

    def _places(self) -> Places:
        """Where the rows of devices that have forks come to stand; all others keep their keys."""
        places: dict[str, Sequence[Stretch]] = {}
        for base in sorted(self._forked()):
            places |= places_of(self._links("main.journal", base), self._links("temp.incoming", base))
        return places

    def _forked(self) -> set[str]:
        execute = self._connection.execute
        named = execute(
            """SELECT DISTINCT device FROM temp.incoming WHERE instr(device, '~')
               UNION SELECT DISTINCT device FROM main.journal WHERE instr(device, '~')"""
        )
        differing = execute(
            """SELECT DISTINCT device FROM temp.incoming AS coming JOIN main.journal AS here USING (device, seq)
               WHERE coming.checksum <> here.checksum"""
        )
        return {base_of(device) for (device,) in (*named, *differing)}

    def _links(self, table: str, base: str) -> Iterator[tuple[str, int, str]]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM {table} WHERE device = ? OR substr(device, 1, ?) = ?",
            (base, len(base) + 1, f"{base}~"),
        )
        for values in rows:
            row = Row(*values)
            yield row.device, row.seq, first_written(row)


_IS_NEW = """NOT EXISTS (SELECT 1 FROM main.journal AS here
             WHERE here.device = coming.device AND here.seq = coming.seq)"""


def _values(row: Row) -> list[object]:
    return [getattr(row, name) for name in _FIELDS]
