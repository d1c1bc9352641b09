"""What kinds of the family `losses` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import losses

REFERENCE = {
    "mse": lambda y, yhat: {"MSE": losses.mean_squared_error(y, yhat)},
    "binary-cross-entropy": lambda p, y: {"L": losses.binary_cross_entropy(p, y)},
}

BY_HAND = [
    ("binary-cross-entropy", {"p": 0.8, "y": 0}, ["1.6094"]),
    ("mse", {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 0.5]}, ["1.8750"]),
]
