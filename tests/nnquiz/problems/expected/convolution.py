"""What kinds of the family `convolution` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import correlation


def _channels(X1, X2, K1, K2, b):
    return {"y": correlation.conv2d([[X1, X2]], [[K1, K2]], [b])[0, 0, 0]}


REFERENCE = {
    "convolution-2d": lambda X, K: {"Y": correlation.correlate(X, K)},
    "convolution-stride-padding": lambda X, K: {"Y": correlation.correlate(X, K, stride=2, padding=1)},
    "convolution-channels": _channels,
    "kernel-gradient": lambda X, G: {"dK": correlation.conv2d_kernel_gradient([[X]], [[G]], (2, 2))[0, 0]},
}

BY_HAND = [
    (
        "convolution-2d",
        {"X": [[1, 0, 2], [3, 1, -1], [0, 2, 4]], "K": [[1, 2], [-1, 3]]},
        ["[[1, 0], [11, 9]]"],
    ),
    (
        "convolution-stride-padding",
        {"X": [[1, 0, 2], [3, 1, -1], [0, 2, 4]], "K": [[1, 2], [-1, 3]]},
        ["[[3, 6], [6, 9]]"],
    ),
    (
        "convolution-channels",
        {
            "X1": [[1, 0, 2], [3, 1, -1]],
            "X2": [[2, 1, 0], [0, 1, 3]],
            "K1": [[1, 2], [-1, 3]],
            "K2": [[2, 1], [-1, 1]],
            "b": -2,
        },
        ["[5, 2]"],
    ),
    (
        "kernel-gradient",
        {"X": [[1, 0, 2], [3, 1, -1], [0, 2, 4]], "G": [[1, 2], [-1, 3]]},
        ["[[1, 0], [11, 9]]"],
    ),
]
