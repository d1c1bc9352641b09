"""The types of answer: reading, comparing, writing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.problems.answers import (
    Integer,
    Label,
    Matrix,
    Real,
    Shape,
    ShapeOrError,
    Vector,
    answer_from_json,
    answer_to_json,
)
from flashcards.problems.errors import CannotRead

NUMBERS = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("[1, 2, 3]", (1, 2, 3)),
        ("(1, 2, 3)", (1, 2, 3)),
        ("1 2 3", (1, 2, 3)),
        ("(1 2 3)", (1, 2, 3)),
        ("1,2,3", (1, 2, 3)),
        ("1 -2 3", (1, -2, 3)),
        ("1 - 2 3", (-1, 3)),
        ("1; 2; 3", (1, 2, 3)),
        ("[[1], [2], [3]]", (1, 2, 3)),
        ("[[1, 2, 3]]", (1, 2, 3)),
        ("[(1 + 1), 2*(3 + 1)]", (2, 8)),
        ("1/2 3 / 4 exp (0)", (0.5, 0.75, 1)),
        ("(5,)", (5,)),
        ("5", (5,)),
        ("\uff3b\uff11\uff0c \u22122\uff3d", (1, -2)),
    ],
)
def test_vectors_as_people_write_them(typed, value):
    """A vector is read from a list, a tuple, spaces, a row or a column."""
    assert Vector().read(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("[1 2; 3 4]", ((1, 2), (3, 4))),
        ("[[1, 2], [3, 4]]", ((1, 2), (3, 4))),
        ("[[1 2] [3 4]]", ((1, 2), (3, 4))),
        ("((1, 2), (3, 4))", ((1, 2), (3, 4))),
        ("1, 2; 3, 4", ((1, 2), (3, 4))),
        ("[[1, 2]; [3, 4]]", ((1, 2), (3, 4))),
        ("1 2 3", ((1, 2, 3),)),
        ("1; 2", ((1,), (2,))),
    ],
)
def test_matrices_as_people_write_them(typed, value):
    """A matrix is read from rows between semicolons and from lists of lists."""
    assert Matrix().read(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("(3, 4)", (3, 4)),
        ("3x4", (3, 4)),
        ("3 X 4", (3, 4)),
        ("3\u00d74", (3, 4)),
        ("[3, 4]", (3, 4)),
        ("3 4", (3, 4)),
        ("3,4", (3, 4)),
        ("(3,)", (3,)),
        ("3", (3,)),
        ("2x3x4", (2, 3, 4)),
    ],
)
def test_shapes_as_people_write_them(typed, value):
    """A shape is read from a tuple, a list, and sizes with a times sign between."""
    assert Shape().read(typed) == value


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        (Vector(), ""),
        (Vector(), "[]"),
        (Vector(), "[1, 2"),
        (Vector(), "1, 2]"),
        (Vector(), "[1, 2)"),
        (Vector(), "1,,2"),
        (Vector(), ", 1"),
        (Vector(), "1;;2"),
        (Vector(), "0.1 0.2, 0.3"),  # digits are never joined over a space
        (Vector(), "1 2; 3 4"),
        (Vector(), "[1, x]"),
        (Vector(), "0 " * 2000 + "0 " * 200),
        (Matrix(), "1 2; 3"),
        (Matrix(), "[" * 40 + "1" + "]" * 40),
        (Shape(), ""),
        (Shape(), "()"),
        (Shape(), "3.5"),
        (Shape(), "-3 4"),
        (Shape(), "3x"),
        (Shape(), "(3, 4"),
        (Shape(), "3xx4"),
        (Shape(), "1 2 3 4 5 6 7 8 9"),
        (Shape(), "12345678901"),
        (Shape(), "3 by 4"),
        (Label(("up", "down")), "left"),
        (Label(("up", "down")), "3"),
    ],
)
def test_what_cannot_be_read_has_advice(answer, typed):
    """What cannot be read is refused with a word on how to type it."""
    with pytest.raises(CannotRead) as refused:
        answer.read(typed)
    assert refused.value.hint


def test_labels_by_word_or_number():
    """A label is read by its word in any case and spacing, and by its number."""
    label = Label(("more data", "less depth"))
    assert [label.read(typed) for typed in (" More  DATA", "2")] == ["more data", "less depth"]


@pytest.mark.parametrize(
    ("typed", "is_right"), [("42", True), ("6*7", True), ("42.0", True), ("42.5", False), ("43", False)]
)
def test_integers_are_exact(typed, is_right):
    """A whole number is right exactly; one that is not whole is read, and wrong."""
    assert Integer().accepts(Integer().read(typed), 42) is is_right


@pytest.mark.parametrize(
    ("given_number", "right", "is_right"),
    [
        (0.2373, 0.235, True),  # within one per cent
        (0.2374, 0.235, False),
        (-0.2373, -0.235, True),
        (0.0105, 0.01, True),  # within 0.0005, which is more
        (0.0106, 0.01, False),
        (0.0005, 0.0, True),
    ],
)
def test_the_tolerance(given_number, right, is_right):
    """A number is right within one per cent, or 0.0005 where that is more."""
    assert Real().accepts(given_number, right) is is_right


def test_a_tolerance_of_its_own():
    """A kind may set a tolerance without a relative share, and it is told."""
    answer = Real(atol=5e-3, rtol=0)
    assert answer.accepts(1000.004, 1000)
    assert not answer.accepts(1000.006, 1000)
    assert answer.tolerance == "within 0.005"
    assert Real().tolerance == "within 1 %, or 0.0005 where that is more"
    assert Shape().tolerance == "exactly"


@pytest.mark.parametrize(
    ("given_value", "right", "says"),
    [
        ((1,), (1, 2), "expected 2 numbers, got 1 number"),
        ((1, 2), (1, 2, 3), "expected 3 numbers, got 2 numbers"),
        (((1, 2), (3, 4), (5, 6)), ((1, 2, 3), (4, 5, 6)), "expected 2x3, got 3x2"),
        ((1, 2, 3), (1, 2, 3), ""),
    ],
)
def test_misfits_name_both_shapes(given_value, right, says):
    """A value of another shape is told apart from a wrong one, and never compared."""
    assert Matrix().misfit(given_value, right) == says
    assert Matrix().accepts(given_value, right) is (not says)


@given(NUMBERS)
def test_a_written_number_is_read_as_right(number):
    """What is written for people, typed again, is the right answer and is written the same."""
    text = Real().text(number)
    assert Real().accepts(Real().read(text), number)
    assert Real().text(Real().read(text)) == text


@given(st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_written_matrices_are_read_as_right(rows):
    """A matrix or vector written for people, typed again, is the right answer."""
    matrix = tuple(map(tuple, rows))
    assert Matrix().accepts(Matrix().read(Matrix().text(matrix)), matrix)
    assert Vector().accepts(Vector().read(Vector().text(matrix[0])), matrix[0])


@given(st.lists(st.integers(1, 999), min_size=1, max_size=5).map(tuple))
def test_written_shapes_are_read_as_themselves(sizes):
    """A shape written as Python does is read as itself."""
    assert Shape().read(Shape().text(sizes)) == sizes


@pytest.mark.parametrize(
    "answer", [Real(), Vector(0.1, 0), Matrix(), Integer(), Shape(), ShapeOrError(), Label(("up", "down"))]
)
def test_types_survive_json(answer):
    """A type of answer and its tolerance come back from JSON."""
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer


def test_an_operation_without_a_result_is_answered_by_a_word():
    """Where there may be no such array, the word `error` is read beside shapes, in any case."""
    answer = ShapeOrError()
    assert answer.read(" Error ") == "error"
    assert answer.read("3x4") == (3, 4)
    assert answer.text("error") == "error"
    assert answer.accepts("error", "error")
    assert not answer.accepts((3, 4), "error")
    with pytest.raises(CannotRead, match="not a shape"):
        answer.read("none")
