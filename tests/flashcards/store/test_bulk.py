"""Many rows put in at once."""

import sqlite3

import pytest

from flashcards.store.bulk import insert_many


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 400, 1_007])
def test_all_rows_come_in_their_order(count):
    """However many there are beside those that a statement takes."""
    rows = [(number, f"card {number}") for number in range(count)]
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE journal (seq, card)")
        insert_many(connection, "journal (seq, card)", iter(rows))
        assert connection.execute("SELECT seq, card FROM journal ORDER BY rowid").fetchall() == rows
    connection.close()
