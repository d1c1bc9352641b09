"""Marking: what an answer in a quiz is worth, and what is told of it."""

from random import Random

import pytest

from flashcards.cli.attempt import Attempt
from flashcards.cli.marking import mark, scheme, unreadable
from flashcards.core.answers import options
from flashcards.core.cards import Basic, Card, Choice, Claim, Computed, Listing, Steps, Typed, Wrong
from flashcards.core.quiz import Given, Question
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds

CHOICE = Choice("q", ("mean",), (Wrong("mode", "The mode is the most frequent."), Wrong("sum")))
SEVERAL = Choice("q", ("a", "b"), (Wrong("c"), Wrong("d")))
STEPS = Steps("q", ("one", "two", "three", "four"))
LISTING = Listing("q", (("red",), ("green",), ("blue",)), 2)
TYPED = Typed("q", ("momentum",))


def marked(body, typed):
    """The verdict word, the share and what is told."""
    found = mark(asked(body), Given(typed), None, lambda: ["adam"])
    return found.verdict, found.share, found.says


def asked(body):
    """The body as a question, its options shuffled."""
    return Question(Card("d/c", body), body, options(body, Random(1)))


@pytest.mark.parametrize(
    ("body", "typed", "verdict", "share"),
    [
        (Claim("x", truth=True), "t", "right", 1),
        (Claim("x", truth=True), "f", "wrong", 0),
        (CHOICE, "mean", "right", 1),
        (CHOICE, "mode", "wrong", 0),
        (SEVERAL, "a; b", "right", 1),
        (SEVERAL, "a", "partly", 0.5),
        (SEVERAL, "a; b; c", "partly", 0.5),
        (SEVERAL, "c; d", "wrong", 0),
        (STEPS, "one, two, three, four", "right", 1),
        (STEPS, "one, two, four, three", "partly", 0.5),
        (LISTING, "red, blue", "right", 1),
        (LISTING, "red", "partly", 0.5),
        (LISTING, "pink", "wrong", 0),
        (TYPED, "Momentum", "right", 1),
        (TYPED, "momentun", "right", 1),
        (TYPED, "adam", "wrong", 0),
        (TYPED, "  ", "empty", 0),
    ],
)
def test_shares(body, typed, verdict, share):
    """Each type gives its parts of a point."""
    assert marked(body, typed)[:2] == (verdict, share)


def test_a_typo_is_told():
    """What was read as the accepted form says so."""
    assert marked(TYPED, "momentun")[2] == "Read as 'momentum'."


def test_half_an_answer_is_wrong_and_says_why():
    """What could not be read when the time was up is an answer all the same."""
    verdict, share, says = marked(STEPS, "one, two")
    assert (verdict, share) == ("wrong", 0)
    assert "4 steps" in says


def test_yours_is_in_words():
    """The number of an option stands for its text."""
    for body, typed, yours in ((CHOICE, "2", None), (CHOICE, "mean", "mean"), (TYPED, " x ", "x")):
        question = asked(body)
        found = mark(question, Given(typed), None, list)
        assert found.yours == (yours or question.options[1])


@pytest.fixture
def problem():
    """A problem of two parts, and its question."""
    kind = installed_kinds().find("momentum-step")
    variant = draw(kind, 4)
    body = Computed(kind.name)
    return Question(Card("d/p", body), body, (), variant.to_json()), Attempt(kind, variant)


def of_problem(problem, typed):
    """The problem marked."""
    return mark(problem[0], Given(typed), problem[1], list)


def test_parts_give_parts(problem):
    """Each part is marked by itself, and a part may be passed over."""
    first, second = (part.right_text for part in problem[1].variant.parts)
    assert of_problem(problem, f"{first}; {second}").verdict == "right"
    assert of_problem(problem, f"{first}; 77").share == 0.5
    assert of_problem(problem, f"; {second}").share == 0.5
    assert of_problem(problem, first).share == 0.5
    assert of_problem(problem, f"; {second}").yours == f"v1 = –; w1 = {second}"


def test_a_mistake_is_carried_on_and_costs_once(problem):
    """What follows from the learner's own value is right."""
    givens = problem[1].variant.givens
    found = of_problem(problem, f"3.5; {givens['w0'] - givens['lr'] * 3.5!r}")
    assert (found.verdict, found.share) == ("partly", 0.5)
    assert "That follows from your own v1" in found.says


def test_a_slip_is_named(problem):
    """The kind's own wrong procedure is found behind the value."""
    part = problem[1].variant.parts[0]
    slip = next(slip for slip in part.slips if not slip.rival)
    found = of_problem(problem, f"{slip.value}; 77")
    assert slip.id in found.slip
    assert slip.says in found.says


def test_close_is_wrong_and_says_so(problem):
    """No point for what is near, but its sentence."""
    right = problem[1].variant.parts[0].right
    found = of_problem(problem, f"{right * 1.03}")
    assert found.share == 0
    assert "Close" in found.says


def test_what_cannot_be_read(problem):
    """It is told before it is an answer; nothing at all, and parts that are missing, can be read."""
    question, attempt = problem
    none = list
    assert "3 pieces" in unreadable(question, "1; 2; 3", attempt, none).says
    assert unreadable(question, "1; two", attempt, none).kind == "unreadable"
    assert unreadable(question, "1", attempt, none) is None
    assert unreadable(question, "; 2", attempt, none) is None
    assert unreadable(question, "", attempt, none) is None
    assert unreadable(asked(CHOICE), "9", None, none).kind == "unreadable"
    assert unreadable(asked(TYPED), "momentun", None, none) is None
    assert "10,000" in unreadable(question, "1" * 10_001, attempt, none).says


def test_every_scheme_is_one_short_sentence():
    """What is marked says how; what is not has no scheme."""
    bodies = (Claim("x", truth=True), CHOICE, SEVERAL, STEPS, LISTING, TYPED, Computed("softmax"))
    for body in bodies:
        assert scheme(body).endswith(".")
        assert len(scheme(body)) < 80
    assert scheme(Computed("softmax"), 3) != scheme(Computed("softmax"))
    with pytest.raises(TypeError):
        scheme(Basic("q", "a"))
