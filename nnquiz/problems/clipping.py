"""Kinds about clipping a gradient."""

import math
from itertools import permutations, product

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import gradients
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


# Their norms are whole numbers: 5, 10, 13, 3, 7, 9.
WHOLE_NORMS = ((3, 4), (6, 8), (5, 12), (1, 2, 2), (2, 3, 6), (1, 4, 8))


GRADIENTS = tuple(
    dict.fromkeys(
        tuple(sign * size for sign, size in zip(signs, sizes, strict=True))
        for row in WHOLE_NORMS
        for sizes in permutations(row)
        for signs in product((1, -1), repeat=len(row))
    )
)


class ClipByNorm(Kind):
    """A gradient clipped by its norm, or left as it is."""

    name = "clip-by-norm"
    topic = "unstable-gradients"
    level = 2
    ask = "The gradient is g = {g}, and it is clipped by norm with the threshold c = {c}. What is left of it?"
    conventions = ("the Euclidean norm of the whole vector; epsilon = 0",)
    givens = {"g": choice(*GRADIENTS), "c": choice(2, 4, 6, 8)}
    parts = (Part("clipped", Vector()),)
    hints = (
        "How long is g, and is that more than c? Clipping by norm keeps the direction.",
        "g * c / norm where the norm is above c, else g",
    )

    def solve(self, step: Trace, g: Row, c: float) -> None:
        norm = step("norm", "sqrt(sum of g^2)", math.hypot(*g))
        if norm > c:
            factor = step("factor", "c / norm", c / norm)
            step("clipped", "factor * g", tuple(factor * one for one in g))
        else:
            step("clipped", "g itself", gradients.clip_by_norm(g, c))

    @slip(
        "That is the other case. Where the norm is above c the gradient is scaled by c / norm; otherwise it "
        "stays as it is."
    )
    def other_case(self, g: Row, c: float) -> Row:
        norm = math.hypot(*g)
        return g if norm > c else tuple(one * c / norm for one in g)

    @slip("That has the norm 1. A gradient whose norm is above c is scaled to the norm c, and others stay.")
    def unit_vector(self, g: Row) -> Row:
        return tuple(one / math.hypot(*g) for one in g)

    @slip("That takes the sum of the sizes for the norm. The norm is the root of the sum of squares.")
    def sum_of_sizes(self, g: Row, c: float) -> Row:
        return tuple(one * c / sum(map(abs, g)) for one in g)

    @slip(
        "Each number is clipped by itself, which turns the direction. By norm, all are scaled by one factor.",
        may_equal=True,
    )
    def each_by_itself(self, g: Row, c: float) -> Row:
        return tuple(max(-c, min(c, one)) for one in g)


class ClipByValue(Kind):
    """A gradient clipped by value."""

    name = "clip-by-value"
    topic = "unstable-gradients"
    level = 1
    ask = (
        "The gradient is g = {g}, and it is clipped by value with the threshold c = {c}. What is left of it?"
    )
    givens = {"g": vector(4, grid(-6, 6, 0.5, avoid=[0]), distinct=True), "c": choice(1.5, 2, 2.5, 3, 3.5, 4)}
    parts = (Part("clipped", Vector()),)
    hints = (
        "Each entry is treated by itself. Between which two numbers must it lie afterwards?",
        "max(-c, min(c, entry)) for each entry of g",
    )

    def fits(self, g: Row, c: float) -> bool:
        # Something to clip on both sides, and something to leave alone.
        return min(g) < -c and max(g) > c and any(abs(one) < c for one in g)

    def solve(self, step: Trace, g: Row, c: float) -> None:
        step("clipped", "max(-c, min(c, entry)) for each entry of g", gradients.clip_by_value(g, c))

    @slip("That is clipping by norm, with one factor for all. By value, each entry is clipped by itself.")
    def by_norm(self, g: Row, c: float) -> Array:
        return gradients.clip_by_norm(g, c)

    @slip("The large entries are gone. They are not left out but moved to the limit, c or -c.")
    def zeroed(self, g: Row, c: float) -> Row:
        return tuple(one if abs(one) <= c else 0.0 for one in g)

    @slip("A sign is lost. An entry below -c becomes -c, and a small one stays as it is.")
    def sign_lost(self, g: Row, c: float) -> Row:
        return tuple(min(abs(one), c) for one in g)

    @slip("That clips from above only. Entries below -c become -c.")
    def from_above(self, g: Row, c: float) -> Row:
        return tuple(min(one, c) for one in g)


class ClipByGlobalNorm(Kind):
    """The gradients of two parameters, clipped together."""

    name = "clip-by-global-norm"
    topic = "unstable-gradients"
    level = 3
    ask = (
        "A layer's weights have the gradient dw = {dw} and its biases db = {db}. They are clipped by their global "
        "norm with the threshold c = {c}."
    )
    conventions = ("epsilon = 0",)
    givens = {
        "dw": vector(2, ints(-6, 6, avoid=[0])),
        "db": vector(2, ints(-6, 6, avoid=[0])),
        "c": choice(1.5, 2, 2.5, 3, 4),
    }
    parts = (
        Part("norm", Real(), "What is the global norm?"),
        Part("db_clipped", Vector(), "And what is left of db?"),
    )
    hints = (
        "How long is the one vector in which all the gradients stand side by side?",
        "norm = sqrt(sum of dw^2 + sum of db^2); all are scaled by c / norm where norm is above c",
    )

    def fits(self, dw: Row, db: Row, c: float) -> bool:
        # Each by itself would be clipped, too.
        return min(math.hypot(*dw), math.hypot(*db)) > 1.1 * c

    def solve(self, step: Trace, dw: Row, db: Row, c: float) -> None:
        norm = step("norm", "sqrt(sum of dw^2 + sum of db^2)", math.hypot(*dw, *db))
        factor = step("factor", "c / norm", c / norm)
        step("db_clipped", "factor * db", tuple(factor * one for one in db))

    @slip("That adds up the two norms. The global one is the root of all squares' sum.", part="norm")
    def sum_of_norms(self, dw: Row, db: Row) -> float:
        return math.hypot(*dw) + math.hypot(*db)

    @slip("That is the norm of dw alone. The global one has the entries of both.", part="norm")
    def one_norm(self, dw: Row) -> float:
        return math.hypot(*dw)

    @slip("The root is missing: that is the sum of all squares.", part="norm")
    def no_root(self, dw: Row, db: Row) -> float:
        return sum(one**2 for one in (*dw, *db))

    @slip(
        "That clips db by its own norm, right for Keras' clipnorm. By the global norm, dw and db share one factor.",
        part="db_clipped",
        rival=True,
    )
    def each_by_its_norm(self, db: Row, c: float) -> Array:
        return gradients.clip_by_norm(db, c)

    @slip(
        "That has no c in it: divided by the norm alone, all gradients together have the norm 1.",
        part="db_clipped",
    )
    def unit_vector(self, db: Row, norm: float) -> Row:
        return tuple(one / norm for one in db)

    @slip("That clips each entry by itself. By norm, all are scaled by one factor.", part="db_clipped")
    def by_value(self, db: Row, c: float) -> Array:
        return gradients.clip_by_value(db, c)


KINDS = (ClipByValue, ClipByNorm, ClipByGlobalNorm)
