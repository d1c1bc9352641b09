"""Kinds about the gradients of a layer's weights and biases, for one example and for a batch."""

from flashcards.problems.answers import Matrix, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import ints, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.backward import DELTAS, OUTPUTS, Row, Rows, dot, factor, outer, products
from nnquiz.reference import networks
from nnquiz.reference.arrays import Array, array


class WeightGradient(Kind):
    """The gradient of a weight matrix for one example: an outer product."""

    name = "weight-gradient"
    topic = "propagation"
    level = 2
    ask = (
        "A dense layer of two units gets a = {a} from three sigmoid units. For this one example, its deltas are "
        "delta = {delta}. What is dL/dW?"
    )
    conventions = ("z = W a + b, with W and dL/dW of shape (2, 3); delta = dL/dz",)
    givens = {
        "a": vector(3, OUTPUTS, distinct=True),
        "delta": vector(2, DELTAS, distinct=True),
    }
    parts = (Part("dW", Matrix()),)
    hints = (
        "One number for each weight: which two numbers meet at the weight from unit j to unit i?",
        "dW = delta a^T: row i is delta_i times all of a",
    )

    def solve(self, step: Trace, a: Row, delta: Row) -> None:
        rows = tuple(
            step(f"row_{i}", f"{factor(one)} * a", tuple(one * entry for entry in a))
            for i, one in enumerate(delta, 1)
        )
        step("dW", "delta a^T", rows)

    @slip(
        "Those are the right numbers in the order of the transpose, a delta^T. Row i of dW is delta_i times all of a."
    )
    def reshaped(self, a: Row, delta: Row) -> Array:
        return array(outer(a, delta)).reshape(len(delta), len(a))

    @slip("That is delta in each column, as if all inputs were 1. The weight from a_j gets delta_i a_j.")
    def no_input(self, a: Row, delta: Row) -> Rows:
        return outer(delta, (1,) * len(a))

    @slip(
        "That has a factor a (1 - a), too: the slope of the units before, which belongs to their deltas. Here it is "
        "delta_i a_j."
    )
    def slope_of_inputs(self, a: Row, delta: Row) -> Rows:
        return outer(delta, tuple(one * (1 - one) for one in a))

    @slip("That has the minus of the update. The gradient itself is delta_i a_j.")
    def downhill(self, a: Row, delta: Row) -> Array:
        return -array(outer(delta, a))


class BatchGradients(Kind):
    """The gradients of a layer's weights and biases over a batch of three."""

    name = "batch-gradients"
    topic = "propagation"
    level = 2
    ask = (
        "A dense layer of two units gets A = {A} from two units, for a batch of three examples; "
        "going backward, it has dZ = {dZ}."
    )
    conventions = (
        "examples are columns: Z = W A + b; J is the mean of the examples' losses",
        "each column of dZ has the derivatives of that example's own loss",
    )
    givens = {
        "A": matrix(2, 3, ints(-2, 4, avoid=[0])),
        "dZ": matrix(2, 3, ints(-3, 3, avoid=[0])),
    }
    parts = (
        Part("dW", Matrix(), "What is dJ/dW?"),
        Part("db", Vector(), "And dJ/db?"),
    )
    hints = (
        "Each example alone has a gradient delta a^T; what does J make of those of all three?",
        "Entry i, j of dW is row i of dZ times row j of A, as a mean over the examples.",
        "dW = dZ A^T / m; db = the mean of each row of dZ",
    )

    def solve(self, step: Trace, dZ: Rows, A: Rows) -> None:
        m = len(dZ[0])
        dW = tuple(
            tuple(
                step(f"dW_{i}{j}", f"({products(deltas, inputs)}) / {m}", dot(deltas, inputs) / m)
                for j, inputs in enumerate(A, 1)
            )
            for i, deltas in enumerate(dZ, 1)
        )
        step("dW", f"dZ A^T / {m}", dW)
        db = networks.bias_gradient(dZ).ravel()
        step("db", "the mean of each row of dZ", db)

    @slip(
        "That is the sum over the examples: right for a J that is a sum, or where dZ holds the 1/m already. Here J "
        "is a mean, and dZ has none: divide by m.",
        part="dW",
        rival=True,
    )
    def sum_of_products(self, dZ: Rows, A: Rows) -> Array:
        return array(dZ) @ array(A).T

    @slip("That is A dZ^T / m, the transpose. Units are the rows of W: dW = dZ A^T / m.", part="dW")
    def transposed(self, dZ: Rows, A: Rows) -> Array:
        return networks.weight_gradient(A, dZ)

    @slip("That is divided by the number of units. The mean is over the examples, the columns.", part="dW")
    def divided_by_units(self, dZ: Rows, A: Rows) -> Array:
        return array(dZ) @ array(A).T / len(dZ)

    @slip(
        "Those are the sums of the rows: right for a J that is a sum, or where dZ holds the 1/m already. Here J is "
        "a mean, and dZ has none: divide by m.",
        part="db",
        rival=True,
    )
    def sum_of_rows(self, dZ: Rows) -> Array:
        return array(array(dZ).sum(axis=1))

    @slip("That is the mean of all of dZ. Each unit has a bias of its own: a mean for each row.", part="db")
    def overall_mean(self, dZ: Rows) -> Array:
        return array([array(dZ).mean()] * len(dZ))

    @slip("That is divided by the number of units. The mean is over the examples, the columns.", part="db")
    def rows_divided_by_units(self, dZ: Rows) -> Array:
        return array(array(dZ).sum(axis=1) / len(dZ))


KINDS = (
    WeightGradient,
    BatchGradients,
)
