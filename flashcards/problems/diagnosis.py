"""Checking a typed answer: reading it, and the first cause that explains it.

The order is: cannot be read, another shape, right, right by the learner's own earlier parts, a slip of the
kind's own, a slip that any calculation may suffer, close, wrong.
"""

import warnings
from collections.abc import Sequence
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
    found = (
        _explained(part, value)
        or _carried(kind, variant, value, earlier)
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


def _explained(part: Asked, value: Value) -> Diagnosis | None:
    if part.answer.accepts(value, part.right):
        return Diagnosis("right", share=1.0)
    matching = [slip for slip in part.slips if part.answer.accepts(value, slip.value)]
    return _of_slips(part, value, matching) if matching else None


def _of_slips(part: Asked, value: Value, slips: list[SlipValue]) -> Diagnosis:
    says = slips[0].says
    if len(slips) > 1:
        says = "More than one mistake leads there. " + " Or: ".join(slip.says for slip in slips)
    # Right by another book: not a mistake, but not yet an answer to this question.
    is_rival = all(slip.rival for slip in slips)
    ids = tuple(slip.id for slip in slips)
    return _marked(Diagnosis("close" if is_rival else "wrong", says, ids), part, value)


def _carried(kind: Kind, variant: Variant, value: Value, earlier: Sequence[Value | None]) -> Diagnosis | None:
    """What explains the value when the parts before are taken as the learner has them."""
    own = {
        part.name: answer for part, answer in zip(variant.parts, earlier, strict=False) if answer is not None
    }
    if not own:
        return None
    try:
        with warnings.catch_warnings():
            # What was typed may have no logarithm or root; arrays warn of it.
            warnings.simplefilter("ignore")
            part = asked(kind, variant.givens, solved(kind, variant.givens, own=own))[len(earlier)]
    except (ArithmeticError, TypeError, ValueError):
        return None
    found = _explained(part, value)
    if found is None or found.kind != "right":
        return found
    wrong = [
        part
        for part in variant.parts
        if part.name in own and not part.answer.accepts(own[part.name], part.right)
    ]
    if not wrong:
        return found
    names = " and ".join(f"{part.name} = {part.answer.text(own[part.name])}" for part in wrong)
    right = variant.parts[len(earlier)].right_text
    return replace(found, says=f"That follows from your own {names}; the right value is {right}.")


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
