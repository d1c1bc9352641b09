"""Kinds about losses."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import losses
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class MeanSquaredError(Kind):
    """The mean squared error of four predictions."""

    name = "mse"
    topic = "losses"
    level = 1
    ask = "For the labels y = {y} a network predicts yhat = {yhat}. What is the mean squared error?"
    conventions = ("the mean over all four, with no factor 1/2",)
    givens = {"y": vector(4, grid(-2, 2, 0.5)), "yhat": vector(4, grid(-2, 2, 0.5))}
    parts = (Part("MSE", Real()),)
    hints = (
        "First the four errors: what keeps those above and below from cancelling?",
        "MSE = (e_1^2 + e_2^2 + e_3^2 + e_4^2) / 4 with e = yhat - y",
    )

    def fits(self, y: Row, yhat: Row) -> bool:
        return all(errors(y, yhat))

    def solve(self, step: Trace, y: Row, yhat: Row) -> None:
        e = step("e", "yhat - y for each", errors(y, yhat))
        squares = step("squares", "e^2 for each", tuple(one**2 for one in e))
        step("MSE", "sum of squares / 4", sum(squares) / len(squares))

    @slip(
        "That is half the mean, right by books that write 1/(2m) to have a simpler gradient. This question has no "
        "factor 1/2.",
        rival=True,
    )
    def halved(self, y: Row, yhat: Row) -> Array:
        return losses.mean_squared_error(y, yhat) / 2

    @slip("That is the sum of the squares. The mean divides it by the number of predictions.")
    def sum_for_mean(self, y: Row, yhat: Row) -> float:
        return sum(e**2 for e in errors(y, yhat))

    @slip("That is the mean absolute error. Here each error is squared before the mean is taken.")
    def absolute(self, y: Row, yhat: Row) -> float:
        return sum(map(abs, errors(y, yhat))) / len(y)

    @slip("That is the root of it, the RMSE. The mean squared error has no root.")
    def root(self, y: Row, yhat: Row) -> float:
        return math.sqrt(losses.mean_squared_error(y, yhat))


def errors(y: Row, yhat: Row) -> Row:
    """By how much each prediction is above its label."""
    return tuple(one - label for label, one in zip(y, yhat, strict=True))


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


KINDS = (
    MeanSquaredError,
    BinaryCrossEntropy,
)
