"""Kinds about the deltas of an output layer and of a hidden one."""

import math

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, matrix, vector
from flashcards.problems.numbers import given_text
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations, networks
from nnquiz.reference.arrays import Array, array

Row = tuple[float, ...]
Rows = tuple[Row, ...]

HALF_SQUARE, CROSS_ENTROPY = "L = (a - y)^2 / 2", "L = -(y ln a + (1 - y) ln(1 - a))"
LOSSES: dict[str, networks.Loss] = {HALF_SQUARE: "squared error", CROSS_ENTROPY: "cross-entropy"}

# What a sigmoid unit gives, and a delta.
OUTPUTS = grid(0.1, 0.9, 0.1)
DELTAS = grid(-0.9, 0.9, 0.1, avoid=[0])


class OutputLayerGradient(Kind):
    """The delta of a sigmoid output unit under either loss, and the gradient by its weights."""

    name = "output-layer-gradient"
    topic = "propagation"
    level = 2
    ask = (
        "A sigmoid output unit gets h = {h} from two hidden sigmoid units, and its pre-activation is z = {z}. "
        "The label is y = {y}, the loss {loss}."
    )
    conventions = ("z = w_1 h_1 + w_2 h_2 + b; a = sigmoid(z); delta = dL/dz",)
    givens = {
        "z": grid(-2, 2, 0.1, avoid=[0]),
        "y": choice(0, 1),
        "loss": choice(HALF_SQUARE, CROSS_ENTROPY),
        "h": vector(2, OUTPUTS, distinct=True),
    }
    parts = (
        Part("delta", Real(), "What is delta?"),
        Part("dw", Vector(), "And the gradient of L by the two weights, dw?"),
    )
    hints = (
        "delta is dL/da times da/dz. With one of the two losses, a factor cancels: is it this one?",
        "Each weight's gradient is delta times what came in through that weight.",
        "delta = (a - y) a (1 - a) for half the square, a - y for cross-entropy; dw_i = delta h_i",
    )

    derivative_in = "z"

    def primitive(self, z: float, y: int, loss: str) -> float:
        return networks.cost([[activations.sigmoid(z)]], [[y]], loss=LOSSES[loss])

    def fits(self, z: float, y: int, loss: str) -> bool:
        # With a smaller delta, dw would be hardly more than the tolerance.
        return abs(float(networks.output_delta(activations.sigmoid(z), y, loss=LOSSES[loss]))) >= 0.03

    def solve(self, step: Trace, z: float, y: int, loss: str, h: Row) -> None:
        a = step("a", "1 / (1 + e^(-z))", activations.sigmoid(z))
        formula = "a - y" if loss == CROSS_ENTROPY else "(a - y) * a * (1 - a)"
        delta = step("delta", formula, networks.output_delta(a, y, loss=LOSSES[loss]))
        step("dw", "delta * h", tuple(delta * one for one in h))

    @slip(
        "That is delta for the other loss. With cross-entropy it is a - y; with half the square, a - y is dL/da, and "
        "delta is that times the slope, a (1 - a).",
        part="delta",
    )
    def other_loss(self, z: float, y: int, loss: str) -> Array:
        other = HALF_SQUARE if loss == CROSS_ENTROPY else CROSS_ENTROPY
        return networks.output_delta(activations.sigmoid(z), y, loss=LOSSES[other])

    @slip(
        "That has y - a in it. The derivative has a - y: an output above the label is to fall.", part="delta"
    )
    def label_first(self, z: float, y: int, loss: str) -> Array:
        return -networks.output_delta(activations.sigmoid(z), y, loss=LOSSES[loss])

    @slip("That is da/dz alone, the slope a (1 - a). The chain rule multiplies it by dL/da.", part="delta")
    def slope_alone(self, z: float) -> Array:
        return activations.sigmoid_prime(z)

    @slip(
        "That is right for a loss with another factor: the square with no 1/2, or cross-entropy in bits, with "
        "log2. Take the loss as this question writes it.",
        part="delta",
        rival=True,
    )
    def other_factor(self, z: float, y: int, loss: str) -> Array:
        times = 2 if loss == HALF_SQUARE else 1 / math.log(2)
        return times * networks.output_delta(activations.sigmoid(z), y, loss=LOSSES[loss])

    @slip(
        "That is delta for each weight, right for the bias. A weight's is delta times its input h_i.",
        part="dw",
    )
    def no_input(self, h: Row, delta: float) -> Row:
        return tuple(delta for _ in h)

    @slip(
        "That has the slope h (1 - h) of the hidden units, too. It comes in one layer further back; here it is "
        "delta times h_i.",
        part="dw",
    )
    def hidden_slope(self, h: Row, delta: float) -> Row:
        return tuple(delta * one * (1 - one) for one in h)

    @slip("That has the minus of the update. The gradient itself is delta times h_i.", part="dw")
    def downhill(self, h: Row, delta: float) -> Row:
        return tuple(-delta * one for one in h)


class HiddenDelta(Kind):
    """The deltas of two hidden sigmoid units, from those of two units after them."""

    name = "hidden-delta"
    topic = "propagation"
    level = 2
    ask = (
        "Two sigmoid units gave h = {h}. The layer after them has two units, the weights W = {W} and, for this "
        "example, the deltas delta = {delta}."
    )
    conventions = ("z = W h + b, row i of W belongs to unit i of the later layer; delta_i = dL/dz_i",)
    givens = {
        "h": vector(2, OUTPUTS, distinct=True),
        "W": matrix(2, 2, grid(-1, 1, 0.1, avoid=[0])),
        "delta": vector(2, DELTAS, distinct=True),
    }
    parts = (
        Part("dh", Vector(), "What is dL/dh, the gradient by the outputs h?"),
        Part("delta_h", Vector(), "And delta_h, the deltas of these two units?"),
    )
    hints = (
        "Along how many paths does one hidden unit act on the loss, and through which weights?",
        "Collect the weights that leave one hidden unit, a column of W; then go back through the sigmoid.",
        "dh = W^T delta, then delta_h = dh h (1 - h), element by element",
    )

    def fits(self, W: Rows, delta: Row) -> bool:
        # With a smaller dh, delta_h would be hardly more than the tolerance.
        return W[0][1] != W[1][0] and all(abs(dot(column, delta)) >= 0.1 for column in zip(*W, strict=True))

    def solve(self, step: Trace, W: Rows, delta: Row, h: Row) -> None:
        dh = tuple(
            step(f"dh_{j}", products(column, delta), dot(column, delta))
            for j, column in enumerate(zip(*W, strict=True), 1)
        )
        dh = step("dh", "W^T delta", dh)
        slope = step("slope", "h (1 - h) for each", tuple(one * (1 - one) for one in h))
        step("delta_h", "dh * slope for each", tuple(d * one for d, one in zip(dh, slope, strict=True)))

    @slip(
        "That is W delta: it takes the rows of W. What leaves a hidden unit stands in a column: W^T delta. (W "
        "delta fits Keras' layout, h W.)",
        part="dh",
    )
    def not_transposed(self, W: Rows, delta: Row) -> Array:
        return array(W) @ array(delta)

    @slip("That follows the path through unit 1 alone. Each h_j acts through both units: add.", part="dh")
    def one_path(self, W: Rows, delta: Row) -> Row:
        return tuple(weight * delta[0] for weight in W[0])

    @slip("That is the mean over the two paths. The chain rule adds the paths up.", part="dh")
    def mean_of_paths(self, W: Rows, delta: Row) -> Array:
        return array(W).T @ array(delta) / len(delta)

    @slip(
        "That is dL/dh still. A delta is dL/dz: multiply by the sigmoid's slope, h (1 - h).", part="delta_h"
    )
    def no_slope(self, dh: Row) -> Row:
        return dh

    @slip("That multiplies by h. The sigmoid's slope is h (1 - h).", part="delta_h")
    def times_output(self, dh: Row, h: Row) -> Array:
        return array(dh) * array(h)

    @slip("That has 1 - h^2, the slope of tanh. The sigmoid's is h (1 - h).", part="delta_h")
    def slope_of_tanh(self, dh: Row, h: Row) -> Array:
        return array(dh) * (1 - array(h) ** 2)


def products(left: Row, right: Row) -> str:
    """The sum of products of two rows as people write it: 0.5 * 2 + (-1) * 3."""
    return " + ".join(f"{factor(one)} * {factor(other)}" for one, other in zip(left, right, strict=True))


def factor(number: float) -> str:
    """The number as a factor: in parentheses if it has a minus."""
    return f"({given_text(number)})" if number < 0 else given_text(number)


def dot(left: Row, right: Row) -> float:
    """The sum of products of two rows."""
    return sum(one * other for one, other in zip(left, right, strict=True))


def outer(left: Row, right: Row) -> Rows:
    """The table of all products: row i is left_i times all of right."""
    return tuple(tuple(one * other for other in right) for one in left)


KINDS = (
    OutputLayerGradient,
    HiddenDelta,
)
