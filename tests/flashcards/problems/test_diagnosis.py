"""Checking a typed answer, in the order in which causes are looked for."""

import pytest

from flashcards.problems.answers import Integer, Matrix, Real, Shape, Vector
from flashcards.problems.diagnosis import Diagnosis, diagnose, together
from flashcards.problems.drawing import draw
from flashcards.problems.universal import hint
from flashcards.problems.variants import Asked

# side = a + b = 4.5, wall = a sqrt(side) = 4.2426
PARAMS = {"a": 2, "b": 2.5}


@pytest.fixture
def answer(rectangle):
    """The diagnosis of what was typed to the part after `earlier`."""
    variant = draw(rectangle, 0, PARAMS)
    return lambda typed, *earlier: diagnose(rectangle, variant, typed, earlier)


@pytest.mark.parametrize(
    ("typed", "kind", "slip", "says"),
    [
        ("?", "unreadable", None, "Type a number"),
        ("4.5", "right", None, ""),
        ("9/2", "right", None, ""),
        ("4.54", "right", None, ""),
        ("2*2.5", "wrong", "product", "That is the product."),
        ("-4.5", "wrong", None, "sign"),
        ("9", "wrong", None, "twice"),
        ("450", "wrong", None, "hundred times"),
        ("4.7", "close", None, "Close: carry four digits."),
        ("4.8", "wrong", None, ""),
    ],
)
def test_the_order_of_causes(answer, typed, kind, slip, says):
    """An answer is met with the first cause that explains it."""
    found = answer(typed)
    assert (found.kind, found.slip) == (kind, slip)
    assert says in found.says


def test_it_says_what_it_understood(answer):
    """What was read is shown as a number, and handed on for the next part."""
    found = answer("18/4 + 1")
    assert (found.read_as, found.value) == ("5.5000", 5.5)


def test_slips_of_a_later_part_go_on_with_the_earlier_one(answer):
    """A slip of a later part takes the right earlier value, and is met by its sentence."""
    assert answer("2.5 * sqrt(4.5)", 4.5).says == "That is b by the root: right in the other book."


def test_a_rival_convention_is_a_try(answer):
    """What is right by another book is not yet an answer, and no mistake either."""
    found = answer("2.5 * sqrt(4.5)", 4.5)
    assert (found.kind, found.slip) == ("close", "other-book")


def test_two_slips_of_one_number_are_both_named(answer):
    """Where two wrong procedures give the same number, the message names both."""
    found = answer("9", 4.5)
    assert found.slips == ("no-root", "doubled")
    assert found.slip == "no-root+doubled"
    assert "That forgets the root. Or: That has the sum once too often." in found.says


def test_a_mistake_is_carried_forward(answer):
    """A later part that follows from the learner's own earlier one is right, and it is said why."""
    found = answer("2 * sqrt(5)", 5.0)
    assert found.kind == "right"
    assert found.says == "That follows from your own side = 5.0000; the right value is 4.2426."


def test_what_follows_is_no_slip(answer):
    """Where the learner's own earlier value leads to what a slip would give, the learner goes unblamed."""
    # By way of 20.25, the root brings back what forgetting it would have given.
    assert answer("9", 4.5).slip == "no-root+doubled"
    assert answer("9", 20.25).kind == "right"


def test_a_slip_is_carried_forward(answer):
    """A slip made with the learner's own earlier value is known as that slip."""
    assert answer("10", 5.0).slips == ("no-root", "doubled")


def test_right_values_need_no_excuse(answer):
    """The right value is right after a wrong part as well, and a rounded part is no mistake."""
    assert answer("4.2426", 5.0).says == ""
    assert answer("4.25", 4.52) == Diagnosis("right", share=1.0, value=4.25, read_as="4.2500")


@pytest.mark.parametrize("own", [-5.0, 0.0, 1e300, None])
def test_no_earlier_answer_breaks_a_later_part(answer, own):
    """A part that the learner's own value makes impossible, or that was shown, is checked by the right one."""
    assert answer("4.2426", own).kind == "right"
    assert answer("77", own).kind == "wrong"


def test_numbers_are_marked_one_by_one(spoiled):
    """Of several numbers each has its mark, and another number of them is no answer yet."""
    kind, variant = _of_type(spoiled, Vector(), (1.0, 2.0, 4.0))
    found = diagnose(kind, variant, "1 2 3")
    assert found.marks == (("1.0000", True), ("2.0000", True), ("3.0000", False))
    assert found.says == "2 of 3 numbers are right."
    assert found.share == pytest.approx(2 / 3)
    found = diagnose(kind, variant, "1 2")
    assert (found.kind, found.says) == (
        "unreadable",
        "That has another shape: expected 3 numbers, got 2 numbers.",
    )


def test_a_wrong_shape_is_wrong_where_the_shape_is_asked(spoiled):
    """Where the shape is the question, another number of axes is an answer, and wrong."""
    kind, variant = _of_type(spoiled, Shape(), (3, 4))
    assert diagnose(kind, variant, "3x4x5").kind == "wrong"
    assert diagnose(kind, variant, "(3, 4)").kind == "right"


def test_together_all_parts_make_one_diagnosis():
    """A problem of several parts is right when all are, and else wrong with their slips and share."""
    right, slipped = Diagnosis("right"), Diagnosis("wrong", "Root.", ("no-root",))
    assert together([right, right]) == Diagnosis("right", share=1.0)
    assert together([right, slipped]) == Diagnosis("wrong", "Root.", ("no-root",), share=0.5)


def _of_type(spoiled, answer, right):
    """A kind and variant whose only part has this right answer."""
    from dataclasses import replace

    kind = spoiled()
    variant = draw(kind, 0, PARAMS)
    return kind, replace(variant, parts=(Asked("side", "", answer, right),))


@pytest.mark.parametrize(
    ("given_value", "right", "says"),
    [
        (-0.5, 0.5, "sign"),
        (1.0, 0.5, "twice"),
        (0.25, 0.5, "half"),
        (50.0, 0.5, "percent"),
        (0.005, 0.5, "percent"),
        (5.0, 0.5, "power of ten"),
        (0.005, 5.0, "power of ten"),
        (0.0, 0.09, ""),
        (0.5 * 0.4342945, 0.5, "log10"),
        (0.5 / 0.4342945, 0.5, "ln where log10"),
        (3.5, 0.5, "7 times"),
        (0.5 / 7, 0.5, "mean where a sum"),
        ((-1.0, 2.0), (1.0, -2.0), "sign"),
        ((3.0, 6.0, 9.0), (1.0, 2.0, 3.0), "3 times"),
        (((1.0, 3.0), (2.0, 4.0)), ((1.0, 2.0), (3.0, 4.0)), "transposed"),
        (0.77, 0.5, ""),
        (0.0, 0.0, ""),
    ],
)
def test_universal_slips_are_hinted_at(given_value, right, says):
    """What goes wrong in any calculation is hinted at: signs, factors, powers of ten, logarithms, transposing."""
    answer = Real() if isinstance(right, float) else Vector() if isinstance(right[0], float) else Matrix()
    found = hint(Asked("a", "", answer, right), given_value, {"n": 7})
    assert says in found
    assert bool(says) == bool(found)


def test_exact_answers_have_universal_slips_only_as_numbers():
    """A count may be off by a factor; a shape is not a number to be doubled."""
    assert "twice" in hint(Asked("n", "", Integer(), 12), 24, {})
    assert hint(Asked("n", "", Shape(), (2, 3)), (4, 6), {}) == ""
