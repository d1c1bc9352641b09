"""Kinds about losses whose targets are distributions, and not one class for certain."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import OneOf, choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.problems.cross_entropy import probabilities
from nnquiz.reference import losses
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


def count(p: Row) -> int:
    """The number of classes, which the probabilities tell."""
    return len(p)


class LabelSmoothing(Kind):
    """Smoothed targets, and the cross-entropy with them."""

    name = "label-smoothing"
    topic = "losses"
    level = 3
    ask = (
        "Softmax gives p = {p} for an example of class {c}. Its one-hot target over the C = {C} classes is smoothed "
        "with eps = {eps}."
    )
    conventions = (
        "eps is spread evenly over all the classes, the true one too",
        "classes are counted from 1; natural logarithm",
    )
    givens = {
        "p": OneOf(
            (*probabilities(3, percent=5).values, *probabilities(4, percent=5).values),
            "3 or 4 different probabilities in steps of 5 % that sum to 1",
        ),
        "c": ints(1, 3),
        "eps": choice(0.1, 0.15, 0.2, 0.3),
    }
    derived = {"C": count}
    parts = (
        Part("t_other", Real(), "What is the target of each class but class {c}?"),
        Part("t_true", Real(), "What is the target of class {c}?"),
        Part("L", Real(), "And the cross-entropy with these targets?"),
    )
    hints = (
        "Each class gets its share of eps. What do all the targets sum to?",
        "t_other = eps / C and t_true = 1 - eps + eps / C",
        "L = -sum_k t_k ln p_k, over all the classes",
    )

    def solve(self, step: Trace, p: Row, c: int, eps: float, C: int) -> None:
        t_other = step("t_other", "eps / C", eps / C)
        t_true = step("t_true", "1 - eps + eps / C", 1 - eps + eps / C)
        N = step("N", "-ln(p) for each", tuple(-math.log(one) for one in p))
        N_true = step("N_true", "N of class c", N[c - 1])
        N_others = step("N_others", "sum of N without class c", sum(N[: c - 1]) + sum(N[c:]))
        step("L", "t_true * N_true + t_other * N_others", t_true * N_true + t_other * N_others)

    @slip(
        "That spreads eps over the other classes only, right for newer versions of fairseq. Here the true class has "
        "its share, too: eps / C each.",
        part="t_other",
        rival=True,
    )
    def spread_over_others(self, eps: float, C: int) -> float:
        return eps / (C - 1)

    @slip("That is the whole of eps. The classes share it: eps / C each.", part="t_other")
    def whole_eps(self, eps: float) -> float:
        return eps

    @slip("That is the even distribution, 1 / C. Only eps of it is mixed in: eps / C.", part="t_other")
    def even_distribution(self, C: int) -> float:
        return 1 / C

    @slip(
        "That is 1 - eps, right for newer versions of fairseq, where only the others share eps. Here the true class "
        "gets eps / C of it back.",
        part="t_true",
        rival=True,
    )
    def no_share(self, eps: float) -> float:
        return 1 - eps

    @slip(
        "That takes off one share only. All of eps is taken off, and one share, eps / C, given back.",
        part="t_true",
    )
    def one_share_taken(self, eps: float, C: int) -> float:
        return 1 - eps / C

    @slip("That adds a share without taking eps off, which is above 1. The targets sum to 1.", part="t_true")
    def nothing_taken(self, eps: float, C: int) -> float:
        return 1 + eps / C

    @slip(
        "That is -ln p of the true class, the loss without smoothing. With it every class has a term, t_k (-ln p_k).",
        part="L",
    )
    def hard_target(self, p: Row, c: int) -> float:
        return -math.log(p[c - 1])

    @slip(
        "That is the true class's term alone. The other targets are not 0 any more: they count, too.",
        part="L",
    )
    def true_class_only(self, p: Row, c: int, t_true: float) -> float:
        return -t_true * math.log(p[c - 1])

    @slip("That adds -ln p of all classes as they are. Each is multiplied by its target first.", part="L")
    def targets_ignored(self, p: Row) -> float:
        return -sum(map(math.log, p))

    @slip(
        "That is divided by C. The cross-entropy is the sum over the classes; the targets weight it.",
        part="L",
    )
    def divided_by_classes(self, p: Row, c: int, C: int, t_true: float, t_other: float) -> Array:
        targets = [t_true if k == c else t_other for k in range(1, C + 1)]
        return losses.cross_entropy(p, targets) / C


class KlDivergence(Kind):
    """The divergence of two distributions over two outcomes."""

    name = "kl-divergence"
    topic = "losses"
    level = 3
    ask = (
        "A coin shows heads with the probability p = {p}, and a model of it says q = {q}. With P for the "
        "distribution of the coin and Q for the model's, what is the KL divergence D(P || Q)?"
    )
    conventions = ("natural logarithm, over both outcomes, heads and tails",)
    givens = {"p": grid(0.05, 0.95, 0.05), "q": grid(0.05, 0.95, 0.05)}
    parts = (Part("D", Real()),)
    hints = (
        "There is a term for heads and one for tails. Which of the two distributions weights them?",
        "D = p ln(p / q) + (1 - p) ln((1 - p) / (1 - q))",
    )

    def fits(self, p: float, q: float) -> bool:
        # With q = 1 - p both directions have the same divergence; nearer than 0.2 they hardly differ.
        return abs(p - q) > 0.19 and abs(p + q - 1) > 0.01

    def solve(self, step: Trace, p: float, q: float) -> None:
        heads = step("heads", "p * ln(p / q)", p * math.log(p / q))
        tails = step("tails", "(1 - p) * ln((1 - p) / (1 - q))", (1 - p) * math.log((1 - p) / (1 - q)))
        step("D", "heads + tails", heads + tails)

    @slip(
        "That is D(Q || P), the other way round. In D(P || Q) P gives the weights, and stands on top of each fraction."
    )
    def reversed_order(self, p: float, q: float) -> Array:
        return losses.kl_divergence((q, 1 - q), (p, 1 - p))

    @slip("That is the term for heads alone. Tails add (1 - p) ln((1 - p) / (1 - q)).")
    def heads_only(self, p: float, q: float) -> float:
        return p * math.log(p / q)

    @slip("That is the cross-entropy of P and Q. The divergence is what it has above the entropy of P.")
    def cross_entropy(self, p: float, q: float) -> Array:
        return losses.cross_entropy((q, 1 - q), (p, 1 - p))

    @slip("That is in bits, with log2, as information theory has it. This question takes ln.", rival=True)
    def log2_for_ln(self, p: float, q: float) -> Array:
        return losses.kl_divergence((p, 1 - p), (q, 1 - q)) / math.log(2)


KINDS = (
    LabelSmoothing,
    KlDivergence,
)
