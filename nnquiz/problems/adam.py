"""Kinds about Adam."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.problems.rates import GRADIENTS, RATES, WEIGHTS
from nnquiz.reference import averages, optimizers
from nnquiz.reference.arrays import Array


class AdamFirstStep(Kind):
    """The very first step of Adam, in which the gradient's size drops out."""

    name = "adam-first-step"
    topic = "optimizers"
    level = 2
    ask = (
        "Adam takes its very first step. The weight is w0 = {w0}, its gradient g = {g}; beta1 = {beta1}, "
        "beta2 = {beta2}, lr = {lr}. What is the weight w1?"
    )
    conventions = ("both moments start at 0, steps are counted from 1; epsilon = 0",)
    # Of all sizes, for the step is the same; but not 1 - beta1, by which some multiply in place of g.
    givens = {
        "w0": WEIGHTS,
        "g": choice(*(sign * size for size in (0.3, 0.4, 0.5, 2, 5, 20, 50) for sign in (1, -1))),
        "beta1": choice(0.8, 0.9),
        "beta2": choice(0.95, 0.98, 0.999),
        "lr": choice(0.01, 0.02, 0.05),
    }
    # Next to a weight of 1 the whole step is often not more than 1 %.
    parts = (Part("w1", Real(rtol=0)),)
    hints = (
        "At t = 1 the corrections divide by 1 - beta1 and 1 - beta2: what is left of both moments?",
        "m_hat = g and v_hat = g^2, so w1 = w0 - lr * g / sqrt(g^2)",
    )

    def solve(self, step: Trace, w0: float, g: float, beta1: float, beta2: float, lr: float) -> None:
        done = optimizers.adam(0, 0, w0, g, t=1, lr=lr, beta1=beta1, beta2=beta2)
        m_hat = step("m_hat", "(1 - beta1) * g / (1 - beta1)", done.m_hat)
        v_hat = step("v_hat", "(1 - beta2) * g^2 / (1 - beta2)", done.v_hat)
        step("w1", "w0 - lr * m_hat / sqrt(v_hat)", w0 - lr * m_hat / math.sqrt(v_hat))

    @slip("That is without bias correction. At t = 1 it divides m1 by 1 - beta1 and v1 by 1 - beta2.")
    def no_correction(self, w0: float, g: float, beta1: float, beta2: float, lr: float) -> float:
        return w0 - math.copysign(lr, g) * (1 - beta1) / math.sqrt(1 - beta2)

    @slip("That corrects the second moment alone. Both are corrected: m_hat is g.")
    def second_correction_alone(self, w0: float, g: float, beta1: float, lr: float) -> float:
        return w0 - math.copysign(lr, g) * (1 - beta1)

    @slip("That is plain gradient descent. Adam divides by sqrt(v_hat), here the gradient's own size.")
    def plain_descent(self, w0: float, g: float, lr: float) -> float:
        return w0 - lr * g

    @slip("That goes up the gradient. Descent subtracts lr times its sign.")
    def ascent(self, w0: float, g: float, lr: float) -> float:
        return w0 + math.copysign(lr, g)


class AdamStep(Kind):
    """A step of Adam, with both moments and their corrections."""

    name = "adam-step"
    topic = "optimizers"
    level = 3
    ask = (
        "Before step t = {t} of Adam m0 = {m0}, v0 = {v0} and w0 = {w0}; the gradient is g = {g}, "
        "beta1 = {beta1}, beta2 = {beta2}, lr = {lr}."
    )
    conventions = ("steps are counted from 1; epsilon = 0",)
    givens = {
        "t": ints(2, 4),
        "m0": grid(-1, 1, 0.1, avoid=[0]),
        "v0": grid(0.1, 1, 0.1),
        "w0": WEIGHTS,
        "g": GRADIENTS,
        "beta1": choice(0.7, 0.8, 0.9),
        "beta2": choice(0.92, 0.95, 0.98),
        "lr": RATES,
    }
    parts = (
        Part("m1", Real(), "What is the first moment, m1?"),
        Part("v1", Real(), "The second moment, v1?"),
        Part("m_hat", Real(), "The corrected first moment, m_hat?"),
        Part("v_hat", Real(), "The corrected second moment, v_hat?"),
        Part("w1", Real(), "And the weight w1?"),
    )
    hints = (
        "m1 averages gradients and v1 their squares; each is divided by 1 - beta^t with its own beta.",
        "m_hat = m1 / (1 - beta1^t), v_hat = v1 / (1 - beta2^t), w1 = w0 - lr * m_hat / sqrt(v_hat)",
    )

    def solve(
        self,
        step: Trace,
        t: int,
        m0: float,
        v0: float,
        w0: float,
        g: float,
        beta1: float,
        beta2: float,
        lr: float,
    ) -> None:
        done = optimizers.adam(m0, v0, w0, g, t=t, lr=lr, beta1=beta1, beta2=beta2)
        m1 = step("m1", "beta1 * m0 + (1 - beta1) * g", done.m)
        v1 = step("v1", "beta2 * v0 + (1 - beta2) * g^2", done.v)
        m_hat = step("m_hat", "m1 / (1 - beta1^t)", m1 / (1 - beta1**t))
        v_hat = step("v_hat", "v1 / (1 - beta2^t)", v1 / (1 - beta2**t))
        root = step("root", "sqrt(v_hat)", math.sqrt(v_hat))
        step("w1", "w0 - lr * m_hat / root", w0 - lr * m_hat / root)

    @slip("The weights are swapped: the old moment keeps beta1, the gradient gets 1 - beta1.", part="m1")
    def beta1_swapped(self, m0: float, g: float, beta1: float) -> float:
        return (1 - beta1) * m0 + beta1 * g

    @slip("That adds the gradient in full. Adam averages: it comes in with the weight 1 - beta1.", part="m1")
    def plain_sum(self, m0: float, g: float, beta1: float) -> float:
        return beta1 * m0 + g

    @slip("That averages the gradient itself. The second moment averages its square.", part="v1")
    def no_square(self, v0: float, g: float, beta2: float) -> float:
        return beta2 * v0 + (1 - beta2) * g

    @slip("That is with beta1. The second moment has a decay of its own, beta2.", part="v1")
    def beta1_in_second_moment(self, v0: float, g: float, beta1: float) -> float:
        return beta1 * v0 + (1 - beta1) * g**2

    @slip(
        "That is with 1 - beta1, as at t = 1. The correction is 1 - beta1^t, with this step's t.",
        part="m_hat",
    )
    def first_step_in_m_hat(self, m1: float, beta1: float) -> float:
        return m1 / (1 - beta1)

    @slip(
        "That multiplies by 1 - beta1^t. Averages that started at 0 are too near to 0: divide.", part="m_hat"
    )
    def multiplied(self, m1: float, beta1: float, t: int) -> float:
        return m1 * (1 - beta1**t)

    @slip(
        "That is with 1 - beta2, as at t = 1. The correction is 1 - beta2^t, with this step's t.",
        part="v_hat",
    )
    def first_step_in_v_hat(self, v1: float, beta2: float) -> float:
        return v1 / (1 - beta2)

    @slip("That is with 1 - beta1^t. The second moment is corrected by its own beta2.", part="v_hat")
    def beta1_in_v_hat(self, v1: float, beta1: float, t: int) -> float:
        return v1 / (1 - beta1**t)

    @slip("That divides by v_hat. The step is divided by its square root.", part="w1")
    def no_root(self, w0: float, lr: float, m_hat: float, v_hat: float) -> float:
        return w0 - lr * m_hat / v_hat

    @slip("That is with m1 and v1 as they are. The step takes the corrected m_hat and v_hat.", part="w1")
    def no_correction(self, w0: float, lr: float, m1: float, v1: float) -> float:
        return w0 - lr * m1 / math.sqrt(v1)

    @slip("That is with m_hat, but v1 as it is. Both moments are corrected.", part="w1")
    def one_correction(self, w0: float, lr: float, m_hat: float, v1: float) -> float:
        return w0 - lr * m_hat / math.sqrt(v1)

    @slip("That climbs: w0 + lr * m_hat / sqrt(v_hat). Descent subtracts.", part="w1")
    def ascent(self, w0: float, lr: float, m_hat: float, v_hat: float) -> float:
        return w0 + lr * m_hat / math.sqrt(v_hat)


class AdamSecondStep(Kind):
    """The second step of Adam, from the two gradients that it has seen."""

    name = "adam-second-step"
    topic = "optimizers"
    level = 3
    ask = (
        "Adam has seen two gradients of a weight, g1 = {g1} in its first step and g2 = {g2} in its second. "
        "beta1 = {beta1}, beta2 = {beta2}, lr = {lr}."
    )
    conventions = ("both moments start at 0, steps are counted from 1; epsilon = 0",)
    givens = {
        "g1": GRADIENTS,
        "g2": GRADIENTS,
        "beta1": choice(0.7, 0.8, 0.9),
        "beta2": choice(0.85, 0.92, 0.95),
        "lr": RATES,
    }
    parts = (
        Part("m_hat", Real(), "What is the corrected first moment m_hat of the second step?"),
        Part("v_hat", Real(), "Its corrected second moment v_hat?"),
        Part("move", Real(), "And by how much does the second step change the weight: w2 - w1?"),
    )
    hints = (
        "Corrected, the moments are weighted means: m_hat lies between g1 and g2.",
        "m2 = beta1 * (1 - beta1) * g1 + (1 - beta1) * g2, and v2 likewise from the squares.",
        "m_hat = m2 / (1 - beta1^2), v_hat = v2 / (1 - beta2^2), w2 - w1 = -lr * m_hat / sqrt(v_hat)",
    )

    def fits(self, g1: float, g2: float, beta1: float, lr: float) -> bool:
        # Where the gradients cancel out, three decimals tell too little of the move.
        m_hat = averages.corrected(averages.moving_average((g1, g2), beta=beta1)[-1], t=2, beta=beta1)
        return abs(g1) != abs(g2) and lr * abs(float(m_hat)) >= 0.02 * max(abs(g1), abs(g2))

    def solve(self, step: Trace, g1: float, g2: float, beta1: float, beta2: float, lr: float) -> None:
        m1 = step("m1", "(1 - beta1) * g1", averages.blend(0, g1, beta=beta1))
        m2 = step("m2", "beta1 * m1 + (1 - beta1) * g2", averages.blend(m1, g2, beta=beta1))
        m_hat = step("m_hat", "m2 / (1 - beta1^2)", averages.corrected(m2, t=2, beta=beta1))
        v1 = step("v1", "(1 - beta2) * g1^2", averages.blend(0, g1**2, beta=beta2))
        v2 = step("v2", "beta2 * v1 + (1 - beta2) * g2^2", averages.blend(v1, g2**2, beta=beta2))
        v_hat = step("v_hat", "v2 / (1 - beta2^2)", averages.corrected(v2, t=2, beta=beta2))
        root = step("root", "sqrt(v_hat)", math.sqrt(v_hat))
        step("move", "-lr * m_hat / root", -lr * m_hat / root)

    @slip("That is m2, not yet corrected. It is divided by 1 - beta1^2.", part="m_hat")
    def uncorrected_m(self, g1: float, g2: float, beta1: float) -> float:
        return float(averages.moving_average((g1, g2), beta=beta1)[-1])

    @slip("That divides by 1 - beta1, as at t = 1. In the second step it is 1 - beta1^2.", part="m_hat")
    def first_correction_of_m(self, g1: float, g2: float, beta1: float) -> float:
        return float(averages.moving_average((g1, g2), beta=beta1)[-1] / (1 - beta1))

    @slip(
        "That averages from the corrected first moment, g1. The moments are kept uncorrected: m1 = (1 - beta1) * g1.",
        part="m_hat",
    )
    def corrected_m_kept(self, g1: float, g2: float, beta1: float) -> Array:
        return averages.blend(g1, g2, beta=beta1)

    @slip("That is v2, not yet corrected. It is divided by 1 - beta2^2.", part="v_hat")
    def uncorrected_v(self, g1: float, g2: float, beta2: float) -> float:
        return float(averages.moving_average((g1**2, g2**2), beta=beta2)[-1])

    @slip("That divides by 1 - beta2, as at t = 1. In the second step it is 1 - beta2^2.", part="v_hat")
    def first_correction_of_v(self, g1: float, g2: float, beta2: float) -> float:
        return float(averages.moving_average((g1**2, g2**2), beta=beta2)[-1] / (1 - beta2))

    @slip("That averages the gradients themselves. The second moment averages their squares.", part="v_hat")
    def no_square(self, g1: float, g2: float, beta2: float) -> Array:
        return averages.corrected(averages.moving_average((g1, g2), beta=beta2)[-1], t=2, beta=beta2)

    @slip(
        "That squares m_hat. The squares of the gradients are averaged, with their own beta2.", part="v_hat"
    )
    def square_of_mean(self, m_hat: float) -> float:
        return m_hat**2

    @slip("That divides by v_hat. The step is divided by its square root.", part="move")
    def no_root(self, lr: float, m_hat: float, v_hat: float) -> float:
        return -lr * m_hat / v_hat

    @slip("That goes up the gradients. Descent has a minus: -lr * m_hat / sqrt(v_hat).", part="move")
    def ascent(self, lr: float, m_hat: float, v_hat: float) -> float:
        return lr * m_hat / math.sqrt(v_hat)

    @slip("That moves by the latest gradient. Adam moves by the average, m_hat.", part="move")
    def latest_gradient(self, g2: float, lr: float, v_hat: float) -> float:
        return -lr * g2 / math.sqrt(v_hat)


KINDS = (
    AdamFirstStep,
    AdamStep,
    AdamSecondStep,
)
