"""The faults themselves: each of them notices a program that is made worse on purpose."""

import os
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from disk import Disk
from fault import Trial
from faults import bit_flips, database_moved, io_errors, kill, power_loss, publish_kills
from recording import STRACE, Call

from flashcards.cli import agenda
from flashcards.store import journal, rescue, wal
from flashcards.store.database import Database

REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"


@pytest.fixture
def breaks(tmp_path):
    """Whether a fault finds something, tried so often and, because it is a matter of instants, some times more."""

    def tried(fault, count, **how):
        for attempt in range(8):
            place = tmp_path / str(attempt)
            place.mkdir()
            if fault(Trial(count, place, Random(attempt), is_long=False), **how).broken:
                return True
        return False

    return tried


@pytest.fixture
def strace():
    """Skips where there is no strace, unless it is required."""
    if STRACE is None:
        assert os.environ.get(REQUIRE) != "1", "there is no strace"
        pytest.skip("there is no strace")


def never_committed():
    """Everything is called saved, and is only in memory."""

    @contextmanager
    def writing(self):
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN IMMEDIATE")
        yield self.connection

    Database.writing = writing
    agenda.reading = lambda _connection: nullcontext()  # a transaction within the one that never ends


def memory_forgotten():
    """The row is written, and what follows from it is not."""
    journal.change_standing = lambda *_: None


@pytest.mark.parametrize("sabotage", [never_committed, memory_forgotten])
def test_kills_find_what_was_not_saved(breaks, sabotage):
    """Answers that are acknowledged before they are saved, and memory that is left behind, are found."""
    assert breaks(kill.kill, 3, sabotage=sabotage)


NOT_SYNCED = """
from flashcards.store import database
real = database.Database._prepare
def worse(self):
    real(self)
    self.connection.execute("PRAGMA synchronous={}")
database.Database._prepare = worse
"""
NO_NAMES = """
from flashcards.store import backups, database
backups.sync = database.sync = lambda path: None
"""


@pytest.mark.parametrize(
    "how",
    [
        {"sabotage": NOT_SYNCED.format("OFF")},
        {"sabotage": NOT_SYNCED.format("NORMAL")},
        {"sabotage": NO_NAMES},
        {"trusts_sync": False},
    ],
    ids=["off", "normal", "names", "lying disk"],
)
def test_power_loss_finds_what_was_not_synced(breaks, strace, how):
    """Less than synchronous=FULL, names that are not synced and a disk that lies all lose answers."""
    assert breaks(power_loss.power_loss, 25, **how)


SWALLOWED = """
from contextlib import contextmanager, suppress
from flashcards.core.errors import NotSaved
from flashcards.store import database
real = database.Database.writing
@contextmanager
def worse(self):
    with suppress(NotSaved), real(self) as connection:
        yield connection
database.Database.writing = worse
"""


def test_io_errors_find_what_is_swallowed(breaks, strace, monkeypatch):
    """An answer that the disk refused must not be called saved."""
    monkeypatch.setattr(io_errors, "WORKS", {"an answer": io_errors.WORKS["an answer"]})
    monkeypatch.setattr(io_errors, "_ERRORS", {"pwrite64": ("ENOSPC",), "fdatasync": ("EIO",)})
    assert breaks(io_errors.io_errors, 4, sabotage=SWALLOWED)


def not_looked_at():
    """Nobody looks whether the file is still the one that was opened."""
    Database.require_same_file = lambda self: None


def not_parted():
    """A WAL is left beside whatever file lies there."""
    rescue.part = lambda *_, **__: None


@pytest.mark.parametrize("sabotage", [not_looked_at, not_parted])
def test_a_moved_database_is_missed(breaks, monkeypatch, sabotage):
    """Answers that go on into a file that is no longer there, or into another one, are found."""
    harms = {name: database_moved.HARMS[name] for name in ("moved", "overwritten", "replaced")}
    monkeypatch.setattr(database_moved, "HARMS", harms)
    assert breaks(database_moved.database_moved, 0, sabotage=sabotage)


def test_bit_flips_find_what_is_dropped(breaks, monkeypatch):
    """Answers that vanish with a damaged WAL are found."""
    monkeypatch.setattr(wal, "drops_more_than_one", lambda *_: False)
    assert breaks(bit_flips.bit_flips, 12)


def written_in_place():
    """What is published is written where it will lie."""
    from flashcards.cli import backup, export

    @contextmanager
    def new_file(path, *, replaces):
        with path.open("wb", buffering=0) as file:
            yield file

    backup.new_file = export.new_file = new_file


def migrated_bit_by_bit():
    """Each statement of a migration is a transaction of its own."""
    from flashcards.store import migrations

    def migrate(one):
        for step in migrations.STEPS[one.schema_version() :]:
            step(one.connection)
            one.connection.execute(f"PRAGMA user_version={one.schema_version() + 1}")

    migrations.migrate = migrate


@pytest.mark.parametrize(
    ("work", "sabotage"), [("a backup", written_in_place), ("a migration", migrated_bit_by_bit)]
)
def test_kills_find_what_is_half_done(breaks, monkeypatch, work, sabotage):
    """A backup that is written in place and a migration without a transaction are caught halfway."""
    monkeypatch.setattr(publish_kills, "PUBLISHINGS", {work: publish_kills.PUBLISHINGS[work]})
    assert breaks(publish_kills.publish_kills, 8, sabotage=sabotage)


# ---- the disk


@pytest.fixture
def disk(tmp_path):
    """A disk with one safe file, `a`."""
    (tmp_path / "a").write_bytes(b"old")
    return Disk(tmp_path)


def do(disk, *calls):
    for name, texts, arguments, result in calls:
        disk.do(Call(name, tuple(map(os.fsencode, texts)), arguments, result))


def found(disk, path, times=60):
    """Everything that may be found of a path; None where it is not there at all."""
    return {disk.after_power_loss(Random(number)).get(path) for number in range(times)}


def test_what_was_not_synced_may_be_lost_and_no_more_once_it_was(disk, tmp_path):
    """A write may be there or not until its file is synced."""
    path = str(tmp_path / "a")
    do(
        disk,
        ("openat", (path,), ("AT_FDCWD", "", "O_RDWR"), 5),
        ("pwrite64", ("new",), ("5", "", "3", "0"), 3),
    )
    assert found(disk, path) == {b"old", b"new"}
    do(disk, ("fdatasync", (), ("5",), 0))
    assert found(disk, path) == {b"new"}


def test_large_writes_may_be_torn_at_sectors_only(disk, tmp_path):
    """Each sector is the old or the new one, whole."""
    path = str(tmp_path / "a")
    do(
        disk,
        ("openat", (path,), ("AT_FDCWD", "", "O_RDWR"), 5),
        ("pwrite64", ("x" * 1536,), ("5", "", "1536", "0"), 1536),
    )
    states = found(disk, path, 300)
    for state in states:
        padded = state.ljust(1536, b"\0")
        assert all(
            padded[at : at + 512] in {b"x" * 512, bytes(512), b"old".ljust(512, b"\0")}
            for at in (0, 512, 1024)
        )
    assert len(states) > 5


def test_a_name_may_be_lost_until_its_folder_is_synced(disk, tmp_path):
    """Renaming is the old or the new name, never none, and syncing the file itself does not help."""
    old, new = str(tmp_path / "a"), str(tmp_path / "b")
    do(disk, ("rename", (old, new), (), 0), ("openat", (new,), ("AT_FDCWD", "", "O_RDWR"), 5))
    do(disk, ("fsync", (), ("5",), 0))
    assert found(disk, new) == {None, b"old"}
    assert all(
        (old in files) != (new in files)
        for files in (disk.after_power_loss(Random(number)) for number in range(60))
    )
    folder = ("openat", (str(tmp_path),), ("AT_FDCWD", "", "O_RDONLY|O_DIRECTORY"), 6)
    do(disk, folder, ("fsync", (), ("6",), 0))
    assert found(disk, new) == {b"old"}


def test_what_cannot_be_followed_is_refused(disk, tmp_path):
    """A call that changes these files in a way that is not known ends the recording."""
    with pytest.raises(NotImplementedError):
        do(disk, ("truncate", (str(tmp_path / "a"),), ("", "0"), 0))


def test_shared_memory_is_left_out(disk, tmp_path):
    """What another start makes anew anyhow is never on the disk."""
    path = str(tmp_path / "x-shm")
    do(disk, ("openat", (path,), ("AT_FDCWD", "", "O_RDWR|O_CREAT"), 5))
    assert found(disk, path) == {None}
