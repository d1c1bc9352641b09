"""What kinds of the family `tuning` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import tuning


def _beta(low, high, u):
    a, b = np.log10([1 - low, 1 - high])
    return {"beta": tuning.log_scale_below_one(a, b, u)}


REFERENCE = {
    "log-scale-sample": lambda a, b, u: {"strength": tuning.log_scale(a, b, u)},
    "log-scale-beta": _beta,
}

BY_HAND = [
    ("log-scale-sample", {"a": -1, "b": 3, "u": 0.4}, ["3.9811"]),
    ("log-scale-beta", {"low": 0.9, "high": 0.99, "u": 0.25}, ["0.9438"]),
]
