"""What answers change in the sums is noted, read together with them, and settled when there is much of it."""

import pytest

from flashcards.core.figures import period_until
from flashcards.store import unsettled
from flashcards.store.database import Database
from flashcards.store.figures import read_figures
from flashcards.store.journal import Journal, Moment
from flashcards.store.tallies import read_tallies
from flashcards.store.today import Selection

DAY = 739_020
TABLES = ("card_heaps", "card_stages", "tally_days", "tally_hours")


@pytest.fixture
def database(studied):
    with Database(studied) as opened:
        yield opened


def noted(database):
    return database.connection.execute("SELECT count(*) FROM unsettled").fetchone()[0]


def told(database):
    """All sums and all figures."""
    figures = read_figures(database.connection, Selection(), DAY, period_until("all", DAY))
    return read_tallies(database.connection), figures


def settled(database):
    with database.writing() as connection:
        unsettled.settle(connection)
    return {table: database.connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def test_settling_changes_nothing_that_is_told(database):
    """Sums and figures are the same before and after, and nothing is noted any more."""
    before = told(database)
    assert noted(database) > 0
    kept = settled(database)
    assert noted(database) == 0
    assert told(database) == before
    assert all(kept.values())


def test_what_was_taken_back_wholly_leaves_no_row(database):
    """Settled or not, an answer that is undone leaves the sums and the figures as they were."""
    kept, before = settled(database), told(database)
    journal = Journal(database)
    journal.append(Moment((DAY - 719_163) * 86_400_000, DAY, 60), "answer", "d/c1", grade=4, elapsed_ms=900)
    journal.undo(Moment((DAY - 719_163) * 86_400_000, DAY, 60))
    assert noted(database) > 0
    assert told(database) == before
    assert settled(database) == kept


def test_much_is_settled_with_an_answer(database, monkeypatch):
    """As many rows as are let stand are never passed by more than one answer leaves."""
    monkeypatch.setattr(unsettled, "_MOST", 12)
    journal, most = Journal(database), 0
    for number in range(20):
        journal.append(Moment((DAY - 719_163) * 86_400_000, DAY, 60), "answer", f"d/c{number % 7}", grade=4)
        most = max(most, noted(database))
    assert most < 12
