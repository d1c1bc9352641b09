"""Kinds about penalties on weights."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import gradients
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class L2Cost(Kind):
    """A cost with its L2 penalty."""

    name = "l2-cost"
    topic = "regularization"
    level = 1
    ask = (
        "A layer has the weights W = {W} and the biases b = {b}. Over m = {m} examples its plain cost is J0 = {J0}. "
        "An L2 penalty with lam = {lam} is added."
    )
    conventions = ("the penalty is lam / (2m) times the sum of the squared weights, without biases",)
    givens = {
        "W": matrix(2, 2, grid(-2, 2, 0.5, avoid=[0])),
        "b": vector(2, grid(-2, 2, 0.5, avoid=[0])),
        "m": choice(4, 5, 8, 10, 20),
        "J0": grid(0.2, 1.5, 0.1, avoid=[1]),
        "lam": choice(0.4, 0.5, 1, 2, 3),
    }
    parts = (
        Part("S", Real(), "What is S, the sum of the squared weights?"),
        Part("J", Real(), "And the cost J with the penalty?"),
    )
    hints = (
        "Which numbers of the layer are penalised, and how does the penalty's factor read?",
        "S = sum of w^2 over W, then J = J0 + lam / (2m) * S",
    )

    def fits(self, W: tuple[Row, ...]) -> bool:
        # Else two mistakes give the same number.
        return abs(self.sizes_for_squares(W) - self.square_of_sum(W)) > 0.1

    def solve(self, step: Trace, W: tuple[Row, ...], m: int, J0: float, lam: float) -> None:
        S = step("S", "sum of w^2 over W", sum(w**2 for row in W for w in row))
        penalty = step("penalty", "lam / (2 * m) * S", lam / (2 * m) * S)
        step("J", "J0 + penalty", J0 + penalty)

    @slip("That is with the biases. The penalty is on the weights alone.", part="S")
    def biases_included(self, W: tuple[Row, ...], b: Row) -> float:
        return sum(w**2 for row in (*W, b) for w in row)

    @slip("That adds the sizes of the weights, as an L1 penalty does. L2 adds their squares.", part="S")
    def sizes_for_squares(self, W: tuple[Row, ...]) -> float:
        return sum(abs(w) for row in W for w in row)

    @slip("That is the root of it, the norm. The penalty takes the sum of squares, without a root.", part="S")
    def norm(self, W: tuple[Row, ...]) -> float:
        return math.sqrt(sum(w**2 for row in W for w in row))

    @slip("That squares the sum of the weights. Each weight is squared first, then they are added.", part="S")
    def square_of_sum(self, W: tuple[Row, ...]) -> float:
        return sum(w for row in W for w in row) ** 2

    @slip(
        "That adds lam / m * S. The factor of the penalty is lam / (2m), as the line under the question says.",
        part="J",
    )
    def half_missing(self, m: int, J0: float, lam: float, S: float) -> float:
        return J0 + lam / m * S

    @slip(
        "That adds lam / 2 * S, right by Goodfellow's book, which does not divide by m. This question does.",
        part="J",
        rival=True,
    )
    def no_examples(self, J0: float, lam: float, S: float) -> float:
        return J0 + lam / 2 * S

    @slip(
        "That adds lam * S, right for the L2 regularizer of Keras, which has no factor. This question has lam / (2m).",
        part="J",
        rival=True,
    )
    def no_factor(self, J0: float, lam: float, S: float) -> float:
        return J0 + lam * S

    @slip("That is the penalty alone. It is added to the plain cost J0.", part="J")
    def penalty_alone(self, m: int, lam: float, S: float) -> float:
        return lam / (2 * m) * S


class L2Gradient(Kind):
    """The gradient with an L2 penalty in the cost."""

    name = "l2-gradient"
    topic = "regularization"
    level = 2
    ask = (
        "A weight is w = {w}, and the gradient of the plain cost with respect to it is dw = {dw}. With lam = {lam} "
        "and m = {m} examples, what is the gradient of the cost with its L2 penalty?"
    )
    conventions = ("the penalty is lam / (2m) times the sum of the squared weights",)
    givens = {
        "w": grid(-3, 3, 0.1, avoid=[-1, 0, 1]),
        "dw": grid(-1, 1, 0.1, avoid=[0]),
        "lam": choice(0.5, 1, 2, 3),
        "m": choice(4, 5, 8, 10, 20),
    }
    parts = (Part("total", Real()),)
    hints = (
        "The penalty has a derivative by w of its own: what becomes of the 2?",
        "dw + lam / m * w",
    )

    def fits(self, w: float, lam: float, m: int) -> bool:
        return abs(lam / m * w) >= 0.05

    def solve(self, step: Trace, w: float, dw: float, lam: float, m: int) -> None:
        decay = step("decay", "lam / m * w", lam / m * w)
        step("total", "dw + decay", dw + decay)

    @slip("That adds lam / (2m) * w. The derivative of w^2 is 2w, which takes the 2 away: lam / m * w.")
    def half_kept(self, w: float, dw: float, lam: float, m: int) -> float:
        return dw + lam / (2 * m) * w

    @slip(
        "That adds lam * w, right for a penalty of lam / 2 times the sum, as PyTorch's weight_decay has it. "
        "This question divides by m.",
        rival=True,
    )
    def no_examples(self, w: float, dw: float, lam: float) -> float:
        return dw + lam * w

    @slip("That adds the penalty itself. The gradient gets its derivative, lam / m * w.")
    def penalty_itself(self, w: float, dw: float, lam: float, m: int) -> float:
        return dw + lam / (2 * m) * w**2

    @slip("That subtracts lam / m * w. The gradient gets it added; it is the step that subtracts.")
    def subtracted(self, w: float, dw: float, lam: float, m: int) -> Array:
        return gradients.l2_gradient(w, dw, lam=-lam, m=m)


KINDS = (
    L2Cost,
    L2Gradient,
)
