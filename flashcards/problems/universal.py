"""Slips that any calculation may suffer: tried after a kind's own, and only hinted at."""

import math
from collections.abc import Iterator, Mapping

from flashcards.problems.numbers import Value, each, elements, shape
from flashcards.problems.variants import Asked


def hint(asked: Asked, given: Value, givens: Mapping[str, Value]) -> str:
    """What the given value might have gone wrong by; empty where nothing common leads to it, or all to nothing."""
    if asked.answer.is_exact and not isinstance(asked.right, int | float):
        return ""
    if not any(elements(asked.right)):
        return ""
    for value, says in _distorted(asked.right, givens):
        # What comes out as good as nothing is no sign of any slip: 0 would match it.
        if asked.answer.accepts(given, value) and not asked.answer.accepts(_times(value, 0), value):
            return says
    return ""


def _distorted(right: Value, givens: Mapping[str, Value]) -> Iterator[tuple[Value, str]]:
    """The right answer as common slips spoil it, each with its hint; the likeliest first."""
    yield _times(right, -1), "The size is right and the sign is not."
    if isinstance(right, tuple) and right and isinstance(right[0], tuple):
        rows = [row for row in right if isinstance(row, tuple)]
        yield tuple(zip(*rows, strict=True)), "Those are the right numbers, transposed."
    yield _times(right, 2), "That is twice the right answer: look for a factor 2."
    yield _times(right, 1 / 2), "That is half the right answer: look for a factor 2."
    yield _times(right, 100), "That is a hundred times the right answer: percent for a fraction?"
    yield _times(right, 1 / 100), "That is a hundredth of the right answer: a fraction for percent?"
    for power in (1, -1, 3, -3):
        yield _times(right, 10.0**power), "The digits are right and the power of ten is not."
    yield _times(right, math.log10(math.e)), "That comes of log10 where ln is meant."
    yield _times(right, math.log(10)), "That comes of ln where log10 is meant."
    for count in sorted(_counts(right, givens)):
        yield _times(right, count), f"That is {count} times the right answer: a sum where a mean is meant?"
        yield (
            _times(right, 1 / count),
            f"The right answer is {count} times that: a mean where a sum is meant?",
        )


def _times(value: Value, factor: float) -> Value:
    return each(lambda number: number * factor, value)


def _counts(right: Value, givens: Mapping[str, Value]) -> set[int]:
    """The numbers of things in this variant, above two: lengths of vectors, sides of matrices, counts given."""
    values = [right, *givens.values()]
    sizes = {size for value in values for size in shape(value)}
    return {size for size in sizes | {value for value in values if isinstance(value, int)} if size > 2}
