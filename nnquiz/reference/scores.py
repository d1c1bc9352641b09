"""Scores of a classifier from counts: TP, FP, FN and TN are true and false positives, false and true negatives.

Van Rijsbergen, Information Retrieval (1979), chapter 7, where a function names nothing else.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def precision(TP: int, FP: int) -> float:
    """TP / (TP + FP), where anything is found at all."""
    return TP / (TP + FP)


def recall(TP: int, FN: int) -> float:
    """TP / (TP + FN), where there is anything to find."""
    return TP / (TP + FN)


def f1(P: float, R: float) -> float:
    """2 P R / (P + R), the harmonic mean of precision and recall where one of them is not 0."""
    return 2 * P * R / (P + R)


def accuracy(TP: int, FP: int, FN: int, TN: int) -> float:
    """(TP + TN) / all, the share of right calls.

    Sokolova & Lapalme, A systematic analysis of performance measures for classification tasks (2009), table 2.
    """
    return (TP + TN) / (TP + FP + FN + TN)


def specificity(TN: int, FP: int) -> float:
    """TN / (TN + FP), the recall of the negatives, where there are any; Sokolova & Lapalme (2009), table 2."""
    return TN / (TN + FP)


def balanced_accuracy(TP: int, FP: int, FN: int, TN: int) -> float:
    """The mean of recall and specificity.

    Brodersen, Ong, Stephan & Buhmann, The balanced accuracy and its posterior distribution (2010), section 2.
    """
    return (recall(TP, FN) + specificity(TN, FP)) / 2


def recalls(C: ArrayLike) -> Array:
    """The recall of each class, (k,), from a confusion matrix (k, k) with a row for each true class.

    Sokolova & Lapalme (2009), table 3.
    """
    C = array(C)
    return array(np.diag(C) / C.sum(axis=1))


def confusion_matrix(labels: ArrayLike, calls: ArrayLike, k: int) -> Array:
    """How often class i was called j, (k, k), from labels and calls 0 to k - 1 of shape (m,).

    Sokolova & Lapalme (2009), section 2.
    """
    C = np.zeros((k, k))
    np.add.at(C, (np.asarray(labels, dtype=int), np.asarray(calls, dtype=int)), 1)
    return C
