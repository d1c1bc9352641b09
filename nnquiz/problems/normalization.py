"""Kinds about batch and layer normalization."""

import math

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import normalization
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


GAMMAS = choice(0.5, 1.5, 2, 3)


BETAS = grid(-1, 1, 0.1, avoid=[0])


class BatchNormTrain(Kind):
    """Batch normalization of one unit's values in training."""

    name = "batch-norm-train"
    topic = "normalization"
    level = 2
    ask = (
        "In training, a unit has the values x = {x} in a mini-batch of 4 examples. Its batch normalization has "
        "gamma = {gamma} and beta = {beta}."
    )
    conventions = ("epsilon = 0",)
    givens = {"x": vector(4, ints(-6, 9), distinct=True), "gamma": GAMMAS, "beta": BETAS}
    parts = (
        Part("var", Real(), "By which variance are the values normalized?"),
        Part("y", Vector(), "And what comes out?"),
    )
    hints = (
        "Mean and variance are those of the mini-batch. Over how many is the variance averaged?",
        "After centring and dividing by the standard deviation, gamma stretches and beta moves.",
        "var = mean of (x - mu)^2; y = gamma * (x - mu) / sqrt(var) + beta",
    )

    def fits(self, x: Row) -> bool:
        # Nearer to 0 it makes no difference whether the mean is subtracted; and the variance over m - 1, right
        # elsewhere, must not look like the mean of the squares.
        return abs(_mean(x)) >= 0.75 and not math.isclose(_mean(x) ** 2, _var(x) / 3, rel_tol=0.1)

    def solve(self, step: Trace, x: Row, gamma: float, beta: float) -> None:
        mu = step("mu", "mean of x", sum(x) / len(x))
        var = step("var", "mean of (x - mu)^2", sum((one - mu) ** 2 for one in x) / len(x))
        root = step("root", "sqrt(var)", math.sqrt(var))
        x_hat = step("x_hat", "(x - mu) / root", tuple((one - mu) / root for one in x))
        step("y", "gamma * x_hat + beta", tuple(gamma * one + beta for one in x_hat))

    @slip(
        "That divides by m - 1, right for the running variance in PyTorch. The values themselves are normalized "
        "by the variance over m.",
        part="var",
        rival=True,
    )
    def unbiased(self, x: Row) -> float:
        return _var(x) * len(x) / (len(x) - 1)

    @slip("That is the sum of the squared deviations. The variance is their mean.", part="var")
    def not_averaged(self, x: Row) -> float:
        return _var(x) * len(x)

    @slip("That is the standard deviation. The variance is its square.", part="var")
    def deviation(self, x: Row) -> float:
        return math.sqrt(_var(x))

    @slip("That is the mean of the squares. The mean is subtracted before squaring.", part="var")
    def mean_of_squares(self, x: Row) -> float:
        return sum(one**2 for one in x) / len(x)

    @slip("That divides by the variance. The divisor is its square root.", part="y")
    def no_root(self, x: Row, gamma: float, beta: float, var: float) -> Row:
        return tuple(gamma * (one - _mean(x)) / var + beta for one in x)

    @slip("Those are the normalized values. gamma and beta are still to come: gamma x_hat + beta.", part="y")
    def no_affine(self, x: Row, var: float) -> Row:
        return tuple((one - _mean(x)) / math.sqrt(var) for one in x)

    @slip("gamma and beta are swapped: gamma multiplies, beta is added.", part="y")
    def swapped(self, x: Row, gamma: float, beta: float, var: float) -> Row:
        return tuple(beta * (one - _mean(x)) / math.sqrt(var) + gamma for one in x)

    @slip("The mean is still in there. It is subtracted first: x - mu.", part="y")
    def not_centred(self, x: Row, gamma: float, beta: float, var: float) -> Row:
        return tuple(gamma * one / math.sqrt(var) + beta for one in x)


class RunningStatistics(Kind):
    """The running mean and variance after one more mini-batch."""

    name = "batch-norm-running"
    topic = "normalization"
    level = 3
    ask = (
        "PyTorch's batch normalization keeps a running mean, now mean0 = {mean0}, and a running variance, now "
        "var0 = {var0}, with momentum = {momentum}. A mini-batch of m = {m} examples has mean = {mean} and, counted "
        "over m, var = {var}."
    )
    conventions = (
        "momentum weighs the new value; the running variance takes the batch's variance over m - 1",
    )
    givens = {
        "mean0": grid(-2, 2, 0.1, avoid=[0]),
        "var0": grid(0.5, 3, 0.1),
        "m": choice(3, 4, 5, 6),
        "mean": grid(-3, 3, 0.1, avoid=[0]),
        "var": grid(1, 6, 0.1),
        "momentum": choice(0.1, 0.2, 0.3),
    }
    parts = (
        Part("mean1", Real(), "What is the running mean now?"),
        Part("var1", Real(), "And the running variance?"),
    )
    hints = (
        "Both running values move a little towards the mini-batch's: by which share of the way?",
        "The batch's variance over m - 1 is the one over m, times m / (m - 1).",
        "new = (1 - momentum) * old + momentum * (the batch's)",
    )

    def fits(self, mean0: float, mean: float, var0: float, m: int, var: float, momentum: float) -> bool:
        # The two other conventions must not be taken for each other, nor for a mistake.
        swapped = self.variance_swapped(var0, m, var, momentum)
        others = self.over_m(var0, var, momentum), self.variance_kept_in_full(var0, m, var, momentum)
        apart = not any(math.isclose(swapped, other, rel_tol=0.03) for other in others)
        return min(abs(mean - mean0), abs(var - var0)) >= 0.5 and apart

    def solve(
        self, step: Trace, mean0: float, var0: float, m: int, mean: float, var: float, momentum: float
    ) -> None:
        done = normalization.running_average(mean0, mean, momentum=momentum)
        step("mean1", "(1 - momentum) * mean0 + momentum * mean", done)
        var_b = step("var_b", "var * m / (m - 1)", var * m / (m - 1))
        done = normalization.running_average(var0, var_b, momentum=momentum)
        step("var1", "(1 - momentum) * var0 + momentum * var_b", done)

    @slip(
        "The weights are swapped: that is right for Keras, whose momentum weighs the old value. PyTorch's weighs "
        "the new one.",
        part="mean1",
        rival=True,
    )
    def mean_as_in_keras(self, mean0: float, mean: float, momentum: float) -> Array:
        return normalization.running_average(mean, mean0, momentum=momentum)

    @slip("The old mean is kept in full. It is weighed with 1 - momentum.", part="mean1")
    def mean_kept_in_full(self, mean0: float, mean: float, momentum: float) -> float:
        return mean0 + momentum * mean

    @slip("That is halfway between the two. The new one has the weight momentum.", part="mean1")
    def halfway(self, mean0: float, mean: float) -> float:
        return (mean0 + mean) / 2

    @slip(
        "That takes the variance over m, as some other libraries do. PyTorch takes the one over m - 1: var m / (m - 1).",
        part="var1",
        rival=True,
    )
    def over_m(self, var0: float, var: float, momentum: float) -> Array:
        return normalization.running_average(var0, var, momentum=momentum)

    @slip(
        "The weights are swapped: that is right for a momentum that weighs the old value. PyTorch's weighs the new one.",
        part="var1",
        rival=True,
    )
    def variance_swapped(self, var0: float, m: int, var: float, momentum: float) -> Array:
        return normalization.running_average(var * m / (m - 1), var0, momentum=momentum)

    @slip(
        "That makes the batch's variance smaller. The one over m - 1 is larger: var m / (m - 1).", part="var1"
    )
    def factor_turned(self, var0: float, m: int, var: float, momentum: float) -> Array:
        return normalization.running_average(var0, var * (m - 1) / m, momentum=momentum)

    @slip("The old variance is kept in full. It is weighed with 1 - momentum.", part="var1")
    def variance_kept_in_full(self, var0: float, m: int, var: float, momentum: float) -> float:
        return var0 + momentum * var * m / (m - 1)


class LayerNorm(Kind):
    """Layer normalization of one example out of a batch."""

    name = "layer-norm"
    topic = "normalization"
    level = 2
    ask = (
        "A layer's values are X = {X}, one example a row, one feature a column. What does layer normalization make "
        "of row {i}?"
    )
    conventions = (
        "gamma = 1, beta = 0, epsilon = 0",
        "rows are counted from 1",
    )
    givens = {"X": matrix(3, 4, ints(-5, 9)), "i": ints(1, 3)}
    parts = (Part("y", Vector()),)
    hints = (
        "Does an example need the others in the batch to be normalized?",
        "Mean and variance are those of the row's own 4 values.",
        "y = (x - mu) / sqrt(var), with mu = mean of x and var = mean of (x - mu)^2",
    )

    def fits(self, X: tuple[Row, ...]) -> bool:
        # With three equal values in a row the answer is the same whatever they are.
        varied = all(len(set(row)) >= 3 for row in X)
        return varied and all(_var(line) >= 1 for line in (*X, *zip(*X, strict=True)))

    def solve(self, step: Trace, X: tuple[Row, ...], i: int) -> None:
        x = step("x", "row i of X", X[i - 1])
        mu = step("mu", "mean of x", sum(x) / len(x))
        var = step("var", "mean of (x - mu)^2", sum((one - mu) ** 2 for one in x) / len(x))
        root = step("root", "sqrt(var)", math.sqrt(var))
        step("y", "(x - mu) / root", tuple((one - mu) / root for one in x))

    @slip("That is batch normalization, by the columns. Layer normalization takes each row by itself.")
    def over_the_batch(self, X: tuple[Row, ...], i: int) -> Row:
        columns = tuple(zip(*X, strict=True))
        return tuple((column[i - 1] - _mean(column)) / math.sqrt(_var(column)) for column in columns)

    @slip("That takes mean and variance of the whole matrix. Each row has its own.")
    def whole_matrix(self, X: tuple[Row, ...], i: int) -> Row:
        values = tuple(one for row in X for one in row)
        return tuple((one - _mean(values)) / math.sqrt(_var(values)) for one in X[i - 1])

    @slip("That divides by the variance. The divisor is its square root.")
    def no_root(self, X: tuple[Row, ...], i: int) -> Row:
        return tuple((one - _mean(X[i - 1])) / _var(X[i - 1]) for one in X[i - 1])

    @slip(
        "That has the variance over n - 1, torch.std's default. Layer normalization takes it over all n features."
    )
    def unbiased(self, X: tuple[Row, ...], i: int) -> Row:
        row = X[i - 1]
        return tuple((one - _mean(row)) / math.sqrt(_var(row) * len(row) / (len(row) - 1)) for one in row)


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
        "gamma": GAMMAS,
        "beta": BETAS,
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


def _mean(x: Row) -> float:
    return sum(x) / len(x)


def _var(x: Row) -> float:
    return sum((one - _mean(x)) ** 2 for one in x) / len(x)


KINDS = (BatchNormTrain, BatchNormInference, RunningStatistics, LayerNorm)
