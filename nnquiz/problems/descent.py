"""Kinds about steps of gradient descent."""

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import optimizers
from nnquiz.reference.arrays import Array


class GradientDescentStep(Kind):
    """A step of plain gradient descent."""

    name = "gradient-descent-step"
    topic = "gradient-descent"
    level = 1
    ask = "A weight is w = {w}, the gradient of the loss by it is g = {g}, and lr = {lr}. What is the weight after a step of gradient descent?"
    givens = {
        "w": grid(-2, 2, 0.1, avoid=[0]),
        "g": grid(-3, 3, 0.1, avoid=[-1, 0, 1]),
        "lr": choice(0.05, 0.1, 0.2, 0.5),
    }
    parts = (Part("w1", Real()),)
    hints = (
        "The loss grows in the gradient's direction: which way does the weight go, and how far?",
        "w1 = w - lr * g",
    )

    def fits(self, g: float, lr: float) -> bool:
        return abs(lr * g) >= 0.05

    def solve(self, step: Trace, w: float, g: float, lr: float) -> None:
        step("w1", "w - lr * g", optimizers.gradient_descent(w, g, lr=lr))

    @slip("That climbs: w + lr * g. Descent subtracts.")
    def ascent(self, w: float, g: float, lr: float) -> Array:
        return optimizers.gradient_descent(w, -g, lr=lr)

    @slip("That subtracts the whole gradient. The step is lr * g.")
    def no_rate(self, w: float, g: float) -> float:
        return w - g

    @slip("That is the step alone, -lr * g. It is added to the weight: w - lr * g.")
    def step_alone(self, g: float, lr: float) -> float:
        return -lr * g


KINDS = (GradientDescentStep,)
