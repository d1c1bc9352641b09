"""Databases of earlier versions come over with all that they hold."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.store import database as module
from flashcards.store.cards import all_standings
from flashcards.store.database import Database
from flashcards.store.journal import Journal, Moment, all_rows
from flashcards.store.library import place, rebuild_cards, use_scheduler
from flashcards.store.practice import read_records
from flashcards.store.tallies import read_tallies
from flashcards.store.unsettled import settle

DAY = 739_000
SCHEMAS = Path(__file__).parents[2] / "soak" / "schemas"
PROBLEM = {"zone": 60, "kind": "k", "seed": 1, "verdict": "right"}


def heaps(database):
    with database.writing() as connection:
        settle(connection)
    return [
        database.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        for table in ("card_heaps", "card_stages")
    ]


def rows_of_today(path):
    """What a database of today's version holds after a few days of study, as plain tuples."""
    with Database(path) as database:
        use_scheduler(database, "sm2")
        cards = [(f"d/c{n}", f"d/c{n}", "d", n, "d/c1" if n == 2 else "") for n in range(4)]
        place(database, [("d", "D", "d.yaml", True, 4, 0)], cards, {}, "stamp")
        journal = Journal(database)
        for number in range(12):
            detail = PROBLEM if number % 3 else {}
            journal.append(
                Moment(number * 86_400_000, DAY + number),
                "answer",
                f"d/c{number % 3}",
                grade=4,
                detail=detail,
            )
        journal.append(Moment(13 * 86_400_000, DAY + 13), "suspend", "d/c1")
        connection = database.connection
        kept = [
            all_standings(connection),
            read_tallies(connection),
            heaps(database),
            read_records(connection),
        ]
        tables = {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("journal", "cards", "decks", "tally_days", "tally_hours", "tally_problems", "meta")
        }
    return kept, tables


@pytest.mark.parametrize("version", [3, 4])
def test_an_earlier_database_is_counted_when_it_comes_over(tmp_path, version):
    """Its rows and cards are as they were, and its counts are what they would have been from the beginning."""
    kept, tables = rows_of_today(str(tmp_path / "new.db"))
    old = str(tmp_path / "old.db")
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text())
        connection.execute("DELETE FROM meta")
        for table, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    with Database(old) as database:
        use_scheduler(database, "sm2")
        connection = database.connection
        assert database.schema_version() == module.SCHEMA_VERSION
        assert connection.execute("SELECT * FROM journal").fetchall() == tables["journal"]
        assert [
            all_standings(connection),
            read_tallies(connection),
            heaps(database),
            read_records(connection),
        ] == kept
        rebuild_cards(database)
        assert heaps(database) == kept[2]
        assert [json.loads(row.detail) for row in all_rows(connection)][1] == PROBLEM
