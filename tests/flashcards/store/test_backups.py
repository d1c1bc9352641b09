"""Backups: whole or not there, private, numbered, and let go of by their generations."""

import gzip
import io
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from flashcards.core.errors import NotSaved
from flashcards.core.generations import Generation
from flashcards.store import backups as module
from flashcards.store.backups import back_up, backups_of, folder_of, leftovers, unpack
from flashcards.store.database import Database
from flashcards.store.snapshot import sound_rows_of, tables_of


def opened(path, backup, tmp_path):
    """What is in a backup, as a database."""
    unpack(folder_of(path) / backup.name, tmp_path / "unpacked.db")
    return closing(sqlite3.connect(tmp_path / "unpacked.db"))


def columns(rows):
    """Rows without the device's own order of columns: everything that the journal keeps of them."""
    return sorted(tuple(getattr(row, name) for name in row.__slots__) for row in rows)


def test_a_backup_holds_the_journal_and_the_settings(studied, rows_of, tmp_path):
    """Every row with its checksum, an open quiz, and the settings; nothing that can be made again."""
    with Database(studied) as database, database.writing() as connection:
        connection.execute("INSERT INTO quizzes VALUES ('q', '{}', 1)")
    back_up(studied, "by-hand", settings="new_per_day = 3\n")
    (backup,) = backups_of(studied)
    with opened(studied, backup, tmp_path) as copy:
        assert sorted(row[:-1] for row in sound_rows_of(copy)) == columns(rows_of(studied))
        assert copy.execute("SELECT id FROM quizzes").fetchall() == [("q",)]
        assert copy.execute("SELECT value FROM meta WHERE name = 'settings'").fetchone() == (
            "new_per_day = 3\n",
        )
        assert not tables_of(copy) & {"cards", "decks", "tally_days"}


def test_its_name_tells_number_day_and_reason(studied):
    """Names go up, whatever the day, and name the study day of the last row."""
    made = [back_up(studied, why).name for why in ("daily", "before-import")]
    assert made == ["0001_2024-05-03_daily.db.gz", "0002_2024-05-03_before-import.db.gz"]
    assert [(one.number, one.reason) for one in backups_of(studied)] == [(2, "before-import"), (1, "daily")]


def test_a_backup_of_nothing(path):
    """A database without a row can be backed up, too."""
    Database(path).close()
    assert back_up(path, "daily").name == "0001_0001-01-01_daily.db.gz"


def test_backups_are_private(studied):
    """Nobody else can read a backup, whatever the umask allows."""
    old = os.umask(0)
    try:
        backup = back_up(studied, "daily")
    finally:
        os.umask(old)
    modes = [stat.S_IMODE(os.stat(path).st_mode) for path in (backup.parent, backup)]
    assert modes == [0o700, 0o600]


def test_what_others_write_meanwhile_is_not_torn(studied, rows_of, tmp_path):
    """A backup is of one moment, and in nobody's way: a sitting that is open goes on."""
    before = columns(rows_of(studied))
    with Database(studied) as database:
        backup = back_up(studied, "daily")
        with database.writing() as connection:
            connection.execute("INSERT INTO meta VALUES ('x', 'later')")
    with opened(studied, backups_of(studied)[0], tmp_path) as copy:
        assert sorted(row[:-1] for row in sound_rows_of(copy)) == before
        assert copy.execute("SELECT 1 FROM meta WHERE name = 'x'").fetchone() is None
    assert backup.exists()


def damage_a_row(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_is_not_changed")
        connection.execute("UPDATE journal SET grade = 5 WHERE seq = 3")


def test_a_damaged_journal_is_given_no_name(studied):
    """A row without its checksum makes no backup, names itself, and lets no sound backup go."""
    sound = [back_up(studied, "daily") for _ in range(3)]
    damage_a_row(studied)
    with pytest.raises(NotSaved, match="row 3 of the journal"):
        back_up(studied, "daily")
    assert sorted(folder_of(studied).iterdir()) == sound


@pytest.mark.parametrize("fails", ["fsync", "link", "open"])
def test_what_fails_leaves_nothing_half_made(studied, monkeypatch, fails):
    """When the disk refuses, there is one error, and the folder is as it was."""
    back_up(studied, "daily")
    before = sorted(folder_of(studied).iterdir())

    def refuse(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    if fails == "link":
        monkeypatch.setattr(module.Path, "hardlink_to", refuse)
        monkeypatch.setattr(module.shutil, "move", refuse)
    else:
        monkeypatch.setattr(module.os, fails, refuse)
    with pytest.raises(NotSaved, match="the disk is full"):
        back_up(studied, "daily")
    monkeypatch.undo()
    assert sorted(folder_of(studied).iterdir()) == before


def test_what_cannot_be_read_again_is_given_no_name(studied, monkeypatch):
    """The packed file is read back, and a disk that gives other bytes is noticed."""
    monkeypatch.setattr(module.gzip, "open", lambda *_: io.BytesIO(b"other"))
    with pytest.raises(NotSaved, match="cannot be read again"):
        back_up(studied, "daily")
    assert list(folder_of(studied).iterdir()) == []


def test_without_links_it_is_moved(studied, monkeypatch):
    """On a file system without hard links the backup gets its name all the same."""

    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(module.Path, "hardlink_to", refuse)
    assert back_up(studied, "daily").exists()


def test_what_is_not_kept_is_removed(studied, monkeypatch):
    """After each backup the generations decide, and only they."""
    for _ in range(3):
        back_up(studied, "daily")
    monkeypatch.setattr(module, "kept", lambda found: sorted(found, key=lambda one: -one.number)[:2])
    back_up(studied, "daily")
    assert [one.number for one in backups_of(studied)] == [4, 3]


def test_other_files_are_left_alone(studied):
    """What is in the folder and is no backup of ours stays, and is not counted."""
    folder_of(studied).mkdir()
    for name in ("notes.txt", "before-import-1.db", "0001_2024-13-45_daily.db.gz", "1_x.gz"):
        (folder_of(studied) / name).write_text("mine")
    back_up(studied, "daily")
    assert [one.number for one in backups_of(studied)] == [1]
    assert len(list(folder_of(studied).iterdir())) == 5


def test_half_made_ones_of_killed_programs_go(studied):
    """What a killed program left goes with the next backup; what a running one makes stays."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder_of(studied).mkdir()
    names = ("{}.half", "{}.gz.half", "{}.moved.half", "{}.moved.half-journal")
    left, running = (
        {folder_of(studied) / name.format(number) for name in names} for number in (ended.pid, os.getppid())
    )
    for path in left | running:
        path.write_text("half")
    assert set(leftovers(studied)) == left
    back_up(studied, "daily")
    assert set(folder_of(studied).glob("*half*")) == running


def test_two_programs_at_once(studied):
    """Backups made at the same time are all there, whole, each with a name of its own."""
    code = f"from flashcards.store.backups import back_up; back_up({studied!r}, 'daily')"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [one.wait(60) for one in running] == [0] * 4
    assert len(backups_of(studied)) == 4
    for backup in backups_of(studied):
        assert isinstance(backup, Generation)
        with gzip.open(folder_of(studied) / backup.name) as file:
            assert file.read(15) == b"SQLite format 3"


def test_a_database_that_is_gone_is_not_made(path):
    """Backing up what is not there is an error, and makes no empty database."""
    os.makedirs(os.path.dirname(path))
    with pytest.raises(NotSaved):
        back_up(path, "daily")
    assert not os.path.exists(path)
