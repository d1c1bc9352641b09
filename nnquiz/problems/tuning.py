"""Kinds about searching hyperparameters."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
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


class LogScaleBeta(Kind):
    """The beta of an average drawn by the logarithm of its distance from 1."""

    name = "log-scale-beta"
    topic = "tuning"
    level = 2
    ask = (
        "The beta of an exponentially weighted average is searched between {low} and {high}, with 1 - beta even on "
        "a logarithmic scale. The random number between 0 and 1 is u = {u}. Which beta is tried?"
    )
    conventions = ("u = 0 stands for {low}, u = 1 for {high}",)
    givens = {"low": choice(0.9, 0.8, 0.6, 0.5), "high": choice(0.99, 0.995, 0.98), "u": grid(0.1, 0.9, 0.05)}
    # One per cent of beta would be as wide as the search itself.
    parts = (Part("beta", Real(atol=5e-4, rtol=0)),)
    hints = (
        "What are the two ends of 1 - beta, and their logarithms?",
        "r goes evenly from log10(1 - low) to log10(1 - high); beta = 1 - 10^r",
    )

    def solve(self, step: Trace, low: float, high: float, u: float) -> None:
        a = step("a", "log10(1 - low)", math.log10(1 - low))
        b = step("b", "log10(1 - high)", math.log10(1 - high))
        r = step("r", "a + u * (b - a)", a + u * (b - a))
        step("beta", "1 - 10^r", 1 - 10**r)

    @slip("That is even between the ends themselves. It is log10(1 - beta) that is drawn evenly.")
    def linear_scale(self, low: float, high: float, u: float) -> float:
        return low + u * (high - low)

    @slip("That is 1 - beta. Subtract it from 1.")
    def distance_alone(self, low: float, high: float, u: float) -> float:
        return 1 - _beta(low, high, u)

    @slip("That starts at the upper end. u = 0 stands for the lower one.")
    def reversed_ends(self, low: float, high: float, u: float) -> float:
        return _beta(high, low, u)

    @slip("That is 1 - e^r, but r comes from log10: beta = 1 - 10^r.")
    def base_e(self, low: float, high: float, u: float) -> float:
        return 1 - math.exp(math.log10(1 - _beta(low, high, u)))


def _beta(low: float, high: float, u: float) -> float:
    return float(tuning.log_scale_below_one(math.log10(1 - low), math.log10(1 - high), u))


KINDS = (LogScaleSample, LogScaleBeta)
