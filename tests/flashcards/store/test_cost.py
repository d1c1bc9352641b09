"""What an answer, an undo and a look at the day cost, told in statements, commits and query plans, not in time."""

import sqlite3

import pytest

from flashcards.core.figures import period_until
from flashcards.store.database import Database
from flashcards.store.figures import read_figures
from flashcards.store.journal import Journal, Moment
from flashcards.store.library import place, use_scheduler
from flashcards.store.practice import read_records
from flashcards.store.today import Limits, Selection, count, due_on, last_study_day, plan

DAY = 739_000
CARDS = [f"d{number % 4}/c{number}" for number in range(200)]
#: Tables that grow with the library or the journal; the others are small, or hold a few rows a day.
LARGE = {"journal", "cards", "row", "target"}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A library of 200 cards that were studied for a month, with the planner's numbers as they are in a fresh home."""
    with Database(str(tmp_path_factory.mktemp("cost") / "flashcards.db")) as opened:
        use_scheduler(opened, "sm2")
        decks = [(f"d{number}", "D", "d.yaml", True, 50, number) for number in range(4)]
        needs = {5: "d0/c0", 9: "d1/c5"}
        places = [(card, card, card.partition("/")[0], n, needs.get(n, "")) for n, card in enumerate(CARDS)]
        place(opened, decks, places, {}, "stamp")
        journal = Journal(opened)
        for number in range(300):
            journal.append(moment(number // 10), "answer", CARDS[number % 150], grade=number % 6)
        yield opened


def moment(days):
    return Moment((DAY - 719_163 + days) * 86_400_000, DAY + days, 60)


class Traced:
    """The statements that a connection runs meanwhile, in order."""

    def __init__(self, connection):
        self._connection = connection
        self.statements = []

    def __enter__(self):
        self._connection.set_trace_callback(self._note)
        return self

    def __exit__(self, *error):
        self._connection.set_trace_callback(None)

    def _note(self, statement):
        # At each of its triggers a statement is told again.
        if statement not in self.statements[-1:]:
            self.statements.append(statement)

    @property
    def words(self):
        """The first word of each."""
        return [statement.split()[0] for statement in self.statements]


def plans(connection, statements):
    """Statement -> the steps of its plan, of those that read or change tables."""
    told = {}
    for statement in statements:
        if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
            steps = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            told[statement] = [step for *_, step in steps]
    return told


def scans(connection, statements):
    """The steps that go through all of a large table or index."""
    return [
        (step, statement)
        for statement, steps in plans(connection, statements).items()
        for step in steps
        if step.startswith("SCAN") and step.split()[1] in LARGE
    ]


@pytest.mark.parametrize(
    ("grade", "detail", "most"),
    [(4, {}, 12), (1, {}, 12), (4, {"kind": "k", "seed": 1, "verdict": "right"}, 15)],
    ids=["passed", "failed", "computed"],
)
def test_an_answer_is_one_short_transaction(database, grade, detail, most):
    """An answer runs a handful of statements, commits once, and looks through no table."""
    journal = Journal(database)
    card = CARDS[160 + grade + len(detail)]
    journal.append(moment(40), "answer", card, grade=4)
    with Traced(database.connection) as traced:
        journal.append(moment(41), "answer", card, grade=grade, elapsed_ms=900, detail=detail)
    assert len(traced.statements) <= most, traced.statements
    assert (traced.words.count("BEGIN"), traced.words.count("COMMIT")) == (1, 1)
    assert scans(database.connection, traced.statements) == []


def test_an_undo_is_one_short_transaction(database):
    """Taking back the last answer looks at that card's rows alone, and commits once."""
    journal = Journal(database)
    journal.append(moment(42), "answer", CARDS[3], grade=1)
    with Traced(database.connection) as traced:
        journal.undo(moment(42))
    assert len(traced.statements) <= 21, traced.statements
    assert traced.words.count("COMMIT") == 1
    assert scans(database.connection, traced.statements) == []


def test_a_further_undo_does_not_look_back_over_the_undone(database):
    """The hundredth undo in a row takes as many steps of SQLite's as the tenth."""
    journal = Journal(database)
    for number in range(110):
        journal.append(moment(43), "cram", CARDS[number % 100], grade=3)
        journal.append(moment(43), "answer", CARDS[number % 100], grade=3)
    steps = []
    for _ in range(100):
        count = 0

        def counted():
            nonlocal count
            count += 1

        database.connection.set_progress_handler(counted, 1)
        journal.undo(moment(44))
        database.connection.set_progress_handler(None, 0)
        steps.append(count)
    # One of them may settle what is noted: the others are compared.
    assert sorted(steps[90:])[-2] < 1.5 * max(steps[5:15])


@pytest.mark.parametrize("before", [0, 400])
def test_an_answer_does_not_cost_more_with_a_longer_journal(database, before):
    """After hundreds more rows an answer runs the same statements."""
    journal = Journal(database)
    for number in range(before):
        journal.append(moment(43), "cram", CARDS[number % 100], grade=3)
    with Traced(database.connection) as traced:
        journal.append(moment(50 + before), "answer", CARDS[before % 90], grade=4)
    reads = ["SELECT"] * 3
    assert traced.words == ["BEGIN", *reads, "INSERT", "SELECT", "UPDATE", "INSERT", "COMMIT"]


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(frozenset({"d1"})), Selection(off=frozenset({"d2"}))],
    ids=["everything", "named", "off"],
)
def test_the_day_is_planned_from_indexes(database, selection):
    """The queue looks at the cards that are due, at new ones as far as it takes them, and at today's answers."""
    with Traced(database.connection) as traced:
        plan(database.connection, DAY + 30, selection, Limits(10, 200))
        count(database.connection, DAY + 30, selection, Limits(10, 200))
        last_study_day(database.connection)
        due_on(database.connection, DAY + 31, selection)
    allowed = {"SCAN journal USING COVERING INDEX journal_order", "SCAN cards USING INDEX cards_unseen"}
    assert {step for step, _ in scans(database.connection, traced.statements)} <= allowed


def test_all_figures_read_kept_counts(database):
    """No figure looks through the journal or the table of cards: only through the few cards that need others."""
    with Traced(database.connection) as traced:
        read_figures(database.connection, Selection(), DAY + 30, period_until("all", DAY + 30))
        read_records(database.connection)
    allowed = {"SCAN cards USING COVERING INDEX cards_needing"}
    assert {step for step, _ in scans(database.connection, traced.statements)} <= allowed


def test_what_is_traced_is_what_runs(tmp_path):
    """The trace that all of this stands on sees a full scan."""
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE cards (id, deck)")
    with Traced(connection) as traced:
        connection.execute("SELECT * FROM cards WHERE deck = 'd'").fetchall()
    assert [step for step, _ in scans(connection, traced.statements)] == ["SCAN cards"]
    connection.close()
