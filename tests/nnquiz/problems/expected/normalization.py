"""What kinds of the family `normalization` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import normalization

REFERENCE = {
    "batch-norm-inference": lambda **givens: {"y": normalization.batch_norm_inference(**givens)},
}

BY_HAND = [
    ("batch-norm-inference", {"x": 4, "mean": 1, "var": 4, "gamma": 1.5, "beta": -0.3}, ["1.9500"]),
]
