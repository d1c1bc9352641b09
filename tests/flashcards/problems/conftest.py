"""Small kinds of problems that these tests spoil, draw and answer."""

import importlib.util
import sys
from pathlib import Path

import pytest

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid

PLUGIN = Path(__file__).parents[2] / "plugin"


class Rectangle(Kind):
    """Half the perimeter and then a box's wall: two parts, the second of which goes on with the first."""

    name = "rectangle"
    topic = "geometry"
    ask = "A rectangle has the sides {a} and {b}."
    givens = {"a": grid(1.5, 6, 0.5), "b": grid(1.5, 6, 0.5)}
    parts = (Part("side", Real(), "What is a + b?"), Part("wall", Real(), "And its square root by a?"))
    hints = ("Add.", "side = a + b, wall = a sqrt(side)")

    def fits(self, a, b):
        """Two different sides."""
        return a != b

    def solve(self, step, a, b):
        """The sum of the sides, and the wall over it."""
        side = step("side", "a + b", a + b)
        step("wall", "a * sqrt(side)", a * side**0.5)

    @slip("That is the product.", part="side")
    def product(self, a, b):
        """The sides multiplied."""
        return a * b

    @slip("That is b by the root: right in the other book.", part="wall", rival=True)
    def other_book(self, b, side):
        """The root by the other side."""
        return b * side**0.5

    @slip("That forgets the root.", part="wall")
    def no_root(self, a, side):
        """The side without its root."""
        return a * side

    @slip("That has the sum once too often.", part="wall")
    def doubled(self, a, side):
        """The same number as without the root."""
        return a * side


@pytest.fixture
def rectangle():
    """A sound kind of two parts."""
    return Rectangle()


@pytest.fixture
def spoiled():
    """Make the kind of two parts with some attributes replaced."""

    def spoil(**changes):
        return type("Spoiled", (Rectangle,), changes)()

    return spoil


@pytest.fixture(scope="session")
def statistics():
    """The module of the plug-in of another field."""
    spec = importlib.util.spec_from_file_location(
        "descriptive_statistics", PLUGIN / "descriptive_statistics.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
