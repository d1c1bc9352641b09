"""What kinds of the family `evaluation` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import scores


def _f1(TP, FP, FN, TN):
    P, R = scores.precision(TP, FP), scores.recall(TP, FN)
    return {"P": P, "R": R, "F1": scores.f1(P, R)}


def _balanced(TP, FP, FN, TN):
    return {
        "accuracy": scores.accuracy(TP, FP, FN, TN),
        "specificity": scores.specificity(TN, FP),
        "balanced": scores.balanced_accuracy(TP, FP, FN, TN),
    }


def _macro(row1, row2, row3):
    recalls = scores.recalls([row1, row2, row3])
    return {"recalls": recalls, "macro": recalls.mean()}


REFERENCE = {
    "f1-score": _f1,
    "balanced-accuracy": _balanced,
    "macro-recall": _macro,
}

BY_HAND = [
    ("f1-score", {"TP": 30, "FP": 10, "FN": 45, "TN": 100}, ["0.7500", "0.4000", "0.5217"]),
    # 330 of 400; 300 of 320; half of 30/80 and 300/320.
    ("balanced-accuracy", {"TP": 30, "FP": 20, "FN": 50, "TN": 300}, ["0.8250", "0.9375", "0.6562"]),
    (
        "macro-recall",
        {"row1": [80, 8, 12], "row2": [6, 30, 14], "row3": [4, 6, 10]},
        ["[0.8000, 0.6000, 0.5000]", "0.6333"],
    ),
]
