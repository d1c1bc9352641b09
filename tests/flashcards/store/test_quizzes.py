"""The open quiz and the results of quizzes in the database."""

import json

import pytest

from flashcards.core.cards import Basic, Card, Typed, Wrong
from flashcards.core.composing import asked_as
from flashcards.core.quiz import Given, Question, Quiz, Rules
from flashcards.store import database as module
from flashcards.store import migrations, quizzes
from flashcards.store.database import Database

BASIC = Basic("What?", "a", (Wrong("b", "no"),))
WORD = Typed("Which?", ("x",), (("y", "not that"),))


@pytest.fixture
def database(tmp_path):
    """An open database."""
    with Database(str(tmp_path / "progress.db")) as opened:
        yield opened


def a_quiz():
    """A quiz with a basic card asked as a choice, a problem's numbers, and strange signs typed."""
    questions = (
        Question(Card("d/a", BASIC, tags=("t",)), asked_as(BASIC), ("b", "a")),
        Question(Card("d/b", WORD), WORD, (), {"seed": 3, "parts": []}),
    )
    given = [Given("\ud800 \x1b[2J ü", is_flagged=True, elapsed_ms=12), Given(is_closed=True)]
    return Quiz("q1", "seed", Rules(1000, None, 60, goes_back=False), questions, given, 1, 345)


def test_what_is_kept_comes_back(database):
    """All of a quiz: cards, options, numbers, what was given, the place and the time."""
    quiz = a_quiz()
    assert quizzes.keep_new(database.connection, quiz, 5)
    assert quizzes.read_open(database.connection) == quiz
    quiz.place, quiz.elapsed_ms, quiz.given[1].typed = 0, 999, "z"
    assert quizzes.keep(database.connection, quiz)
    assert quizzes.read_open(database.connection) == quiz


def test_one_is_open_at_a_time(database):
    """A second one is refused while the first is open; a closed one cannot be kept."""
    quiz = a_quiz()
    quizzes.keep_new(database.connection, quiz, 5)
    quiz.id = "q2"
    assert not quizzes.keep_new(database.connection, quiz, 6)
    assert not quizzes.keep(database.connection, quiz)
    assert quizzes.forget(database.connection, "q1")
    assert not quizzes.forget(database.connection, "q1")
    assert quizzes.read_open(database.connection) is None
    assert database.connection.execute("SELECT count(*) FROM quiz_standings").fetchone() == (0,)


def test_a_database_of_the_first_version_is_brought_up(tmp_path, monkeypatch):
    """Its journal stays, and a quiz can be kept."""
    path = str(tmp_path / "progress.db")
    with monkeypatch.context() as before:
        before.setattr(module, "SCHEMA_VERSION", 1)
        before.setattr(migrations, "STEPS", migrations.STEPS[:1])
        with Database(path) as old, old.writing() as connection:
            connection.execute("INSERT INTO meta VALUES ('kept', ?)", (json.dumps("so"),))
    with Database(path) as new:
        assert new.schema_version() == len(migrations.STEPS) == module.SCHEMA_VERSION
        assert new.connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ('"so"',)
        assert quizzes.keep_new(new.connection, a_quiz(), 1)
