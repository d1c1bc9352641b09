"""A quiz fixed in a file."""

import json
from random import Random

import pytest

from flashcards.cli.exam_file import load_quiz, save_quiz
from flashcards.cli.home import Home
from flashcards.core.answers import options
from flashcards.core.composing import asked_as
from flashcards.core.errors import FlashcardsError
from flashcards.core.quiz import Question, Rules
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds

DECK = """\
deck: d
title: D
cards:
  - {id: one, q: 'Which $x$?', right: a, wrong: [b, c]}
  - {id: basic, q: Why?, a: because, wrong: [so, thus]}
  - {id: truth, claim: It is., truth: true}
  - {id: order, q: Order., steps: [x, y, z]}
  - {id: word, q: Name., accept: [Adam]}
  - {id: step, problem: adam-step}
  - {id: layout, problem: weight-shape}
"""
RULES = Rules(exam_ms=90_000, question_ms=1_500, pass_percent=65, goes_back=False)


@pytest.fixture
def questions(flash):
    """The questions of the deck, drawn and shuffled."""
    flash.deck(DECK)
    rng = Random(2)
    made = []
    with Home() as home:
        for name in ("one", "basic", "truth", "order", "word", "step", "layout"):
            card = home.cards.card(f"d/{name}")
            body = asked_as(card.body)
            drawn = None
            if hasattr(body, "problem"):
                drawn = draw(installed_kinds().find(body.problem), 7).to_json()
            made.append(Question(card, body, options(body, rng), drawn))
    return made


@pytest.fixture
def saved(questions, tmp_path):
    """The file that the quiz was saved to."""
    path = tmp_path / "exam.yaml"
    save_quiz(path, "My exam", RULES, questions)
    return path


def test_what_is_saved_comes_back(questions, saved):
    """Rules, cards, options in their order and numbers are the same again."""
    with Home() as home:
        title, rules, loaded = load_quiz(home, saved)
    assert (title, rules) == ("My exam", RULES)
    assert json.dumps([_values(one) for one in loaded]) == json.dumps([_values(one) for one in questions])


def _values(question):
    return [question.card.id, question.options, question.variant]


def test_the_file_can_be_read_by_people(saved):
    """It says what it is, and holds cards, options and numbers plainly."""
    text = saved.read_text("utf-8")
    assert text.startswith("# A quiz of flashcards")
    assert "pass: 65" in text
    assert "card: d/step\n  kind: adam-step\n  seed: 7" in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("card: d/one", "card: d/none", "there is no card 'd/none'"),
        ("pass: 65", "pass: 165", "exam.yaml:5:7: error"),
        ("pass: 65", "passes: 65", "did you mean 'pass'"),
        ("minutes: 1.5", "minutes: 0", "must be more than 0"),
        ("kind: adam-step", "kind: adam-steps", "did you mean 'adam-step'"),
        ("    t: ", "    t: x", "cannot be asked with"),
        ("  - b\n", "  - d\n", "the options of d/one are others"),
        ("back: false", "back: &a false", "exam.yaml:"),
    ],
)
def test_what_does_not_fit_is_refused(saved, old, new, says):
    """A changed file or deck is refused with one reason, and no quiz begins."""
    text = saved.read_text("utf-8")
    assert old in text
    saved.write_text(text.replace(old, new, 1), "utf-8")
    with Home() as home, pytest.raises(FlashcardsError) as refused:
        load_quiz(home, saved)
    assert says in f"{refused.value} {refused.value.hint}"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"quiz: a", b"a: b\n---\nc: d", b"[" * 5000])
def test_what_is_no_quiz_is_refused(flash, tmp_path, content):
    """Any other file is refused by name."""
    path = tmp_path / "exam.yaml"
    path.write_bytes(content)
    with Home() as home, pytest.raises(FlashcardsError, match=r"exam\.yaml"):
        load_quiz(home, path)
