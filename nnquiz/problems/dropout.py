"""Kinds about dropout."""

from flashcards.problems.answers import Integer, Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import dropout
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class InvertedDropout(Kind):
    """What inverted dropout makes of some activations, in training and at test time."""

    name = "inverted-dropout"
    topic = "regularization"
    level = 2
    ask = (
        "A layer has the activations a = {a}. Inverted dropout keeps each unit with the probability keep = {keep}, "
        "and has drawn the mask d = {d}, where 1 means kept."
    )
    givens = {
        "a": vector(4, grid(-2, 3, 0.1, avoid=[0]), distinct=True),
        "d": vector(4, choice(0, 1)),
        "keep": choice(0.4, 0.6, 0.7, 0.75, 0.8, 0.9),
    }
    parts = (
        Part("train", Vector(), "What does the layer pass on in this training step?"),
        Part("test", Vector(), "And with the same activations at test time?"),
    )
    hints = (
        "On average a unit shall pass on as much as without dropout. What must a unit that is kept make up for?",
        "At test time nothing is dropped. Is there anything left to make up for?",
        "In training a * d / keep; at test time a itself.",
    )

    def fits(self, d: Row) -> bool:
        return 2 <= sum(d) <= 3

    def solve(self, step: Trace, a: Row, d: Row, keep: float) -> None:
        step("train", "a * d / keep", dropout.inverted_dropout(a, d, keep=keep))
        step("test", "a itself", a)

    @slip(
        "That is right for dropout as in its paper (2014), which scales at test time. Inverted dropout divides by keep "
        "in training.",
        part="train",
        rival=True,
    )
    def not_scaled(self, a: Row, d: Row) -> Row:
        return tuple(one * bit for one, bit in zip(a, d, strict=True))

    @slip("That multiplies by keep. Units that are kept are made larger: divide by it.", part="train")
    def times_keep(self, a: Row, d: Row, keep: float) -> Array:
        return dropout.inverted_dropout(a, d, keep=1 / keep)

    @slip("That divides by 1 - keep, the probability of dropping. The divisor is keep.", part="train")
    def divided_by_drop(self, a: Row, d: Row, keep: float) -> Array:
        return dropout.inverted_dropout(a, d, keep=1 - keep)

    @slip("The wrong units are dropped: 1 in the mask means kept, and 0 dropped.", part="train")
    def mask_turned(self, a: Row, d: Row, keep: float) -> Array:
        return dropout.inverted_dropout(a, [1 - bit for bit in d], keep=keep)

    @slip(
        "That is right for dropout as in its paper (2014), which multiplies by keep at test time. Inverted dropout has "
        "scaled in training, and leaves test time alone.",
        part="test",
        rival=True,
    )
    def scaled_at_test(self, a: Row, keep: float) -> Row:
        return tuple(one * keep for one in a)

    @slip("That still divides by keep. With no unit dropped there is nothing to make up for.", part="test")
    def divided_at_test(self, a: Row, keep: float) -> Row:
        return tuple(one / keep for one in a)

    @slip("Those units are still dropped. At test time all are used.", part="test")
    def dropped_at_test(self, a: Row, d: Row) -> Row:
        return tuple(one * bit for one, bit in zip(a, d, strict=True))


class DropoutCounts(Kind):
    """How many units dropout leaves on average, and how many networks it can draw."""

    name = "dropout-counts"
    topic = "regularization"
    level = 2
    ask = "Dropout leaves out each of n = {n} hidden units with the probability p = {p}, independently of the others."
    givens = {"n": ints(5, 14), "p": choice(0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6)}
    parts = (
        Part("active", Real(), "How many units stay on average?"),
        Part("networks", Integer(), "And how many different sub-networks can be drawn?"),
    )
    hints = (
        "With which probability does one unit stay?",
        "For the second: each unit is in or out, whatever the others are.",
        "active = n * (1 - p); networks = 2^n",
    )

    def fits(self, n: int, p: float) -> bool:
        # Nine units at 0.1: as many are left out as the share that stays.
        return abs(n * p - (1 - p)) > 0.05

    def solve(self, step: Trace, n: int, p: float) -> None:
        keep = step("keep", "1 - p", 1 - p)
        step("active", "n * keep", dropout.expected_active(n, keep=keep))
        step("networks", "2^n", dropout.thinned_networks(n))

    @slip(
        "That is how many are left out. Here p is the probability of dropping: n (1 - p) stay.", part="active"
    )
    def left_out(self, n: int, p: float) -> float:
        return n * p

    @slip("That is the share that stays. Multiply it by the number of units.", part="active")
    def share_alone(self, p: float) -> float:
        return 1 - p

    @slip(
        "That divides by 1 - p, as inverted dropout does to activations. The number of units is multiplied by it.",
        part="active",
    )
    def divided(self, n: int, p: float) -> float:
        return n / (1 - p)

    @slip("That is n^2. Each unit doubles the number of possibilities: 2^n.", part="networks")
    def squared(self, n: int) -> int:
        return n**2

    @slip("That is 2 n. In or out are two possibilities a unit, and they multiply: 2^n.", part="networks")
    def doubled(self, n: int) -> int:
        return 2 * n

    @slip("The draw in which all units are left out is missing. It counts, too: 2^n.", part="networks")
    def without_the_empty(self, n: int) -> int:
        return dropout.thinned_networks(n) - 1


KINDS = (DropoutCounts, InvertedDropout)
