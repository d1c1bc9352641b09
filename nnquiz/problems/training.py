"""Kinds about training: a plain step, what is done to its gradient, and drawing a hyperparameter."""

import math
from itertools import permutations, product

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import gradients, optimizers, tuning
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]
# Their norms are whole numbers: 5, 10, 13, 3, 7, 9.
WHOLE_NORMS = ((3, 4), (6, 8), (5, 12), (1, 2, 2), (2, 3, 6), (1, 4, 8))
GRADIENTS = tuple(
    dict.fromkeys(
        tuple(sign * size for sign, size in zip(signs, sizes, strict=True))
        for row in WHOLE_NORMS
        for sizes in permutations(row)
        for signs in product((1, -1), repeat=len(row))
    )
)


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


class ClipByNorm(Kind):
    """A gradient clipped by its norm, or left as it is."""

    name = "clip-by-norm"
    topic = "unstable-gradients"
    level = 2
    ask = "The gradient is g = {g}, and it is clipped by norm with the threshold c = {c}. What is left of it?"
    conventions = ("the Euclidean norm of the whole vector; epsilon = 0",)
    givens = {"g": choice(*GRADIENTS), "c": choice(2, 4, 6, 8)}
    parts = (Part("clipped", Vector()),)
    hints = (
        "How long is g, and is that more than c? Clipping by norm keeps the direction.",
        "g * c / norm where the norm is above c, else g",
    )

    def solve(self, step: Trace, g: Row, c: float) -> None:
        norm = step("norm", "sqrt(sum of g^2)", math.hypot(*g))
        if norm > c:
            factor = step("factor", "c / norm", c / norm)
            step("clipped", "factor * g", tuple(factor * one for one in g))
        else:
            step("clipped", "g itself", gradients.clip_by_norm(g, c))

    @slip(
        "That is the other case. Where the norm is above c the gradient is scaled by c / norm; otherwise it "
        "stays as it is."
    )
    def other_case(self, g: Row, c: float) -> Row:
        norm = math.hypot(*g)
        return g if norm > c else tuple(one * c / norm for one in g)

    @slip("That has the norm 1. A gradient whose norm is above c is scaled to the norm c, and others stay.")
    def unit_vector(self, g: Row) -> Row:
        return tuple(one / math.hypot(*g) for one in g)

    @slip("That takes the sum of the sizes for the norm. The norm is the root of the sum of squares.")
    def sum_of_sizes(self, g: Row, c: float) -> Row:
        return tuple(one * c / sum(map(abs, g)) for one in g)

    @slip(
        "Each number is clipped by itself, which turns the direction. By norm, all are scaled by one factor.",
        may_equal=True,
    )
    def each_by_itself(self, g: Row, c: float) -> Row:
        return tuple(max(-c, min(c, one)) for one in g)


class L2Gradient(Kind):
    """The gradient with an L2 penalty in the cost."""

    name = "l2-gradient"
    topic = "regularization"
    level = 2
    ask = (
        "A weight is w = {w}, and the gradient of the plain cost by it is dw = {dw}. With lam = {lam} and m = {m} "
        "examples, what is the gradient of the cost with its L2 penalty?"
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


class LogScaleSample(Kind):
    """A hyperparameter drawn on a logarithmic scale."""

    name = "log-scale-sample"
    topic = "tuning"
    level = 2
    # Down to the size of a learning rate three decimals would tell nothing: a penalty's strength is larger.
    ask = (
        "The strength of a penalty is searched between 10^{a} and 10^{b}, evenly on a logarithmic scale. The "
        "random number between 0 and 1 is u = {u}. Which strength is tried?"
    )
    conventions = ("u = 0 stands for the lower end",)
    givens = {"a": ints(-2, 0), "b": ints(1, 3), "u": grid(0.1, 0.9, 0.05, avoid=[0.5])}
    parts = (Part("strength", Real()),)
    hints = (
        "It is the exponent that is drawn evenly, between which two numbers?",
        "10^r with r = a + u * (b - a)",
    )

    def solve(self, step: Trace, a: int, b: int, u: float) -> None:
        r = step("r", "a + u * (b - a)", a + u * (b - a))
        step("strength", "10^r", 10**r)

    @slip(
        "That is even between the ends themselves. On a logarithmic scale the exponent is: 10^(a + u (b - a))."
    )
    def linear_scale(self, a: int, b: int, u: float) -> float:
        return 10.0**a + u * (10.0**b - 10.0**a)

    @slip("That is e^r. The ends are powers of 10: 10^r.")
    def base_e(self, a: int, b: int, u: float) -> float:
        return math.exp(a + u * (b - a))

    @slip("That starts at the upper end. u = 0 stands for the lower one: r = a + u * (b - a).")
    def reversed_ends(self, a: int, b: int, u: float) -> Array:
        return tuning.log_scale(b, a, u)

    @slip("That is the exponent r. The strength is 10^r.")
    def exponent_alone(self, a: int, b: int, u: float) -> float:
        return a + u * (b - a)
