"""Kinds about optimizers that give each weight a rate of its own."""

import math
from itertools import pairwise

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.problems.rates import GRADIENTS, RATES, WEIGHTS
from nnquiz.reference import optimizers


class AdagradTwoSteps(Kind):
    """Two steps of Adagrad, from nothing."""

    name = "adagrad-two-steps"
    topic = "optimizers"
    level = 2
    ask = (
        "Adagrad starts at w0 = {w0} with lr = {lr}. The gradient is g1 = {g1} in the first step and g2 = {g2} in "
        "the second."
    )
    conventions = ("G starts at 0; epsilon = 0",)
    givens = {"w0": WEIGHTS, "g1": GRADIENTS, "g2": GRADIENTS, "lr": RATES}
    parts = (
        Part("w1", Real(), "What is w1, after the first step?"),
        Part("w2", Real(), "And w2, after the second?"),
    )
    hints = (
        "Which gradients are in the divisor of a step, and in which form?",
        "G adds up the squares of all gradients so far, that of this step, too.",
        "G1 = g1^2, w1 = w0 - lr * g1 / sqrt(G1), G2 = G1 + g2^2, w2 = w1 - lr * g2 / sqrt(G2)",
    )

    def fits(self, w0: float, g1: float, g2: float, lr: float) -> bool:
        # Mistakes must not look like one another: with equal sizes the mean of the squares is the latest of them.
        w1 = w0 - math.copysign(lr, g1)
        others = sorted(
            (
                self.latest_alone(w1, g2, lr),
                self.second_no_root(w1, g1, g2, lr),
                self.roots_added(w1, g1, g2, lr),
                self.mean_for_sum(w1, g1, g2, lr),
            )
        )
        apart = not any(math.isclose(a, b, rel_tol=0.02, abs_tol=2e-3) for a, b in pairwise(others))
        return abs(abs(g1) - abs(g2)) > 0.2 and apart

    def solve(self, step: Trace, w0: float, g1: float, g2: float, lr: float) -> None:
        first = optimizers.adagrad(0, w0, g1, lr=lr)
        G1 = step("G1", "g1^2", first.G)
        root1 = step("root1", "sqrt(G1)", math.sqrt(G1))
        w1 = step("w1", "w0 - lr * g1 / root1", w0 - lr * g1 / root1)
        G2 = step("G2", "G1 + g2^2", optimizers.adagrad(G1, w1, g2, lr=lr).G)
        root2 = step("root2", "sqrt(G2)", math.sqrt(G2))
        step("w2", "w1 - lr * g2 / root2", w1 - lr * g2 / root2)

    @slip("That is plain gradient descent. Adagrad divides the step by the root of G.", part="w1")
    def first_plain(self, w0: float, g1: float, lr: float) -> float:
        return w0 - lr * g1

    @slip("That divides by G. The step is divided by its square root.", part="w1")
    def first_no_root(self, w0: float, g1: float, lr: float) -> float:
        return w0 - lr / g1

    @slip("That climbs: w0 + lr * g1 / sqrt(G1). Descent subtracts.", part="w1")
    def ascent(self, w0: float, g1: float, lr: float) -> float:
        return w0 + math.copysign(lr, g1)

    @slip(
        "That starts G at 0.1, as TensorFlow and Keras do. In this question it starts at 0.",
        part="w1",
        rival=True,
        may_equal=True,
    )
    def start_above_zero(self, w0: float, g1: float, lr: float) -> float:
        return w0 - lr * g1 / math.sqrt(0.1 + g1**2)

    @slip(
        "That divides by the latest gradient alone. G keeps the squares of all so far: g1^2 + g2^2.",
        part="w2",
    )
    def latest_alone(self, w1: float, g2: float, lr: float) -> float:
        return w1 - math.copysign(lr, g2)

    @slip("That divides by G2. The step is divided by its square root.", part="w2")
    def second_no_root(self, w1: float, g1: float, g2: float, lr: float) -> float:
        return w1 - lr * g2 / (g1**2 + g2**2)

    @slip(
        "That adds the sizes of the gradients. Their squares are added, and then the root is taken.",
        part="w2",
    )
    def roots_added(self, w1: float, g1: float, g2: float, lr: float) -> float:
        return w1 - lr * g2 / (abs(g1) + abs(g2))

    @slip(
        "That takes the mean of the squares. Adagrad adds them up and never divides by their number.",
        part="w2",
    )
    def mean_for_sum(self, w1: float, g1: float, g2: float, lr: float) -> float:
        return w1 - lr * g2 / math.sqrt((g1**2 + g2**2) / 2)


class RmspropStep(Kind):
    """A step of RMSprop."""

    name = "rmsprop-step"
    topic = "optimizers"
    level = 2
    ask = (
        "Before a step of RMSprop s0 = {s0} and w0 = {w0}; the gradient is g = {g}, beta = {beta}, lr = {lr}."
    )
    conventions = ("s1 = beta * s0 + (1 - beta) * g^2; w1 = w0 - lr * g / sqrt(s1); epsilon = 0",)
    givens = {
        "s0": grid(0.1, 2, 0.1),
        "w0": WEIGHTS,
        "g": GRADIENTS,
        "beta": choice(0.6, 0.7, 0.8, 0.9),
        "lr": RATES,
    }
    parts = (Part("s1", Real(), "What is s1?"), Part("w1", Real(), "And the weight w1?"))
    hints = (
        "s1 averages squares, and the step divides by their root.",
        "s1 = beta * s0 + (1 - beta) * g^2, then w1 = w0 - lr * g / sqrt(s1)",
    )

    def solve(self, step: Trace, s0: float, w0: float, g: float, beta: float, lr: float) -> None:
        done = optimizers.rmsprop(s0, w0, g, lr=lr, beta=beta)
        s1 = step("s1", "beta * s0 + (1 - beta) * g^2", done.s)
        root = step("root", "sqrt(s1)", math.sqrt(s1))
        step("w1", "w0 - lr * g / root", w0 - lr * g / root)

    @slip("That averages the gradient itself. RMSprop averages its square.", part="s1")
    def no_square(self, s0: float, g: float, beta: float) -> float:
        return beta * s0 + (1 - beta) * g

    @slip("The weights are swapped: the old mean square keeps beta, g^2 gets 1 - beta.", part="s1")
    def betas_swapped(self, s0: float, g: float, beta: float) -> float:
        return (1 - beta) * s0 + beta * g**2

    @slip("That adds g^2 in full, as Adagrad does. RMSprop forgets: beta * s0 + (1 - beta) * g^2.", part="s1")
    def sum_of_squares(self, s0: float, g: float) -> float:
        return s0 + g**2

    @slip("That divides by s1. The step is divided by its square root.", part="w1")
    def no_root(self, w0: float, g: float, lr: float, s1: float) -> float:
        return w0 - lr * g / s1

    @slip("That divides by the root of the old s0. First update it, then divide by sqrt(s1).", part="w1")
    def old_mean_square(self, w0: float, g: float, lr: float, s0: float) -> float:
        return w0 - lr * g / math.sqrt(s0)

    @slip("That is plain gradient descent. RMSprop divides the step by sqrt(s1).", part="w1")
    def plain_descent(self, w0: float, g: float, lr: float) -> float:
        return w0 - lr * g

    @slip("That climbs: w0 + lr * g / sqrt(s1). Descent subtracts.", part="w1")
    def ascent(self, w0: float, g: float, lr: float, s1: float) -> float:
        return w0 + lr * g / math.sqrt(s1)


KINDS = (
    AdagradTwoSteps,
    RmspropStep,
)
