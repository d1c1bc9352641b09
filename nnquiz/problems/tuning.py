"""Kinds about searching hyperparameters."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import tuning
from nnquiz.reference.arrays import Array


class LogScaleSample(Kind):
    """A hyperparameter drawn on a logarithmic scale."""

    name = "log-scale-sample"
    topic = "tuning"
    level = 2
    # Down to the size of a learning rate three decimals would tell nothing: a penalty's strength is larger.
    ask = (
        "The strength of a penalty is searched between 10^{a} and 10^{b}, evenly on a logarithmic scale. The "
        "random number between 0 and 1 is u = {u}. Which strength is tried?"
    )
    conventions = ("u = 0 stands for the lower end",)
    givens = {"a": ints(-2, 0), "b": ints(1, 3), "u": grid(0.1, 0.9, 0.05, avoid=[0.5])}
    parts = (Part("strength", Real()),)
    hints = (
        "It is the exponent that is drawn evenly, between which two numbers?",
        "10^r with r = a + u * (b - a)",
    )

    def solve(self, step: Trace, a: int, b: int, u: float) -> None:
        r = step("r", "a + u * (b - a)", a + u * (b - a))
        step("strength", "10^r", 10**r)

    @slip(
        "That is even between the ends themselves. On a logarithmic scale the exponent is: 10^(a + u (b - a))."
    )
    def linear_scale(self, a: int, b: int, u: float) -> float:
        return 10.0**a + u * (10.0**b - 10.0**a)

    @slip("That is e^r. The ends are powers of 10: 10^r.")
    def base_e(self, a: int, b: int, u: float) -> float:
        return math.exp(a + u * (b - a))

    @slip("That starts at the upper end. u = 0 stands for the lower one: r = a + u * (b - a).")
    def reversed_ends(self, a: int, b: int, u: float) -> Array:
        return tuning.log_scale(b, a, u)

    @slip("That is the exponent r. The strength is 10^r.")
    def exponent_alone(self, a: int, b: int, u: float) -> float:
        return a + u * (b - a)


KINDS = (LogScaleSample,)
