"""What kinds of the family `cross_entropy` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import losses

REFERENCE = {
    "binary-cross-entropy": lambda p, y: {"L": losses.binary_cross_entropy(p, y)},
    "binary-cross-entropy-mean": lambda p, y: {"J": np.mean(losses.binary_cross_entropy(p, y))},
    "categorical-cross-entropy": lambda p, y: {"L": losses.cross_entropy(p, y)},
    "sparse-cross-entropy": lambda z, c, base: {"L": losses.sparse_cross_entropy_from_logits(z, c - base)},
}

BY_HAND = [
    ("binary-cross-entropy", {"p": 0.8, "y": 0}, ["1.6094"]),
    # -ln 0.9, -ln 0.75 and -ln 0.6 are 0.1054, 0.2877 and 0.5108.
    ("binary-cross-entropy-mean", {"p": [0.9, 0.25, 0.6], "y": [1, 0, 1]}, ["0.3013"]),
    ("categorical-cross-entropy", {"p": [0.2, 0.35, 0.45], "y": [0, 1, 0]}, ["1.0498"]),
    # The logarithm of e + e^3 + 1 is 3.1698; class 2 has the logit 3 counted from 1, and 0 counted from 0.
    ("sparse-cross-entropy", {"z": [1, 3, -1], "c": 2, "base": 1}, ["0.1429"]),
    ("sparse-cross-entropy", {"z": [1, 3, -1], "c": 2, "base": 0}, ["4.1429"]),
]
