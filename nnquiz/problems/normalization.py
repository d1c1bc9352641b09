"""Kinds about batch and layer normalization."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import normalization
from nnquiz.reference.arrays import Array


class BatchNormInference(Kind):
    """Batch normalization of one number after training."""

    name = "batch-norm-inference"
    topic = "normalization"
    level = 2
    ask = (
        "A trained network sees one example. Its batch normalization has the running mean {mean} and the running "
        "variance {var}, gamma = {gamma} and beta = {beta}, and gets x = {x}. What comes out?"
    )
    conventions = ("epsilon = 0",)
    givens = {
        "x": grid(-4, 4, 0.1, avoid=[0]),
        "mean": grid(-2, 2, 0.1, avoid=[0]),
        "var": grid(0.2, 6, 0.1, avoid=[0.9, 1, 1.1]),
        "gamma": choice(0.5, 1.5, 2, 3),
        "beta": grid(-1, 1, 0.1, avoid=[0]),
    }
    parts = (Part("y", Real()),)
    hints = (
        "The statistics are those kept from training; then gamma stretches and beta moves.",
        "y = gamma * (x - mean) / sqrt(var) + beta",
    )

    def solve(self, step: Trace, x: float, mean: float, var: float, gamma: float, beta: float) -> None:
        root = step("root", "sqrt(var)", math.sqrt(var))
        x_hat = step("x_hat", "(x - mean) / root", (x - mean) / root)
        step("y", "gamma * x_hat + beta", gamma * x_hat + beta)

    @slip("That divides by the variance. The divisor is its square root, the standard deviation.")
    def no_root(self, x: float, mean: float, var: float, gamma: float, beta: float) -> float:
        return gamma * (x - mean) / var + beta

    @slip("The mean is still in there. It is subtracted first: (x - mean) / sqrt(var).")
    def mean_kept(self, x: float, var: float, gamma: float, beta: float) -> float:
        return gamma * x / math.sqrt(var) + beta

    @slip(
        "That is beta, what a batch of this one example would give, being its own mean. After training the "
        "running mean and variance are taken."
    )
    def batch_of_one(self, beta: float) -> float:
        return beta

    @slip("gamma and beta are swapped: gamma multiplies, beta is added.")
    def swapped(self, x: float, mean: float, var: float, gamma: float, beta: float) -> Array:
        return normalization.batch_norm_inference(x, mean, var, beta, gamma)


KINDS = (BatchNormInference,)
