"""Kinds about optimizers that give each weight a rate of its own."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import optimizers

GRADIENTS = grid(-3, 3, 0.1, avoid=[-1, 0, 1])


RATES = choice(0.1, 0.2, 0.5)


WEIGHTS = grid(-1, 1, 0.1, avoid=[0])


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

    @slip("That multiplies by 1 - beta1^t. Averages that started at 0 are too small: divide.", part="m_hat")
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


KINDS = (
    RmspropStep,
    AdamStep,
)
