"""The journal on disk: what it keeps is what a rebuild finds, whatever happened."""

from collections import Counter
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.journal import fold
from flashcards.core.memory import SCHEDULERS, sm2
from flashcards.store import unsettled
from flashcards.store.cards import all_standings, read_standing
from flashcards.store.database import Database
from flashcards.store.journal import AnsweredElsewhere, Journal, Moment, all_rows
from flashcards.store.library import orphans, place, rebuild_cards, use_scheduler
from flashcards.store.tallies import read_tallies
from flashcards.store.unsettled import WITH_UNSETTLED

DAY = 739_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("journal")


@pytest.fixture
def database(tmp_path):
    with Database(str(tmp_path / "home" / "flashcards.db")) as opened:
        use_scheduler(opened, "sm2")
        yield opened


@pytest.fixture
def journal(database):
    return Journal(database)


def at(day, second=0):
    return Moment(at_ms=day * 86_400_000 + second * 1000, day=day)


ACTIONS = st.sampled_from(
    ["answer"] * 5 + ["undo"] * 2 + ["regrade", "reset", "suspend", "resume", "bury", "try", "library"]
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(ACTIONS, st.sampled_from(["d/a", "d/b"]), st.integers(0, 5), st.integers(-1, 3)),
        max_size=25,
    ),
    st.sampled_from(sorted(SCHEDULERS)),
    st.sampled_from([1, 10, 1500]),
    st.integers(0, 10**9),
)
def test_a_rebuild_gives_the_kept_memory_exactly(folder, actions, scheduler, most_unsettled, number):
    """Over random histories with undo, overruling, reset and suspension, the caches are folds of the journal."""
    with (
        mock.patch.object(unsettled, "_MOST", most_unsettled),
        Database(str(folder / str(number) / "flashcards.db")) as database,
    ):
        use_scheduler(database, scheduler)
        journal = Journal(database)
        day, latest = DAY, None
        for kind, card, grade, days in actions:
            day += days
            if kind == "undo":
                journal.undo(at(day))
                latest = None
            elif kind == "library":  # one card leaves its deck, or comes back
                library(database, *["d/a", "d/b"][: 1 + grade % 2])
            elif kind == "regrade":
                latest = latest and journal.regrade(at(day), latest.row, grade)
            else:
                wrote = journal.append(
                    at(day), kind, card, grade=grade if kind == "answer" else None, elapsed_ms=day % 7 + grade
                )
                latest = wrote if kind == "answer" else None
        kept = all_standings(database.connection)
        assert kept == nonempty(fold(all_rows(database.connection), SCHEDULERS[scheduler]))
        assert kept_heaps(database.connection) == counted_heaps(database.connection)
        sums = read_tallies(database.connection)
        rebuild_cards(database)
        assert kept_heaps(database.connection) == counted_heaps(database.connection)
        assert all_standings(database.connection) == kept
        assert read_tallies(database.connection) == sums


def kept_heaps(connection):
    """What is kept, or noted and not settled yet: cards by due day, interval and ease, and by deck and stage."""
    settled = [
        dict(
            connection.execute(
                f"SELECT {key} AS key, sum(cards) FROM {WITH_UNSETTLED[table]} GROUP BY key HAVING sum(cards) <> 0"
            )
        )
        for table, key in (
            ("card_heaps", "what || ' ' || value || ' ' || suspended"),
            ("card_stages", "deck || ' ' || stage || ' ' || suspended"),
        )
    ]
    return tuple(settled)


def counted_heaps(connection):
    """The same, card by card."""
    heaps, stages = Counter(), Counter()
    for deck, suspended, *memory, repetitions in connection.execute(
        """SELECT deck, suspended, due_day, interval_days, ease, repetitions FROM cards
           WHERE position IS NOT NULL"""
    ):
        stage = 0 if repetitions is None else 1 if repetitions < 2 else 2
        stages[f"{deck} {stage} {suspended}"] += 1
        if repetitions is not None:
            heaps.update(f"{what} {value} {suspended}" for what, value in enumerate(memory, start=1))
    return dict(heaps), dict(stages)


def nonempty(standings):
    return {card: each for card, each in standings.items() if each != type(each)()}


def test_rows_are_numbered_without_gaps_and_come_last(database, journal):
    """A device's rows count from 1, and a clock that goes back does not change their order."""
    for day in (DAY, DAY - 300, DAY + 1):
        journal.append(at(day), "answer", "d/a", grade=4)
    rows = list(all_rows(database.connection))
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.day for row in rows] == [DAY, DAY - 300, DAY + 1]
    assert rows[0].order_ms < rows[1].order_ms < rows[2].order_ms


def test_stored_rows_carry_their_checksum(database, journal):
    """What is read back has the checksum that was stored with it."""
    journal.append(at(DAY), "answer", "d/a", grade=4, elapsed_ms=7, detail={"typed": "ünï \ud800 \U0001f600"})
    stored = [checksum for (checksum,) in database.connection.execute("SELECT checksum FROM journal")]
    assert stored == [row.checksum() for row in all_rows(database.connection)]


def test_undo_goes_back_one_row_after_the_other(journal):
    """Each undo takes back the last row that is not taken back yet; tries and resumes are passed over."""
    journal.append(at(DAY), "answer", "d/a", grade=4)
    journal.append(at(DAY), "suspend", "d/b")
    journal.append(at(DAY), "resume", "d/b")
    journal.append(at(DAY), "try", "d/c")
    undone = [journal.undo(at(DAY)) for _ in range(3)]
    assert [row and (row.kind, row.card) for row in undone] == [("suspend", "d/b"), ("answer", "d/a"), None]


def test_an_overruled_answer_is_one_answer(database, journal):
    """Overruling keeps both rows, and the card stands as if only the second grade had been given."""
    first = journal.append(at(DAY), "answer", "d/a", grade=1)
    second = journal.regrade(at(DAY), first.row, 5)
    assert second.after.memory == sm2(None, 5, DAY)
    assert [row.kind for row in all_rows(database.connection)] == ["answer", "undo", "answer"]


def test_a_card_answered_meanwhile_is_not_graded_unknowingly(database, journal):
    """An answer to a card that another program has answered since it was shown is refused."""
    shown = read_standing(database.connection, "d/a")
    with Database(database.path) as other:
        Journal(other).append(at(DAY), "answer", "d/a", grade=4)
    with pytest.raises(AnsweredElsewhere):
        journal.append(at(DAY), "answer", "d/a", grade=1, shown=shown)
    assert len(list(all_rows(database.connection))) == 1


def library(database, *cards, aliases=None):
    places = [(card, card, "d", number, "") for number, card in enumerate(cards)]
    place(database, [("d", "D", "d.yaml", True, len(cards), 0)], places, aliases or {}, "stamp")


def test_a_renamed_card_keeps_its_progress(database, journal):
    """With the former id as an alias, the new card stands where the old one stood; answers go on from there."""
    library(database, "d/old")
    journal.append(at(DAY), "answer", "d/old", grade=4)
    library(database, "d/new", aliases={"d/old": "d/new"})
    assert read_standing(database.connection, "d/new").memory == sm2(None, 4, DAY)
    journal.append(at(DAY + 1), "answer", "d/new", grade=4)
    journal.undo(at(DAY + 1))
    assert read_standing(database.connection, "d/new").memory == sm2(None, 4, DAY)
    assert orphans(database.connection) == []


def test_a_card_that_vanishes_keeps_its_history(database, journal):
    """A card that no deck has any more is an orphan with its memory, and is itself again when it comes back."""
    library(database, "d/a", "d/b")
    journal.append(at(DAY), "answer", "d/a", grade=4)
    before = read_standing(database.connection, "d/a")
    library(database, "d/b")
    assert orphans(database.connection) == ["d/a"]
    library(database, "d/a", "d/b")
    assert (orphans(database.connection), read_standing(database.connection, "d/a")) == ([], before)


def test_another_scheduler_folds_everything_anew(database, journal):
    """Changing the scheduler gives what it would have given from the beginning, and back."""
    for day, grade in ((0, 5), (1, 5), (7, 5)):
        journal.append(at(DAY + day), "answer", "d/a", grade=grade)
    assert read_standing(database.connection, "d/a").memory.interval_days == 16
    use_scheduler(database, "sm2-1990")
    assert read_standing(database.connection, "d/a").memory.interval_days == 17
    use_scheduler(database, "sm2")
    assert read_standing(database.connection, "d/a").memory.interval_days == 16


def test_a_card_renamed_while_it_is_asked_stands_under_its_new_id(database, journal):
    """The answer keeps the id under which it was given, and counts where the card stands now; so does overruling it."""
    library(database, "d/old")
    shown = read_standing(database.connection, "d/old")
    library(database, "d/new", aliases={"d/old": "d/new"})
    recorded = journal.append(at(DAY), "answer", "d/old", grade=4, shown=shown)
    assert read_standing(database.connection, "d/new").memory == sm2(None, 4, DAY)
    journal.regrade(at(DAY), recorded.row, 2)
    assert read_standing(database.connection, "d/new").memory == sm2(None, 2, DAY)
    kept = all_standings(database.connection), read_tallies(database.connection)
    rebuild_cards(database)
    assert (all_standings(database.connection), read_tallies(database.connection)) == kept
    assert list(kept[0]) == ["d/new"]


def test_a_scheduler_changed_elsewhere_holds_at_once(database, journal):
    """A sitting that goes on while another terminal changes the scheduler answers by the new one."""
    journal.append(at(DAY), "answer", "d/a", grade=4)
    with Database(database.path) as other:
        use_scheduler(other, "sm2-1990")
    memory = journal.append(at(DAY + 1), "answer", "d/a", grade=1).after.memory
    assert memory == SCHEDULERS["sm2-1990"](sm2(None, 4, DAY), 1, DAY + 1)
    assert memory != sm2(sm2(None, 4, DAY), 1, DAY + 1)
