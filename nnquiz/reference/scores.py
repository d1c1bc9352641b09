"""Scores of a classifier of two classes, from counts: TP, FP and FN are true and false positives, false negatives.

Van Rijsbergen, Information Retrieval (1979), chapter 7.
"""


def precision(TP: int, FP: int) -> float:
    """TP / (TP + FP), where anything is found at all."""
    return TP / (TP + FP)


def recall(TP: int, FN: int) -> float:
    """TP / (TP + FN), where there is anything to find."""
    return TP / (TP + FN)


def f1(P: float, R: float) -> float:
    """2 P R / (P + R), the harmonic mean of precision and recall where one of them is not 0."""
    return 2 * P * R / (P + R)
