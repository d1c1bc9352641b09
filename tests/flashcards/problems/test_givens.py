"""Drawing givens on grids, and what a deck may ask of them."""

from random import Random

import pytest

from flashcards.problems.errors import ImpossibleParams
from flashcards.problems.givens import choice, grid, ints, matrix, narrowed, vector
from flashcards.problems.numbers import given_text, shape

Z = grid(-3, 3, 0.1, avoid=[0, 0.4])
GIVENS = {
    "z": Z,
    "n": ints(2, 6),
    "layout": choice("rows", "columns"),
    "x": vector(3, ints(0, 9), distinct=True),
    "p": choice((0.1, 0.9), (0.2, 0.8)),
    "W": matrix(2, 3, ints(0, 9)),
}


def _draws(given, count=300):
    rng = Random(1)
    return [given.draw(rng) for _ in range(count)]


def test_a_grid_holds_exact_decimals():
    """A grid's numbers are what their printed decimals say, both ends included."""
    assert Z.values[0] == -3
    assert Z.values[-1] == 3
    assert 0.3 in Z.values
    assert not {0, 0.4} & set(Z.values)
    assert all(float(given_text(value)) == value for value in Z.values)


def test_every_value_is_drawn_sometimes():
    """A draw leaves nothing out."""
    assert set(_draws(ints(1, 6, avoid=[4]))) == {1, 2, 3, 5, 6}
    assert set(_draws(choice("rows", "columns"))) == {"rows", "columns"}


def test_vectors_and_matrices():
    """Vectors and matrices have the sizes asked, and distinct vectors no number twice."""
    assert {shape(drawn) for drawn in _draws(matrix(2, 3, Z))} == {(2, 3)}
    assert all(len(set(drawn)) == 3 for drawn in _draws(GIVENS["x"]))
    with pytest.raises(ValueError, match="3 different"):
        vector(3, ints(0, 1), distinct=True)


@pytest.mark.parametrize(
    ("params", "key", "drawn"),
    [
        ({"z": 0.5}, "z", {0.5}),
        ({"z": "0.50"}, "z", {0.5}),  # decks hold text
        ({"z": -3}, "z", {-3.0}),
        ({"n": {"choice": ["2", "5"]}}, "n", {2, 5}),
        ({"n": {"range": ["3", 4]}}, "n", {3, 4}),
        ({"z": {"range": [0.3, 0.5]}}, "z", {0.3, 0.5}),
        ({"layout": "rows"}, "layout", {"rows"}),
        ({"x": ["1", "2", "3"]}, "x", {(1, 2, 3)}),
        ({"p": ["0.2", 0.8]}, "p", {(0.2, 0.8)}),
    ],
)
def test_params_narrow_what_is_drawn(params, key, drawn):
    """A value fixes a given, a choice or a range narrows it."""
    assert set(_draws(narrowed(GIVENS, params)[key])) == drawn


def test_params_narrow_each_element_of_a_row():
    """A range for a vector holds for each of its numbers."""
    x = narrowed(GIVENS, {"x": {"range": [4, 6]}})["x"]
    assert {element for row in _draws(x) for element in row} == {4, 5, 6}


@pytest.mark.parametrize(
    ("params", "key", "says"),
    [
        ({"zz": 1}, "zz", "z (-3 to 3 in steps of 0.1, not 0 or 0.4)"),
        ({"z": 0.4}, "z", "-3 to 3 in steps of 0.1, not 0 or 0.4"),
        ({"z": 0.25}, "z", "in steps of 0.1"),
        ({"z": "much"}, "z", "in steps of 0.1"),
        ({"z": True}, "z", "in steps of 0.1"),
        ({"z": "nan"}, "z", "in steps of 0.1"),
        ({"z": None}, "z", "in steps of 0.1"),
        ({"z": [1, 2]}, "z", "wants one value, {choice: [...]}"),
        ({"z": []}, "z", "wants one value, {choice: [...]}"),
        ({"p": ["0.5", "0.5"]}, "p", "never [0.5, 0.5] possible: [0.1, 0.9], [0.2, 0.8]"),
        ({"p": 0.1}, "p", "[0.1, 0.9], [0.2, 0.8]"),
        ({"z": {"from": 1}}, "z", "{range: [lo, hi]}"),
        ({"z": {"range": [1, 2], "choice": [1]}}, "z", "{range: [lo, hi]}"),
        ({"z": {"range": [1]}}, "z", "{range: [lo, hi]}"),
        ({"z": {"range": ["a", 2]}}, "z", "'a' is none"),
        ({"z": {"range": [4, 5]}}, "z", "never between 4 and 5"),
        ({"z": {"range": ["nan", "inf"]}}, "z", "never between"),
        ({"z": {"choice": []}}, "z", "{choice: [...]}"),
        ({"z": {"choice": "1"}}, "z", "{choice: [...]}"),
        ({"z": {"choice": [1, 9]}}, "z", "never 9"),
        ({"layout": "diagonal"}, "layout", "rows, columns"),
        ({"layout": {"range": [1, 2]}}, "layout", "never between"),
        ({"x": 1}, "x", "a row of 3"),
        ({"x": [1, 2]}, "x", "a row of 3"),
        ({"x": [1, 2, 99]}, "x", "never 99"),
        ({"W": [[1, 2, 3]]}, "W", "'W' is 2 rows possible: 2 rows, each 3 of: whole numbers from 0 to 9"),
        ({"W": [[1, 2, 3], [4, 5]]}, "W", "a row of 3"),
        ({"x": [1, 1, 2]}, "x", "3 different"),
        ({"x": {"choice": [1, 2]}}, "x", "3 different"),
    ],
)
def test_impossible_params_name_the_key_and_what_is_possible(params, key, says):
    """What a kind never draws is refused with the key and what is possible."""
    with pytest.raises(ImpossibleParams) as refused:
        narrowed(GIVENS, params)
    assert refused.value.key == key
    assert says in f"{refused.value} {refused.value.hint}"
