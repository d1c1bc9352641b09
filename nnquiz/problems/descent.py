"""Kinds about steps of gradient descent."""

import math
from itertools import pairwise

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import losses, optimizers, regression
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


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


class TwoDescentSteps(Kind):
    """Two steps of gradient descent on a parabola."""

    name = "two-descent-steps"
    topic = "gradient-descent"
    level = 1
    ask = "Gradient descent minimizes f(w) = (w - c)^2 with c = {c}. It starts at w0 = {w0}, and lr = {lr}."
    givens = {
        "c": ints(-3, 3, avoid=[0]),
        "w0": grid(-4, 4, 0.5, avoid=[0]),
        "lr": choice(0.05, 0.1, 0.2, 0.3, 0.4, 0.6),
    }
    parts = (
        Part("w1", Real(), "What is w1, after one step?"),
        Part("w2", Real(), "And w2, after another step?"),
    )
    hints = (
        "What is the derivative of f at the point where the step begins?",
        "w1 = w0 - lr * 2 * (w0 - c), and w2 likewise from w1",
    )

    def fits(self, c: int, w0: float) -> bool:
        # At a distance of 1 or 2 from c, the square is as large as w0 - c or the gradient.
        return abs(w0 - c) > 1 and abs(w0 - c) != 2

    def solve(self, step: Trace, c: int, w0: float, lr: float) -> None:
        g0 = step("g0", "2 * (w0 - c)", 2 * (w0 - c))
        w1 = step("w1", "w0 - lr * g0", optimizers.gradient_descent(w0, g0, lr=lr))
        g1 = step("g1", "2 * (w1 - c)", 2 * (w1 - c))
        step("w2", "w1 - lr * g1", optimizers.gradient_descent(w1, g1, lr=lr))

    @slip(
        "That takes w0 - c for the gradient. The derivative of the square brings a 2: 2 (w0 - c).", part="w1"
    )
    def no_two(self, c: int, w0: float, lr: float) -> float:
        return w0 - lr * (w0 - c)

    @slip("That takes the value of f for the gradient. The step takes its derivative, 2 (w0 - c).", part="w1")
    def value_for_gradient(self, c: int, w0: float, lr: float) -> float:
        return w0 - lr * (w0 - c) ** 2

    @slip("That climbs away from the minimum at c. Descent subtracts lr times the gradient.", part="w1")
    def first_ascent(self, c: int, w0: float, lr: float) -> float:
        return w0 + lr * 2 * (w0 - c)

    @slip(
        "That takes the gradient of w0 once more. Each step has its own, taken where it begins: 2 (w1 - c).",
        part="w2",
    )
    def old_gradient(self, c: int, w0: float, lr: float, w1: float) -> float:
        return w1 - lr * 2 * (w0 - c)

    @slip("That goes from w0 with the gradient of w1. The second step begins at w1.", part="w2")
    def from_the_start(self, c: int, w0: float, lr: float, w1: float) -> float:
        return w0 - lr * 2 * (w1 - c)

    @slip("That climbs away from the minimum at c. Descent subtracts lr times the gradient.", part="w2")
    def second_ascent(self, c: int, lr: float, w1: float) -> float:
        return w1 + lr * 2 * (w1 - c)


class MiniBatchStep(Kind):
    """A step from the gradient of a mini-batch of three examples."""

    name = "mini-batch-step"
    topic = "gradient-descent"
    level = 2
    ask = (
        "The model yhat = w * x has the weight w = {w}. The examples of a mini-batch have x = {x} and y = {y}; "
        "lr = {lr}."
    )
    conventions = ("the loss is the mean of (yhat - y)^2 over the mini-batch, with no factor 1/2",)
    givens = {
        "w": grid(-2, 2, 0.5, avoid=[0]),
        "x": vector(3, ints(-3, 3, avoid=[0])),
        "y": vector(3, grid(-2, 2, 0.5)),
        "lr": choice(0.05, 0.1, 0.2),
    }
    parts = (
        Part("g", Real(), "What is the gradient of the loss by w?"),
        Part("w1", Real(), "And the weight after a step of gradient descent?"),
    )
    hints = (
        "Each example has a gradient of its own, by the chain rule: what is the inner derivative?",
        "g is the mean of 2 (w * x - y) * x over the three examples, and w1 = w - lr * g",
    )
    derivative_in = "w"

    def primitive(self, w: float, x: Row, y: Row) -> Array:
        return losses.mean_squared_error(y, tuple(w * one for one in x))

    def fits(self, w: float, x: Row, y: Row, lr: float) -> bool:
        step = lr * sum(map(math.prod, zip(errors(w, x, y), x, strict=True)))
        # What is right with a factor 1/2 must not look like a mistake, nor one mistake like another.
        others = sorted(
            (
                self.sum_for_mean(w, x, y),
                self.halved(w, x, y),
                self.first_example(w, x, y),
                self.no_inputs(w, x, y),
            )
        )
        apart = not any(math.isclose(a, b, rel_tol=0.02, abs_tol=2e-3) for a, b in pairwise(others))
        return all(errors(w, x, y)) and 0.05 <= abs(step) <= 2 and apart

    def solve(self, step: Trace, w: float, x: Row, y: Row, lr: float) -> None:
        e = step("e", "w * x - y for each", errors(w, x, y))
        products = step("products", "e * x for each", tuple(map(math.prod, zip(e, x, strict=True))))
        g = step("g", "2 * (sum of products) / 3", 2 * sum(products) / 3)
        step("w1", "w - lr * g", optimizers.gradient_descent(w, g, lr=lr))

    @slip("That is the sum over the mini-batch. Its mean divides by the three examples.", part="g")
    def sum_for_mean(self, w: float, x: Row, y: Row) -> float:
        return 3 * gradient(w, x, y)

    @slip(
        "That is half of it, right for courses whose loss has a factor 1/2. In this question it has none, and "
        "the 2 of the square stays.",
        part="g",
        rival=True,
    )
    def halved(self, w: float, x: Row, y: Row) -> float:
        return gradient(w, x, y) / 2

    @slip(
        "That is the gradient of the first example alone. A mini-batch takes the mean over all three.",
        part="g",
    )
    def first_example(self, w: float, x: Row, y: Row) -> float:
        return gradient(w, x[:1], y[:1])

    @slip(
        "That is the mean of 2 (yhat - y) alone. The inner derivative of w * x by w is x: each error is "
        "multiplied by its x.",
        part="g",
    )
    def no_inputs(self, w: float, x: Row, y: Row) -> float:
        return 2 * sum(errors(w, x, y)) / 3

    @slip("That climbs: w + lr * g. Descent subtracts.", part="w1")
    def ascent(self, w: float, lr: float, g: float) -> float:
        return w + lr * g

    @slip("That subtracts the whole gradient. The step is lr * g.", part="w1")
    def no_rate(self, w: float, g: float) -> float:
        return w - g

    @slip("That divides by the three examples once more. g is their mean already.", part="w1")
    def mean_again(self, w: float, lr: float, g: float) -> float:
        return w - lr * g / 3


def errors(w: float, x: Row, y: Row) -> Row:
    """By how much the model's prediction for each example is above its label."""
    return tuple(w * one - label for one, label in zip(x, y, strict=True))


def gradient(w: float, x: Row, y: Row) -> float:
    """The gradient of the mean squared error by the only weight."""
    return float(regression.mean_squared_error_gradient(tuple((one,) for one in x), y, (w,))[0])


KINDS = (
    GradientDescentStep,
    TwoDescentSteps,
    MiniBatchStep,
)
