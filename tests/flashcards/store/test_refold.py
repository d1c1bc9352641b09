"""Folding the whole journal anew, where a row of it is not what a row can be."""

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.core.journal import Row
from flashcards.store.database import DOCTOR, Database
from flashcards.store.library import use_scheduler


def test_a_row_that_cannot_be_folded_is_said_in_a_line(tmp_path):
    """A damaged row ends in the advice to look with doctor, and what is kept stays."""
    with Database(str(tmp_path / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        row = Row("x", 1, 1, 1, 739_000, "placed", "d/a", detail="no JSON")
        with database.writing() as connection:
            connection.execute(
                f"INSERT INTO journal VALUES ({', '.join('?' * 13)})",
                (*(getattr(row, name) for name in Row.__slots__), row.checksum()),
            )
        with pytest.raises(BrokenStore, match="damaged") as told:
            use_scheduler(database, "sm2-1990")
        assert told.value.hint == DOCTOR
        assert database.connection.execute("SELECT value FROM meta WHERE name = 'scheduler'").fetchone() == (
            "sm2",
        )
