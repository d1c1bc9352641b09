"""Kinds about momentum."""

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import optimizers

GRADIENTS = grid(-3, 3, 0.1, avoid=[-1, 0, 1])


RATES = choice(0.1, 0.2, 0.5)


WEIGHTS = grid(-1, 1, 0.1, avoid=[0])


class MomentumStep(Kind):
    """A step with momentum in the averaging form."""

    name = "momentum-step"
    topic = "optimizers"
    level = 2
    ask = "Before a step with momentum v0 = {v0} and w0 = {w0}; the gradient is g = {g}, beta = {beta}, lr = {lr}."
    conventions = ("v1 = beta * v0 + (1 - beta) * g; w1 = w0 - lr * v1",)
    givens = {
        "v0": grid(-1, 1, 0.1, avoid=[0]),
        "w0": WEIGHTS,
        "g": GRADIENTS,
        "beta": choice(0.6, 0.7, 0.8, 0.9),
        "lr": RATES,
    }
    parts = (Part("v1", Real(), "What is v1?"), Part("w1", Real(), "And the weight w1?"))
    hints = (
        "The new velocity lies between the old one and the gradient, nearer to the old one.",
        "v1 = beta * v0 + (1 - beta) * g, then w1 = w0 - lr * v1",
    )

    def solve(self, step: Trace, v0: float, w0: float, g: float, beta: float, lr: float) -> None:
        done = optimizers.averaged_momentum(v0, w0, g, lr=lr, beta=beta)
        v1 = step("v1", "beta * v0 + (1 - beta) * g", done.v)
        step("w1", "w0 - lr * v1", w0 - lr * v1)

    @slip(
        "That is beta * v0 + g, right in PyTorch's form of momentum. This question averages: the gradient "
        "comes in with the weight 1 - beta.",
        part="v1",
        rival=True,
    )
    def plain_sum(self, v0: float, g: float, beta: float) -> float:
        return beta * v0 + g

    @slip("The weights are swapped: the old velocity keeps beta, the gradient gets 1 - beta.", part="v1")
    def betas_swapped(self, v0: float, g: float, beta: float) -> float:
        return (1 - beta) * v0 + beta * g

    @slip(
        "The learning rate is already in there. Here v1 has no lr: it comes in when the weight moves.",
        part="v1",
    )
    def rate_inside(self, v0: float, g: float, beta: float, lr: float) -> float:
        return beta * v0 + lr * g

    @slip("That moves with the gradient, as without momentum. The weight moves by lr * v1.", part="w1")
    def no_momentum(self, w0: float, g: float, lr: float) -> float:
        return w0 - lr * g

    @slip("That moves with the old velocity v0. First update it, then move by lr * v1.", part="w1")
    def old_velocity(self, w0: float, v0: float, lr: float) -> float:
        return w0 - lr * v0

    @slip("That climbs: w0 + lr * v1. Descent subtracts.", part="w1")
    def ascent(self, w0: float, lr: float, v1: float) -> float:
        return w0 + lr * v1


KINDS = (MomentumStep,)
