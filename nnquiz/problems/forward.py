"""Kinds about a forward pass through layers."""

from flashcards.problems.answers import Matrix, Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid, ints, matrix, vector
from flashcards.problems.numbers import given_text, result_text
from flashcards.problems.tracing import Trace
from nnquiz.problems.neurons import sum_of_texts, sum_text, weighted
from nnquiz.reference import activations, dense
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]
Rows = tuple[Row, ...]

HALVES = grid(-2, 2, 0.5, avoid=[0])


class ReluLayerForward(Kind):
    """The output of a layer of three ReLU units with two inputs."""

    name = "relu-layer-forward"
    topic = "propagation"
    level = 1
    ask = "A layer of three ReLU units has W = {W} and b = {b}. What does it make of x = {x}?"
    conventions = ("each row of W holds the weights of one unit",)
    givens = {
        "W": matrix(3, 2, HALVES),
        "b": vector(3, HALVES, distinct=True),
        "x": vector(2, ints(-3, 3, avoid=[0]), distinct=True),
    }
    parts = (Part("a", Vector()),)
    hints = (
        "Each unit is a neuron of its own: which numbers go into its sum, and what comes last?",
        "a = max(0, z) for each unit, with z = W x + b",
    )

    def fits(self, W: Rows, b: Row, x: Row) -> bool:
        z = _sums(W, x, b)
        # Some units pass their sum on, and some do not; without the biases, too.
        return 0 not in z and min(z) < 0 < max(z) and min(_sums(W, x, (0, 0, 0))) < 0

    def solve(self, step: Trace, W: Rows, b: Row, x: Row) -> None:
        z = [
            step(f"z_{unit}", sum_text(row, x, bias), weighted(row, x) + bias)
            for unit, (row, bias) in enumerate(zip(W, b, strict=True), start=1)
        ]
        step("a", "max(0, z_i) for each", _relu(z))

    @slip("Those are the pre-activations W x + b. ReLU makes 0 of all that are negative.")
    def no_relu(self, W: Rows, b: Row, x: Row) -> Array:
        return dense.forward(W, b, x)

    @slip("The biases are left out. Each unit adds its own before the ReLU: max(0, W x + b).")
    def no_bias(self, W: Rows, x: Row) -> Row:
        return _relu(_sums(W, x, (0, 0, 0)))

    @slip("The biases come after the ReLU. They are a part of its input: max(0, W x + b).")
    def bias_after(self, W: Rows, b: Row, x: Row) -> Row:
        return tuple(one + bias for one, bias in zip(_relu(_sums(W, x, (0, 0, 0))), b, strict=True))

    @slip("Negative sums have lost their sign. ReLU makes 0 of them.")
    def sign_dropped(self, W: Rows, b: Row, x: Row) -> Row:
        return tuple(map(abs, _sums(W, x, b)))


class TwoLayerForward(Kind):
    """Two inputs through two sigmoid hidden units to one sigmoid output."""

    name = "two-layer-forward"
    topic = "propagation"
    level = 2
    ask = (
        "A hidden layer of two units has W1 = {W1} and b1 = {b1}; the output unit after it has w2 = {w2} and "
        "b2 = {b2}. All are sigmoid units, and the input is x = {x}."
    )
    conventions = ("each row of W1 holds the weights of one unit; the sigmoid of z is 1 / (1 + e^-z)",)
    givens = {
        "W1": matrix(2, 2, HALVES),
        "b1": vector(2, HALVES, distinct=True),
        "w2": vector(2, grid(-3, 3, 0.5, avoid=[0]), distinct=True),
        "b2": grid(-1.5, 1.5, 0.5, avoid=[0]),
        "x": vector(2, HALVES, distinct=True),
    }
    parts = (
        Part("h", Vector(), "What are the outputs h of the hidden units?"),
        Part("yhat", Real(), "And the output of the network?"),
    )
    hints = (
        "The output unit is a neuron as the others are: what does it take for its inputs?",
        "Each row of W1, with its bias, makes one number of x; the output unit makes one number of both.",
        "h = sigmoid(W1 x + b1) and yhat = sigmoid(w2 . h + b2)",
    )

    def fits(self, W1: Rows, b1: Row, x: Row) -> bool:
        # Beyond 3 the sigmoid hardly changes; with a matrix like its transpose, reading columns is no slip.
        return max(map(abs, _sums(W1, x, b1))) <= 3 and W1[0][1] != W1[1][0]

    def solve(self, step: Trace, W1: Rows, b1: Row, w2: Row, b2: float, x: Row) -> None:
        z = [
            step(f"z_{unit}", sum_text(row, x, bias), weighted(row, x) + bias)
            for unit, (row, bias) in enumerate(zip(W1, b1, strict=True), start=1)
        ]
        h = step("h", "1 / (1 + e^-z_i) for each", activations.sigmoid(z))
        formula = sum_of_texts(
            [given_text(one) for one in w2], [result_text(one) for one in h], given_text(b2)
        )
        z_out = step("z_out", formula, weighted(w2, h) + b2)
        step("yhat", "1 / (1 + e^(-z_out))", activations.sigmoid(z_out))

    @slip("Those are the sums W1 x + b1. Each hidden unit puts its sum through the sigmoid.", part="h")
    def hidden_linear(self, W1: Rows, b1: Row, x: Row) -> Array:
        return dense.forward(W1, b1, x)

    @slip(
        "W1 is read by columns, right where a unit has a column, as in Keras. Here it has a row.",
        part="h",
        rival=True,
    )
    def columns_for_rows(self, W1: Rows, b1: Row, x: Row) -> Array:
        return activations.sigmoid(dense.forward(W1, b1, x, by_rows=True))

    @slip("The biases are left out. Each hidden unit adds its own before the sigmoid.", part="h")
    def no_hidden_bias(self, W1: Rows, x: Row) -> Array:
        return activations.sigmoid(dense.forward(W1, (0, 0), x))

    @slip("That is the sum w2 . h + b2. The output unit puts it through the sigmoid.", part="yhat")
    def output_linear(self, w2: Row, b2: float, h: Row) -> float:
        return weighted(w2, h) + b2

    @slip("The bias b2 is left out. The output unit adds it before the sigmoid.", part="yhat")
    def no_output_bias(self, w2: Row, h: Row) -> Array:
        return activations.sigmoid(weighted(w2, h))

    @slip("That takes the sums z for the inputs of the output unit. It gets h, their sigmoids.", part="yhat")
    def sums_passed_on(self, W1: Rows, b1: Row, w2: Row, b2: float, x: Row) -> Array:
        return activations.sigmoid(weighted(w2, _sums(W1, x, b1)) + b2)

    @slip(
        "That takes x for the inputs of the output unit. It gets h, what the hidden units made.", part="yhat"
    )
    def inputs_passed_on(self, w2: Row, b2: float, x: Row) -> Array:
        return activations.sigmoid(weighted(w2, x) + b2)


class BatchForward(Kind):
    """Two examples through a linear layer at once."""

    name = "batch-forward"
    topic = "propagation"
    level = 2
    ask = "A layer computes Z = W X + b for a batch, with W = {W}, b = {b} and X = {X}. What is Z?"
    conventions = ("each column of X is an example; b is a column, with a bias for each unit",)
    givens = {
        "W": matrix(2, 3, ints(-3, 3, avoid=[0])),
        "b": vector(2, ints(-6, 6, avoid=[0]), distinct=True),
        "X": matrix(3, 2, ints(-2, 3, avoid=[0])),
    }
    parts = (Part("Z", Matrix()),)
    hints = (
        "Z has a row for each unit and a column for each example. Which bias goes into which?",
        "Z_ij is row i of W times column j of X, plus b_i.",
    )

    def fits(self, W: Rows, b: Row, X: Rows) -> bool:
        # Otherwise the layout would not matter.
        first, second = zip(*X, strict=True)
        return _sums(W, second, b)[0] != _sums(W, first, b)[1]

    def solve(self, step: Trace, W: Rows, b: Row, X: Rows) -> None:
        Z = [
            [
                step(f"Z_{unit}{number}", sum_text(row, example, bias), weighted(row, example) + bias)
                for number, example in enumerate(zip(*X, strict=True), start=1)
            ]
            for unit, (row, bias) in enumerate(zip(W, b, strict=True), start=1)
        ]
        step("Z", "Z_ij in row i, column j", [[float(one) for one in row] for row in Z])

    @slip("The biases are left out: that is W X. Each unit adds its own to its row.")
    def no_bias(self, W: Rows, X: Rows) -> Array:
        return dense.forward(W, (0, 0), X)

    @slip(
        "The biases run along the examples, as NumPy does it with a b of one axis. A bias belongs to a unit, "
        "and so to a row of Z."
    )
    def bias_along_examples(self, W: Rows, b: Row, X: Rows) -> Array:
        return dense.forward(W, (0, 0), X) + b

    @slip(
        "That is Z with an example in each row, right in the layout of PyTorch. Here each column is an example.",
        rival=True,
    )
    def examples_as_rows(self, W: Rows, b: Row, X: Rows) -> Array:
        return dense.forward(W, b, X).T

    @slip("The biases are subtracted. Each unit adds its own to its row.")
    def bias_subtracted(self, W: Rows, b: Row, X: Rows) -> Array:
        return dense.forward(W, tuple(-one for one in b), X)


def _sums(W: Rows, x: Row, b: Row) -> Row:
    """W x + b in plain numbers."""
    return tuple(weighted(row, x) + bias for row, bias in zip(W, b, strict=True))


def _relu(z: Row | list[float]) -> Row:
    return tuple(max(0, one) for one in z)


KINDS = (
    ReluLayerForward,
    TwoLayerForward,
    BatchForward,
)
