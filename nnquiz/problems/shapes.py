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


KINDS = (
    WeightShape,
    BiasShape,
    ActivationShape,
)
