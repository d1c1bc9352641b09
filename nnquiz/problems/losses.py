"""Kinds about losses."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import losses
from nnquiz.reference.arrays import Array


class BinaryCrossEntropy(Kind):
    """The binary cross-entropy of one prediction."""

    name = "binary-cross-entropy"
    topic = "losses"
    level = 1
    ask = "A sigmoid unit gives p = {p} for an example with the label y = {y}. What is its binary cross-entropy?"
    conventions = ("natural logarithm, this one example",)
    # At 0.5 both labels cost the same.
    givens = {"p": grid(0.05, 0.95, 0.01, avoid=[0.5]), "y": choice(0, 1)}
    parts = (Part("L", Real()),)
    hints = (
        "Only one of the two terms is left: which, with this label?",
        "L = -ln p for y = 1, and -ln(1 - p) for y = 0",
    )

    def solve(self, step: Trace, p: float, y: int) -> None:
        q = step("q", "p" if y else "1 - p", p if y else 1 - p)
        step("L", "-ln(q)", losses.binary_cross_entropy(q, 1))

    @slip("That is the loss for the other label. For y = 1 it is -ln p, for y = 0 it is -ln(1 - p).")
    def other_label(self, p: float, y: int) -> Array:
        return losses.binary_cross_entropy(p, 1 - y)

    @slip("That is with log10. The loss takes the natural logarithm, ln.")
    def log10_for_ln(self, p: float, y: int) -> float:
        return -math.log10(p if y else 1 - p)

    @slip("That is in bits, with log2, as information theory has it. This question takes ln.", rival=True)
    def log2_for_ln(self, p: float, y: int) -> float:
        return -math.log2(p if y else 1 - p)

    @slip("The minus in front is missing: the logarithm of a probability is negative, and a loss is not.")
    def sign_lost(self, p: float, y: int) -> float:
        return math.log(p if y else 1 - p)
