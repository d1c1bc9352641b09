"""The lines that a quiz says of itself."""

import pytest

from flashcards.core.cards import Card, Typed
from flashcards.core.quiz import Given, Question, Quiz, Rules
from flashcards.core.quiz_text import asked_text, clock_text, taken_text, where_line

WORD = Typed("What?", ("a",))


@pytest.mark.parametrize(
    ("ms", "left", "taken"),
    [
        (0, "00:00", "00:00"),
        (1, "00:01", "00:00"),
        (41_000, "00:41", "00:41"),
        (740_001, "12:21", "12:20"),
        (3_740_000, "1:02:20", "1:02:20"),
    ],
)
def test_clocks(ms, left, taken):
    """What is left counts the second that has begun, what was taken does not; hours stand only where there are some."""
    assert (clock_text(ms), taken_text(ms)) == (left, taken)


def test_where_a_quiz_stands():
    """Place, the question's time, the exam's, flags: each only where there is one."""
    questions = (Question(Card("d/a", WORD), WORD), Question(Card("d/b", WORD), WORD))
    assert where_line(Quiz("q", "s", Rules(), questions)) == "Q 1/2"
    rules = Rules(exam_ms=740_000, question_ms=41_000)
    flagged = [Given(is_flagged=True), Given()]
    assert (
        where_line(Quiz("q", "s", rules, questions, flagged, 1)) == "Q 2/2 · 00:41 · exam 12:20 · 1 flagged"
    )


def test_what_is_asked():
    """A card's question; of a problem, its numbers and conventions."""
    card = Card("d/a", WORD)
    assert asked_text(Question(card, WORD)) == "What?"
    variant = {"question": "x = 3?", "conventions": ["rows are examples"]}
    assert asked_text(Question(card, WORD, (), variant)) == "x = 3?\nConvention: rows are examples"
