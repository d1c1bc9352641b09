"""Taking over what another program has taught: everything once, in the order of its times, and nothing of the future."""

from contextlib import closing
from dataclasses import asdict
from json import dumps

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.incoming import IncomingAnswer, IncomingStanding
from flashcards.core.memory import Memory
from flashcards.store.cards import all_standings
from flashcards.store.database import Database
from flashcards.store.journal import Journal, Moment, all_rows
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.taking_over import Source, brings_anything, take_over
from flashcards.store.tallies import read_tallies

DAY_MS = 86_400_000
FIRST_DAY = 719_163
NOW_MS = 20_000 * DAY_MS
KEYS = st.sampled_from("abc")


def day_of(at_ms):
    return at_ms // DAY_MS + FIRST_DAY


SOURCE = Source(
    "anki1",
    lambda key, suffix: None if key == "gone" else f"d/{key}{suffix}",
    lambda at_ms: (day_of(at_ms), 60),
    NOW_MS,
)


def standing(key, days_ago, due_in, *, suspended=False, ease=250):
    since_ms = NOW_MS - days_ago * DAY_MS
    memory = Memory(ease, 10, 3, day_of(NOW_MS) + due_in, 0)
    return IncomingStanding(key, "", since_ms, memory, was_answered=True, is_suspended=suspended)


@st.composite
def learned(draw):
    """Answers at different times, and where the cards stand after them."""
    times = draw(st.lists(st.integers(0, 19_999), max_size=12, unique=True))
    answers = [
        IncomingAnswer(draw(KEYS), "", day * DAY_MS + 5, draw(st.integers(0, 5)), 900)
        for day in sorted(times)
    ]
    standings = [
        standing(key, draw(st.integers(0, 9)), draw(st.integers(0, 99)))
        for key in "abc"
        if draw(st.booleans())
    ]
    return answers, standings


@pytest.fixture
def database(tmp_path):
    with closing(Database(str(tmp_path / "journal.db"))) as opened:
        use_scheduler(opened, "sm2")
        yield opened


def state(database):
    return all_standings(database.connection), read_tallies(database.connection)


@settings(max_examples=30)
@given(learned(), st.integers(0, 12))
def test_in_two_portions_as_at_once(tmp_path_factory, brought, part):
    """What is taken in bit by bit ends where it ends when it comes at once; a third time changes nothing."""
    answers, standings = brought
    found = []
    for portions in ([(answers, standings)], [(answers[:part], []), (answers, standings)]):
        with closing(Database(str(tmp_path_factory.mktemp("home") / "journal.db"))) as database:
            use_scheduler(database, "sm2")
            for portion in portions:
                take_over(database, SOURCE, *portion)
            found.append(state(database))
            rows = list(all_rows(database.connection))
            assert not brings_anything(database, SOURCE, answers, standings)
            take_over(database, SOURCE, answers, standings)
            assert list(all_rows(database.connection)) == rows
            rebuild_cards(database)
            assert state(database) == found[-1]
    assert found[0] == found[1]


def test_memories_are_as_they_were_there(database):
    """Whatever the answers would have made of them here."""
    answers = [IncomingAnswer("a", "", NOW_MS - DAY_MS * ago, 2, 900) for ago in (9, 5, 1)]
    came = standing("a", 1, 30)
    taken = take_over(database, SOURCE, answers, [came])
    assert (taken.answers, taken.placed, taken.ahead) == (3, 1, 0)
    assert all_standings(database.connection)["d/a"].memory == came.memory


def test_an_answer_given_here_since_goes_on_from_there(database, monkeypatch):
    """It stays on top when the same comes in again, and gives way when the other program knows better by then."""
    take_over(database, SOURCE, [], [standing("a", 5, 0)])
    adds = {"sm2": lambda memory, grade, day: Memory(111 + memory.ease, 2, 1, day + 2, 0)}
    monkeypatch.setattr("flashcards.store.journal.SCHEDULERS", adds)
    journal = Journal(database)
    journal.append(Moment(NOW_MS - 2 * DAY_MS, day_of(NOW_MS)), "answer", "d/a", grade=4)
    here = all_standings(database.connection)["d/a"].memory
    take_over(database, SOURCE, [], [standing("a", 5, 0)])
    assert all_standings(database.connection)["d/a"].memory == here
    take_over(database, SOURCE, [], [standing("a", 1, 7)])
    assert all_standings(database.connection)["d/a"].memory == standing("a", 1, 7).memory


def test_an_answer_given_here_does_not_come_twice(database, monkeypatch):
    """A deck that went out with its progress brings it back under another device: what is here already stays out."""
    waits = {"sm2": lambda memory, grade, day: Memory(250, 6, 1, day + 6, 0)}
    monkeypatch.setattr("flashcards.store.journal.SCHEDULERS", waits)
    journal = Journal(database)
    given_ms = NOW_MS - 2 * DAY_MS
    journal.append(Moment(given_ms, day_of(given_ms)), "answer", "d/a", grade=4)
    there = IncomingAnswer("a", "", NOW_MS - DAY_MS, 4, 900)
    answers = [IncomingAnswer("a", "", given_ms, 4, 900), IncomingAnswer("b", "", given_ms, 4, 900), there]
    assert take_over(database, SOURCE, answers, []).answers == 2
    assert len([row for row in all_rows(database.connection) if row.card == "d/a"]) == 2


def test_suspended_and_new_again(database):
    """Cards are suspended, resumed and made new as they were there, each time one row."""
    take_over(database, SOURCE, [], [standing("a", 5, 0, suspended=True)])
    assert all_standings(database.connection)["d/a"].suspended
    take_over(database, SOURCE, [], [standing("a", 5, 0)])
    assert not all_standings(database.connection)["d/a"].suspended
    again = IncomingStanding("a", "", NOW_MS - DAY_MS, None, was_answered=True, is_suspended=False)
    take_over(database, SOURCE, [], [again])
    assert "d/a" not in all_standings(database.connection)
    assert [row.kind for row in all_rows(database.connection)] == ["placed", "suspend", "resume", "reset"]


def test_the_future_and_cards_that_did_not_come_stay_away(database):
    """An answer from far ahead would make every later one look old."""
    answers = [
        IncomingAnswer("a", "", NOW_MS + 10 * DAY_MS, 4, 900),
        IncomingAnswer("gone", "", NOW_MS - DAY_MS, 4, 900),
        IncomingAnswer("b", "", NOW_MS + DAY_MS, 4, 900, is_cram=True),
    ]
    taken = take_over(database, SOURCE, answers, [standing("gone", 1, 1)])
    assert (taken.answers, taken.placed, taken.ahead) == (1, 0, 1)
    assert [(row.kind, row.card) for row in all_rows(database.connection)] == [("cram", "d/b")]


def test_an_error_on_the_way_leaves_the_journal_as_it_was(database):
    """A collection whose last row is damaged brings nothing."""

    def broken():
        yield IncomingAnswer("a", "", NOW_MS - DAY_MS, 4, 900)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        take_over(database, SOURCE, broken(), [])
    assert not list(all_rows(database.connection))


@settings(max_examples=30)
@given(learned())
def test_every_row_has_the_checksum_of_its_fields(tmp_path_factory, brought):
    """What is put together by hand for the table is what a row of the journal would be."""
    with closing(Database(str(tmp_path_factory.mktemp("home") / "journal.db"))) as database:
        use_scheduler(database, "sm2")
        take_over(database, SOURCE, *brought)
        kept = dict(database.connection.execute("SELECT seq, checksum FROM journal"))
        assert kept == {row.seq: row.checksum() for row in all_rows(database.connection)}
        placed = {row.detail for row in all_rows(database.connection) if row.kind == "placed"}
        assert placed == {dumps(asdict(standing.memory)) for standing in brought[1]}


def test_many_rows_are_taken_in_as_a_few_are(database, monkeypatch):
    """The journal has all its indexes again, and stands where it stands when rows come one by one."""
    monkeypatch.setattr("flashcards.store.taking_over._MANY", 2)
    tables = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    before = database.connection.execute(tables).fetchall()
    answers = [IncomingAnswer(key, "", day * DAY_MS, 4, 900) for day in range(5) for key in "abc"]
    take_over(database, SOURCE, answers, [standing("a", 2, 9)])
    assert database.connection.execute(tables).fetchall() == before
    assert database.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    at_once = state(database)
    rebuild_cards(database)
    assert state(database) == at_once
    assert len(list(all_rows(database.connection))) == 16
