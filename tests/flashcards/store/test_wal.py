"""Whose a WAL is, and what SQLite drops of it: one transaction that was cut off, or more than that."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore
from flashcards.store.backups import in_silence
from flashcards.store.database import PAGE_BYTES, Database
from flashcards.store.drafts import replace_damaged
from flashcards.store.meta import write_meta
from flashcards.store.salvage import salvaged
from flashcards.store.wal import drops_more_than_one

PAGE = PAGE_BYTES
FRAME = 24 + PAGE


def written(wal):
    """Where the last frame ends; what comes after it is room for more."""
    content = Path(wal).read_bytes().rstrip(b"\0")
    return 32 + -(-(len(content) - 32) // FRAME) * FRAME


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The folder of a database as a killed program leaves it, and where in its WAL each of eight answers ends."""
    folder = tmp_path_factory.mktemp("killed")
    path = str(folder / "flashcards.db")
    ends = []
    with Database(path) as database:
        for number in range(8):
            with database.writing() as connection:
                for row in range(60):
                    write_meta(connection, f"{row}", "x" * 100 + str(number))
            ends.append(written(path + "-wal"))
        shutil.copytree(folder, folder / "copy", ignore=shutil.ignore_patterns("*-shm"))
    return folder / "copy", ends


def opened(tmp_path, killed, harm):
    """Whether more than one transaction is dropped of the WAL, harmed so, and what SQLite still reads."""
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
    shutil.copytree(killed, tmp_path / "home")
    wal = tmp_path / "home" / "flashcards.db-wal"
    content = bytearray(wal.read_bytes())
    harm(content)
    wal.write_bytes(content)
    connection = sqlite3.connect(tmp_path / "home" / "flashcards.db")
    found = connection.execute("SELECT value FROM meta WHERE name = '0'").fetchone()
    try:
        return drops_more_than_one(str(tmp_path / "home" / "flashcards.db"), PAGE), found and int(
            found[0][-1]
        )
    finally:
        connection.close()


SETTINGS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(data=st.data())
def test_a_last_transaction_that_is_cut_off_is_no_damage(tmp_path, killed, data):
    """Whatever sectors of the last transaction are missing, nothing is said, and all before it is there."""
    folder, ends = killed
    sectors = st.integers(ends[-2] // 512 + 1, ends[-1] // 512)
    lost = data.draw(st.sets(sectors, min_size=1))

    def harm(content):
        for sector in lost:
            content[sector * 512 : (sector + 1) * 512] = bytes(
                len(content[sector * 512 : (sector + 1) * 512])
            )

    is_more, last = opened(tmp_path, folder, harm)
    assert (is_more, last) in {(False, 6), (False, 7)}


@SETTINGS
@given(data=st.data())
def test_every_flip_before_the_last_transaction_is_damage(tmp_path, killed, data):
    """Where SQLite reads less than all but the last answer, it is noticed."""
    folder, ends = killed
    at = data.draw(st.integers(0, ends[-2] - 1))
    bit = data.draw(st.integers(0, 7))

    def harm(content):
        content[at] ^= 1 << bit

    is_more, last = opened(tmp_path, folder, harm)
    assert is_more or last == 7


def test_a_whole_wal_is_whole(tmp_path, killed):
    """Of a WAL without harm nothing is dropped."""
    assert opened(tmp_path, killed[0], lambda content: None) == (False, 7)


@pytest.fixture(params=[True, False], ids=["index", "no index"])
def left(studied, study, tmp_path, request):
    """The folder of a database as a killed program leaves it, with six answers in its WAL alone."""
    with Database(studied):
        study(studied, first=40, count=6)
        shutil.copytree(os.path.dirname(studied), tmp_path / "left")
    if not request.param:
        (tmp_path / "left" / "flashcards.db-shm").unlink()
    return tmp_path / "left"


def keys(rows):
    return {row.key for row in rows}


@pytest.mark.parametrize("count", [10, 40, 80])
def test_the_wal_of_a_database_that_was_replaced(left, studied, study, rows_of, tmp_path, count):
    """Nothing of it is written into the other database, and mending puts the answers of both together."""
    other, here = str(tmp_path / "other.db"), str(left / "flashcards.db")
    study(other, count=count)
    before = (tmp_path / "other.db").read_bytes()
    (left / "flashcards.db").write_bytes(before)
    for _ in range(2):
        with pytest.raises(BrokenStore, match="was replaced") as refused:
            Database(here)
        assert "doctor --mend" in refused.value.hint
        assert (left / "flashcards.db").read_bytes() == before
    with salvaged(here, in_silence) as saved:
        replace_damaged(saved.draft, here, "2026-11-21")
    assert keys(rows_of(here)) >= keys(rows_of(other)) | set(sorted(keys(rows_of(studied)))[-6:])


def test_its_own_wal_is_read_after_any_touch_of_the_file(left, studied, rows_of):
    """A newer file alone is no other database: one that was copied back, or killed while it was closing."""
    here = left / "flashcards.db"
    content = here.read_bytes()
    here.unlink()
    here.write_bytes(content)
    assert keys(rows_of(str(here))) == keys(rows_of(studied))
