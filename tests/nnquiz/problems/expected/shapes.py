"""What kinds of the family `shapes` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.shapes import ROWS
from nnquiz.reference import layers

REFERENCE = {
    "weight-shape": lambda n_in, n_out, m, layout: {
        "W": layers.weight_shape(n_in, n_out, by_rows=layout == ROWS)
    },
    "bias-shape": lambda n_in, n_out, m, layout: {"b": layers.bias_shape(n_out, by_rows=layout == ROWS)},
    "activation-shape": lambda n_in, n_out, m, layout: {
        "A": layers.batch_shape(n_out, m, by_rows=layout == ROWS)
    },
    "gradient-shapes": lambda n_in, n_out, m, layout: dict(
        zip(("dW", "dX", "db"), layers.gradient_shapes(n_in, n_out, m, by_rows=layout == ROWS), strict=True)
    ),
}

BY_HAND = [
    ("weight-shape", {"n_in": 3, "n_out": 5, "layout": "X W + b"}, ["(3, 5)"]),
    ("bias-shape", {"n_out": 5, "layout": "W X + b"}, ["(5, 1)"]),
    ("activation-shape", {"n_out": 5, "m": 32, "layout": "X W + b"}, ["(32, 5)"]),
    (
        "gradient-shapes",
        {"n_in": 3, "n_out": 5, "m": 16, "layout": "W X + b"},
        ["(5, 3)", "(3, 16)", "(5, 1)"],
    ),
    ("gradient-shapes", {"n_in": 3, "n_out": 5, "m": 16, "layout": "X W + b"}, ["(3, 5)", "(16, 3)", "(5,)"]),
]
