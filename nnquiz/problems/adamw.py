"""Kinds about AdamW, whose weight decay stands apart from the gradient."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.problems.rates import GRADIENTS, RATES
from nnquiz.reference import optimizers


class AdamwStep(Kind):
    """The first step of AdamW, where decay in the gradient would leave no trace."""

    name = "adamw-step"
    topic = "optimizers"
    level = 3
    ask = (
        "AdamW takes its very first step. The weight is w0 = {w0}, its gradient g = {g}, lr = {lr}, and the weight "
        "decay wd = {wd}."
    )
    conventions = (
        "as in PyTorch the decay is scaled by lr, and comes before the step",
        "both moments start at 0, steps are counted from 1; any betas, epsilon = 0",
    )
    givens = {
        "w0": grid(-3, 3, 0.1, avoid=[-1, 0, 1]),
        "g": GRADIENTS,
        "lr": RATES,
        "wd": choice(0.05, 0.1, 0.2),
    }
    # The decay is a small part of the weight, and the point of the question.
    parts = (
        Part("decayed", Real(rtol=0), "What does the decay leave of w0?"),
        Part("w1", Real(rtol=0), "And the weight w1, after the step?"),
    )
    hints = (
        "The decay does not pass through Adam's moments. And how long is Adam's first step?",
        "decayed = w0 * (1 - lr * wd), and at t = 1 Adam moves by lr against the sign of g",
    )

    def fits(self, w0: float, g: float, lr: float, wd: float) -> bool:
        # A penalty in the gradient is not to turn its sign; and a share of lr is not to be like one of w0.
        return lr * wd * abs(w0) >= 0.02 and abs(g) > wd * abs(w0) and w0 != lr

    def solve(self, step: Trace, w0: float, g: float, lr: float, wd: float) -> None:
        decayed = step("decayed", "w0 - lr * wd * w0", w0 - lr * wd * w0)
        # Without decay from here on; at t = 1 the betas drop out.
        done = optimizers.adam(0, 0, decayed, g, t=1, lr=lr, beta1=0.9, beta2=0.999)
        step("w1", "decayed - lr * g / sqrt(g^2)", done.w)

    @slip(
        "That is w0 * (1 - wd), as in the paper, which scales the decay by its schedule alone. In this question, as "
        "in PyTorch, lr is in it: w0 * (1 - lr * wd).",
        part="decayed",
        rival=True,
    )
    def no_rate(self, w0: float, wd: float) -> float:
        return w0 * (1 - wd)

    @slip("That is lr * wd * w0, what the decay takes away. What is left is w0 minus that.", part="decayed")
    def amount(self, w0: float, lr: float, wd: float) -> float:
        return lr * wd * w0

    @slip("That moves the weight away from 0. Decay shrinks it: w0 * (1 - lr * wd).", part="decayed")
    def growth(self, w0: float, lr: float, wd: float) -> float:
        return w0 * (1 + lr * wd)

    @slip("That takes lr * wd from the weight. It takes that share of it: lr * wd * w0.", part="decayed")
    def same_for_all(self, w0: float, lr: float, wd: float) -> float:
        return w0 - lr * wd

    @slip(
        "That is Adam with the decay in the gradient (weight_decay of PyTorch's Adam): at t = 1 its size is divided "
        "away, and the decay with it. AdamW steps from the decayed weight.",
        part="w1",
    )
    def penalty_in_gradient(self, w0: float, g: float, lr: float, wd: float) -> float:
        return w0 - math.copysign(lr, g + wd * w0)

    @slip(
        "That subtracts lr * g. Adam's first step is lr against the sign of g, whatever its size.", part="w1"
    )
    def plain_descent(self, g: float, lr: float, decayed: float) -> float:
        return decayed - lr * g

    @slip("That goes up the gradient. Descent subtracts lr times its sign.", part="w1")
    def ascent(self, g: float, lr: float, decayed: float) -> float:
        return decayed + math.copysign(lr, g)

    @slip("That decays the weight after the step. Here it is w0 that decays, before the step.", part="w1")
    def decay_last(self, w0: float, g: float, lr: float, wd: float) -> float:
        return (w0 - math.copysign(lr, g)) * (1 - lr * wd)


KINDS = (AdamwStep,)
