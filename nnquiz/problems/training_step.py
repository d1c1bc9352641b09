"""Kinds about a whole step of training."""

from flashcards.problems.answers import Matrix, Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.backward import Row, Rows, dot, outer, products
from nnquiz.reference import activations, networks, optimizers
from nnquiz.reference.arrays import Array, array


def hidden_outputs(W1: Rows, x: Row) -> Row:
    """What the hidden units give, as the question prints it."""
    return tuple(round(float(activations.sigmoid(dot(row, x))), 2) for row in W1)


class TrainingStep(Kind):
    """A step of gradient descent for all weights of a network with two inputs, two hidden units and one output."""

    name = "training-step"
    topic = "propagation"
    level = 3
    ask = (
        "A network of sigmoid units, without biases, has two inputs, two hidden units with the weights W1 = {W1}, "
        "and one output with the weights w2 = {w2}. Going forward, x = {x} made the hidden outputs h = {h}. "
        "The label is y = {y}. All weights take one step of gradient descent with lr = {lr}."
    )
    conventions = (
        "h = sigmoid(W1 x), rounded: go on with these; z2 = w2 . h, a = sigmoid(z2)",
        "L = -(y ln a + (1 - y) ln(1 - a)); a delta is the derivative of L by a pre-activation",
    )
    givens = {
        "x": vector(2, grid(-2, 2, 0.5, avoid=[0]), distinct=True),
        "W1": matrix(2, 2, grid(-1, 1, 0.1, avoid=[0])),
        "w2": vector(2, grid(-1, 1, 0.1, avoid=[-0.2, -0.1, 0, 0.1, 0.2]), distinct=True),
        "y": choice(0, 1),
        "lr": choice(0.5, 1, 2),
    }
    derived = {"h": hidden_outputs}
    parts = (
        Part("delta", Real(), "What is the delta of the output unit?"),
        Part("w2_new", Vector(), "The output weights after the step, w2_new?"),
        Part("delta_h", Vector(), "The deltas of the hidden units, delta_h?"),
        # Of weights near 1 and steps near 0.01 one percent would accept no step at all.
        Part("W1_new", Matrix(atol=0.002, rtol=0), "And the hidden weights after the step, W1_new?"),
    )
    hints = (
        "Forward to a, then back: all gradients belong to the network that made this prediction.",
        "delta = a - y for cross-entropy; a weight's gradient is its unit's delta times its input.",
        "delta_h = delta w2 h (1 - h) with the old w2; w2_new = w2 - lr delta h; W1_new = W1 - lr delta_h x^T",
    )

    def solve(self, step: Trace, x: Row, W1: Rows, w2: Row, h: Row, y: int, lr: float) -> None:
        z2 = step("z2", products(w2, h), dot(w2, h))
        a = step("a", "1 / (1 + e^(-z2))", activations.sigmoid(z2))
        delta = step("delta", "a - y", networks.output_delta(a, y, loss="cross-entropy"))
        dw2 = step("dw2", "delta * h", tuple(delta * one for one in h))
        step("w2_new", "w2 - lr * dw2", optimizers.gradient_descent(w2, dw2, lr=lr))
        slope = step("slope", "h (1 - h) for each", tuple(one * (1 - one) for one in h))
        # The weights that made the prediction, not those just computed.
        back = zip(w2, slope, strict=True)
        delta_h = step("delta_h", "delta * w2 * slope", tuple(delta * w * one for w, one in back))
        dW1 = tuple(
            step(f"row_{i}", f"delta_h_{i} * x", tuple(one * entry for entry in x))
            for i, one in enumerate(delta_h, 1)
        )
        step("W1_new", "W1 - lr * [row_1, row_2]", optimizers.gradient_descent(W1, dW1, lr=lr))

    @slip(
        "That has a factor a (1 - a), as with half the squared error. With cross-entropy it cancels: a - y.",
        part="delta",
    )
    def delta_of_squared_error(self, w2: Row, h: Row, y: int) -> Array:
        return networks.output_delta(activations.sigmoid(dot(w2, h)), y, loss="squared error")

    @slip("That is y - a. The derivative is a - y; the minus comes with the update.", part="delta")
    def label_first(self, w2: Row, h: Row, y: int) -> Array:
        return y - activations.sigmoid(dot(w2, h))

    @slip("That is z2 - y. The output is the sigmoid of z2: first a, then a - y.", part="delta")
    def output_without_sigmoid(self, w2: Row, h: Row, y: int) -> float:
        return dot(w2, h) - y

    @slip("That climbs: w2 + lr * delta * h. Descent subtracts.", part="w2_new")
    def ascent(self, w2: Row, h: Row, delta: float, lr: float) -> Array:
        return array(w2) + lr * delta * array(h)

    @slip(
        "That is with lr * delta for each weight. A weight's gradient is delta times its input h_i.",
        part="w2_new",
    )
    def no_input(self, w2: Row, delta: float, lr: float) -> Array:
        return array(w2) - lr * delta

    @slip("That is the step alone, -lr * delta * h. It is added to the weights.", part="w2_new")
    def step_alone(self, h: Row, delta: float, lr: float) -> Array:
        return -lr * delta * array(h)

    @slip(
        "That goes back through the new output weights. The prediction was made by the old ones: take w2, not w2_new.",
        part="delta_h",
    )
    def updated_weights(self, h: Row, delta: float, w2_new: Row) -> Array:
        return delta * array(w2_new) * array(h) * (1 - array(h))

    @slip("That is dL/dh. The delta goes on through the sigmoid: times its slope, h (1 - h).", part="delta_h")
    def no_slope(self, w2: Row, delta: float) -> Array:
        return delta * array(w2)

    @slip("That is multiplied by h. The sigmoid's slope is h (1 - h).", part="delta_h")
    def times_output(self, w2: Row, h: Row, delta: float) -> Array:
        return delta * array(w2) * array(h)

    @slip("That leaves out w2. The delta comes back through it: delta * w2 * h (1 - h).", part="delta_h")
    def no_weights(self, h: Row, delta: float) -> Array:
        return delta * array(h) * (1 - array(h))

    @slip("That climbs: W1 + lr * delta_h x^T. Descent subtracts.", part="W1_new")
    def ascent_of_hidden(self, W1: Rows, x: Row, delta_h: Row, lr: float) -> Array:
        return array(W1) + lr * array(outer(delta_h, x))

    @slip(
        "That is with x delta_h^T, the transpose. Row i of W1 belongs to hidden unit i: delta_h x^T.",
        part="W1_new",
    )
    def transposed(self, W1: Rows, x: Row, delta_h: Row, lr: float) -> Array:
        return array(W1) - lr * array(outer(x, delta_h))

    @slip("That multiplies by h, what the hidden units give. What they get is x: delta_h x^T.", part="W1_new")
    def outputs_for_inputs(self, W1: Rows, h: Row, delta_h: Row, lr: float) -> Array:
        return array(W1) - lr * array(outer(delta_h, h))


KINDS = (TrainingStep,)
