"""What kinds of the family `evaluation` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import scores


def _f1(TP, FP, FN, TN):
    P, R = scores.precision(TP, FP), scores.recall(TP, FN)
    return {"P": P, "R": R, "F1": scores.f1(P, R)}


REFERENCE = {
    "f1-score": _f1,
}

BY_HAND = [
    ("f1-score", {"TP": 30, "FP": 10, "FN": 45, "TN": 100}, ["0.7500", "0.4000", "0.5217"]),
]
