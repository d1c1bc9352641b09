"""Kinds about how good a model is."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import scores


class F1Score(Kind):
    """Precision, recall and F1 from the counts of a classifier."""

    name = "f1-score"
    topic = "evaluation"
    level = 1
    ask = "A classifier has {TP} true positives, {FP} false positives, {FN} false negatives and {TN} true negatives."
    givens = {"TP": ints(10, 60), "FP": ints(3, 60), "FN": ints(3, 60), "TN": ints(70, 200)}
    parts = (
        Part("P", Real(), "What is its precision?"),
        Part("R", Real(), "Its recall?"),
        Part("F1", Real(), "And its F1 score?"),
    )
    hints = (
        "Precision is about what was called positive, recall about what is positive; F1 is a mean of the two.",
        "P = TP / (TP + FP), R = TP / (TP + FN), F1 = 2 P R / (P + R)",
    )

    def fits(self, TP: int, FP: int, FN: int) -> bool:
        # Nearer to each other, all means of the two are alike.
        low, high = sorted((scores.precision(TP, FP), scores.recall(TP, FN)))
        return high >= 1.5 * low

    def solve(self, step: Trace, TP: int, FP: int, FN: int) -> None:
        P = step("P", "TP / (TP + FP)", scores.precision(TP, FP))
        R = step("R", "TP / (TP + FN)", scores.recall(TP, FN))
        step("F1", "2 * P * R / (P + R)", scores.f1(P, R))

    @slip("That is the recall. Precision divides by all that were called positive, TP + FP.", part="P")
    def recall_for_precision(self, TP: int, FN: int) -> float:
        return scores.recall(TP, FN)

    @slip("That is the accuracy, the share of right calls. Precision is TP / (TP + FP).", part="P")
    def accuracy_for_precision(self, TP: int, FP: int, FN: int, TN: int) -> float:
        return (TP + TN) / (TP + FP + FN + TN)

    @slip("That is the precision. Recall divides by all that are positive, TP + FN.", part="R")
    def precision_for_recall(self, TP: int, FP: int) -> float:
        return scores.precision(TP, FP)

    @slip("That is the specificity, TN / (TN + FP). Recall is about the positives: TP / (TP + FN).", part="R")
    def specificity_for_recall(self, FP: int, TN: int) -> float:
        return TN / (TN + FP)

    @slip("That is the arithmetic mean. F1 is the harmonic one: 2 P R / (P + R).", part="F1")
    def arithmetic_mean(self, P: float, R: float) -> float:
        return (P + R) / 2

    @slip("That is the geometric mean. F1 is the harmonic one: 2 P R / (P + R).", part="F1")
    def geometric_mean(self, P: float, R: float) -> float:
        return math.sqrt(P * R)

    @slip("That is the product P R. F1 is twice that, divided by P + R.", part="F1")
    def product(self, P: float, R: float) -> float:
        return P * R

    @slip("That is TP / (TP + FP + FN), the Jaccard index. F1 counts TP twice, above and below.", part="F1")
    def jaccard(self, TP: int, FP: int, FN: int) -> float:
        return TP / (TP + FP + FN)


KINDS = (F1Score,)
