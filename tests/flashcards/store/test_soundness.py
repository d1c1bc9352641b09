"""Looking at a database: what is folded is compared with a fold, and nothing is in anybody's way."""

import sqlite3
from contextlib import closing

import pytest

from flashcards.store import soundness
from flashcards.store.backups import in_silence
from flashcards.store.database import SCHEMA_VERSION
from flashcards.store.library import refold
from flashcards.store.soundness import differing_caches, look_at, looked_at, stray_undos, wrong_schema


def compared(path):
    with closing(looked_at(path)) as connection:
        return differing_caches(connection)


def change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_database(studied):
    """Nothing is damaged, no number is missing, and everything is what the journal gives."""
    look = look_at(studied, in_silence)
    assert (look.damage, look.version, look.rows.damaged, look.rows.gaps) == ("", SCHEMA_VERSION, (), ())
    assert look.rows.count == 43
    assert compared(studied) == []


def test_a_sitting_that_goes_on_meanwhile_is_no_difference(studied, study, monkeypatch):
    """What another program answers during the look is not half seen."""

    def answer_and_fold(connection):
        study(studied, first=40, count=3)
        refold(connection)

    monkeypatch.setattr(soundness, "refold", answer_and_fold)
    assert compared(studied) == []
    assert look_at(studied, in_silence).rows.count == 46


def test_every_table_that_a_fold_fills_is_compared(studied, monkeypatch):
    """A table that only the store's fold knows of is compared like all others."""
    change(studied, "CREATE TABLE counted (rows INTEGER NOT NULL) STRICT", "INSERT INTO counted VALUES (7)")

    def fold_more(connection):
        refold(connection)
        connection.execute("UPDATE counted SET rows = (SELECT count(*) FROM journal)")

    monkeypatch.setattr(soundness, "refold", fold_more)
    assert compared(studied) == ["counted"]
    change(studied, "UPDATE counted SET rows = 43")
    assert compared(studied) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER journal_is_not_changed", "trigger journal_is_not_changed"),
        ("DROP INDEX journal_order", "index journal_order"),
        ("CREATE TABLE mine (x)", "table mine"),
        ("CREATE TRIGGER t AFTER INSERT ON journal BEGIN SELECT 1; END", "trigger t"),
    ],
)
def test_a_schema_that_is_not_ours(studied, statement, name):
    """What is missing from the schema, or has been added to it, is named."""
    change(studied, statement)
    with closing(looked_at(studied)) as connection:
        assert wrong_schema(connection) == [f"{name} is not as version {SCHEMA_VERSION} has it"]


def test_an_undo_of_nothing(studied):
    """A row that takes back what is not there is counted."""
    change(studied, "DROP TRIGGER journal_is_not_deleted", "DELETE FROM journal WHERE seq = 11")
    with closing(looked_at(studied)) as connection:
        assert stray_undos(connection) == 1
    assert "journal_is_not_deleted" in look_at(studied, in_silence).damage
