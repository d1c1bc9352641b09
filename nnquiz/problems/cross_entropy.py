"""Kinds about cross-entropies, the losses for classification."""

import math
from collections.abc import Iterator

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import OneOf, choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations, losses
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


def probabilities(size: int, percent: int) -> OneOf:
    """Different probabilities of so many classes, in steps of some percent; printed, they sum to exactly 1."""
    rows = (row for row in _shares(size, 100, percent) if len(set(row)) == size)
    values = tuple(tuple(share / 100 for share in row) for row in rows)
    return OneOf(values, f"{size} different probabilities in steps of {percent} % that sum to 1")


def _shares(size: int, total: int, width: int) -> Iterator[tuple[int, ...]]:
    """All rows of `size` positive multiples of `width` with this sum."""
    if size == 1:
        yield (total,)
        return
    for first in range(width, total - width * (size - 1) + 1, width):
        for others in _shares(size - 1, total - first, width):
            yield (first, *others)


def one_hots(size: int) -> OneOf:
    """The targets with a 1 at one of so many classes."""
    return choice(*(tuple(int(place == k) for k in range(size)) for place in range(size)))


class BinaryCrossEntropy(Kind):
    """The binary cross-entropy of one prediction."""

    name = "binary-cross-entropy"
    topic = "losses"
    level = 1
    ask = "A sigmoid unit gives p = {p} for an example with the label y = {y}. What is its binary cross-entropy?"
    conventions = ("natural logarithm, this one example",)
    # At 0.5 both labels cost the same.
    givens = {"p": grid(0.05, 0.95, 0.01, avoid=[0.5]), "y": choice(0, 1)}
    parts = (Part("L", Real()),)
    hints = (
        "Only one of the two terms is left: which, with this label?",
        "L = -ln p for y = 1, and -ln(1 - p) for y = 0",
    )

    def solve(self, step: Trace, p: float, y: int) -> None:
        q = step("q", "p" if y else "1 - p", p if y else 1 - p)
        step("L", "-ln(q)", losses.binary_cross_entropy(q, 1))

    @slip("That is the loss for the other label. For y = 1 it is -ln p, for y = 0 it is -ln(1 - p).")
    def other_label(self, p: float, y: int) -> Array:
        return losses.binary_cross_entropy(p, 1 - y)

    @slip("That is with log10. The loss takes the natural logarithm, ln.")
    def log10_for_ln(self, p: float, y: int) -> float:
        return -math.log10(p if y else 1 - p)

    @slip("That is in bits, with log2, as information theory has it. This question takes ln.", rival=True)
    def log2_for_ln(self, p: float, y: int) -> float:
        return -math.log2(p if y else 1 - p)

    @slip("The minus in front is missing: the logarithm of a probability is negative, and a loss is not.")
    def sign_lost(self, p: float, y: int) -> float:
        return math.log(p if y else 1 - p)


class BinaryCrossEntropyMean(Kind):
    """The binary cross-entropy of a batch of three."""

    name = "binary-cross-entropy-mean"
    topic = "losses"
    level = 1
    ask = (
        "For a batch of three examples with the labels y = {y} a sigmoid unit gives p = {p}. What is the cost, "
        "their mean binary cross-entropy?"
    )
    conventions = ("natural logarithm, mean over the three examples",)
    givens = {
        # Both labels are there, lest one of the two terms do for all.
        "y": choice((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)),
        "p": vector(3, grid(0.1, 0.9, 0.05, avoid=[0.5]), distinct=True),
    }
    parts = (Part("J", Real()),)
    hints = (
        "Each example has one term: which probability did it give to the label that it has?",
        "L = -ln p where y = 1 and -ln(1 - p) where y = 0; J is the mean of the three",
    )

    def solve(self, step: Trace, y: Row, p: Row) -> None:
        q = step("q", "p if y = 1 else 1 - p, for each", of_labels(p, y))
        L = step("L", "-ln(q) for each", losses.binary_cross_entropy(q, (1, 1, 1)))
        step("J", "sum of L / 3", sum(L) / 3)

    @slip(
        "That is the sum over the batch, right for a loss with reduction='sum' in PyTorch. This question asks "
        "for the mean.",
        rival=True,
    )
    def sum_for_mean(self, y: Row, p: Row) -> float:
        return float(losses.binary_cross_entropy(p, y).sum())

    @slip("That leaves out the examples with y = 0. They cost -ln(1 - p), and belong to the mean as well.")
    def positives_only(self, y: Row, p: Row) -> float:
        return sum(-math.log(one) for one, label in zip(p, y, strict=True) if label) / 3

    @slip(
        "That is the mean for the other labels. Where y = 1 the loss is -ln p, and where y = 0 it is -ln(1 - p)."
    )
    def other_labels(self, y: Row, p: Row) -> float:
        return -sum(map(math.log, of_labels(p, tuple(1 - label for label in y)))) / 3

    @slip("That takes -ln p for all three, as if every label were 1. Where y = 0 the loss is -ln(1 - p).")
    def labels_ignored(self, p: Row) -> float:
        return -sum(map(math.log, p)) / 3


def of_labels(p: Row, y: Row) -> Row:
    """The probability that each example's own label was given."""
    return tuple(one if label else 1 - one for one, label in zip(p, y, strict=True))


class CategoricalCrossEntropy(Kind):
    """The cross-entropy of probabilities with a one-hot target."""

    name = "categorical-cross-entropy"
    topic = "losses"
    level = 1
    ask = "Softmax gives p = {p} for an example with the one-hot target y = {y}. What is its cross-entropy?"
    conventions = ("natural logarithm, this one example",)
    givens = {"p": probabilities(3, percent=1), "y": one_hots(3)}
    parts = (Part("L", Real()),)
    hints = (
        "Two of the three terms of the sum are 0: which one is left?",
        "L = -sum_k y_k ln p_k = -ln p_c, with c the class where y is 1",
    )

    def solve(self, step: Trace, p: Row, y: Row) -> None:
        q = step("q", "p of the true class", p[y.index(1)])
        step("L", "-ln(q)", losses.cross_entropy((q,), (1,)))

    @slip(
        "That is divided by the number of classes. The cross-entropy is the sum over the classes, not a mean."
    )
    def divided_by_classes(self, p: Row, y: Row) -> Array:
        return losses.cross_entropy(p, y) / 3

    @slip(
        "That adds -ln p of all classes. Each term has its y as a factor, and only the true class has y = 1."
    )
    def all_classes(self, p: Row) -> float:
        return -sum(map(math.log, p))

    @slip("That is 1 - p of the true class. The cross-entropy is -ln p of it, which may well be above 1.")
    def missing_probability(self, p: Row, y: Row) -> float:
        return 1 - p[y.index(1)]

    @slip(
        "That is a binary cross-entropy for each class, added up: right for sigmoid outputs with several labels. "
        "With softmax only -ln p of the true class counts."
    )
    def binary_for_each(self, p: Row, y: Row) -> float:
        return float(losses.binary_cross_entropy(p, y).sum())


class SparseCrossEntropy(Kind):
    """The cross-entropy of three logits, with the true class as an index."""

    name = "sparse-cross-entropy"
    topic = "losses"
    level = 2
    ask = "The logits of an example are z = {z}, and its true class is {c}. What is the cross-entropy?"
    conventions = ("classes are counted from {base}; natural logarithm, this one example",)
    # Classes 1 and 2 are there in both ways of counting.
    givens = {"z": vector(3, ints(-2, 4), distinct=True), "c": ints(1, 2), "base": choice(0, 1)}
    parts = (Part("L", Real()),)
    hints = (
        "The probabilities are not asked: what is the logarithm of e^z_c / sum of e^z?",
        "L = ln(sum_k e^z_k) - z_c",
    )

    def fits(self, z: Row, c: int, base: int) -> bool:
        # With a logit of 0 there, the loss of the neighbouring class is ln(sum of e^z), another mistake.
        return z[c - (1 - base)] != 0

    def solve(self, step: Trace, z: Row, c: int, base: int) -> None:
        E = step("E", "e^z for each", tuple(map(math.exp, z)))
        total = step("total", "sum of E", sum(E))
        log_total = step("log_total", "ln(total)", math.log(total))
        z_c = step("z_c", "the logit of class c", z[c - base])
        step("L", "log_total - z_c", log_total - z_c)

    @slip(
        "That is the neighbouring class, by the other way of counting: PyTorch and Keras count classes from 0, "
        "many books from 1. The line under the question says which it is here.",
        rival=True,
    )
    def other_base(self, z: Row, c: int, base: int) -> Array:
        return losses.sparse_cross_entropy_from_logits(z, c - (1 - base))

    @slip(
        "That is the logit of the true class with a minus. A logit is no log-probability: add ln(sum of e^z)."
    )
    def logit_for_logarithm(self, z: Row, c: int, base: int) -> float:
        return -z[c - base]

    @slip("That is ln(sum of e^z) alone. The logit of the true class is subtracted from it.")
    def no_logit(self, z: Row) -> float:
        return math.log(sum(map(math.exp, z)))

    @slip("That is the softmax probability of the true class. The loss is minus its natural logarithm.")
    def probability(self, z: Row, c: int, base: int) -> float:
        return float(activations.softmax(z)[c - base])


KINDS = (
    BinaryCrossEntropy,
    BinaryCrossEntropyMean,
    CategoricalCrossEntropy,
    SparseCrossEntropy,
)
