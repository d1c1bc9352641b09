"""Where a wrong value leaves the worked solution, when one step done otherwise explains it.

Tried only on an answer that no slip of the kind's own explains. The steps before that one are then known to be
right, which tells the learner where to look.
"""

import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flashcards.problems.contract import Kind
from flashcards.problems.drawing import solved
from flashcards.problems.numbers import Value, each, shape
from flashcards.problems.tracing import NAME, Step
from flashcards.problems.variants import Asked, Variant

#: Many ways are tried: only one that fits better than a right answer must is more than chance.
_TIMES = 0.3


@dataclass(frozen=True, slots=True)
class Departure:
    """The step at which the path is left, and a sentence on what was had in place of its value."""

    step: str
    says: str


def departure(kind: Kind, variant: Variant, part: Asked, value: Value) -> Departure | None:
    """Where a wrong answer to the part leaves the path; None where no single step explains it.

    The last step that does is taken: all before it is then right.
    """
    names = [step.name for step in variant.solution]
    if part.name not in names:
        return None
    before = variant.solution[: names.index(part.name)][::-1]
    mine = f"your {part.answer.text(value)}"
    for step in before:
        if _fits(part, value, step.value):
            return Departure(step.name, f"{mine} is {step.name}: it goes on from here")
    for step in before:
        for wrong, how in _otherwise(step, variant):
            followed = _followed(kind, variant, step.name, wrong, part.name)
            if followed is not None and _fits(part, value, followed):
                return Departure(step.name, f"{mine} comes of {step.name} {how}")
    return None


def _otherwise(step: Step, variant: Variant) -> Iterator[tuple[Value, str]]:
    """Values that the step may have been given, each with a word on how."""
    known = dict(variant.givens) | {before.name: before.value for before in variant.solution}
    for name in dict.fromkeys(NAME.findall(step.formula)):
        if name != step.name and name in known and shape(known[name]) == shape(step.value):
            yield known[name], f"= {name}, as if nothing were done to it here"
    yield each(lambda x: -x, step.value), "with the other sign"
    yield each(lambda x: 2 * x, step.value), "doubled"
    yield each(lambda x: x / 2, step.value), "halved"
    yield each(lambda x: 1 / x if x else math.nan, step.value), "turned over"
    yield each(lambda x: x * x, step.value), "squared"
    yield each(lambda x: math.sqrt(x) if x >= 0 else math.nan, step.value), "with a root too many"


def _followed(kind: Kind, variant: Variant, step: str, wrong: Value, part: str) -> Value | None:
    """What the rest of the work makes of it; None where it cannot be done."""
    try:
        with warnings.catch_warnings():
            # A root of what became negative: arrays warn of it.
            warnings.simplefilter("ignore")
            own: Mapping[str, Value] = {step: wrong}
            return solved(kind, variant.givens, own=own, until=part).values.get(part)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _fits(part: Asked, value: Value, candidate: Value) -> bool:
    """Whether the value is the candidate, which is not right itself."""
    if part.answer.misfit(candidate, part.right) or part.answer.accepts(candidate, part.right):
        return False
    return part.answer.accepts(value, candidate, times=_TIMES)
