"""One run of `solve`: exact, rounded, and carried on from the learner's own."""

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


def test_rounding_reaches_every_later_step():
    """A hand computation goes on with the rounded number."""
    assert _solve(Trace(GIVENS, digits=1)) == {"a": 0.4, "b": 0.2}


def test_own_values_take_the_place_of_right_ones():
    """What the learner has is carried on in place of the right value."""
    assert _solve(Trace(GIVENS, own={"a": 2.0})) == {"a": 2.0, "b": -2.0}
