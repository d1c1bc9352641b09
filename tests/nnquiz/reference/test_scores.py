"""Scores against counting, in fractions."""

from fractions import Fraction

import pytest

from nnquiz.reference.scores import (
    accuracy,
    balanced_accuracy,
    confusion_matrix,
    f1,
    precision,
    recall,
    recalls,
    specificity,
)


def test_scores_agree_with_counting(rng):
    """Scores from counts are those of the labels counted one by one, and F1 is the harmonic mean."""
    for _ in range(50):
        labels, calls = rng.integers(0, 2, size=(2, 40)).tolist()
        pairs = list(zip(labels, calls, strict=True))
        TP, FP, FN = pairs.count((1, 1)), pairs.count((0, 1)), pairs.count((1, 0))
        P, R = Fraction(TP, sum(calls)), Fraction(TP, sum(labels))
        assert precision(TP, FP) == pytest.approx(float(P), rel=1e-12)
        assert recall(TP, FN) == pytest.approx(float(R), rel=1e-12)
        assert f1(precision(TP, FP), recall(TP, FN)) == pytest.approx(float(2 / (1 / P + 1 / R)), rel=1e-12)


def test_accuracy_and_specificity_agree_with_counting(rng):
    """Accuracy, specificity and their kin are those of the labels counted one by one."""
    for _ in range(50):
        labels, calls = rng.integers(0, 2, size=(2, 40)).tolist()
        pairs = list(zip(labels, calls, strict=True))
        TP, FP, FN, TN = (pairs.count(pair) for pair in ((1, 1), (0, 1), (1, 0), (0, 0)))
        of_positives = Fraction(TP, sum(labels))
        of_negatives = Fraction(sum(call == 0 for label, call in pairs if label == 0), labels.count(0))
        right = Fraction(sum(label == call for label, call in pairs), 40)
        assert accuracy(TP, FP, FN, TN) == pytest.approx(float(right), rel=1e-12)
        assert specificity(TN, FP) == pytest.approx(float(of_negatives), rel=1e-12)
        balanced = float((of_positives + of_negatives) / 2)
        assert balanced_accuracy(TP, FP, FN, TN) == pytest.approx(balanced, rel=1e-12)


def test_recalls_agree_with_counting(rng):
    """A class's recall is the share of its examples that were called by its name."""
    for k in (2, 3, 6):
        labels, calls = rng.integers(0, k, size=(2, 90)).tolist()
        C = confusion_matrix(labels, calls, k)
        pairs = list(zip(labels, calls, strict=True))
        assert C.tolist() == [[pairs.count((i, j)) for j in range(k)] for i in range(k)]
        expected = [pairs.count((i, i)) / labels.count(i) for i in range(k)]
        assert recalls(C).tolist() == pytest.approx(expected, rel=1e-12)
    assert confusion_matrix([], [], 2).tolist() == [[0, 0], [0, 0]]
