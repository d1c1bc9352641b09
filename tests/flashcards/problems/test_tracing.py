"""One run of `solve`: exact, rounded, and carried on from the learner's own."""

import pytest

from flashcards.problems.numbers import shape_text
from flashcards.problems.tracing import Trace

GIVENS = {"z": -0.5, "x": (1.0, 2.0)}


def _solve(step):
    a = step("a", "1 / (1 + e^(-z))", 0.377541)
    step("b", "a * (1 - a)", a * (1 - a))
    return step.values


def test_lines_show_the_formula_with_its_numbers():
    """A line of the solution has the name, the formula, the formula with its numbers, and the value."""
    trace = Trace(GIVENS)
    _solve(trace)
    assert [step.line for step in trace.steps] == [
        "a = 1 / (1 + e^(-z)) = 1 / (1 + e^(-(-0.5))) = 0.3775",
        "b = a * (1 - a) = 0.3775 * (1 - 0.3775) = 0.2350",
    ]


def test_lines_say_nothing_twice_and_keep_names_of_vectors():
    """Where numbers add nothing they are left out, and a vector is called by its name."""
    trace = Trace(GIVENS, writes={"W": shape_text})
    trace("W", "(2, 3)", (2, 3))
    trace("total", "sum of x", 3.0)
    trace("c", "z - tanh(z)", 1.0)
    trace("d", "2 * z^2", 0.5)
    assert [step.line for step in trace.steps] == [
        "W = (2, 3)",
        "total = sum of x = 3.0000",
        "c = z - tanh(z) = -0.5 - tanh(-0.5) = 1.0000",
        "d = 2 * z^2 = 2 * (-0.5)^2 = 0.5000",
    ]


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("max(z, 4)", "max(-0.5, 4)"),
        ("min(4, z)", "min(4, -0.5)"),
        ("|z| + |1 - z|", "|-0.5| + |1 - (-0.5)|"),
        ("2 * |x| * z", "2 * |x| * (-0.5)"),
        ("|z|z", "|-0.5|(-0.5)"),
        ("(z + 1) / z", "(-0.5 + 1) / (-0.5)"),
        ("[z, 2 z]", "[-0.5, 2 (-0.5)]"),
        ("max(z^2, z ^2)", "max((-0.5)^2, (-0.5) ^2)"),
        ("e^z", "e^(-0.5)"),
    ],
)
def test_negative_numbers_have_the_parentheses_they_need(formula, written):
    """A minus that would touch an operator stands in parentheses, and no other."""
    trace = Trace(GIVENS)
    trace("a", formula, 1.0)
    assert trace.steps[0].with_numbers == written


def test_rounding_reaches_every_later_step():
    """A hand computation goes on with the rounded number."""
    assert _solve(Trace(GIVENS, digits=1)) == {"a": 0.4, "b": 0.2}


def test_own_values_take_the_place_of_right_ones():
    """What the learner has is carried on in place of the right value."""
    assert _solve(Trace(GIVENS, own={"a": 2.0})) == {"a": 2.0, "b": -2.0}
