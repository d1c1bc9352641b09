"""Kinds about scaled dot-product attention."""

import math

from flashcards.problems.answers import Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints, matrix, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.terms import Row, Rows, dot, written
from nnquiz.reference import activations, attention
from nnquiz.reference.arrays import Array


class AttentionWeights(Kind):
    """How much a query attends to each of three keys."""

    name = "attention-weights"
    topic = "attention"
    level = 2
    ask = (
        "A query is q = {q}, and the three keys are the rows of K = {K}. How much attention goes to each key?"
    )
    conventions = ("scaled dot-product attention",)
    givens = {"q": vector(4, ints(-2, 3)), "K": matrix(3, 4, ints(-1, 2))}
    parts = (Part("weights", Vector()),)
    hints = (
        "First how well the query fits each key; then what makes three numbers sum to 1?",
        "The scores q . k are divided by the root of the length of q; then softmax.",
        "weights = softmax(q . k / sqrt(4))",
    )

    def fits(self, q: Row, K: Rows) -> bool:
        scores = dots(q, K)
        return len(set(scores)) == 3 and 2 <= max(scores) - min(scores) <= 6

    def solve(self, step: Trace, q: Row, K: Rows) -> None:
        scores = [step(f"score_{i}", *dot((q,), (k,))) for i, k in enumerate(K, 1)]
        scaled = [step(f"scaled_{i}", f"score_{i} / sqrt(4)", score / 2) for i, score in enumerate(scores, 1)]
        E = step("E", "e^scaled for each", tuple(map(math.exp, scaled)))
        total = step("total", "sum of E", sum(E))
        step("weights", "E / total", tuple(one / total for one in E))

    @slip("The scores are not scaled there. They are divided by sqrt(4) before the softmax.")
    def no_scale(self, q: Row, K: Rows) -> Array:
        return activations.softmax(dots(q, K))

    @slip("That divides by 4, the length of q. The scores are divided by its root, 2.")
    def no_root(self, q: Row, K: Rows) -> Array:
        return activations.softmax([score / 4 for score in dots(q, K)])

    @slip("Those are the scaled scores. Softmax makes weights of them, which sum to 1.")
    def no_softmax(self, q: Row, K: Rows) -> Row:
        return tuple(score / 2 for score in dots(q, K))

    @slip("That divides after the softmax: the weights no longer sum to 1. The scores are divided before.")
    def scaled_after(self, q: Row, K: Rows) -> Array:
        return activations.softmax(dots(q, K)) / 2


def dots(q: Row, K: Rows) -> Row:
    """The query's product with each key."""
    return tuple(dot((q,), (k,))[1] for k in K)


class AttentionOutput(Kind):
    """What attention gives, from scores and values."""

    name = "attention-output"
    topic = "attention"
    level = 2
    ask = (
        "A query's products with three keys of width d = {d} are s = {s}. The keys' values are the rows of "
        "V = {V}."
    )
    conventions = ("scaled dot-product attention; the products in s are not scaled yet",)
    givens = {
        "d": choice(4, 9, 16, 25),
        "s": vector(3, ints(-6, 12, avoid=[0]), distinct=True),
        "V": matrix(3, 2, ints(-4, 6)),
    }
    parts = (
        Part("weights", Vector(), "What are the three attention weights?"),
        Part("out", Vector(), "And what comes out for the query?"),
    )
    hints = (
        "Weights that sum to 1 are made of s; then each row of V counts by its weight.",
        "weights = softmax(s / sqrt(d)), out = the sum of each weight times its row of V",
    )

    def fits(self, d: int, s: Row) -> bool:
        return 1 <= (max(s) - min(s)) / math.sqrt(d) <= 3

    def solve(self, step: Trace, d: int, s: Row, V: Rows) -> None:
        scaled = step("scaled", "s / sqrt(d)", tuple(one / math.sqrt(d) for one in s))
        E = step("E", "e^scaled for each", tuple(map(math.exp, scaled)))
        total = step("total", "sum of E", sum(E))
        weights = step("weights", "E / total", tuple(one / total for one in E))
        out = []
        for j, column in enumerate(zip(*V, strict=True), 1):
            terms = (f"{weight:.4g} * {written(one)}" for weight, one in zip(weights, column, strict=True))
            out.append(step(f"out_{j}", " + ".join(terms), mixed(weights, V)[j - 1]))
        step("out", "both columns", out)

    @slip(
        "The products are not scaled there. They are divided by sqrt(d) before the softmax.", part="weights"
    )
    def no_scale(self, s: Row) -> Array:
        return activations.softmax(s)

    @slip("That divides by d. The products are divided by its root, sqrt(d).", part="weights")
    def no_root(self, d: int, s: Row) -> Array:
        return activations.softmax([one / d for one in s])

    @slip("Those are the scaled products. Softmax makes weights of them, which sum to 1.", part="weights")
    def no_softmax(self, d: int, s: Row) -> Row:
        return tuple(one / math.sqrt(d) for one in s)

    @slip("That is the plain mean of the rows. Each row counts by its weight.", part="out")
    def plain_mean(self, V: Rows) -> Row:
        return mixed((1 / 3, 1 / 3, 1 / 3), V)

    @slip("That is the row with the largest weight alone. All rows count, each by its weight.", part="out")
    def best_row_only(self, V: Rows, weights: Row) -> Row:
        return V[weights.index(max(weights))]

    @slip("That weighs the rows by s itself. They are weighed by the attention weights.", part="out")
    def weighed_by_products(self, s: Row, V: Rows) -> Row:
        return mixed(s, V)

    @slip("That is a third of it: the weights sum to 1 already, so nothing is divided by 3.", part="out")
    def divided_again(self, V: Rows, weights: Row) -> Row:
        return tuple(one / 3 for one in mixed(weights, V))


def mixed(weights: Row, V: Rows) -> Row:
    """The sum of the rows, each times its weight."""
    return tuple(
        sum(weight * one for weight, one in zip(weights, column, strict=True))
        for column in zip(*V, strict=True)
    )


class CausalAttention(Kind):
    """Attention weights where a query must not see what comes later."""

    name = "causal-attention"
    topic = "attention"
    level = 3
    ask = (
        "In a decoder with a causal mask, the query at position {t} of four has the scaled scores s = {s} for the "
        "keys at positions 1 to 4. What are its attention weights for the four?"
    )
    conventions = ("a position sees itself and what comes before it; s is q . k / sqrt(d) already",)
    givens = {"t": choice(2, 3), "s": vector(4, ints(-2, 3), distinct=True)}
    parts = (Part("weights", Vector()),)
    hints = (
        "Which keys may the query see, and what do the weights of those sum to?",
        "Scores of hidden keys become minus infinity before the softmax: e^s is 0 there.",
        "E / sum of E, with E = e^s at positions 1 to {t} and 0 after",
    )

    def fits(self, t: int, s: Row) -> bool:
        # Further apart, the largest has all the weight; a hidden 0 is the same as a score set to 0.
        return max(s[:t]) - min(s[:t]) <= 3 and 0 not in s[t:]

    def solve(self, step: Trace, t: int, s: Row) -> None:
        E = step("E", f"e^s up to position {t}, then 0", [math.exp(one) for one in s[:t]] + [0.0] * (4 - t))
        total = step("total", "sum of E", sum(E))
        step("weights", "E / total", tuple(one / total for one in E))

    @slip("The mask is left out there: keys after the query's own position have the weight 0.")
    def no_mask(self, s: Row) -> Array:
        return activations.softmax(s)

    @slip("That hides weights after the softmax: the rest no longer sums to 1. Scores are hidden before it.")
    def masked_after(self, t: int, s: Row) -> Row:
        weights = activations.softmax(s).tolist()
        return (*weights[:t], *(0,) * (4 - t))

    @slip("That sets hidden scores to 0, and e^0 is 1. They are set to minus infinity: e^s is 0 then.")
    def zero_for_infinity(self, t: int, s: Row) -> Array:
        return activations.softmax((*s[:t], *(0,) * (4 - t)))

    @slip("That hides the query's own position, too. A position sees itself and what comes before it.")
    def itself_hidden(self, t: int, s: Row) -> Array:
        return attention.weights_of_scores(s, 1, [place < t - 1 for place in range(4)])


KINDS = (
    AttentionWeights,
    AttentionOutput,
    CausalAttention,
)
