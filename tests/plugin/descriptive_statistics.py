"""Two kinds of problems about a handful of numbers: a plug-in of another field, without NumPy."""

from statistics import mean, median, stdev, variance

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid, vector
from flashcards.problems.tracing import Trace

Sample = tuple[float, ...]


class Mean(Kind):
    """The mean of five measurements."""

    name = "mean"
    topic = "statistics"
    level = 1
    ask = "Five measurements: {x}. What is their mean?"
    givens = {"x": vector(5, grid(1, 20, 0.5), distinct=True)}
    parts = (Part("mean", Real()),)
    hints = ("If all five were equal and their sum the same, what would each be?", "mean = sum / n")

    def solve(self, step: Trace, x: Sample) -> None:
        total = step("total", "sum of x", sum(x))
        step("mean", "total / 5", total / 5)

    @slip("That is the median, the one in the middle. The mean is the sum divided by five.")
    def median_for_mean(self, x: Sample) -> float:
        return median(x)

    @slip("That is the middle between the smallest and the largest. The mean counts all five.")
    def middle_of_range(self, x: Sample) -> float:
        return (min(x) + max(x)) / 2


class SampleVariance(Kind):
    """The variance of a sample, after its mean."""

    name = "sample-variance"
    topic = "statistics"
    level = 2
    ask = "A sample of four: {x}."
    conventions = ("the variance of a sample, divided by n - 1",)
    givens = {"x": vector(4, grid(1, 12, 0.5), distinct=True)}
    parts = (Part("mean", Real(), "What is its mean?"), Part("variance", Real(), "And its variance?"))
    hints = ("How far is each from the mean, squared?", "variance = sum of (x - mean)^2 / (n - 1)")

    def solve(self, step: Trace, x: Sample) -> None:
        centre = step("mean", "sum of x / 4", mean(x))
        squares = step("squares", "sum of (x - mean)^2", sum((one - centre) ** 2 for one in x))
        step("variance", "squares / (4 - 1)", squares / 3)

    @slip("That is the median. The mean is the sum divided by four.", part="mean")
    def median_for_mean(self, x: Sample) -> float:
        return median(x)

    @slip(
        "That is divided by n, right for a whole population. For a sample this question divides by n - 1.",
        part="variance",
        rival=True,
    )
    def divided_by_n(self, x: Sample) -> float:
        return variance(x) * 3 / 4

    @slip("That is the standard deviation. The variance is its square.", part="variance")
    def root_taken(self, x: Sample) -> float:
        return stdev(x)

    @slip("That is the sum of the squares. The variance divides it by n - 1.", part="variance")
    def not_divided(self, x: Sample) -> float:
        return variance(x) * 3


KINDS = (Mean, SampleVariance)
