"""Checking a typed answer: reading it, and the first cause that explains it.

The order is: cannot be read, another shape, right, right by the learner's own earlier parts, a slip of the
kind's own, a slip that any calculation may suffer, close, wrong.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flashcards.problems import universal
from flashcards.problems.contract import Kind
from flashcards.problems.drawing import asked, solved
from flashcards.problems.errors import CannotRead
from flashcards.problems.numbers import Value, elements, result_text
from flashcards.problems.variants import Asked, SlipValue, Variant

#: What is within so many tolerances is close: 5 % where the tolerance is 1 %.
CLOSE = 5


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What checking an answer gives.

    `unreadable` costs nothing, and neither does the first `close`. `slips` are the ids of the kind's own wrong
    procedures that give the value (several where they give the same), `marks` what was given, element by element,
    with whether it is right, `share` how much of the whole is. `read_as` is the value understood, for people.
    """

    kind: Literal["right", "close", "wrong", "unreadable"]
    says: str = ""
    slips: tuple[str, ...] = ()
    marks: tuple[tuple[str, bool], ...] = ()
    share: float = 0.0
    value: Value | None = None
    read_as: str = ""

    @property
    def slip(self) -> str | None:
        """The slip that explains the answer; the ids joined by + where several do."""
        return "+".join(self.slips) or None


def diagnose(kind: Kind, variant: Variant, typed: str, earlier: Sequence[Value | None] = ()) -> Diagnosis:
    """The diagnosis of an answer to the part that comes after `earlier`.

    `earlier` holds what the learner answered to the parts before (`Diagnosis.value`), None for one that was
    shown: an answer that follows from them is right, whatever they were.
    """
    part = variant.parts[len(earlier)]
    try:
        value = part.answer.read(typed)
    except CannotRead as error:
        return Diagnosis("unreadable", f"{error} {error.hint}".strip())
    misfit = part.answer.misfit(value, part.right)
    if misfit:
        return Diagnosis("unreadable", f"That has another shape: {misfit}.", read_as=part.answer.text(value))
    own = _own(variant, earlier)
    carried = _carried(kind, variant, own, part.name) if own else []
    found = (
        _right(part, value, own, carried, variant)
        or _slipped([part, *carried], value)
        or _unexplained(part, value, variant)
    )
    return replace(found, value=value, read_as=part.answer.text(value))


def together(diagnoses: Sequence[Diagnosis]) -> Diagnosis:
    """One diagnosis of a problem whose parts were answered: right if all are, else wrong with all their slips."""
    if all(diagnosis.kind == "right" for diagnosis in diagnoses):
        return Diagnosis("right", share=1.0)
    slips = tuple(slip for diagnosis in diagnoses for slip in diagnosis.slips)
    says = next(diagnosis.says for diagnosis in diagnoses if diagnosis.kind != "right")
    hits = sum(diagnosis.kind == "right" for diagnosis in diagnoses)
    return Diagnosis("wrong", says, slips, share=hits / len(diagnoses))


def _own(variant: Variant, earlier: Sequence[Value | None]) -> dict[str, Value]:
    """What the learner has for earlier parts, by name."""
    answered = zip(variant.parts, earlier, strict=False)
    return {part.name: answer for part, answer in answered if answer is not None}


def _carried(kind: Kind, variant: Variant, own: Mapping[str, Value], name: str) -> list[Asked]:
    """The part of this name as it follows from the learner's own; none where nothing follows."""
    try:
        with warnings.catch_warnings():
            # What was typed may have no logarithm or root; arrays warn of it.
            warnings.simplefilter("ignore")
            trace = solved(kind, variant.givens, own=own, until=name)
            return [next(part for part in asked(kind, variant.givens, trace) if part.name == name)]
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return []


def _right(
    part: Asked, value: Value, own: Mapping[str, Value], carried: Sequence[Asked], variant: Variant
) -> Diagnosis | None:
    """Right as it is, or by what the learner had before: that comes ahead of any slip which gives the same."""
    if part.answer.accepts(value, part.right):
        return Diagnosis("right", share=1.0)
    if not any(follows.answer.accepts(value, follows.right) for follows in carried):
        return None
    wrong = [
        f"{before.name} = {before.answer.text(own[before.name])}"
        for before in variant.parts
        if before.name in own and not before.answer.accepts(own[before.name], before.right)
    ]
    if not wrong:
        return Diagnosis("right", share=1.0)
    says = f"That follows from your own {' and '.join(wrong)}; the right value is {part.right_text}."
    return Diagnosis("right", says, share=1.0)


def _slipped(parts: Sequence[Asked], value: Value) -> Diagnosis | None:
    """The slips that give the value: from right earlier parts, or else from the learner's own."""
    for part in parts:
        matching = [slip for slip in part.slips if part.answer.accepts(value, slip.value)]
        if matching:
            return _of_slips(parts[0], value, matching)
    return None


def _of_slips(part: Asked, value: Value, slips: list[SlipValue]) -> Diagnosis:
    says = slips[0].says
    if len(slips) > 1:
        says = "More than one mistake leads there. " + " Or: ".join(slip.says for slip in slips)
    # Right by another book: not a mistake, but not yet an answer to this question.
    is_rival = all(slip.rival for slip in slips)
    ids = tuple(slip.id for slip in slips)
    return _marked(Diagnosis("close" if is_rival else "wrong", says, ids), part, value)


def _unexplained(part: Asked, value: Value, variant: Variant) -> Diagnosis:
    hint = universal.hint(part, value, variant.givens)
    if hint:
        return _marked(Diagnosis("wrong", hint), part, value)
    if not part.answer.is_exact and part.answer.accepts(value, part.right, times=CLOSE):
        return _marked(Diagnosis("close", "Close: carry four digits."), part, value)
    found = _marked(Diagnosis("wrong"), part, value)
    hits = sum(is_right for _, is_right in found.marks)
    return replace(found, says=f"{hits} of {len(found.marks)} numbers are right." if found.marks else "")


def _marked(found: Diagnosis, part: Asked, value: Value) -> Diagnosis:
    """The diagnosis with a mark for each number, where there are several that are right or wrong by themselves."""
    if part.answer.is_exact or not isinstance(value, tuple):
        return found
    marks = tuple(zip(map(result_text, elements(value)), part.answer.marks(value, part.right), strict=True))
    return replace(found, marks=marks, share=sum(is_right for _, is_right in marks) / len(marks))
