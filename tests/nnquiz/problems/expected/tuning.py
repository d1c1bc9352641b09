"""What kinds of the family `tuning` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import tuning

REFERENCE = {
    "log-scale-sample": lambda a, b, u: {"strength": tuning.log_scale(a, b, u)},
}

BY_HAND = [
    ("log-scale-sample", {"a": -1, "b": 3, "u": 0.4}, ["3.9811"]),
]
