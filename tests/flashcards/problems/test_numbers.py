"""Values, and how they are written for people."""

import pytest

from flashcards.problems.numbers import elements, given_text, is_finite, plain, result_text, shape


class _Array:
    def tolist(self):
        return [[1.5, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.235, "0.2350"),
        (-12.34567, "-12.3457"),
        (0.012345, "0.01235"),
        (0.09999999, "0.1000"),
        (0.00012345, "0.0001234"),
        (0.0000123, "1.230e-5"),
        (2.0, "2.0000"),
        (2, "2"),
        (-0.0, "0"),
        (1e-17, "0"),
        (1234567.8, "1.235e6"),
        (999949.9, "999949.9000"),
        ((1.0, 0.5), "[1.0000, 0.5000]"),
        (((1, 2), (3, 4)), "[[1, 2], [3, 4]]"),
        ("more data", "more data"),
    ],
)
def test_results_have_four_digits(number, text):
    """A result is written with four decimals, and with four digits where it is below 0.1."""
    assert result_text(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.1, "0.1"), (-2.0, "-2"), (0.30000000000000004, "0.3"), (50, "50"), ((1.0, -0.5), "[1, -0.5]")],
)
def test_givens_are_written_in_full(number, text):
    """A given is written as the decimal that it is, without zeros behind."""
    assert given_text(number) == text


def test_arrays_become_tuples():
    """An array becomes nested tuples of plain numbers."""
    assert plain(_Array()) == ((1.5, 2.0), (3.0, 4.0))
    assert plain([1, [2.5, "a"]]) == (1, (2.5, "a"))


def test_what_is_no_value_is_refused():
    """A complex number or a dictionary is no value of a problem."""
    for strange in (1j, {"a": 1}, None):
        with pytest.raises(TypeError):
            plain(strange)


def test_shapes_of_values():
    """A value knows its sizes, its elements and whether all are finite."""
    assert shape(3.0) == ()
    assert shape(((1, 2, 3), (4, 5, 6))) == (2, 3)
    assert list(elements(((1, 2), (3, 4)))) == [1, 2, 3, 4]
    assert is_finite((1, "word"))
    assert not is_finite((1, float("nan")))
    with pytest.raises(ValueError, match="lengths"):
        shape(((1, 2), (3,)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((9.0, 6.0), "[9, 6]"),
        (((9.0, 0.0), (-1.0, 18.0)), "[[9, 0], [-1, 18]]"),
        ((9.0, 6.5), "[9.0000, 6.5000]"),
        ((2e-5, 3.0), "[2.000e-5, 3.0000]"),
        ((1e-15, 3.0), "[0, 3]"),
        (9.0, "9.0000"),
    ],
)
def test_rows_of_whole_numbers_have_no_decimals(value, text):
    """Whole numbers are written so where a row or matrix has nothing else."""
    assert result_text(value) == text
