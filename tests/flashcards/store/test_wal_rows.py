"""What is read out of a WAL that was kept: every row that is whole, also after the damage."""

import os
import shutil
from pathlib import Path

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.store import backups as module
from flashcards.store.backups import back_up, folder_of, wals_of
from flashcards.store.database import PAGE_BYTES, Database
from flashcards.store.merging import Incoming
from flashcards.store.wal_rows import readable_wals, rows_in

_FRAME = 24 + PAGE_BYTES


@pytest.fixture
def cut_off(studied, study, rows_of, tmp_path):
    """A sitting that was killed and whose WAL is damaged at its beginning: it was told, and is kept."""
    with Database(studied):
        study(studied, first=40, count=8)
        for ending in ("", "-wal"):
            shutil.copy(f"{studied}{ending}", tmp_path / f"copy{ending}")
    everything = rows_of(studied)
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"copy{ending}", f"{studied}{ending}")
    wal = bytearray(Path(f"{studied}-wal").read_bytes())
    wal[32 + _FRAME + 4] ^= 1
    Path(f"{studied}-wal").write_bytes(wal)
    with pytest.raises(BrokenStore, match="-wal is damaged"):
        Database(studied)
    return studied, everything


def keys(rows):
    return {row.key for row in rows}


def test_rows_after_the_damage_are_found_once(cut_off, rows_of):
    """SQLite drops the whole WAL; merged in, what is found of it makes the journal what it was."""
    path, everything = cut_off
    (wal,) = readable_wals(path)
    found = list(rows_in(path, wal))
    assert len(found) == len(keys(found))
    assert keys(found) <= keys(everything)
    assert keys(everything) - keys(rows_of(path)) <= keys(found)
    with Database(path) as database:
        incoming = Incoming(database)
        incoming.take(rows_in(path, wal))
        incoming.merge()
    assert rows_of(path) == everything


def test_what_was_left_behind_by_a_restore_is_not_read(cut_off):
    """A WAL from before a restore stays, and is not offered."""
    path, _ = cut_off
    assert len(readable_wals(path)) == 1
    back_up(path, "before-restore")
    assert readable_wals(path) == []
    assert len(wals_of(path)) == 1


def test_wals_go_as_backups_do(cut_off, monkeypatch):
    """The last ones stay, as many as the rule of the backups keeps, and take no backup's place."""
    path, _ = cut_off
    monkeypatch.setattr(module, "kept", lambda generations: generations[:2])
    for day in range(4):
        (folder_of(path) / f"moved-{1_700_000_000_000_000_000 + day}.wal").write_bytes(b"wal")
    (newest, _, *_) = wals_of(path)
    back_up(path, "daily")
    assert [one.name for one in wals_of(path)] == [newest.name, "moved-1700000000000000003.wal"]
    assert len(os.listdir(folder_of(path))) == 3
