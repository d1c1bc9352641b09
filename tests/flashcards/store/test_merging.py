"""Merging journals in the database: whatever happened on either side, all of it is there after, once."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.errors import NotSaved
from flashcards.core.merging import base_of, first_written
from flashcards.store.cards import all_standings
from flashcards.store.database import Database
from flashcards.store.journal import Journal, Moment, all_rows
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.merging import Incoming, TwiceTheSameKey
from flashcards.store.meta import read_meta
from flashcards.store.tallies import read_tallies

DAY = 739_000

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 5 + ["undo"] * 2 + ["reset", "suspend", "try"]),
        st.sampled_from(["d/a", "d/b"]),
        st.integers(0, 5),
        st.integers(0, 2),
    ),
    max_size=8,
)


def act(path, actions, second, day=DAY):
    """Do things in a database from a day on; `second` keeps the times of two databases apart."""
    with Database(str(path)) as database:
        use_scheduler(database, "sm2")
        journal = Journal(database)
        for number, (kind, card, grade, days) in enumerate(actions):
            day += days
            moment = Moment(at_ms=day * 86_400_000 + number * 10_000 + second, day=day, zone_minutes=60)
            if kind == "undo":
                journal.undo(moment)
            else:
                journal.append(moment, kind, card, grade=grade if kind == "answer" else None)


def merge(into, other):
    """Take one database's journal into another; what it brought."""
    with Database(str(other)) as database:
        rows = list(all_rows(database.connection))
    with Database(str(into)) as database:
        incoming = Incoming(database)
        incoming.take(rows)
        looked = incoming.looked_at()
        merged = incoming.merge()
        assert merged == looked
    return merged


def told(path):
    """What a journal tells, whatever its devices are called."""
    with Database(str(path)) as database:
        return {(base_of(row.device), row.seq, first_written(row)) for row in all_rows(database.connection)}


def kept(path):
    """All caches of the journal."""
    with Database(str(path)) as database:
        return all_standings(database.connection), read_tallies(database.connection)


@settings(max_examples=40, deadline=None)
@given(ACTIONS, ACTIONS, ACTIONS, st.booleans())
def test_two_sides_come_together(tmp_path_factory, before, here, there, is_copied):
    """Two databases, strangers or copies of one, take each other in: both tell all, count alike, and do so only once."""
    folder = tmp_path_factory.mktemp("merge")
    pc, laptop = folder / "pc" / "f.db", folder / "laptop" / "f.db"
    act(pc, before, 1)
    if is_copied:
        shutil.copytree(pc.parent, laptop.parent)
    else:
        act(laptop, before, 4)
    act(pc, here, 2, DAY + 100)
    act(laptop, there, 3, DAY + 100)
    every = told(pc) | told(laptop)
    merge(pc, laptop)
    merge(laptop, pc)
    assert told(pc) == told(laptop) == every
    assert kept(pc) == kept(laptop)
    for path in (pc, laptop):
        held = kept(path)
        with Database(str(path)) as database:
            rebuild_cards(database)
            checksums = [sum_ for (sum_,) in database.connection.execute("SELECT checksum FROM journal")]
            rows = database.connection.execute("SELECT * FROM journal").fetchall()
        assert kept(path) == held
        assert len(set(checksums)) == len(rows) == len(every)
    assert (merge(pc, laptop).new, merge(laptop, pc).new) == (0, 0)


def test_a_key_twice_is_no_journal(tmp_path):
    """Rows of which two have one key are not taken, and the database is as it was."""
    path = tmp_path / "home" / "f.db"
    act(path, [("answer", "d/a", 4, 0)], 0)
    with Database(str(path)) as database:
        rows = list(all_rows(database.connection))
        with pytest.raises(TwiceTheSameKey):
            Incoming(database).take(rows * 2)
        assert list(all_rows(database.connection)) == rows


def test_a_merge_that_fails_changes_nothing(tmp_path, monkeypatch):
    """When the fold fails, no row and no new device id stays."""
    pc, copy = tmp_path / "pc" / "f.db", tmp_path / "copy" / "f.db"
    act(pc, [("answer", "d/a", 4, 0)], 0)
    shutil.copytree(pc.parent, copy.parent)
    act(copy, [("answer", "d/b", 4, 1)], 0)
    with Database(str(copy)) as database:
        rows = list(all_rows(database.connection))
    monkeypatch.setattr("flashcards.store.merging.refold", lambda connection: connection.execute("broken"))
    with Database(str(pc)) as database:
        device = read_meta(database.connection, "device")
        incoming = Incoming(database)
        incoming.take(rows)
        with pytest.raises(NotSaved):
            incoming.merge()
        assert len(list(all_rows(database.connection))) == 1
        assert read_meta(database.connection, "device") == device


def test_a_sitting_goes_on_under_the_new_id(tmp_path):
    """When own rows come back, also a program that has the database open writes and undoes under the id drawn then."""
    pc, copy = tmp_path / "pc" / "f.db", tmp_path / "copy" / "f.db"
    act(pc, [("answer", "d/a", 4, 0)], 0)
    shutil.copytree(pc.parent, copy.parent)
    act(copy, [("answer", "d/b", 4, 1)], 0)
    with Database(str(pc)) as database:
        journal = Journal(database)
        merge(pc, copy)
        moment = Moment(at_ms=0, day=DAY + 9)
        written = journal.append(moment, "answer", "d/c", grade=4).row
        assert (written.device, written.seq) == (read_meta(database.connection, "device"), 1)
        assert [journal.undo(moment), journal.undo(moment)] == [written, None]
