"""Kinds about a layer's first weights."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice
from flashcards.problems.tracing import Trace
from nnquiz.reference import initialization

FANS = choice(16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 300, 400, 512)


HE, XAVIER = "He", "Xavier"


class InitStd(Kind):
    """The standard deviation of a layer's first weights."""

    name = "init-std"
    topic = "initialization"
    level = 2
    ask = (
        "The weights of a dense layer with fan_in = {fan_in} and fan_out = {fan_out} are drawn from a normal "
        "distribution by {scheme} initialization. What is its standard deviation?"
    )
    conventions = ("He takes the fan_in alone (He et al., 2015), Xavier both fans (Glorot & Bengio, 2010)",)
    givens = {"scheme": choice(HE, XAVIER), "fan_in": FANS, "fan_out": FANS}
    parts = (Part("std", Real()),)
    hints = (
        "Both formulas are about the variance, and have a 2 above the line; which fans are below it?",
        "He: sqrt(2 / fan_in); Xavier: sqrt(2 / (fan_in + fan_out))",
    )

    def fits(self, fan_in: int, fan_out: int) -> bool:
        return fan_in != fan_out

    def solve(self, step: Trace, scheme: str, fan_in: int, fan_out: int) -> None:
        formula = "sqrt(2 / fan_in)" if scheme == HE else "sqrt(2 / (fan_in + fan_out))"
        step("std", formula, _std(scheme, fan_in, fan_out))

    @slip("That is the variance. The standard deviation is its square root.")
    def variance(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(scheme, fan_in, fan_out) ** 2

    @slip("That is the other formula: He divides 2 by fan_in, Xavier by fan_in + fan_out.")
    def other_scheme(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(XAVIER if scheme == HE else HE, fan_in, fan_out)

    @slip("That has 1 above the line. The variance is 2 / fan_in by He and 2 / (fan_in + fan_out) by Xavier.")
    def two_lost(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(scheme, fan_in, fan_out) / math.sqrt(2)

    @slip(
        "That is sqrt(1 / fan_in), LeCun's formula, which some courses call Xavier's. Glorot & Bengio's has "
        "both fans, and He's the variance 2 / fan_in.",
        rival=True,
    )
    def lecun(self, fan_in: int) -> float:
        return math.sqrt(1 / fan_in)


def _std(scheme: str, fan_in: int, fan_out: int) -> float:
    return initialization.he_std(fan_in) if scheme == HE else initialization.xavier_std(fan_in, fan_out)


KINDS = (InitStd,)
