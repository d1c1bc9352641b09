"""What is saved of a damaged database: every row that is still whole, and no row that is not."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.store.backups import back_up, in_silence
from flashcards.store.carving import carved
from flashcards.store.database import PAGE_BYTES, Database
from flashcards.store.salvage import salvaged
from flashcards.store.soundness import differing_caches, look_at, looked_at


def fields(rows):
    return {tuple(getattr(row, name) for name in row.__slots__) for row in rows}


def found(path):
    return {row[:-1] for row in carved(str(path))}


def made_with(page_bytes, path):
    """Lay the database out anew with pages of another size, as earlier versions made them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode=DELETE", f"PRAGMA page_size={page_bytes}", "VACUUM"):
            connection.execute(statement)
        assert connection.execute("PRAGMA page_size").fetchone() == (page_bytes,)


@pytest.mark.parametrize("page_bytes", [PAGE_BYTES, 4096])
def test_a_sound_database_is_found_whole(studied, rows_of, page_bytes):
    """SQL and the search through the bytes see the same rows, long and short."""
    made_with(page_bytes, studied)
    rows = fields(rows_of(studied))
    assert found(studied) == rows
    assert max(len(row[11]) for row in rows) > 2 * 4096


@pytest.mark.parametrize("page_bytes", [PAGE_BYTES, 4096])
def test_rows_in_the_wal_are_found(studied, study, rows_of, tmp_path, page_bytes):
    """What a killed program has written, and nobody has put into the database yet, is saved with its long rows."""
    made_with(page_bytes, studied)
    with Database(studied):  # it is open elsewhere, so that the WAL stays
        study(studied, first=40, count=6)
        for ending in ("", "-wal"):
            shutil.copy(f"{studied}{ending}", tmp_path / f"copy.db{ending}")
    assert found(tmp_path / "copy.db") == fields(rows_of(studied))
    (tmp_path / "copy.db").unlink()
    assert len(found(tmp_path / "copy.db")) >= 6


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_bit_loses_a_row_at_most(studied, rows_of, tmp_path, data):
    """Wherever one bit flips (header, schema, a page's head), all rows but the one it stands in are saved."""
    original, damaged = tmp_path / "original.db", tmp_path / "damaged.db"
    if not original.exists():
        shutil.copy(studied, original)
    content = bytearray(original.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    damaged.write_bytes(content)
    rows = fields(rows_of(studied))
    saved = found(damaged)
    assert saved <= rows
    assert len(rows - saved) <= 1


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_flipped_bit_goes_unseen(studied, rows_of, tmp_path, data):
    """A bit that changes a row, a memory or a sum is seen by one check or another."""
    original, damaged = tmp_path / "original.db", str(tmp_path / "damaged.db")
    if not original.exists():
        shutil.copy(studied, original)
    content = bytearray(original.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    Path(damaged).write_bytes(content)
    if is_seen(damaged):
        return
    with Database(damaged) as database:
        for table in ("cards", "tally_days", "tally_hours", "tally_problems"):
            assert database.connection.execute(f"SELECT * FROM {table}").fetchall() == kept(original, table)
    assert fields(rows_of(damaged)) == fields(rows_of(str(original)))
    for ending in ("-wal", "-shm"):
        Path(f"{damaged}{ending}").unlink(missing_ok=True)


def is_seen(path):
    """Whether any check of the database complains, or it is not opened at all."""
    try:
        look = look_at(path, in_silence)
        if look.damage or look.rows.gaps:
            return True
        with closing(looked_at(path)) as connection:
            return bool(differing_caches(connection))
    except Exception:  # noqa: BLE001 - whatever it is, it is no silence
        return True


def kept(path, table):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


HARM = {
    "header": lambda content: bytes(100) + content[100:],
    "first page": lambda content: bytes(4096) + content[4096:],
    "cut": lambda content: content[: len(content) * 6 // 10],
    "every second page": lambda content: b"".join(
        content[at : at + 4096] if at // 4096 % 2 else b"\xa5" * 4096 for at in range(0, len(content), 4096)
    ),
    "all": lambda content: b"\xa5" * len(content),
    "empty": lambda _content: b"",
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_the_rest_comes_from_the_newest_backup(studied, study, rows_of, harm):
    """What the file has no more is taken from the backup; together nothing of the backup is missing."""
    backed_up = fields(rows_of(studied))
    back_up(studied, "daily")
    study(studied, first=40, count=4)
    everything = fields(rows_of(studied))
    content = harm(Path(studied).read_bytes())
    Path(studied).write_bytes(content)
    with salvaged(studied, in_silence) as saved:
        assert saved.is_ours
        rows = fields(rows_of(str(saved.draft.path)))
        assert backed_up <= rows <= everything
        assert saved.from_file + saved.from_backup == len(rows)
        assert len(rows) + saved.holes <= len(everything)
    assert Path(studied).read_bytes() == content, "the damaged file was written to"


def test_a_backup_that_was_gone_back_from_is_not_brought_back(studied, study, rows_of):
    """What was left behind on purpose stays there."""
    study(studied, first=40, count=4)
    back_up(studied, "before-restore")
    Path(studied).write_bytes(b"broken")
    with salvaged(studied, in_silence) as saved:
        assert (saved.from_file, saved.from_backup, saved.is_ours) == (0, 0, False)


def test_a_broken_newest_backup_is_passed_over(studied, rows_of):
    """The newest that is sound is taken."""
    rows = fields(rows_of(studied))
    back_up(studied, "daily")
    back_up(studied, "daily").write_bytes(b"\x1f\x8bbroken")
    Path(studied).unlink()
    with salvaged(studied, in_silence) as saved:
        assert saved.backup.startswith("0001_")
        assert saved.from_backup == len(rows)


def test_nothing_is_found_in_noise(tmp_path):
    """What only looks like a row is none: its checksum tells."""
    header = b"\x0f\x2d\x01\x05\x05\x03\x19\x15\x01\x02\x00\x00\x1f\x2d"
    (tmp_path / "noise.db").write_bytes((header + b"\x07" * 100) * 500)
    assert found(tmp_path / "noise.db") == set()
