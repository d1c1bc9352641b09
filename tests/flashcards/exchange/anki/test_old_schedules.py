"""Schedules as older Ankis left them, and figures at the ends of their ranges; packed by hand, read without Anki."""

import sqlite3
from contextlib import closing

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.core.memory import LONGEST_INTERVAL_DAYS, Memory
from flashcards.exchange.anki.reading import read_anki

#: 2025-01-01, the day on which the packages' collections begin.
FIRST_DAY = 739_252
DAY_MS = 86_400_000


def day_of(at_ms):
    """The study day in UTC, from four in the morning."""
    return (at_ms - 4 * 3_600_000) // DAY_MS + 719_163


@pytest.fixture
def read(packing, tmp_path):
    """The answers and the standings of a package."""

    def opened(**more):
        notes = [(1, [f"q{number}", "a"]) for number in range(1, 4)]
        database = packing.collection(tmp_path / "c.db", notes, **more)
        with read_anki(packing.package(tmp_path / "c.apkg", database)) as collection:
            return list(collection.answers()), list(collection.standings(day_of))

    return opened


def card(key, **values):
    """A card of the note with this number, its columns by name."""
    names = ("kind", "queue", "due", "days", "factor", "reps", "lapses", "deck", "odue", "odid")
    return (key, key, 0, *(({"deck": 1} | values).get(name, 0) for name in names))


@pytest.mark.parametrize(("scheduler", "grades"), [(1, [2, 4, 5, 2, 3, 4, 5]), (2, [2, 3, 4, 2, 3, 4, 5])])
def test_learning_had_three_buttons(read, scheduler, grades):
    """Before the second scheduler, the second button of a card in learning was Good."""
    presses = [(1, 0), (2, 0), (3, 2), (1, 1), (2, 1), (3, 1), (4, 1)]
    revlog = [(1000 + at, 10, ease, 2500, 900, kind) for at, (ease, kind) in enumerate(presses)]
    answers, _ = read(conf={"schedVer": scheduler}, revlog=revlog)
    assert [answer.grade for answer in answers] == grades


def test_what_is_no_answer(read):
    """Changes by hand have no button; in a deck that reschedules nothing it is a cram answer."""
    revlog = [(1, 10, 0, 2500, 0, 4), (2, 10, 0, 0, 0, 5), (3, 10, 3, 0, 900, 3), (4, 10, 3, 2500, 900, 3)]
    answers, _ = read(revlog=revlog)
    assert [(answer.at_ms, answer.is_cram) for answer in answers] == [(3, True), (4, False)]


def test_an_answer_of_a_card_that_is_gone_stays_there(read):
    """Anki keeps the answers of deleted cards; no card here could have them."""
    assert read(revlog=[(1, 999, 3, 2500, 900, 1)])[0] == []


@pytest.mark.parametrize("conf", [{"schedVer": 1}, {"schedVer": 2, "creationOffset": 0}])
def test_days_are_counted_from_the_beginning(read, conf):
    """With and without the zone in which the collection was begun."""
    _, standings = read(
        conf=conf, cards=[card(1, kind=2, queue=2, due=40, days=12, factor=2340, reps=7, lapses=1)]
    )
    assert [one.memory for one in standings] == [Memory(234, 12, 7, FIRST_DAY + 40, 1)]


@pytest.mark.parametrize(
    ("values", "memory"),
    [
        ({"kind": 1, "queue": 3, "due": 5}, Memory(250, 1, 0, FIRST_DAY + 5, 0)),
        ({"kind": 1, "queue": 1, "due": 1_735_704_000 + 90_000}, Memory(250, 1, 0, FIRST_DAY + 1, 0)),
        (
            {"kind": 3, "queue": 3, "due": 5, "days": 4, "factor": 1900, "lapses": 2},
            Memory(190, 1, 0, FIRST_DAY + 5, 2),
        ),
        (
            {"kind": 2, "queue": 2, "due": 5, "days": 1, "factor": 1300, "reps": 9},
            Memory(130, 1, 1, FIRST_DAY + 5, 0),
        ),
        (
            {"kind": 2, "queue": 2, "due": 5, "days": 99_999, "factor": 2500, "reps": 3},
            Memory(250, LONGEST_INTERVAL_DAYS, 3, FIRST_DAY + 5, 0),
        ),
        (
            {
                "kind": 2,
                "queue": 2,
                "due": -100_000,
                "odue": 9,
                "odid": 1,
                "days": 3,
                "factor": 2500,
                "deck": 2,
            },
            Memory(250, 3, 2, FIRST_DAY + 9, 0),
        ),
        (
            {"kind": 2, "queue": 2, "due": 5, "days": -3, "factor": 0, "lapses": -1},
            Memory(250, 1, 1, FIRST_DAY + 5, 0),
        ),
        (
            {"kind": 2, "queue": 2, "due": -(10**9), "days": 2, "factor": 10**9, "reps": 10**9},
            Memory(10_000, 2, 1_000_000, 1, 0),
        ),
    ],
)
def test_memories(read, values, memory):
    """In learning, relearning and review, within the bounds that a journal has."""
    _, (standing,) = read(cards=[card(1, **values)])
    assert standing.memory == memory


def test_a_new_card_is_told_of_only_where_something_is_known(read):
    """Suspended, or made new again after answers."""
    cards = [card(1), card(2, queue=-1), card(3)]
    _, standings = read(cards=cards, revlog=[(5, 3, 3, 2500, 900, 1)])
    assert [(one.key, one.was_answered, one.is_suspended) for one in standings] == [
        ("guid2", False, True),
        ("guid3", True, False),
    ]


def test_a_torn_page_of_answers_is_found_before_they_are_read(packing, tmp_path):
    """What SQLite finds by itself stops an import before a deck is in its place."""
    answers = [(1_740_000_000_000 + number, 10, 3, 2500, 4000, 1) for number in range(2_000)]
    database = packing.collection(tmp_path / "c.db", [(1, ["q", "a"])], revlog=answers)
    with read_anki(packing.package(tmp_path / "c.apkg", database)) as collection:
        collection.require_readable_history()
    with closing(sqlite3.connect(database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revlog'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(content)
    with (
        read_anki(packing.package(tmp_path / "c.apkg", database)) as collection,
        pytest.raises(BrokenStore, match="damaged"),
    ):
        collection.require_readable_history()
