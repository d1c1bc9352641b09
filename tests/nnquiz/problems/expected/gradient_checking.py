"""What kinds of the family `gradient_checking` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.problems.gradient_checking import MAX, SUM
from nnquiz.reference import checking


def _central_difference(a, c, w, eps):
    estimate = checking.central_difference(lambda at: a * at**3 - c * at, w, eps)
    # Of a cubic the estimate is off by a eps^2, exactly.
    return {"estimate": estimate, "error": a * eps**2}


def _error(g, n, form):
    errors = {SUM: checking.relative_error_sum, MAX: checking.relative_error_max}
    return {"error": errors[form](g, n)}


def _norm(g, n):
    return {
        "distance": np.linalg.norm(np.subtract(g, n)),
        "error": checking.relative_error_norm(g, n),
    }


REFERENCE = {
    "central-difference": _central_difference,
    "gradient-check-error": _error,
    "gradient-check-norm": _norm,
}

BY_HAND = [
    # J(1.5) = 10.125 - 6 = 4.125 and J(0.5) = 0.375 - 2 = -1.625; the derivative is 9 - 4.
    ("central-difference", {"a": 3, "c": 4, "w": 1, "eps": 0.5}, ["5.7500", "0.7500"]),
    ("gradient-check-error", {"g": -1.2, "n": -1.8, "form": SUM}, ["0.2000"]),
    ("gradient-check-error", {"g": -1.2, "n": -1.6, "form": MAX}, ["0.2500"]),
    # The distance is the root of 0.16 + 0 + 0.09, the norms are 0.3 and sqrt(0.54) = 0.7348.
    (
        "gradient-check-norm",
        {"g": [0.1, 0.2, 0.2], "n": [0.5, 0.2, 0.5]},
        ["0.5000", "0.4832"],
    ),
]
