"""Kinds about losses for regression."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import losses
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class MeanSquaredError(Kind):
    """The mean squared error of four predictions."""

    name = "mse"
    topic = "losses"
    level = 1
    ask = "For the labels y = {y} a network predicts yhat = {yhat}. What is the mean squared error?"
    conventions = ("the mean over all four, with no factor 1/2",)
    givens = {"y": vector(4, grid(-2, 2, 0.5)), "yhat": vector(4, grid(-2, 2, 0.5))}
    parts = (Part("MSE", Real()),)
    hints = (
        "First the four errors: what keeps those above and below from cancelling?",
        "MSE = (e_1^2 + e_2^2 + e_3^2 + e_4^2) / 4 with e = yhat - y",
    )

    def fits(self, y: Row, yhat: Row) -> bool:
        return all(errors(y, yhat))

    def solve(self, step: Trace, y: Row, yhat: Row) -> None:
        e = step("e", "yhat - y for each", errors(y, yhat))
        squares = step("squares", "e^2 for each", tuple(one**2 for one in e))
        step("MSE", "sum of squares / 4", sum(squares) / len(squares))

    @slip(
        "That is half the mean, right by books that write 1/(2m) to have a simpler gradient. This question has no "
        "factor 1/2.",
        rival=True,
    )
    def halved(self, y: Row, yhat: Row) -> Array:
        return losses.mean_squared_error(y, yhat) / 2

    @slip("That is the sum of the squares. The mean divides it by the number of predictions.")
    def sum_for_mean(self, y: Row, yhat: Row) -> float:
        return sum(e**2 for e in errors(y, yhat))

    @slip("That is the mean absolute error. Here each error is squared before the mean is taken.")
    def absolute(self, y: Row, yhat: Row) -> float:
        return sum(map(abs, errors(y, yhat))) / len(y)

    @slip("That is the root of it, the RMSE. The mean squared error has no root.")
    def root(self, y: Row, yhat: Row) -> float:
        return math.sqrt(losses.mean_squared_error(y, yhat))


def errors(y: Row, yhat: Row) -> Row:
    """By how much each prediction is above its label."""
    return tuple(one - label for label, one in zip(y, yhat, strict=True))


class MeanAbsoluteError(Kind):
    """The mean absolute error of four predictions."""

    name = "mae"
    topic = "losses"
    level = 1
    ask = "For the labels y = {y} a network predicts yhat = {yhat}. What is the mean absolute error?"
    conventions = ("the mean over all four",)
    givens = {"y": vector(4, grid(-2, 2, 0.1)), "yhat": vector(4, grid(-2, 2, 0.1))}
    parts = (Part("MAE", Real()),)
    hints = (
        "First the four errors: what keeps those above and below from cancelling?",
        "MAE = (|e_1| + |e_2| + |e_3| + |e_4|) / 4 with e = yhat - y",
    )

    def fits(self, y: Row, yhat: Row) -> bool:
        # Errors of one sign cannot cancel, and with a sum of 0 their order would not matter.
        e = errors(y, yhat)
        return all(e) and min(e) < 0 < max(e) and abs(sum(e)) > 0.1

    def solve(self, step: Trace, y: Row, yhat: Row) -> None:
        e = step("e", "yhat - y for each", errors(y, yhat))
        sizes = step("sizes", "|e| for each", tuple(map(abs, e)))
        step("MAE", "sum of sizes / 4", sum(sizes) / len(sizes))

    @slip("That is the mean of the errors with their signs, where they cancel. Take the size of each first.")
    def signed_mean(self, y: Row, yhat: Row) -> float:
        return sum(errors(y, yhat)) / len(y)

    @slip(
        "That is the mean of y - yhat with the signs, where they cancel. Take the size of each error first."
    )
    def signed_mean_of_residuals(self, y: Row, yhat: Row) -> float:
        return sum(errors(yhat, y)) / len(y)

    @slip("That is the sum of the sizes. The mean divides it by the number of predictions.")
    def sum_for_mean(self, y: Row, yhat: Row) -> float:
        return sum(map(abs, errors(y, yhat)))

    @slip("That is the mean squared error. The absolute error takes the size of each error, not its square.")
    def squared(self, y: Row, yhat: Row) -> Array:
        return losses.mean_squared_error(y, yhat)


class RootMeanSquaredError(Kind):
    """The root mean squared error of four predictions."""

    name = "rmse"
    topic = "losses"
    level = 1
    ask = (
        "For the labels y = {y} a network predicts yhat = {yhat}. What is the root mean squared error (RMSE)?"
    )
    conventions = ("the mean over all four",)
    givens = {"y": vector(4, grid(-2, 2, 0.5)), "yhat": vector(4, grid(-2, 2, 0.5))}
    parts = (Part("RMSE", Real()),)
    hints = (
        "The name says it from the right: first errors, then squares, then their mean. What is last?",
        "RMSE = sqrt((e_1^2 + e_2^2 + e_3^2 + e_4^2) / 4) with e = yhat - y",
    )

    def fits(self, y: Row, yhat: Row) -> bool:
        # With a mean of 4, the mean square and the root of the sum are both 4.
        return all(errors(y, yhat)) and abs(sum(e**2 for e in errors(y, yhat)) - 16) > 0.5

    def solve(self, step: Trace, y: Row, yhat: Row) -> None:
        e = step("e", "yhat - y for each", errors(y, yhat))
        squares = step("squares", "e^2 for each", tuple(one**2 for one in e))
        MSE = step("MSE", "sum of squares / 4", sum(squares) / len(squares))
        step("RMSE", "sqrt(MSE)", math.sqrt(MSE))

    @slip(
        "That is the mean squared error. Its root is still to be taken, which brings back the labels' unit."
    )
    def no_root(self, y: Row, yhat: Row) -> Array:
        return losses.mean_squared_error(y, yhat)

    @slip("That is the root of the sum. The squares are averaged before the root is taken.")
    def root_of_sum(self, y: Row, yhat: Row) -> float:
        return math.hypot(*errors(y, yhat))

    @slip("That divides by 4 after the root. The mean comes first: the 4 is divided by under the root.")
    def divided_after_root(self, y: Row, yhat: Row) -> float:
        return math.hypot(*errors(y, yhat)) / len(y)

    @slip("That is the mean absolute error. The root is taken of the mean, not of each square.")
    def root_of_each(self, y: Row, yhat: Row) -> Array:
        return losses.mean_absolute_error(y, yhat)


KINDS = (
    MeanSquaredError,
    MeanAbsoluteError,
    RootMeanSquaredError,
)
