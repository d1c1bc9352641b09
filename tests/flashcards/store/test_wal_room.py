"""The room ahead in the WAL: commits write over it, and it is nothing to whoever reads the WAL."""

import os
import shutil

import pytest

from flashcards.store.database import Database
from flashcards.store.meta import read_meta, write_meta
from flashcards.store.wal_room import WalRoom


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "home" / "flashcards.db")


def write(database, number):
    with database.writing() as connection:
        write_meta(connection, "x", f"{number}")


def size_of(path):
    return os.path.getsize(f"{path}-wal")


def test_most_commits_leave_the_size_of_the_wal(path):
    """A hundred transactions let the WAL grow a few times, and never by themselves."""
    with Database(path) as database:
        sizes = set()
        for number in range(100):
            write(database, number)
            sizes.add(size_of(path))
    assert len(sizes) <= 4


def test_what_was_written_into_the_room_is_found_after_a_kill(path, tmp_path):
    """At each of many commits, the files as a kill leaves them open with the last one in."""
    with Database(path) as database:
        for number in range(130):
            write(database, number)
            if number % 13 == 0:
                home = tmp_path / f"killed-{number}"
                shutil.copytree(os.path.dirname(path), home, ignore=shutil.ignore_patterns("*-shm"))
                with Database(str(home / "flashcards.db")) as killed:
                    assert read_meta(killed.connection, "x") == f"{number}"
                assert not os.path.exists(home / "flashcards.db-wal")


def test_room_that_only_was_made_is_an_empty_wal(path):
    """Killed between making room and the first frame: nothing is lost, and nothing is said."""
    Database(path).close()
    with open(f"{path}-wal", "wb") as wal:
        wal.write(bytes(1 << 18))
    with Database(path) as database:
        write(database, 1)
        assert read_meta(database.connection, "x") == "1"


def test_two_programs_write_into_the_same_room(path):
    """Each makes room only where there is no frame of the other's."""
    with Database(path) as one, Database(path) as other:
        for number in range(100):
            write((one, other)[number % 2], number)
            assert read_meta((one, other)[(number + 1) % 2].connection, "x") == f"{number}"
        assert one.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_room_that_cannot_be_made_keeps_nothing_from_being_saved(path, monkeypatch):
    """It is only for speed."""

    def refuse(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(WalRoom, "keep", refuse)
    with Database(path) as database:
        write(database, 7)
        assert read_meta(database.connection, "x") == "7"
