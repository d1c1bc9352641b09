"""Where a wrong value leaves the worked solution."""

from random import Random

import pytest

from flashcards.problems.answers import Real
from flashcards.problems.contract import Part
from flashcards.problems.departure import departure
from flashcards.problems.drawing import draw


@pytest.fixture
def chain(spoiled):
    """A kind whose one part comes at the end of three steps, from a = 2 and b = 2.5."""

    def solve(self, step, a, b):
        area = step("area", "a * b", a * b)
        root = step("root", "sqrt(area)", area**0.5)
        step("side", "a + b / root", a + b / root)

    kind = spoiled(solve=solve, parts=(Part("side", Real(), "The side?"),), product=None, other_book=None)
    kind = type("Chain", (type(kind),), {"no_root": None, "doubled": None})()
    return kind, draw(kind, 1, {"a": 2, "b": 2.5})


@pytest.mark.parametrize(
    ("value", "step", "says"),
    [
        (5.0, "area", "your 5.0000 is area: it goes on from here"),
        (2.236, "root", "your 2.2360 is root: it goes on from here"),
        (2 + 2.5 / 5, "root", "your 2.5000 comes of root = area, as if nothing were done to it here"),
        (2 - 2.5 / 5**0.5, "root", "your 0.8820 comes of root with the other sign"),
        (2 + 2.5 * 5**0.5, "root", "your 7.5902 comes of root turned over"),
        (2 + 2.5 / 10**0.5, "area", "your 2.7906 comes of area doubled"),
    ],
)
def test_the_step_done_otherwise_is_found(chain, value, step, says):
    """A value that one step done otherwise explains is traced to the last such step."""
    kind, variant = chain
    found = departure(kind, variant, variant.parts[0], value)
    assert (found.step, found.says) == (step, says)


def test_what_no_single_step_explains_is_left_alone(chain):
    """Few random wrong values are explained, and a right one never."""
    kind, variant = chain
    part = variant.parts[0]
    rng = Random(4)
    guesses = [part.right * rng.uniform(-3, 3) for _ in range(300)]
    wrong = [guess for guess in guesses if not part.answer.accepts(guess, part.right)]
    assert sum(departure(kind, variant, part, guess) is not None for guess in wrong) < 0.05 * len(wrong)
    assert departure(kind, variant, part, part.right) is None


def test_steps_that_cannot_be_done_explain_nothing(chain):
    """A root of what became negative, or a division by nothing, ends the search without a fault."""
    kind, variant = chain
    for value in (0.0, 1e300, -1e-300, float("1e308")):
        departure(kind, variant, variant.parts[0], value)
