"""How searches are answered: by indexes, and with few of the journal's rows."""

import json

import pytest

from flashcards.core.search_reading import read_query
from flashcards.store.database import Database
from flashcards.store.library import place
from flashcards.store.search import Search

TODAY = 739_576


@pytest.fixture
def database(tmp_path):
    """A library of three cards."""
    with Database(str(tmp_path / "flashcards.db")) as database:
        names = [f"d/c{number}" for number in range(3)]
        places = [(name, name, "d", number, "") for number, name in enumerate(names)]
        place(database, [("d", "D", "x", True, 3, 0)], places, {}, "stamp")
        yield database


def searched(database, text):
    """The search, every word of which the first two cards and one that is gone have."""
    found = json.dumps(["d/c0", "d/c1", "d/gone"])
    query = read_query(text, lambda what: ["d"])
    return Search(database.connection, query, lambda words: found, today=TODAY, leech_lapses=8)


def plan_of(database, search):
    """What SQLite does to count what a search finds."""
    asked = []
    database.connection.set_trace_callback(asked.append)
    search.count()
    database.connection.set_trace_callback(None)
    rows = database.connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")
    return " / ".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("rated:30", "SEARCH cards USING COVERING INDEX cards_of_day"),
        ("ivl>100", "COVERING INDEX cards_due"),
        ("ease<2.0 lapses>=3", "COVERING INDEX cards_lapsed"),
        ("is:leech", "COVERING INDEX cards_lapsed"),
        ("is:mature", "COVERING INDEX cards_due"),
        ("is:due", "SEARCH cards USING COVERING INDEX cards_due"),
        ("due<=7", "cards_due"),
        ("is:new", "INDEX cards_unseen"),
        ("word", "SEARCH cards USING PRIMARY KEY (id=?)"),
        ("word ivl>100", "SEARCH cards USING PRIMARY KEY (id=?)"),
    ],
)
def test_what_people_search_for_goes_by_an_index(database, text, index):
    """No search by one of these looks at the whole table of cards."""
    assert index in plan_of(database, searched(database, text))


def test_only_the_last_days_of_the_journal_are_looked_at(database):
    """A search for a key goes to the journal by its order, never through all of it."""
    plan = plan_of(database, searched(database, "rated:7:1"))
    assert "SEARCH journal USING INDEX journal_order (order_ms>?)" in plan
    assert "SCAN journal" not in plan


def test_cards_that_no_deck_has_are_not_found(database):
    """What the index of texts still knows, and the library does not, is nothing that is found."""
    search = searched(database, "word")
    assert (search.count(), search.first(None), search.ids()) == (2, ["d/c0", "d/c1"], {"d/c0", "d/c1"})
    assert searched(database, "-word").first(None) == ["d/c2"]


def test_the_first_ones_are_the_same_however_they_are_found(tmp_path):
    """Far more cards than are looked at alone: the first of many and the first of few are in the library's order."""
    with Database(str(tmp_path / "many.db")) as database:
        names = [f"d/c{number}" for number in range(3000)]
        places = [(name, name, "d", 2999 - number, "") for number, name in enumerate(names)]
        place(database, [("d", "D", "x", True, 3000, 0)], places, {}, "stamp")
        everything = searched(database, "is:new").first(None)
        assert everything == names[::-1]
        for limit in (1, 7, 2999, 3000, 3001, 10**30):
            assert searched(database, "is:new").first(limit) == everything[:limit]
        assert searched(database, "word").first(1) == ["d/c1"]
        assert searched(database, "word").first(20) == ["d/c1", "d/c0"]
