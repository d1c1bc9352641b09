"""Kinds about how good a model is."""

import math
from itertools import product

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import OneOf, ints
from flashcards.problems.tracing import Trace
from nnquiz.problems.terms import Row, added
from nnquiz.reference import scores
from nnquiz.reference.arrays import Array


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


class BalancedAccuracy(Kind):
    """Accuracy, specificity and balanced accuracy where one class is rare."""

    name = "balanced-accuracy"
    topic = "evaluation"
    level = 2
    ask = "A test for a disease has {TP} true positives, {FP} false positives, {FN} false negatives and {TN} true negatives."
    conventions = ("answers as fractions of 1",)
    givens = {"TP": ints(5, 40), "FP": ints(10, 90), "FN": ints(5, 60), "TN": ints(150, 400)}
    parts = (
        Part("accuracy", Real(), "What is its accuracy?"),
        Part("specificity", Real(), "Its specificity?"),
        Part("balanced", Real(), "And its balanced accuracy?"),
    )
    hints = (
        "Of all people, how many are called rightly? Of the healthy ones alone? And of the ill ones?",
        "accuracy = (TP + TN) / all, specificity = TN / (TN + FP)",
        "balanced accuracy = (recall + specificity) / 2, with recall = TP / (TP + FN)",
    )

    def fits(self, TP: int, FP: int, FN: int, TN: int) -> bool:
        # Nearer to each other, all means of the two are alike.
        return scores.specificity(TN, FP) >= 1.5 * scores.recall(TP, FN)

    def solve(self, step: Trace, TP: int, FP: int, FN: int, TN: int) -> None:
        step("accuracy", "(TP + TN) / (TP + FP + FN + TN)", scores.accuracy(TP, FP, FN, TN))
        specificity = step("specificity", "TN / (TN + FP)", scores.specificity(TN, FP))
        recall = step("recall", "TP / (TP + FN)", scores.recall(TP, FN))
        step("balanced", "(recall + specificity) / 2", (recall + specificity) / 2)

    @slip("That is the error rate. Accuracy is the share of right calls, (TP + TN) / all.", part="accuracy")
    def error_rate(self, TP: int, FP: int, FN: int, TN: int) -> float:
        return 1 - scores.accuracy(TP, FP, FN, TN)

    @slip("That leaves out the true negatives, which are right calls, too: (TP + TN) / all.", part="accuracy")
    def positives_only(self, TP: int, FP: int, FN: int, TN: int) -> float:
        return TP / (TP + FP + FN + TN)

    @slip("That is the precision, TP / (TP + FP). Accuracy is about all calls.", part="accuracy")
    def precision_for_accuracy(self, TP: int, FP: int) -> float:
        return scores.precision(TP, FP)

    @slip(
        "That is the recall, also called sensitivity. Specificity is about the healthy.", part="specificity"
    )
    def recall_for_specificity(self, TP: int, FN: int) -> float:
        return scores.recall(TP, FN)

    @slip("That is the false positive rate. Specificity is the rest: TN / (TN + FP).", part="specificity")
    def false_positive_rate(self, FP: int, TN: int) -> float:
        return 1 - scores.specificity(TN, FP)

    @slip(
        "That divides by all that were called negative, TN + FN. Specificity divides by all that are, TN + FP.",
        part="specificity",
    )
    def negative_predictive_value(self, FN: int, TN: int) -> float:
        return TN / (TN + FN)

    @slip("That is the harmonic mean, as in F1. Here it is the arithmetic one.", part="balanced")
    def harmonic_mean(self, TP: int, FN: int, specificity: float) -> float:
        return scores.f1(scores.recall(TP, FN), specificity)

    @slip("That is the geometric mean. Balanced accuracy is the arithmetic one.", part="balanced")
    def geometric_mean(self, TP: int, FN: int, specificity: float) -> float:
        return math.sqrt(scores.recall(TP, FN) * specificity)

    @slip(
        "That takes the accuracy in place of the recall. Each class counts by half: ill and healthy.",
        part="balanced",
    )
    def accuracy_in_mean(self, accuracy: float, specificity: float) -> float:
        return (accuracy + specificity) / 2

    @slip("That takes the precision in place of the recall, TP / (TP + FN).", part="balanced")
    def precision_in_mean(self, TP: int, FP: int, specificity: float) -> float:
        return (scores.precision(TP, FP) + specificity) / 2


def calls(of: int, hits: range) -> OneOf:
    """What the examples of one class of three are called, with that many called by their own name."""
    rows = (
        (*misses[:of], right, *misses[of:]) for right in hits for misses in product(range(2, 17, 2), repeat=2)
    )
    says = f"three counts, from {hits[0]} to {hits[-1]} at place {of + 1}, even ones to 16 elsewhere"
    return OneOf(tuple(rows), says)


class MacroRecall(Kind):
    """The recall of each of three classes, and their mean."""

    name = "macro-recall"
    topic = "evaluation"
    level = 2
    ask = "The rows of the confusion matrix of a classifier of three classes are {row1}, {row2} and {row3}."
    conventions = ("rows are true classes, columns are predicted ones, as in scikit-learn",)
    # Classes of different sizes: else the macro average is the accuracy.
    givens = {
        "row1": calls(0, range(60, 100)),
        "row2": calls(1, range(20, 50)),
        "row3": calls(2, range(5, 16)),
    }
    parts = (
        Part("recalls", Vector(), "What are the recalls of the three classes?"),
        Part("macro", Real(), "And their macro average?"),
    )
    hints = (
        "How many examples of a class are there, and how many of them are predicted to be of it?",
        "recall_i = C_ii / sum of row i; the macro average is the plain mean of the three",
    )

    def solve(self, step: Trace, row1: Row, row2: Row, row3: Row) -> None:
        each = [
            step(f"recall_{i}", f"{row[i - 1]:g} / ({added(row)})", row[i - 1] / sum(row))
            for i, row in enumerate((row1, row2, row3), 1)
        ]
        recalls = step("recalls", "all three", each)
        step("macro", f"({' + '.join(f'{one:.4f}' for one in recalls)}) / 3", sum(recalls) / 3)

    @slip(
        "That divides by sums of columns: the precision here; the recall where rows are predictions, as in some "
        "books. In this question rows are true classes.",
        part="recalls",
        rival=True,
        may_equal=True,
    )
    def by_columns(self, row1: Row, row2: Row, row3: Row) -> Array:
        return precisions(row1, row2, row3)

    @slip(
        "That divides by all examples. The recall of a class is among its own, those of its row.",
        part="recalls",
    )
    def share_of_all(self, row1: Row, row2: Row, row3: Row) -> Row:
        return tuple(hits / sum(row1 + row2 + row3) for hits in (row1[0], row2[1], row3[2]))

    @slip(
        "That is the accuracy: large classes weigh more. In the macro average all weigh the same.",
        part="macro",
    )
    def accuracy_for_macro(self, row1: Row, row2: Row, row3: Row) -> float:
        return (row1[0] + row2[1] + row3[2]) / sum(row1 + row2 + row3)

    @slip(
        "That is the sum of the recalls. The macro average divides it by the number of classes.", part="macro"
    )
    def sum_for_mean(self, recalls: Row) -> float:
        return sum(recalls)

    @slip("That is the harmonic mean, as in F1. The macro average is the arithmetic one.", part="macro")
    def harmonic_mean(self, recalls: Row) -> float:
        return len(recalls) / sum(1 / one for one in recalls)


def precisions(*rows: Row) -> Array:
    """The precision of each class: its recall when rows and columns are swapped."""
    return scores.recalls(tuple(zip(*rows, strict=True)))


KINDS = (
    F1Score,
    BalancedAccuracy,
    MacroRecall,
)
