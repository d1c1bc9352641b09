"""Opening the database: private, its own, of a known version, and the same file from first to last."""

import contextlib
import errno
import hashlib
import os
import sqlite3
import stat
import struct
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from flashcards.core.errors import BrokenStore, NewerDatabase, NotSaved
from flashcards.store import database as module
from flashcards.store import migrations
from flashcards.store.backups import backups_of, folder_of, unpack
from flashcards.store.database import APPLICATION_ID, PAGE_BYTES, SCHEMA_VERSION, Database
from flashcards.store.meta import read_meta, write_meta


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "home" / "flashcards.db")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def test_file_and_folder_are_private(path):
    """Nobody else can read the answers: 0700 and 0600, whatever the umask allows."""
    old = os.umask(0)
    try:
        Database(path).close()
    finally:
        os.umask(old)
    assert (mode(os.path.dirname(path)), mode(path)) == (0o700, 0o600)


def test_at_rest_it_is_one_whole_file(path):
    """After closing there is no WAL left, and the file alone holds what was written."""
    with Database(path) as database, database.writing() as connection:
        write_meta(connection, "x", "kept")
    assert os.listdir(os.path.dirname(path)) == ["flashcards.db"]
    with Database(path) as database:
        assert read_meta(database.connection, "x") == "kept"


def test_every_commit_is_synced(path):
    """WAL with synchronous=FULL, without automatic checkpoints, and with a schema that runs nothing foreign."""
    with Database(path) as database:
        pragmas = ("journal_mode", "synchronous", "wal_autocheckpoint", "trusted_schema", "application_id")
        values = [database.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert values == ["wal", 2, 0, 0, APPLICATION_ID]


def test_a_failed_transaction_leaves_nothing(path):
    """What is raised within a transaction takes all of it back."""
    with Database(path) as database:
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            write_meta(connection, "x", "half")
            raise ZeroDivisionError
        assert read_meta(database.connection, "x") == ""


@pytest.mark.parametrize("statement", ["UPDATE journal SET day = 1", "DELETE FROM journal"])
def test_the_journal_is_append_only(path, statement):
    """Not even SQL by hand changes or deletes a row of the journal."""
    with Database(path) as database:
        database.connection.execute(
            "INSERT INTO journal VALUES ('d', 1, 1, 1, 1, 'try', 'a/b', NULL, NULL, NULL, NULL, '{}', ?)",
            ("0" * 16,),
        )
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.connection.execute(statement)


def checksum(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def rewritten(path, version=None, application=None):
    """A database with other marks in its header."""
    Database(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    if version is not None:
        connection.execute(f"PRAGMA user_version = {version}")
    if application is not None:
        connection.execute(f"PRAGMA application_id = {application}")
    connection.close()
    return checksum(path)


@pytest.mark.parametrize("ahead", [1, 7, 1000])
def test_a_newer_database_is_refused_untouched(path, ahead):
    """A database of a later version is named with both versions, and not one byte of it changes."""
    before = rewritten(path, version=SCHEMA_VERSION + ahead)
    with pytest.raises(
        NewerDatabase, match=f"{SCHEMA_VERSION + ahead}, and this program knows {SCHEMA_VERSION}"
    ):
        Database(path)
    assert checksum(path) == before
    assert os.listdir(os.path.dirname(path)) == ["flashcards.db"]


def test_another_programs_database_is_refused_untouched(path):
    """A database with a foreign application id is left alone."""
    before = rewritten(path, application=42)
    with pytest.raises(BrokenStore, match="another program's"):
        Database(path)
    assert checksum(path) == before


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"\0" * 4096, b"SQLite format 3\0", b"x" * 100_000],
    ids=["html", "zeros", "cut", "noise"],
)
def test_what_is_no_database_is_refused_untouched(path, content):
    """Garbage in the database's place is named, and stays as it is."""
    os.makedirs(os.path.dirname(path))
    with open(path, "wb") as file:
        file.write(content)
    before = checksum(path)
    with pytest.raises(BrokenStore, match="not a database"):
        Database(path)
    assert checksum(path) == before


def test_what_a_power_loss_left_of_the_first_start_is_taken_back(path):
    """A first page that never reached the disk whole, with the journal beside it that takes it back: it opens."""
    os.makedirs(os.path.dirname(path))
    journal = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 0, 0, 0, 512, 4096)
    for name, content in ((path, bytes(8192)), (f"{path}-journal", journal.ljust(512, b"\0"))):
        with open(name, "wb") as file:
            file.write(content)
    with Database(path) as database:
        append(database)
    assert os.listdir(os.path.dirname(path)) == ["flashcards.db"]


def test_new_folders_have_their_names_on_the_disk(tmp_path, monkeypatch):
    """Every folder that is made for the database is synced into the one that was there before."""
    synced, sync = [], os.fsync

    def noted(handle):
        synced.append(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    Database(str(tmp_path / "a" / "b" / "flashcards.db")).close()
    assert synced == [tmp_path.stat().st_ino, (tmp_path / "a").stat().st_ino]


def append(database):
    with database.writing() as connection:
        write_meta(connection, "x", "answer")


def moved(path):
    os.rename(path, path + ".away")


def replaced(path):
    other = path + ".other"
    Database(other).close()
    os.replace(other, path)


def overwritten(path):
    other = path + ".other"
    Database(other).close()
    with open(other, "rb") as source, open(path, "r+b") as target:
        target.write(source.read())
        target.truncate()


def wal_removed(path):
    os.unlink(path + "-wal")


@pytest.mark.parametrize("harm", [moved, os.unlink, replaced, overwritten, wal_removed])
def test_a_file_that_changes_underneath_is_noticed_before_an_answer_is_acknowledged(path, harm):
    """Moved, deleted, replaced or overwritten in the middle of a sitting: nothing is called saved any more."""
    database = Database(path)
    append(database)
    harm(path)
    with pytest.raises(NotSaved):
        append(database)
    database.close()


def copies(path):
    """The backups that were made because the file was moved, in their order."""
    return [folder_of(path) / one.name for one in reversed(backups_of(path)) if one.reason == "moved"]


def kept_in(copy, name):
    """What the backup holds under a name of the database's own notes."""
    whole = copy.with_suffix(".whole")
    unpack(copy, whole)
    with contextlib.closing(sqlite3.connect(whole)) as connection:
        return read_meta(connection, name)


@pytest.mark.parametrize("harm", [moved, os.unlink, replaced])
def test_what_was_saved_before_a_file_changed_underneath_is_kept(path, harm):
    """The answers before are in a verified copy, which the refusal names; and no WAL is left to another file."""
    database = Database(path)
    append(database)
    harm(path)
    with pytest.raises(NotSaved) as refused:
        append(database)
    database.close()
    (copy,) = copies(path)
    assert str(copy) in refused.value.hint
    assert kept_in(copy, "x") == "answer"
    if harm is replaced:
        with Database(path) as other:
            assert read_meta(other.connection, "x") == ""


def test_a_file_that_is_put_back_goes_on_and_is_kept_anew(path):
    """Answers are saved again once the file is back; moved once more, they too are in the copy."""
    database = Database(path)
    for _ in range(2):
        append(database)
        moved(path)
        with pytest.raises(NotSaved) as refused:
            append(database)
        os.rename(path + ".away", path)
    with database.writing() as connection:
        write_meta(connection, "y", "later")
    moved(path)
    with pytest.raises(NotSaved):
        database.close()
    _, second, third = copies(path)
    assert str(second) in refused.value.hint
    assert kept_in(third, "y") == "later"


def test_leaving_a_file_that_changed_underneath_says_where_the_answers_are(path):
    """Whoever answers no more hears on leaving that the file was moved, and where the answers are."""
    database = Database(path)
    append(database)
    moved(path)
    with pytest.raises(NotSaved) as told:
        database.close()
    assert str(*copies(path)) in told.value.hint


def test_an_older_copy_put_in_place_of_an_open_database_stays_whole(path):
    """Whoever copies a backup over the file while it is open has that backup, and the WAL is kept apart."""
    Database(path).close()
    with open(path, "rb") as file:
        old = file.read()
    with Database(path) as database, database.writing() as connection:
        for number in range(2000):
            write_meta(connection, f"filler {number}", "x" * 100)
    database = Database(path)
    append(database)
    with open(path, "r+b") as file:
        file.write(old)
        file.truncate()
    with pytest.raises(NotSaved):
        append(database)
    database.close()
    with open(path, "rb") as file:
        assert file.read() == old
    with Database(path) as again:
        assert again.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [name.split("-")[0] for name in os.listdir(os.path.join(os.path.dirname(path), "backups"))] == [
        "moved"
    ]


def killed_sitting(path, answers):
    """The database and the WAL as a killed program leaves them: as many answers, each one transaction."""
    database = Database(path)
    for number in range(answers):
        with database.writing() as connection:
            write_meta(connection, "x", f"answer {number}")
    files = {}
    for suffix in ("", "-wal"):
        with open(path + suffix, "rb") as file:
            files[path + suffix] = bytearray(file.read())
    database.close()
    return files


def put(files):
    for name, content in files.items():
        with open(name, "wb") as file:
            file.write(content)


FRAME = 24 + PAGE_BYTES


@pytest.mark.parametrize("at", [3, 17, 32 + 8, 32 + 50, 32 + FRAME + 4, 32 + 3 * FRAME])
def test_a_damaged_wal_is_not_taken_for_a_power_loss(path, at):
    """Where answers before the last one would be dropped, the damage is said once, and the WAL is kept."""
    files = killed_sitting(path, 5)
    files[path + "-wal"][at] ^= 1
    put(files)
    with pytest.raises(BrokenStore, match="-wal is damaged") as told:
        Database(path)
    (kept,) = os.listdir(os.path.join(os.path.dirname(path), "backups"))
    assert kept in told.value.hint
    with open(os.path.join(os.path.dirname(path), "backups", kept), "rb") as file:
        assert file.read() == bytes(files[path + "-wal"])
    Database(path).close()


@pytest.mark.parametrize("cut", [0, 1, 100, FRAME])
def test_what_a_power_loss_cuts_off_is_taken_back_in_silence(path, cut):
    """A last transaction that is not whole is no damage: all before it is there."""
    files = killed_sitting(path, 5)
    wal = files[path + "-wal"]
    written = next(at for at in range(32, len(wal), FRAME) if wal[at : at + 4] == bytes(4))  # then comes room
    del wal[written - cut :]
    put(files)
    with Database(path) as database:
        assert read_meta(database.connection, "x") == f"answer {4 if cut == 0 else 3}"


def test_reading_alone_keeps_nothing(path):
    """Who only read leaves no copy behind when the file changes underneath."""
    Database(path).close()
    database = Database(path)
    moved(path)
    database.close()
    assert not os.path.exists(os.path.join(os.path.dirname(path), "backups"))


def test_a_locked_database_says_so(path, monkeypatch):
    """When another program holds the file too long, the answer is refused with advice."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 0)
    with Database(path) as database, Database(path) as other, other.writing():
        with pytest.raises(NotSaved) as refused:
            append(database)
        assert "try again" in refused.value.hint


def test_many_programs_may_create_it_at_once(path):
    """Eight processes that start on no database all end up with the same one."""
    code = f"from flashcards.store.database import Database; Database({path!r}).close()"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(8)]
    assert [process.wait(60) for process in running] == [0] * 8
    with Database(path) as database:
        assert len(read_meta(database.connection, "device")) == 16


def test_every_database_draws_a_device_of_its_own(tmp_path):
    """Two databases never share a device id."""
    devices = set()
    for name in "ab":
        with Database(str(tmp_path / name / "flashcards.db")) as database:
            devices.add(read_meta(database.connection, "device"))
    assert len(devices) == 2


def add_colour(connection):
    connection.execute("ALTER TABLE decks ADD COLUMN colour TEXT")


def break_halfway(connection):
    add_colour(connection)
    connection.execute("SELECT * FROM nowhere")


def with_version_2(monkeypatch, step):
    monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))


def test_a_migration_makes_a_verified_backup_first(path, monkeypatch):
    """The database gets the new version, and a whole private copy of the old one lies in backups/."""
    with Database(path) as database, database.writing() as connection:
        write_meta(connection, "x", "before")
    with_version_2(monkeypatch, add_colour)
    with Database(path) as database:
        assert database.schema_version() == SCHEMA_VERSION + 1
        assert "colour" in [row[1] for row in database.connection.execute("PRAGMA table_info(decks)")]
    (backup,) = backups_of(path)
    assert backup.reason == f"before-version-{SCHEMA_VERSION + 1}"
    assert mode(folder_of(path) / backup.name) == 0o600
    unpack(folder_of(path) / backup.name, Path(path).with_name("copy.db"))
    copy = sqlite3.connect(Path(path).with_name("copy.db"))
    assert copy.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert copy.execute("SELECT value FROM meta WHERE name = 'x'").fetchone() == ("before",)
    copy.close()


def test_a_migration_that_fails_changes_nothing(path, monkeypatch):
    """An error in the middle of a step leaves the old version, whole."""
    Database(path).close()
    with_version_2(monkeypatch, break_halfway)
    with pytest.raises(NotSaved, match="nowhere"):
        Database(path)
    monkeypatch.undo()
    with Database(path) as database:
        assert database.schema_version() == SCHEMA_VERSION
        assert "colour" not in [row[1] for row in database.connection.execute("PRAGMA table_info(decks)")]


def test_without_a_backup_there_is_no_migration(path, monkeypatch):
    """When the copy cannot be made, the migration does not begin."""
    Database(path).close()
    with_version_2(monkeypatch, add_colour)
    with open(os.path.join(os.path.dirname(path), "backups"), "w", encoding="utf-8"):
        pass
    with pytest.raises(NotSaved, match="no backup"):
        Database(path)
    monkeypatch.undo()
    with Database(path) as database:
        assert database.schema_version() == SCHEMA_VERSION


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("call", ["open", "mkdir"])
def test_a_place_that_cannot_be_written_is_said_in_a_line(path, monkeypatch, number, call):
    """Read-only, forbidden or full: the place, the system's own words, and what to do; nothing is made."""

    def refuse(*_arguments, **_options):
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(module.os, call, refuse)
    with pytest.raises(BrokenStore, match=os.strerror(number)) as refused:
        Database(path)
    assert str(refused.value).startswith(f"cannot write the database {path}: ")
    assert "FLASHCARDS_HOME" in refused.value.hint
    assert not os.path.exists(path)


@pytest.mark.parametrize(
    ("free", "says", "hint"),
    [(0, "the disk is full", "make room"), (2**30, "disk I/O error", "flashcards doctor")],
)
def test_a_full_disk_is_told_from_a_broken_one(path, monkeypatch, free, says, hint):
    """SQLite calls it an I/O error when it finds no room for what it needs beside the database."""

    def refuse(_database):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Database, "_prepare", refuse)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(BrokenStore, match=f"cannot open the database .*: {says}") as refused:
        Database(path)
    assert hint in refused.value.hint


@pytest.mark.parametrize("database", [None, b""], ids=["gone", "empty"])
def test_a_wal_without_its_database_is_kept(path, database):
    """When the database was deleted or emptied, what was written last to it stays for the doctor."""
    os.makedirs(os.path.dirname(path))
    if database is not None:
        Path(path).write_bytes(database)
    Path(f"{path}-wal").write_bytes(b"answers")
    with pytest.raises(BrokenStore, match="gone or empty") as refused:
        Database(path)
    assert "flashcards doctor" in refused.value.hint
    assert Path(f"{path}-wal").read_bytes() == b"answers"
