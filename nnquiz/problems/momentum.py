"""Kinds about momentum."""

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.problems.rates import GRADIENTS, RATES, WEIGHTS
from nnquiz.reference import optimizers


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
        "That is beta * v0 + lr * g, as where v is the step itself. Here v1 averages, with 1 - beta for the "
        "gradient, and lr comes in when the weight moves.",
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


class SummedMomentumStep(Kind):
    """A step with momentum in the form that adds gradients up, as PyTorch does."""

    name = "summed-momentum-step"
    topic = "optimizers"
    level = 2
    ask = (
        "SGD with momentum in PyTorch's form, without dampening: before a step v0 = {v0} and w0 = {w0}; the "
        "gradient is g = {g}, beta = {beta}, lr = {lr}."
    )
    conventions = ("the gradient comes in with the weight 1, and lr only when the weight moves",)
    givens = {
        "v0": grid(-2, 2, 0.1, avoid=[0]),
        "w0": WEIGHTS,
        "g": GRADIENTS,
        "beta": choice(0.5, 0.6, 0.8, 0.9),
        "lr": RATES,
    }
    parts = (Part("v1", Real(), "What is v1?"), Part("w1", Real(), "And the weight w1?"))
    hints = (
        "The old velocity fades, and the whole gradient is added: is there a factor 1 - beta?",
        "v1 = beta * v0 + g, then w1 = w0 - lr * v1",
    )

    def fits(self, g: float, beta: float, lr: float) -> bool:
        # Two of the rival forms weigh the gradient by 1 - beta and by lr.
        return abs((1 - beta - lr) * g) >= 0.05

    def solve(self, step: Trace, v0: float, w0: float, g: float, beta: float, lr: float) -> None:
        done = optimizers.summed_momentum(v0, w0, g, lr=lr, beta=beta)
        v1 = step("v1", "beta * v0 + g", done.v)
        step("w1", "w0 - lr * v1", w0 - lr * v1)

    @slip(
        "That is beta * v0 + (1 - beta) * g, right in the averaging form of Ng's course. This question is about "
        "PyTorch's form, which adds the whole gradient.",
        part="v1",
        rival=True,
    )
    def averaged(self, v0: float, g: float, beta: float) -> float:
        return beta * v0 + (1 - beta) * g

    @slip(
        "That is beta * v0 + lr * g, right in the form that PyTorch's documentation names after Sutskever, where v "
        "is the step itself. In PyTorch's own, v1 has no lr.",
        part="v1",
        rival=True,
    )
    def rate_inside(self, v0: float, g: float, beta: float, lr: float) -> float:
        return beta * v0 + lr * g

    @slip(
        "That is beta * v0 - lr * g, right in the form of Keras, where v is what is added to the weight. In PyTorch's "
        "form, v1 has neither lr nor the minus.",
        part="v1",
        rival=True,
    )
    def step_inside(self, v0: float, g: float, beta: float, lr: float) -> float:
        return beta * v0 - lr * g

    @slip("That adds the old velocity in full. It fades: beta * v0 + g.", part="v1")
    def nothing_fades(self, v0: float, g: float) -> float:
        return v0 + g

    @slip("That moves with the gradient, as without momentum. The weight moves by lr * v1.", part="w1")
    def no_momentum(self, w0: float, g: float, lr: float) -> float:
        return w0 - lr * g

    @slip("That subtracts the whole of v1. In this form lr comes in here: w0 - lr * v1.", part="w1")
    def no_rate(self, w0: float, v1: float) -> float:
        return w0 - v1

    @slip("That climbs: w0 + lr * v1. Descent subtracts.", part="w1")
    def ascent(self, w0: float, lr: float, v1: float) -> float:
        return w0 + lr * v1


class NesterovStep(Kind):
    """A step of Nesterov momentum on a parabola."""

    name = "nesterov-step"
    topic = "optimizers"
    level = 3
    ask = (
        "Nesterov momentum minimizes f(w) = (w - c)^2 with c = {c}. Before a step w0 = {w0} and v0 = {v0}; "
        "beta = {beta}, lr = {lr}."
    )
    conventions = ("v1 = beta * v0 - lr * g; w1 = w0 + v1; w is the weight, not the look-ahead point",)
    givens = {
        "c": ints(-3, 3, avoid=[0]),
        "w0": grid(-3, 3, 0.5, avoid=[0]),
        "v0": grid(-1, 1, 0.1, avoid=[0]),
        "beta": choice(0.6, 0.8, 0.9),
        "lr": RATES,
    }
    parts = (
        Part("g", Real(), "What is g, the gradient that the step takes?"),
        Part("v1", Real(), "What is v1?"),
        Part("w1", Real(), "And the weight w1?"),
    )
    hints = (
        "At which point does Nesterov momentum take the gradient?",
        "The velocity alone would lead from w0 to w0 + beta * v0.",
        "g = 2 (w0 + beta * v0 - c), v1 = beta * v0 - lr * g, w1 = w0 + v1",
    )

    def fits(self, c: int, w0: float, v0: float, beta: float, lr: float) -> bool:
        v1 = optimizers.nesterov(v0, w0, lambda w: 2 * (w - c), lr=lr, beta=beta).v
        # Where the velocity stays, w1 + beta * v1, right in PyTorch's form, is like w1 + beta * v0, a mistake; and
        # that one is like two others where v1 makes up for beta * v0.
        others = float(v1) - v0, beta * v0 + 2 * float(v1), beta * v0 + (1 - lr) * float(v1)
        return abs(w0 - c) >= 0.5 and min(map(abs, others)) >= 0.1

    def solve(self, step: Trace, c: int, w0: float, v0: float, beta: float, lr: float) -> None:
        ahead = step("ahead", "w0 + beta * v0", w0 + beta * v0)
        g = step("g", "2 * (ahead - c)", 2 * (ahead - c))
        done = optimizers.nesterov(v0, w0, lambda _: g, lr=lr, beta=beta)
        v1 = step("v1", "beta * v0 - lr * g", done.v)
        step("w1", "w0 + v1", w0 + v1)

    @slip(
        "That is the gradient at w0, as classical momentum takes it. Nesterov's is taken at the point to which the "
        "velocity alone would lead, w0 + beta * v0.",
        part="g",
    )
    def gradient_here(self, c: int, w0: float) -> float:
        return 2 * (w0 - c)

    @slip("That looks ahead by the whole of v0. The velocity fades first: w0 + beta * v0.", part="g")
    def nothing_fades(self, c: int, w0: float, v0: float) -> float:
        return 2 * (w0 + v0 - c)

    @slip("That looks back. In this form v0 is added to the weight: look ahead to w0 + beta * v0.", part="g")
    def looks_back(self, c: int, w0: float, v0: float, beta: float) -> float:
        return 2 * (w0 - beta * v0 - c)

    @slip("The 2 of the derivative is missing: f'(w) = 2 (w - c).", part="g")
    def no_two(self, c: int, w0: float, v0: float, beta: float) -> float:
        return w0 + beta * v0 - c

    @slip("That adds lr * g and so climbs. In this form the minus is in v1: beta * v0 - lr * g.", part="v1")
    def ascent(self, v0: float, beta: float, lr: float, g: float) -> float:
        return beta * v0 + lr * g

    @slip("That subtracts the whole gradient. In this form lr is in v1: beta * v0 - lr * g.", part="v1")
    def no_rate(self, v0: float, beta: float, g: float) -> float:
        return beta * v0 - g

    @slip("That is -lr * g alone. The old velocity is still in it: beta * v0 - lr * g.", part="v1")
    def no_momentum(self, lr: float, g: float) -> float:
        return -lr * g

    @slip(
        "That starts from the look-ahead point. Only the gradient is taken there: the weight moves from w0.",
        part="w1",
    )
    def from_look_ahead(self, w0: float, v0: float, beta: float, v1: float) -> float:
        return w0 + beta * v0 + v1

    @slip(
        "That is the next look-ahead point, w1 + beta * v1: right in the form of PyTorch, whose weight is that "
        "point. This question asks for w1.",
        part="w1",
        rival=True,
    )
    def next_look_ahead(self, w0: float, beta: float, v1: float) -> float:
        return w0 + v1 + beta * v1

    @slip("That subtracts v1. In this form the minus is in v1 already: w0 + v1.", part="w1")
    def subtracted(self, w0: float, v1: float) -> float:
        return w0 - v1

    @slip("That has lr in it twice. In this form it is in v1 already: w0 + v1.", part="w1")
    def rate_again(self, w0: float, lr: float, v1: float) -> float:
        return w0 + lr * v1


KINDS = (
    MomentumStep,
    SummedMomentumStep,
    NesterovStep,
)
