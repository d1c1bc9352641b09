"""What kinds of the family `pooling` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import pooling

REFERENCE = {
    "max-pool": lambda X: {"Y": pooling.max_pool2d(X, 2, 2)},
    "average-pool": lambda X: {"Y": pooling.average_pool2d(X, 2, 1)},
    "max-pool-backward": lambda X, G: {"dX": pooling.max_pool2d_backward(X, [G], 2, 2)},
}

BY_HAND = [
    (
        "max-pool",
        {"X": [[1, 5, -2, -6], [0, 3, -4, -3], [7, 2, 8, 0], [1, 6, 4, 9]]},
        ["[[5, -2], [7, 9]]"],
    ),
    ("average-pool", {"X": [[1, 5, -2], [0, 3, 4], [7, 2, 8]]}, ["[[2.2500, 2.5000], [3.0000, 4.2500]]"]),
    (
        "max-pool-backward",
        {"X": [[1, 5, -2, -6], [0, 3, -4, -1]], "G": [4, -3]},
        ["[[0, 4, 0, 0], [0, 0, 0, -3]]"],
    ),
]
