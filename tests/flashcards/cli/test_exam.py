"""A quiz apart from how it is shown: kept, resumed, marked, journaled, tried again."""

import json

import pytest

from flashcards.cli.exam import Exam, QuizGone, drop
from flashcards.cli.exam_draw import ExamWish
from flashcards.cli.home import Home
from flashcards.core.errors import NotSaved, UsageError
from flashcards.core.quiz import Rules
from flashcards.store.quizzes import read_past

DECK = """
deck: d
title: D
cards:
  - {id: claim, claim: The loss is a number., truth: 'true'}
  - {id: word, q: How is the running average of gradients called?, accept: [momentum]}
  - {id: pick, q: Which statistic is robust?, right: median, wrong: [mean, {text: range, why: Outliers make it.}]}
  - {id: problem, problem: momentum-step}
"""


@pytest.fixture
def opened(flash):
    """An open home with a deck of four questions."""
    flash.deck(DECK)
    with Home() as home:
        yield home


def begin(home, **wish):
    """A quiz of the four questions."""
    return Exam.begin(home, ExamWish(home.selection(), count=4, seed="7", **wish))


def place_of(exam, name):
    """Where a card is asked."""
    return next(n for n, one in enumerate(exam.quiz.questions) if one.card.id == f"d/{name}")


def give(exam, **answers):
    """Answer questions by their cards' names."""
    for name, typed in answers.items():
        assert exam.quiz.go(place_of(exam, name))
        exam.answer(typed)


def rows(home):
    """All rows of quizzes in the journal: card and detail."""
    found = home.connection.execute("SELECT card, detail FROM journal WHERE kind = 'quiz' ORDER BY seq")
    return [(card, json.loads(detail)) for card, detail in found]


def test_a_killed_quiz_goes_on_to_the_second(opened):
    """Questions, numbers, answers, flags and the time are as they were, without anybody having left."""
    exam = begin(opened, rules=Rules(exam_ms=600_000, question_ms=60_000, goes_back=False))
    exam.spend(10_400)
    exam.answer(" half an ans")
    exam.flag()
    exam.quiz.forward()
    exam.spend(2_000)
    exam.tick(900)
    again = Exam.resume(opened).quiz
    assert (again.elapsed_ms, exam.quiz.elapsed_ms) == (12_400, 13_300)
    assert (again.id, again.seed, again.rules) == (exam.quiz.id, "7", exam.quiz.rules)
    assert (again.given[0], again.place) == (exam.quiz.given[0], 1)
    stored = [(one.card, one.body, one.options) for one in exam.quiz.questions]
    assert [(one.card, one.body, one.options) for one in again.questions] == stored
    n = place_of(exam, "problem")
    assert Exam.resume(opened).attempt(n).variant == exam.attempt(n).variant


def test_one_quiz_at_a_time(opened):
    """While one is open none begins; dropped, it is no more, and its answers stay in the journal."""
    exam = begin(opened)
    give(exam, claim="t")
    with pytest.raises(UsageError, match="1 of 4 questions answered") as told:
        begin(opened)
    assert "--resume" in told.value.hint
    assert drop(opened)
    assert not drop(opened)
    with pytest.raises(UsageError, match="no quiz to go on with"):
        Exam.resume(opened)
    assert [card for card, _ in rows(opened)] == ["d/claim"]
    assert begin(opened).quiz.id != exam.quiz.id


def test_answers_are_journaled_when_given(opened):
    """One row an answer, without a verdict; taking it back is one, too."""
    exam = begin(opened)
    give(exam, word="momentum")
    exam.answer("")
    n = place_of(exam, "word")
    assert rows(opened) == [
        ("d/word", {"quiz": exam.quiz.id, "n": n, "typed": "momentum"}),
        ("d/word", {"quiz": exam.quiz.id, "n": n, "typed": ""}),
    ]


def test_handing_in_writes_the_result(opened):
    """A row a question with its verdict, the numbers of a problem, and a row for the whole; the quiz is closed."""
    exam = begin(opened)
    variant = exam.attempt(place_of(exam, "problem")).variant
    give(exam, claim="t", word="momentun", problem=f"{variant.parts[0].right_text}; 77")
    exam.spend(5_000)
    before = len(rows(opened))
    result = exam.hand_in("handed in")
    assert result.points == 2.5
    told = dict(rows(opened)[before:])
    assert list(told) == [*(one.card.id for one in exam.quiz.questions), "quiz"]
    assert (told["d/word"]["verdict"], told["d/word"]["share"]) == ("right", 1)
    assert (told["d/pick"]["verdict"], told["d/pick"]["typed"]) == ("empty", "")
    assert told["d/problem"] | variant.detail == told["d/problem"]
    assert (told["d/problem"]["verdict"], told["d/problem"]["seconds"]) == ("partly", 5.0)
    whole = told["quiz"]["result"]
    assert (whole["points"], whole["of"], whole["passed"], whole["seconds"]) == (2.5, 4, False, 5.0)
    assert whole["topics"] == {"d": [2.5, 4]}
    (past,) = read_past(opened.connection)
    assert (past.id, past.percent, past.topics) == (exam.quiz.id, 62.5, {"d": (2.5, 4)})
    with pytest.raises(UsageError):
        Exam.resume(opened)


def test_a_quiz_that_ended_elsewhere_is_written_once(opened):
    """Two terminals with one quiz: the second can neither answer nor hand in."""
    exam, other = begin(opened), Exam.resume(opened)
    other.hand_in("handed in")
    before = rows(opened)
    for act in (lambda: exam.answer("1"), lambda: exam.hand_in("handed in"), exam.leave):
        with pytest.raises(QuizGone):
            act()
    assert rows(opened) == before


def test_nothing_of_a_quiz_moves_a_schedule(opened):
    """Memory, queue and undo know nothing of it."""
    before = opened.connection.execute("SELECT * FROM cards ORDER BY id").fetchall()
    exam = begin(opened)
    give(exam, claim="f")
    exam.hand_in("handed in")
    assert opened.connection.execute("SELECT * FROM cards ORDER BY id").fetchall() == before
    assert opened.journal.undo(opened.moment()) is None


def test_a_disk_that_refuses_costs_nothing_that_was_typed(opened, monkeypatch):
    """The answer is held on to and written later; time goes on."""
    exam = begin(opened)
    with monkeypatch.context() as broken:

        def refuse():
            raise NotSaved("not saved")

        broken.setattr(opened.database, "require_same_file", refuse)
        with pytest.raises(NotSaved):
            exam.answer("t")
        exam.spend(4_000)
    assert exam.quiz.current.typed == "t"
    exam.leave()
    again = Exam.resume(opened).quiz
    assert (again.given[0].typed, again.elapsed_ms) == ("t", 4_000)


def test_feedback_at_once_closes_the_question(opened):
    """What was told cannot be answered better afterwards."""
    exam = begin(opened, rules=Rules(tells_at_once=True))
    give(exam, claim="f")
    place = exam.quiz.place
    assert exam.verdict(place).verdict == "wrong"
    assert place not in exam.quiz.open_places()


def test_what_was_missed_is_tried_again(opened):
    """Fresh numbers, a new quiz, and as much time a question."""
    exam = begin(opened, rules=Rules(exam_ms=400_000))
    give(exam, claim="t", word="momentum")
    result = exam.hand_in("handed in")
    again = exam.retry(result)
    assert {one.card.id for one in again.quiz.questions} == {"d/pick", "d/problem"}
    assert again.quiz.rules.exam_ms == 200_000
    assert again.quiz.id != exam.quiz.id
    old, new = (one.attempt(place_of(one, "problem")).variant for one in (exam, again))
    assert old.givens != new.givens
    assert Exam.resume(opened).quiz.id == again.quiz.id


def test_missed_cards_come_first_in_the_next_review(flash):
    """Only those that have a due day to come before; no memory moves."""
    flash.deck(DECK)
    flash.play({"card": "d/claim", "grade": 5}, {"card": "d/word", "grade": 5})
    with Home() as home:
        exam = begin(home)
        give(exam, word="momentum")
        memory = flash.show("d/claim")["memory"]
        assert exam.advance_missed(exam.hand_in("handed in")) == 1
    assert flash.show("d/claim")["memory"] == memory
    assert flash.asked("--new", "0", now="2026-03-15T09:00")[:1] == ["d/claim"]


def test_the_time_of_a_quiz_is_that_of_its_questions(opened):
    """45 s a question and 150 s a problem, unless a time is given."""
    exam = begin(opened, is_timed_by_question=True)
    assert exam.quiz.rules.exam_ms == 3 * 45_000 + 150_000


def test_worked_solutions_are_those_of_problems(opened):
    """Another question has none."""
    exam = begin(opened)
    give(exam, problem="0.111; 5")
    exam.hand_in("handed in")
    assert any("v1 = " in line for line in exam.worked(place_of(exam, "problem")))
    assert exam.worked(place_of(exam, "claim")) == []
