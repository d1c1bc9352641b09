"""A database with a history, and what of it must never be lost."""

import pytest

from flashcards.store.database import Database
from flashcards.store.journal import Journal, Moment, all_rows
from flashcards.store.library import place, use_scheduler

DAY = 739_000


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "home" / "flashcards.db")


@pytest.fixture
def studied(path):
    """Forty answers over ten days, one as long as answers get, some taken back; closed."""
    _study(path)
    return path


@pytest.fixture
def study():
    """Answer so many times, from a number on."""
    return _study


@pytest.fixture
def rows_of():
    """All rows of a database's journal, oldest first."""
    return _rows_of


def _study(path, first=0, count=40):
    """Answer, one card after the other; the details grow until they need pages of their own."""
    with Database(path) as database:
        use_scheduler(database, "sm2")
        places = [(f"d/c{number}", f"d/c{number}", "d", number, "") for number in range(7)]
        place(database, [("d", "D", "d.yaml", True, 7, 0)], places, {}, "stamp")
        journal = Journal(database)
        for number in range(first, first + count):
            day = DAY + number // 4
            typed = "ü" * number + "x" * (9_000 if number == 13 else 60 * number)
            journal.append(
                Moment((day - 719_163) * 86_400_000 + number * 1000, day, 60),
                "answer",
                f"d/c{number % 7}",
                grade=number % 6,
                elapsed_ms=number * 100,
                detail={"typed": typed},
            )
            if number % 11 == 10:
                journal.undo(Moment((day - 719_163) * 86_400_000, day, 60))


def _rows_of(path):
    with Database(path) as database:
        return list(all_rows(database.connection))
