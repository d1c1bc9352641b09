"""Kinds about pooling."""

from flashcards.problems.answers import Matrix
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import ints, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.terms import Row, Rows, added, flat, measured, windows
from nnquiz.reference import pooling
from nnquiz.reference.arrays import Array


class MaxPool(Kind):
    """The largest number of each window."""

    name = "max-pool"
    topic = "convolution"
    level = 1
    ask = "Max pooling with windows of 2 by 2 and stride 2 goes over the map X = {X}. What comes out?"
    givens = {"X": matrix(4, 4, ints(-9, 9))}
    parts = (Part("Y", Matrix()),)
    hints = (
        "With stride 2 the windows do not overlap: which four blocks of X do they cover?",
        "Of each block the largest number stays, whatever its sign.",
    )

    def solve(self, step: Trace, X: Rows) -> None:
        places = windows(X, 2, 2)
        Y = [
            [step(f"Y_{i}{j}", f"max({listed(patch)})", max(flat(patch))) for j, patch in places[i]]
            for i in places
        ]
        step("Y", "all four in their places", measured(Y))

    @slip("That is the mean of each window, average pooling. Max pooling keeps the largest number.")
    def average(self, X: Rows) -> Array:
        return pooling.average_pool2d(X, 2, 2)

    @slip("That is the smallest number of each window. Max pooling keeps the largest.")
    def smallest(self, X: Rows) -> Array:
        return -pooling.max_pool2d(measured([[-one for one in row] for row in X]), 2, 2)

    @slip("That goes by size and drops the sign. A number below 0 is less than any above, however large.")
    def largest_size(self, X: Rows) -> Array:
        return pooling.max_pool2d([[abs(one) for one in row] for row in X], 2, 2)


class AveragePool(Kind):
    """The mean of each window, where windows overlap."""

    name = "average-pool"
    topic = "convolution"
    level = 1
    ask = "Average pooling with windows of 2 by 2 and stride 1 goes over the map X = {X}. What comes out?"
    givens = {"X": matrix(3, 3, ints(-5, 9))}
    parts = (Part("Y", Matrix()),)
    hints = (
        "With stride 1 the windows overlap: which four numbers are in each, and how many windows are there?",
        "Each output is the sum of the four numbers in its window, divided by 4.",
    )

    def solve(self, step: Trace, X: Rows) -> None:
        places = windows(X, 2, 1)
        Y = [
            [step(f"Y_{i}{j}", f"({added(flat(patch))}) / 4", sum(flat(patch)) / 4) for j, patch in places[i]]
            for i in places
        ]
        step("Y", "all four in their places", measured(Y))

    @slip("That is the largest number of each window, max pooling. Average pooling takes the mean.")
    def largest(self, X: Rows) -> Array:
        return pooling.max_pool2d(X, 2, 1)

    @slip("That is the sum of each window. The mean divides it by 4.")
    def sum_for_mean(self, X: Rows) -> Array:
        return pooling.average_pool2d(X, 2, 1) * 4

    @slip("That divides by 2, the side of the window. A window of 2 by 2 has 4 numbers.")
    def divided_by_side(self, X: Rows) -> Array:
        return pooling.average_pool2d(X, 2, 1) * 2


class MaxPoolBackward(Kind):
    """The gradient on its way back through max pooling."""

    name = "max-pool-backward"
    topic = "convolution"
    level = 2
    ask = (
        "Max pooling with windows of 2 by 2 and stride 2 has gone over X = {X}. On the way back the loss has the "
        "gradients G = {G} by its two outputs. What is the gradient by X?"
    )
    conventions = ("G from left to right; the answer has the shape of X",)
    givens = {"X": matrix(2, 4, ints(-6, 9)), "G": vector(2, ints(-8, 8, avoid=[-1, 0, 1]), distinct=True)}
    parts = (Part("dX", Matrix()),)
    hints = (
        "If a number that did not win is moved a little, what happens to the output?",
        "Each gradient goes to the largest number of its window in full; all others get 0.",
    )

    def fits(self, X: Rows) -> bool:
        return all(len(set(flat(patch))) == 4 for patch in patches(X, 2))

    def solve(self, step: Trace, X: Rows, G: Row) -> None:
        for j, patch in windows(X, 2, 2)[1]:
            step(f"winner_{j}", f"max({listed(patch)})", max(flat(patch)))
        dX = pooling.max_pool2d_backward(X, [G], 2, 2)
        step("dX", "G at the winners, 0 elsewhere", dX)

    @slip("That shares each gradient among its window, right for average pooling. Here the largest gets all.")
    def shared(self, X: Rows, G: Row) -> Array:
        return pooling.average_pool2d_backward(X, [G], 2, 2)

    @slip("That gives the gradient to all four of a window. Only its largest number changes the output.")
    def copied(self, X: Rows, G: Row) -> Array:
        return 4 * pooling.average_pool2d_backward(X, [G], 2, 2)

    @slip("The gradient is multiplied by the largest number there. It goes back to that number as it is.")
    def times_value(self, X: Rows, G: Row) -> Array:
        return pooling.max_pool2d_backward(X, pooling.max_pool2d(X, 2, 2) * [G], 2, 2)

    @slip("That puts the largest numbers back in their places. It is the gradients of G that go there.")
    def values_put_back(self, X: Rows) -> Array:
        return pooling.max_pool2d_backward(X, pooling.max_pool2d(X, 2, 2), 2, 2)


def patches(X: Rows, stride: int) -> list[Rows]:
    """All windows of 2 by 2 that far apart, in reading order."""
    return [patch for row in windows(X, 2, stride).values() for _, patch in row]


def listed(patch: Rows) -> str:
    """The numbers of a window, one after the other."""
    return ", ".join(f"{one:g}" for one in flat(patch))


KINDS = (
    MaxPool,
    AveragePool,
    MaxPoolBackward,
)
