"""Going back to a backup: verified whole before, in one piece, and under a new device id."""

import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore, NewerDatabase
from flashcards.store import migrations
from flashcards.store.backups import back_up, in_silence, unpack
from flashcards.store.database import SCHEMA_VERSION, Database
from flashcards.store.drafts import replace_damaged, take_place
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.meta import read_meta, write_meta
from flashcards.store.restoring import restored, why_refused


def go_back(backup, path):
    with restored(Path(backup), path, in_silence) as coming:
        take_place(coming.draft, path)
    return coming


def test_everything_is_as_it_was(studied, rows_of, study):
    """The journal of then, row for row, and the memory that it gives; what came later is gone."""
    before = rows_of(studied)
    backup = back_up(studied, "daily")
    study(studied, first=40, count=10)
    assert len(rows_of(studied)) > len(before)
    coming = go_back(backup, studied)
    assert rows_of(studied) == before
    assert (coming.rows, coming.only_there, coming.only_here) == (len(before), 0, 11)
    with Database(studied) as database:
        use_scheduler(database, "sm2")
        assert database.connection.execute(
            "SELECT count(*) FROM cards WHERE due_day IS NOT NULL"
        ).fetchone() == (7,)
        rebuild_cards(database)


def test_it_has_a_device_of_its_own(studied, rows_of, study):
    """What is answered after going back is no continuation of the numbers that were given before."""
    with Database(studied) as database:
        device = read_meta(database.connection, "device")
    backup = back_up(studied, "daily")
    study(studied, first=40, count=5)
    gone = {row.key for row in rows_of(studied)}
    go_back(backup, studied)
    study(studied, first=40, count=5)
    with Database(studied) as database:
        assert read_meta(database.connection, "device") != device
    assert len({row.key for row in rows_of(studied)} - gone) == 6


def test_an_open_quiz_comes_back(studied):
    """What cannot be made again is in a backup, also a quiz that is being taken."""
    with Database(studied) as database, database.writing() as connection:
        connection.execute("INSERT INTO quizzes VALUES ('q', '{}', 1)")
        connection.execute("INSERT INTO quiz_standings VALUES ('q', '{}')")
    backup = back_up(studied, "daily", settings="ascii = true\n")
    with Database(studied) as database, database.writing() as connection:
        connection.execute("DELETE FROM quizzes")
        write_meta(connection, "of another branch", "kept")
    assert go_back(backup, studied).settings == "ascii = true\n"
    with Database(studied) as database:
        assert database.connection.execute("SELECT quiz FROM quiz_standings").fetchall() == [("q",)]
        assert read_meta(database.connection, "settings") == ""


def test_nothing_is_restored_while_another_has_it_open(studied, rows_of):
    """A sitting that is open would go on under numbers that are no longer there: it is refused, and all stays."""
    backup = back_up(studied, "daily")
    before = rows_of(studied)
    with Database(studied), restored(backup, studied, in_silence) as coming:
        with pytest.raises(BrokenStore, match="nothing was replaced") as refused:
            take_place(coming.draft, studied)
        assert "close every other flashcards" in refused.value.hint
    assert rows_of(studied) == before


def test_two_restore_at_once(studied, rows_of):
    """While one waits for its answer another one restores: either has a draft of its own, and both are whole."""
    backup = back_up(studied, "daily")
    before = rows_of(studied)
    with restored(backup, studied, in_silence) as first:
        go_back(backup, studied)
        take_place(first.draft, studied)
    assert rows_of(studied) == before


def test_a_draft_that_is_gone_replaces_nothing(studied, rows_of):
    """Whoever clears files away while a question waits for its answer makes no empty database of the one that is."""
    backup = back_up(studied, "daily")
    before = rows_of(studied)
    with restored(backup, studied, in_silence) as coming:
        coming.draft.path.unlink()
        with pytest.raises(BrokenStore, match="nothing was replaced"):
            take_place(coming.draft, studied)
    assert rows_of(studied) == before


def test_a_whole_database_is_a_backup_too(studied, rows_of, tmp_path):
    """A copy of the database itself, of another computer or made by hand, can be restored."""
    shutil.copy(studied, tmp_path / "copy.db")
    other = str(tmp_path / "other" / "flashcards.db")
    Database(other).close()
    go_back(tmp_path / "copy.db", other)
    assert rows_of(other) == rows_of(studied)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_backups_of_every_version_can_be_restored(studied, rows_of, tmp_path, version):
    """A backup made by an older program is brought to the newest schema."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        for step in migrations.STEPS[:version]:
            step(connection)
        connection.execute("ATTACH ? AS now", (studied,))
        connection.execute("INSERT INTO main.journal SELECT * FROM now.journal")
        connection.execute(f"PRAGMA main.application_id={migrations.APPLICATION_ID}")
        connection.execute(f"PRAGMA main.user_version={version}")
    before = rows_of(studied)
    go_back(old, studied)
    assert rows_of(studied) == before
    with Database(studied) as database:
        assert database.schema_version() == SCHEMA_VERSION


def test_a_newer_backup_is_refused(studied, tmp_path):
    """A backup of a later version is named with both versions."""
    copy = tmp_path / "copy.db"
    unpack(back_up(studied, "daily"), copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 7}")
    with pytest.raises(NewerDatabase, match=str(SCHEMA_VERSION + 7)):
        go_back(copy, studied)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x1f\x8bnothing", b"PK\x03\x04" + bytes(200), bytes(9000)]
)
def test_what_is_no_backup_is_refused(studied, rows_of, tmp_path, content):
    """Any other file is refused by name, and nothing is left of it."""
    path = tmp_path / "file"
    path.write_bytes(content)
    before = rows_of(studied)
    with pytest.raises(BrokenStore, match="is refused"):
        go_back(path, studied)
    assert rows_of(studied) == before
    assert os.listdir(os.path.dirname(studied)) == ["flashcards.db"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_backup_is_refused_whole(studied, tmp_path, data):
    """With any byte changed, or cut off anywhere, a backup is refused, or is the same rows."""
    backup = tmp_path / "sound.gz"
    if not backup.exists():
        shutil.copy(back_up(studied, "daily"), backup)
    content = bytearray(backup.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[place:]
    else:
        content[place] ^= data.draw(st.integers(1, 255))
    damaged = tmp_path / "damaged.gz"
    damaged.write_bytes(content)
    if not why_refused(damaged, studied, in_silence):
        assert gzip.decompress(content) == gzip.decompress(backup.read_bytes())


def test_a_row_that_no_journal_has_is_refused(studied, tmp_path):
    """A row with a good checksum and a grade that there is not does not come in."""
    copy = tmp_path / "copy.db"
    unpack(back_up(studied, "daily"), copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        (*fields, _), *_ = connection.execute("SELECT * FROM journal LIMIT 1").fetchall()
        fields[1], fields[7] = 999, 77
        from flashcards.core.checksums import checksum_of

        connection.execute(
            f"INSERT INTO journal VALUES ({', '.join('?' * 13)})", (*fields, checksum_of(fields))
        )
    with pytest.raises(BrokenStore, match="CHECK"):
        go_back(copy, studied)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_damaged_database_is_kept_under_a_dated_name(studied, rows_of, monkeypatch, has_links):
    """The damaged file and its WAL stay, byte for byte, and a second one does not take the first one's name."""
    backup = back_up(studied, "daily")
    rows = rows_of(studied)

    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for number in (1, 2):
        Path(studied).write_bytes(b"broken" * number)
        Path(f"{studied}-wal").write_bytes(b"wal")
        with restored(backup, studied, in_silence) as coming:
            aside = replace_damaged(coming.draft, studied, "2026-11-21")
        assert aside.name == f"flashcards.damaged-2026-11-21-{number}.db"
        assert aside.read_bytes() == b"broken" * number
        assert Path(f"{aside}-wal").read_bytes() == b"wal"
        assert rows_of(studied) == rows
