"""Kinds about clipping a gradient."""

import math
from itertools import permutations, product

from flashcards.problems.answers import Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice
from flashcards.problems.tracing import Trace
from nnquiz.reference import gradients

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


KINDS = (ClipByNorm,)
