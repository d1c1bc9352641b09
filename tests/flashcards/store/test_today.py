"""What the day holds by deck, counted apart from the plan itself."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.store.database import Database
from flashcards.store.library import place, use_scheduler
from flashcards.store.today import Limits, Selection, count, plan

DAY = 739_000
#: Three decks of four entries; every second entry has another direction.
CARDS = [
    f"{deck}/c{number}{side}"
    for deck in ("a", "b", "c")
    for number in range(4)
    for side in ("", "#back")[: 1 + number % 2]
]
#: A card's due day, first and last day, last grade, whether it is suspended, buried day, whether put in front.
STANDINGS = st.tuples(
    st.sampled_from([None, DAY - 3, DAY, DAY + 1]),
    st.sampled_from([DAY - 9, DAY]),
    st.sampled_from([None, DAY - 2, DAY]),
    st.integers(0, 5),
    st.booleans(),
    st.sampled_from([None, None, DAY - 1, DAY]),
    st.booleans(),
)
SELECTIONS = [
    Selection(),
    Selection(off=frozenset("b")),
    Selection(frozenset("ac")),
    Selection(entries=frozenset({"a/c1", "b/c2", "c/c3"})),
    Selection(cards=frozenset({"a/c1#back", "b/c0"})),
]
LIMITS = [Limits(20, 20), Limits(3, 20), Limits(2, 4), Limits(0, 0), Limits(2, 2, new_total=4, due_total=5)]


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    with Database(str(tmp_path_factory.mktemp("today") / "flashcards.db")) as database:
        use_scheduler(database, "sm2")
        needs = {"a/c2": "a/c1 b/c1", "b/c3": "a/c2"}
        places = []
        for position, card in enumerate(CARDS):
            entry = card.partition("#")[0]
            places.append((card, entry, card[0], position, needs.get(entry, "")))
        decks = [(deck, deck, f"{deck}.yaml", True, 6, number) for number, deck in enumerate("abc")]
        place(database, decks, places, {}, "stamp")
        yield database.connection


@settings(deadline=None)
@given(st.lists(STANDINGS, min_size=len(CARDS), max_size=len(CARDS)), st.sampled_from(SELECTIONS))
def test_the_count_is_that_of_the_plan(connection, standings, selection):
    """By deck the day's counts are those of its queue: with siblings, limits, what is off, buried or put in front."""
    rows = []
    for card, (due, first, last, grade, *rest) in zip(CARDS, standings, strict=True):
        is_seen = due is not None or last is not None
        rows.append(
            (due, *((min(first, last or first), last, grade) if is_seen else (None,) * 3), *rest, card)
        )
    connection.execute("BEGIN")
    try:
        connection.executemany(
            """UPDATE cards SET due_day = ?, first_day = ?, last_day = ?, last_grade = ?, suspended = ?, buried_day = ?,
               advanced = ? WHERE id = ?""",
            rows,
        )
        for limits in LIMITS:
            queue = plan(connection, DAY, selection, limits)
            new, due = count(connection, DAY, selection, limits)
            assert new == Counter(card.deck for card in queue.new)
            assert due == Counter(card.deck for card in queue.due + queue.repeats)
    finally:
        connection.execute("ROLLBACK")
