"""Kinds about softmax and the logarithm of its denominator."""

import math
from itertools import permutations

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import OneOf, choice, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]

# Three different probabilities in twentieths: as printed, they sum to exactly 1.
PROBABILITIES = tuple(
    (a / 20, b / 20, c / 20) for a, b, c in permutations(range(2, 16), 3) if a + b + c == 20
)
# With the second more than 2 below the largest, the largest alone would nearly do.
FAR_LOGITS = tuple(
    order
    for largest in (1000, 1003, 1005, 1010, -1000, -1002, -1007, -1010)
    for gaps in ((1, 2), (1, 3), (1, 4), (2, 3), (2, 4))
    for order in permutations((largest, *(largest - gap for gap in gaps)))
)


class Softmax(Kind):
    """Three logits turned into probabilities."""

    name = "softmax"
    topic = "activations"
    level = 1
    ask = "The logits are z = {z}. What does softmax make of them?"
    givens = {"z": vector(3, ints(-2, 4), distinct=True)}
    parts = (Part("p", Vector()),)
    hints = (
        "All three are positive and sum to 1: what makes a logit positive first?",
        "p_i = e^z_i / sum_j e^z_j",
    )

    def fits(self, z: Row) -> bool:
        # Dividing by the sum of the logits is a slip that must be possible.
        return sum(z) != 0

    def solve(self, step: Trace, z: Row) -> None:
        E = step("E", "e^z for each", tuple(map(math.exp, z)))
        total = step("total", "sum of E", sum(E))
        step("p", "E / total", tuple(one / total for one in E))

    @slip("That is z divided by the sum of z. Softmax divides e^z by the sum of the e^z.")
    def no_exponential(self, z: Row) -> Row:
        return tuple(one / sum(z) for one in z)

    @slip(
        "That is the sigmoid of each logit: they do not sum to 1. Softmax divides e^z by the sum of all three."
    )
    def sigmoid_each(self, z: Row) -> Array:
        return activations.sigmoid(z)

    @slip("That is e^z of each. To be probabilities they are divided by their sum.")
    def not_normalised(self, z: Row) -> Row:
        return tuple(map(math.exp, z))

    @slip("That is e^z divided by the largest of them. The divisor is their sum.")
    def divided_by_largest(self, z: Row) -> Row:
        return tuple(math.exp(one - max(z)) for one in z)


class SoftmaxTemperature(Kind):
    """Three logits turned into probabilities at a temperature."""

    name = "softmax-temperature"
    topic = "activations"
    level = 2
    ask = "The logits are z = {z}. What does softmax make of them at the temperature T = {T}?"
    givens = {"z": vector(3, ints(-2, 4), distinct=True), "T": choice(0.5, 2, 4)}
    parts = (Part("p", Vector()),)
    hints = (
        "Hot means even, cold means sharp: does this T bring the probabilities nearer to each other?",
        "The temperature acts on the logits, before the exponential.",
        "p_i = e^(z_i / T) / sum_j e^(z_j / T)",
    )

    def solve(self, step: Trace, z: Row, T: float) -> None:
        u = step("u", "z / T for each", tuple(one / T for one in z))
        E = step("E", "e^u for each", tuple(map(math.exp, u)))
        total = step("total", "sum of E", sum(E))
        step("p", "E / total", tuple(one / total for one in E))

    @slip("That is softmax with T = 1. A temperature divides the logits first: softmax of z / T.")
    def temperature_ignored(self, z: Row) -> Array:
        return activations.softmax(z)

    @slip("That is softmax of T z. A temperature divides: the higher it is, the more even they get.")
    def multiplied(self, z: Row, T: float) -> Array:
        return activations.softmax(z, 1 / T)

    @slip("That is e^(z / T) of each. To be probabilities they are divided by their sum.")
    def not_normalised(self, z: Row, T: float) -> Row:
        return tuple(math.exp(one / T) for one in z)

    @slip("That divides the probabilities by T, and their sum is no longer 1. T divides the logits.")
    def divided_after(self, z: Row, T: float) -> Array:
        return activations.softmax(z) / T


class SoftmaxJacobianEntry(Kind):
    """How one probability of a softmax moves with one logit."""

    name = "softmax-jacobian-entry"
    topic = "activations"
    level = 3
    ask = (
        "Softmax turns the logits z into (p_1, p_2, p_3) = {p}. What is the derivative dp_i/dz_j for i = {i} "
        "and j = {j}?"
    )
    givens = {"p": choice(*PROBABILITIES), "i": ints(1, 3), "j": ints(1, 3)}
    parts = (Part("dp_i/dz_j", Real()),)
    hints = (
        "If this logit grows, does this probability grow or shrink?",
        "The logit stands in the denominator, and in the numerator only where i = j.",
        "p_i (1 - p_i) where i = j, and -p_i p_j elsewhere",
    )

    def fits(self, p: Row, i: int, j: int) -> bool:
        # With p_j = 1/2, 1 - p_j is p_j, and one mistake gives the number of another.
        return p[i - 1] * p[j - 1] >= 0.03 and p[j - 1] != 0.5

    def solve(self, step: Trace, p: Row, i: int, j: int) -> None:
        p_i = step("p_i", "element i of p", p[i - 1])
        if i == j:
            step("dp_i/dz_j", "p_i * (1 - p_i)", p_i * (1 - p_i))
        else:
            p_j = step("p_j", "element j of p", p[j - 1])
            step("dp_i/dz_j", "-p_i * p_j", -p_i * p_j)

    @slip("The sign is wrong: a logit raises its own probability and lowers all others.")
    def sign_reversed(self, p: Row, i: int, j: int) -> float:
        return -jacobian_entry(p, i, j)

    @slip("That is the other case. It is p_i (1 - p_i) on the diagonal, where i = j, and -p_i p_j off it.")
    def other_case(self, p: Row, i: int, j: int) -> float:
        one, other = p[i - 1], p[j - 1]
        return -one * other if i == j else one * (1 - one)

    @slip(
        "That takes the denominator for a constant. Every logit is in the denominator, so a term -p_i p_j "
        "is always there."
    )
    def constant_denominator(self, p: Row, i: int, j: int) -> float:
        return p[i - 1] if i == j else 0.0

    @slip(
        "That is p_i (1 - p_j). The 1 is there on the diagonal only, where i = j.",
        may_equal=True,
    )
    def diagonal_everywhere(self, p: Row, i: int, j: int) -> float:
        return p[i - 1] * (1 - p[j - 1])


def jacobian_entry(p: Row, i: int, j: int) -> float:
    """p_i (1 - p_j) on the diagonal and -p_i p_j off it; indices from 1."""
    return p[i - 1] * ((i == j) - p[j - 1])


class LogSumExp(Kind):
    """The logarithm of a sum of exponentials that no calculator can hold."""

    name = "log-sum-exp"
    topic = "activations"
    level = 3
    ask = "The logits are z = {z}. What is ln(e^z_1 + e^z_2 + e^z_3)?"
    conventions = ("natural logarithm",)
    givens = {"z": OneOf(FAR_LOGITS, "three whole numbers about 1000 or -1000")}
    # A share of 1000 would let every slip pass.
    parts = (Part("lse", Real(atol=5e-3, rtol=0)),)
    hints = (
        "No calculator has e^1000, and e^-1000 is 0 to it. What can be taken out of the sum?",
        "With m the largest logit, e^z = e^m e^(z - m), and ln(e^m) is m.",
        "m + ln(sum of e^(z - m))",
    )

    def solve(self, step: Trace, z: Row) -> None:
        m = step("m", "largest of z", max(z))
        E = step("E", "e^(z - m) for each", tuple(math.exp(one - m) for one in z))
        total = step("total", "sum of E", sum(E))
        step("lse", "m + ln(total)", m + math.log(total))

    @slip(
        "That is ln(sum of e^(z - m)) alone. m, the largest logit, was taken out of the sum: it is added again."
    )
    def largest_not_added(self, z: Row) -> Array:
        return activations.log_sum_exp(z) - max(z)

    @slip("That is the largest logit. The others add to the sum, so the result is above it.")
    def largest_only(self, z: Row) -> float:
        return max(z)

    @slip("That adds the sum of the e^(z - m) to m. Its logarithm is what is added.")
    def no_logarithm(self, z: Row) -> float:
        return max(z) + sum(math.exp(one - max(z)) for one in z)

    @slip("The logarithm of a sum is not the sum of the logarithms: that is z_1 + z_2 + z_3.")
    def sum_of_logits(self, z: Row) -> float:
        return sum(z)


KINDS = (
    Softmax,
    SoftmaxTemperature,
    SoftmaxJacobianEntry,
    LogSumExp,
)
