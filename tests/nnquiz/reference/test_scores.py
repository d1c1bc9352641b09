"""Scores against counting, in fractions."""

from fractions import Fraction

import pytest

from nnquiz.reference.scores import f1, precision, recall


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
