"""Versions of the database: it is noticed when one does not come over whole, or a newer one is taken for known."""

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault import Trial
from faults import versions

from flashcards.store import database, migrations


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """What is found with few commands."""
    monkeypatch.setattr(versions, "_AS_JSON", (("stats",),))
    monkeypatch.setattr(versions, "_COMMANDS", (("due",), ("undo",)))
    return lambda: versions.versions(Trial(0, tmp_path, Random(1), is_long=False)).broken


def test_every_version_has_its_schema_as_it_was():
    """Whoever adds a step puts what it leads to beside the others, and changes none of those that were released."""
    found = sorted(int(path.stem) for path in versions.SCHEMAS.glob("*.sql"))
    assert found == list(range(1, database.SCHEMA_VERSION + 1))


def test_versions_come_over_whole(broken):
    """With the program as it is, nothing is found."""
    assert broken() == []


def test_a_step_that_loses_something_is_noticed(broken, monkeypatch):
    """A migration that forgets what was learned, and does not fold the journal anew, gives other figures."""
    last = migrations.STEPS[-1]

    def loses(connection):
        last(connection)
        connection.execute("UPDATE cards SET ease = 131 WHERE ease IS NOT NULL")
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('scheduler', 'sm2')")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], loses))
    assert broken()


def test_a_newer_version_that_is_opened_is_noticed(broken, monkeypatch):
    """A program that believes it knows every version writes into what it does not know."""
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2**31)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda _connection: None))
    assert broken()
