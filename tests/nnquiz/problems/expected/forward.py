"""What kinds of the family `forward` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import dense
from nnquiz.reference.activations import sigmoid


def _two_layers(W1, b1, w2, b2, x):
    h = sigmoid(dense.forward(W1, b1, x))
    return {"h": h, "yhat": sigmoid(dense.forward([w2], [b2], h))}


REFERENCE = {
    "relu-layer-forward": lambda W, b, x: {"a": np.maximum(0, dense.forward(W, b, x))},
    "two-layer-forward": _two_layers,
    "batch-forward": lambda W, b, X: {"Z": dense.forward(W, b, X)},
}

BY_HAND = [
    (
        "relu-layer-forward",
        # 0.5 * 3 - 1 * 2 + 1 = 0.5; -2 * 3 + 1.5 * 2 + 2 = -1; 1 * 3 - 0.5 * 2 - 1.5 = 0.5
        {"W": [[0.5, -1], [-2, 1.5], [1, -0.5]], "b": [1, 2, -1.5], "x": [3, 2]},
        ["[0.5000, 0, 0.5000]"],
    ),
    (
        "two-layer-forward",
        # The sums are 1 - 1.5 + 1.5 = 1 and -2 + 0.5 - 0.5 = -2; then 2 * 0.73106 - 0.11920 + 0.5 = 1.84292.
        {"W1": [[0.5, -1.5], [-1, 0.5]], "b1": [1.5, -0.5], "w2": [2, -1], "b2": 0.5, "x": [2, 1]},
        ["[0.7311, 0.1192]", "0.8633"],
    ),
    (
        "batch-forward",
        # First row: 1 * 2 + 2 * 1 - 1 * 3 + 4 = 5 and 1 * -1 + 2 * 3 - 1 * 1 + 4 = 8.
        # Second row: 3 * 2 - 2 * 1 + 1 * 3 - 5 = 2 and 3 * -1 - 2 * 3 + 1 * 1 - 5 = -13.
        {"W": [[1, 2, -1], [3, -2, 1]], "b": [4, -5], "X": [[2, -1], [1, 3], [3, 1]]},
        ["[[5, 8], [2, -13]]"],
    ),
]
