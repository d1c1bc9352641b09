"""Where a card stood before its last row: what the plain fold of all its rows but that one says."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.journal import NEW, ONLY_TELLING, fold
from flashcards.core.memory import sm2
from flashcards.store.database import Database
from flashcards.store.journal import Journal, Moment, rows_of
from flashcards.store.library import use_scheduler
from flashcards.store.standing_before import ids_of, standing_before

DAY = 739_000
KINDS = st.sampled_from(["answer", "answer", "answer", "suspend", "bury", "reset", "cram", "undo"])


@given(st.lists(st.tuples(KINDS, st.integers(0, 5), st.integers(0, 9)), max_size=25))
def test_it_is_the_fold_without_the_last_row(tmp_path_factory, rows):
    """Over answers, other rows and undos; for any other row there is no answer, because something came after it."""
    with Database(str(tmp_path_factory.mktemp("before") / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        journal = Journal(database)
        day = DAY
        for kind, grade, later in rows:
            day += later
            if kind == "undo":
                journal.undo(Moment(day * 86_400_000, day))
            else:
                journal.append(Moment(day * 86_400_000, day), kind, "d/a", grade=grade)
        kept = list(rows_of(database.connection, "d/a"))
        undone = {row.target for row in kept if row.kind == "undo"}
        moving = [row for row in kept if row.kind not in ONLY_TELLING and row.key not in undone]
        ids = ids_of(database.connection, "d/a")
        for row in moving[:-1]:
            assert standing_before(database.connection, ids, row, sm2) is None
        for row in moving[-1:]:
            before = fold((each for each in kept if each.key != row.key), sm2).get("d/a", NEW)
            assert standing_before(database.connection, ids, row, sm2) == before
