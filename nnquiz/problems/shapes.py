"""Kinds about the shapes in a dense layer."""

from collections.abc import Sequence
from typing import ClassVar

from flashcards.problems.answers import Shape as ShapeAnswer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import layers
from nnquiz.reference.layers import Shape

COLUMNS, ROWS = "W X + b", "X W + b"
LAYOUT = "Z = {layout}; in W X the examples are the columns of X, in X W its rows"
# Widths stay below all batch sizes: no two numbers of a question are ever equal by chance but the widths.
WIDTHS, BATCHES = ints(2, 12), choice(16, 20, 32, 50, 64, 100)
ASK = "A dense layer with {n_in} inputs and {n_out} units gets a batch of {m} examples. "


class _DenseShape(Kind):
    """What the shapes of a dense layer have in common."""

    topic = "shapes"
    level = 1
    conventions: ClassVar[Sequence[str]] = (LAYOUT,)
    givens = {"n_in": WIDTHS, "n_out": WIDTHS, "m": BATCHES, "layout": choice(COLUMNS, ROWS)}

    def fits(self, n_in: int, n_out: int) -> bool:
        return n_in != n_out


class WeightShape(_DenseShape):
    """The shape of a layer's weight matrix."""

    name = "weight-shape"
    ask = ASK + "What is the shape of W?"
    parts = (Part("W", ShapeAnswer()),)
    hints = (
        "In a product of matrices the inner sizes are equal: which side of W meets the inputs?",
        "(units, inputs) in W X, (inputs, units) in X W",
    )

    def solve(self, step: Trace, n_in: int, n_out: int, layout: str) -> None:
        by_rows = layout == ROWS
        formula = "(n_in, n_out)" if by_rows else "(n_out, n_in)"
        step("W", formula, layers.weight_shape(n_in, n_out, by_rows=by_rows))

    @slip(
        "That is W of the other layout: in W X it is (units, inputs), as PyTorch stores it, "
        "and in X W it is (inputs, units), as Keras has it."
    )
    def transposed(self, n_in: int, n_out: int, layout: str) -> Shape:
        return layers.weight_shape(n_in, n_out, by_rows=layout != ROWS)

    @slip("That is the shape of Z. The weights are the same for any number of examples: m is not in W.")
    def batch_inside(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout == ROWS)

    @slip("That is the shape of X. W joins inputs to units: it has the sizes n_in and n_out.")
    def shape_of_input(self, n_in: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_in, m, by_rows=layout == ROWS)


class BiasShape(_DenseShape):
    """The shape of a layer's bias."""

    name = "bias-shape"
    ask = ASK + "What is the shape of b?"
    conventions = (LAYOUT, "b is a column beside columns, and has one axis beside rows")
    parts = (Part("b", ShapeAnswer()),)
    hints = (
        "Each unit has one bias, whatever the inputs and the examples.",
        "(units, 1) in W X + b, (units,) in X W + b",
    )

    def solve(self, step: Trace, n_out: int, layout: str) -> None:
        by_rows = layout == ROWS
        step("b", "(n_out,)" if by_rows else "(n_out, 1)", layers.bias_shape(n_out, by_rows=by_rows))

    @slip("There is one bias for each unit, not for each unit and example: b is broadcast over the batch.")
    def one_per_example(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout == ROWS)

    @slip("That is the width of the inputs. A bias belongs to a unit of this layer.")
    def previous_width(self, n_in: int, layout: str) -> Shape:
        return layers.bias_shape(n_in, by_rows=layout == ROWS)

    @slip(
        "That is b of the other layout: (units, 1) beside columns, as Nielsen's book has it, and (units,) beside "
        "rows, as in PyTorch.",
        rival=True,
    )
    def other_layout(self, n_out: int, layout: str) -> Shape:
        return layers.bias_shape(n_out, by_rows=layout != ROWS)

    @slip(
        "That is a row, (1, units): some books keep b so beside rows. Here it is a column beside columns, and "
        "has one axis beside rows.",
        rival=True,
    )
    def row(self, n_out: int) -> Shape:
        return (1, n_out)


class ActivationShape(_DenseShape):
    """The shape of a layer's output for a batch."""

    name = "activation-shape"
    ask = ASK + "What is the shape of its output A?"
    parts = (Part("A", ShapeAnswer()),)
    hints = (
        "There is a number for each unit and each example: which of them are the columns?",
        "(units, examples) in W X + b, (examples, units) in X W + b",
    )

    def solve(self, step: Trace, n_out: int, m: int, layout: str) -> None:
        by_rows = layout == ROWS
        formula = "(m, n_out)" if by_rows else "(n_out, m)"
        step("A", formula, layers.batch_shape(n_out, m, by_rows=by_rows))

    @slip("That is A of the other layout: in W X + b the examples are columns, in X W + b they are rows.")
    def swapped(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout != ROWS)

    @slip("That is the shape of the input X. The output has the units of this layer, not those before it.")
    def previous_width(self, n_in: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_in, m, by_rows=layout == ROWS)

    @slip("That is the shape of W. The output has a number for each unit and each example.")
    def shape_of_weights(self, n_in: int, n_out: int, layout: str) -> Shape:
        return layers.weight_shape(n_in, n_out, by_rows=layout == ROWS)


class GradientShapes(_DenseShape):
    """The shapes of the gradients of a layer's weights, input and bias."""

    name = "gradient-shapes"
    level = 2
    ask = ASK + "Backpropagation has come to dZ, the gradient of the cost by Z, and goes on from it."
    conventions = (LAYOUT, "b is a column beside columns, and has one axis beside rows")
    parts = (
        Part("dW", ShapeAnswer(), "What is the shape of dW, the gradient by W?"),
        Part("dX", ShapeAnswer(), "What is the shape of dX, the gradient by X?"),
        Part("db", ShapeAnswer(), "What is the shape of db, the gradient by b?"),
    )
    hints = (
        "The cost is one number: how many derivatives has it by an array?",
        "dW is of the shape of W, dX of X, db of b",
    )

    def solve(self, step: Trace, n_in: int, n_out: int, m: int, layout: str) -> None:
        by_rows = layout == ROWS
        shapes = layers.gradient_shapes(n_in, n_out, m, by_rows=by_rows)
        step("dW", "(n_in, n_out)" if by_rows else "(n_out, n_in)", shapes.W)
        step("dX", "(m, n_in)" if by_rows else "(n_in, m)", shapes.X)
        step("db", "(n_out,)" if by_rows else "(n_out, 1)", shapes.b)

    @slip(
        "That is transposed, as for the other layout, or in some books on matrix calculus. In deep learning a gradient "
        "has the shape of what it is by, so that it can be subtracted.",
        part="dW",
    )
    def weight_transposed(self, n_in: int, n_out: int, layout: str) -> Shape:
        return layers.weight_shape(n_in, n_out, by_rows=layout != ROWS)

    @slip("That is a gradient of W for each example. They are summed up: dW is as W is.", part="dW")
    def weight_for_each_example(self, n_in: int, n_out: int, m: int, layout: str) -> Shape:
        return (m, *layers.weight_shape(n_in, n_out, by_rows=layout == ROWS))

    @slip(
        "That is the shape of dZ. In dW it is multiplied by X, and the sum is over the examples.", part="dW"
    )
    def weight_as_dz(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout == ROWS)

    @slip(
        "That is transposed. A gradient has the shape of what it is by: the examples lie as in X.", part="dX"
    )
    def input_transposed(self, n_in: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_in, m, by_rows=layout != ROWS)

    @slip(
        "That is the shape of dZ. The product with W leads back from units to inputs: dX is as X is.",
        part="dX",
    )
    def input_as_dz(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout == ROWS)

    @slip("That is the shape of dW. dX has a number for each input of each example, as X has.", part="dX")
    def input_as_dw(self, n_in: int, n_out: int, layout: str) -> Shape:
        return layers.weight_shape(n_in, n_out, by_rows=layout == ROWS)

    @slip(
        "That is the shape of dZ. The bias is the same for all examples, and so db is summed over them.",
        part="db",
    )
    def bias_for_each_example(self, n_out: int, m: int, layout: str) -> Shape:
        return layers.batch_shape(n_out, m, by_rows=layout == ROWS)

    @slip("That is the width of the inputs. A bias belongs to a unit, and so does its gradient.", part="db")
    def bias_of_inputs(self, n_in: int, layout: str) -> Shape:
        return layers.bias_shape(n_in, by_rows=layout == ROWS)

    @slip(
        "That is db of the other layout: (units, 1) beside columns, as Nielsen's book has it, and (units,) beside "
        "rows, as in PyTorch.",
        part="db",
        rival=True,
    )
    def bias_of_other_layout(self, n_out: int, layout: str) -> Shape:
        return layers.bias_shape(n_out, by_rows=layout != ROWS)

    @slip(
        "That is a row, (1, units): some books keep b and db so beside rows. Here b is a column beside columns, and "
        "has one axis beside rows.",
        part="db",
        rival=True,
    )
    def bias_as_row(self, n_out: int) -> Shape:
        return (1, n_out)


KINDS = (
    WeightShape,
    BiasShape,
    ActivationShape,
    GradientShapes,
)
