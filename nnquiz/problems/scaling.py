"""Kinds about bringing features to a common scale."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import scaling
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class Standardize(Kind):
    """A new value of a feature, standardized."""

    name = "standardize"
    topic = "normalization"
    level = 1
    ask = (
        "A feature has the values {train} in the training set, by which it is standardized. In a test example it "
        "is x = {x}."
    )
    conventions = ("the standard deviation divides by m = 4, as NumPy and scikit-learn have it",)
    givens = {"train": vector(4, ints(1, 20), distinct=True), "x": ints(1, 25)}
    parts = (
        Part("sd", Real(), "Which standard deviation is used?"),
        Part("z", Real(), "And what does x become?"),
    )
    hints = (
        "Whose mean and standard deviation are taken, those of the training set or those of the test set?",
        "z = (x - mu) / sd, with mu = mean of the training values and sd^2 = mean of (value - mu)^2",
    )

    def fits(self, train: Row, x: float) -> bool:
        mean, deviation = _statistics(train)
        return deviation >= 1 and abs(x - mean) >= 0.5

    def solve(self, step: Trace, train: Row, x: float) -> None:
        mu = step("mu", "mean of the training values", sum(train) / len(train))
        var = step("var", "mean of (value - mu)^2", sum((one - mu) ** 2 for one in train) / len(train))
        sd = step("sd", "sqrt(var)", math.sqrt(var))
        step("z", "(x - mu) / sd", (x - mu) / sd)

    @slip("That is the variance. The standard deviation is its square root.", part="sd")
    def variance(self, train: Row) -> float:
        return _statistics(train)[1] ** 2

    @slip(
        "That divides by m - 1, right for pandas and for torch.std as they come. This question divides by m = 4.",
        part="sd",
        rival=True,
    )
    def over_m_less_one(self, train: Row) -> float:
        return _statistics(train)[1] * math.sqrt(len(train) / (len(train) - 1))

    @slip(
        "That is the mean distance from mu. The standard deviation is the root of the mean squared distance.",
        part="sd",
    )
    def mean_distance(self, train: Row) -> float:
        mean, _ = _statistics(train)
        return sum(abs(one - mean) for one in train) / len(train)

    @slip("The mean is still in there. It is subtracted first: (x - mu) / sd.", part="z")
    def mean_kept(self, x: float, sd: float) -> float:
        return x / sd

    @slip("That is the other way round. The mean is subtracted from x: (x - mu) / sd.", part="z")
    def turned(self, train: Row, x: float, sd: float) -> float:
        return (_statistics(train)[0] - x) / sd

    @slip("That divides by the variance. The divisor is the standard deviation.", part="z")
    def by_the_variance(self, train: Row, x: float, sd: float) -> float:
        return (x - _statistics(train)[0]) / sd**2

    @slip("That is min-max scaling. To standardize, subtract the mean and divide by the deviation.", part="z")
    def min_max(self, train: Row, x: float) -> Array:
        return scaling.min_max(x, train)


class MinMaxScale(Kind):
    """A new value of a feature, scaled by minimum and maximum."""

    name = "min-max-scale"
    topic = "normalization"
    level = 1
    ask = (
        "A feature has the values {train} in the training set. Min-max scaling brings these between 0 and 1. "
        "What does the value x = {x} of a test example become?"
    )
    givens = {"train": vector(4, ints(2, 30), distinct=True), "x": ints(1, 36)}
    parts = (Part("y", Real()),)
    hints = (
        "Whose minimum and maximum are taken? Must a new value lie between them?",
        "y = (x - min) / (max - min), with min and max of the training values",
    )

    def fits(self, train: Row, x: float) -> bool:
        return max(train) - min(train) >= 5 and x not in train

    def solve(self, step: Trace, train: Row, x: float) -> None:
        lo = step("lo", "min of the training values", min(train))
        hi = step("hi", "max of the training values", max(train))
        step("y", "(x - lo) / (hi - lo)", (x - lo) / (hi - lo))

    @slip("That divides x by the largest value. First the smallest is subtracted from both.")
    def over_the_largest(self, train: Row, x: float) -> float:
        return x / max(train)

    @slip("That divides by the largest value. The divisor is the extent, max - min.")
    def extent_lost(self, train: Row, x: float) -> float:
        return (x - min(train)) / max(train)

    @slip("That is standardized. Here min is subtracted, and max - min divides.")
    def standardized(self, train: Row, x: float) -> Array:
        return scaling.standardize(x, train)

    @slip(
        "That counts x in, or cuts it off at the end. Minimum and maximum are those of the training set, and a new "
        "value may well lie outside 0 to 1.",
        may_equal=True,
    )
    def new_value_too(self, train: Row, x: float) -> Array:
        return scaling.min_max(x, [*train, x])


def _statistics(values: Row) -> tuple[float, float]:
    """The mean, and the standard deviation over m."""
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((one - mean) ** 2 for one in values) / len(values))


KINDS = (MinMaxScale, Standardize)
