"""Folding the whole journal anew: the same as the plain fold, in few steps, and what a damaged row does to it."""

import json
from itertools import accumulate
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore
from flashcards.core.journal import NEW, Row, walk
from flashcards.core.memory import SCHEDULERS
from flashcards.core.tallies import Tallies, with_everything
from flashcards.store import refold as refolding
from flashcards.store.cards import all_standings
from flashcards.store.database import DOCTOR, Database
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.tallies import read_tallies

DAY = 739_000
PLACED = json.dumps({"ease": 120, "interval_days": 30, "repetitions": 5, "due_day": DAY, "lapses": 0})
KINDS = ["answer"] * 8 + ["placed", "reset", "suspend", "resume", "bury", "advance", "try", "quiz", "undo"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["d/a", "d/b", "e/c", "e/old"]),
        st.integers(-1, 9),  # days since the row before
        st.integers(0, 5),
        st.none() | st.integers(0, 2**40),
    ),
    max_size=40,
)


def rows_of(drawn):
    """Rows in order, each undo taking back the row three before it."""
    for seq, ((kind, card, _, grade, ms), day) in enumerate(
        zip(drawn, accumulate(days for _, _, days, _, _ in drawn), strict=True), start=1
    ):
        target = ("x", max(seq - 3, 1)) if kind == "undo" else (None, None)
        told = (grade, ms) if kind == "answer" else (None, None)
        yield Row(
            "x", seq, seq, seq, DAY + day, kind, card, *told, *target, PLACED if kind == "placed" else "{}"
        )


def put(connection, rows):
    """Rows into the journal, as they are."""
    connection.executemany(
        f"INSERT INTO journal VALUES ({', '.join('?' * 13)})",
        [(*(getattr(row, name) for name in Row.__slots__), row.checksum()) for row in rows],
    )


@settings(max_examples=40)
@given(ROWS, st.sampled_from(sorted(SCHEDULERS)))
def test_it_is_the_plain_fold(drawn, name):
    """From the database come the standings and sums that the rows give one after the other, in whichever order."""
    rows = list(rows_of(drawn))
    aliases = {"e/old": "d/a"}
    with TemporaryDirectory() as folder, Database(f"{folder}/flashcards.db") as database:
        use_scheduler(database, "sm2" if name != "sm2" else "sm2-1990")
        with database.writing() as connection:
            put(connection, reversed(rows))
            connection.executemany("INSERT INTO aliases VALUES (?, ?)", aliases.items())
        rebuild_cards(database)
        use_scheduler(database, name)
        steps = list(walk(rows, SCHEDULERS[name], aliases))
        tallies = Tallies()
        tallies.add_all(steps)
        plain = {card: after for card, _, _, after in steps}
        assert all_standings(database.connection) == {c: one for c, one in plain.items() if one != NEW}
        days = {}
        for (deck, day, state, _, grade), (reviews, ms) in tallies.reviews.items():
            sums = days.setdefault((deck, day, state), [0] * 7)
            sums[grade] += reviews
            sums[6] += ms
        assert read_tallies(database.connection)["tally_days"] == with_everything(days)


def test_a_card_comes_in_the_order_of_one_index(tmp_path):
    """What groups a card's rows sorts nothing: it meets them as the index has them."""
    with Database(str(tmp_path / "flashcards.db")) as database:
        asked = []
        database.connection.set_trace_callback(asked.append)
        use_scheduler(database, "sm2")
        database.connection.set_trace_callback(None)
        (grouping,) = [sql for sql in asked if "json_group_array" in sql]
        plan = [step for *_, step in database.connection.execute(f"EXPLAIN QUERY PLAN {grouping}")]
    assert plan[0].startswith("SCAN journal USING")
    assert plan[0].endswith("INDEX journal_card")
    assert not any("TEMP" in step for step in plan)


def test_what_stays_as_it_was_is_not_written(tmp_path, monkeypatch):
    """Folded anew without a change, no card is written; the counts that are kept are made anew all the same."""
    written = []

    def write(connection, folded):
        written.extend(folded)

    with Database(str(tmp_path / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        with database.writing() as connection:
            put(connection, [Row("x", 1, 1, 1, DAY, "answer", "d/a", 4)])
        rebuild_cards(database)
        before = all_standings(database.connection)
        monkeypatch.setattr(refolding, "write_folded", write)
        monkeypatch.setattr(refolding, "write_memories", write)
        rebuild_cards(database)
        assert all_standings(database.connection) == before != {}
    assert written == []


@pytest.mark.parametrize("fields", [{"day": 0}, {"day": 2**22}])
def test_an_answer_that_nobody_can_have_given_is_damage(tmp_path, fields):
    """There is no such study day."""
    row = Row("x", 1, 1, 1, **{"day": DAY, "kind": "answer", "card": "d/a", "grade": 4} | fields)
    with Database(str(tmp_path / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        with database.writing() as connection:
            put(connection, [row])
        with pytest.raises(BrokenStore, match="damaged"):
            rebuild_cards(database)


def test_a_row_that_cannot_be_folded_is_said_in_a_line(tmp_path):
    """A damaged row ends in the advice to look with doctor, and what is kept stays."""
    with Database(str(tmp_path / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        row = Row("x", 1, 1, 1, 739_000, "placed", "d/a", detail="no JSON")
        with database.writing() as connection:
            put(connection, [row])
        with pytest.raises(BrokenStore, match="damaged") as told:
            use_scheduler(database, "sm2-1990")
        assert told.value.hint == DOCTOR
        assert database.connection.execute("SELECT value FROM meta WHERE name = 'scheduler'").fetchone() == (
            "sm2",
        )
