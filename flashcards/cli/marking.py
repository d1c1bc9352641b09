"""Marking a question of a quiz: the share of its point that an answer is worth, and by which rule."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, assert_never

from flashcards.cli.attempt import Attempt, cut_parts
from flashcards.core.answers import LONGEST_ANSWER, Verdict, check, right_answer
from flashcards.core.cards import Basic, Body, Choice, Claim, Cloze, Computed, Listing, Steps, Typed
from flashcards.core.quiz import Given, Marked, Question
from flashcards.problems.diagnosis import Diagnosis, diagnose
from flashcards.problems.variants import Variant

if TYPE_CHECKING:
    from flashcards.problems.numbers import Value

Known = Callable[[], Iterable[str]]


def scheme(body: Body, parts: int = 1) -> str:
    """How such a question is marked, in one short sentence; `parts` of a computed one."""
    match body:
        case Claim():
            return "1 point, right or not."
        case Choice(right=right) if len(right) > 1:
            return f"1/{len(right)} a right option; each wrong one takes as much away."
        case Choice():
            return "1 point for the right option."
        case Typed():
            return "1 point; a slip of the keys is forgiven."
        case Steps(steps=steps):
            return f"1/{len(steps)} for each step in its place."
        case Listing(at_least=at_least):
            return f"1/{at_least} an item; each that is not on the list takes as much away."
        case Computed() if parts > 1:
            return f"1/{parts} a part; a mistake that is carried on costs once."
        case Computed():
            return "1 point within the tolerance."
        case Basic() | Cloze():
            raise TypeError(f"a {type(body).__name__} is graded by the person")
        case _:
            assert_never(body)


def unreadable(question: Question, typed: str, attempt: Attempt | None, known: Known) -> Verdict | None:
    """The verdict on what cannot be read as an answer; None for what can, and for nothing at all."""
    if not typed.strip():
        return None
    if attempt is None:
        verdict = check(question.body, typed, question.options, known)
        return verdict if verdict.kind == "unreadable" else None
    if len(typed) > LONGEST_ANSWER:
        return Verdict("unreadable", f"That is longer than {LONGEST_ANSWER:,} characters.")
    count = len(attempt.variant.parts)
    pieces = _pieces(attempt.variant, typed)
    if len(pieces) > count:
        return Verdict("unreadable", f"That is in {len(pieces)} pieces, and there are {count} parts.")
    found = next((one for one in _diagnoses(attempt, pieces) if one and one.kind == "unreadable"), None)
    return None if found is None else Verdict("unreadable", found.says)


def mark(question: Question, given: Given, attempt: Attempt | None, known: Known) -> Marked:
    """The question marked. What is close, or right by another convention, is wrong, and its sentence says so."""
    blank = Marked(question, given, "empty", 0.0, right_of(question, attempt))
    if given.state == "empty":
        return blank
    if attempt is not None:
        return _computed(blank, attempt)
    verdict = check(question.body, given.typed, question.options, known)
    if verdict.kind == "typo":
        verdict = Verdict("right", f"Read as '{verdict.meant}'.", share=1.0)
    return _marked(blank, verdict.share, verdict.says, _yours(question.body, given.typed, verdict))


def right_of(question: Question, attempt: Attempt | None) -> str:
    """The right answer as plain text."""
    if attempt is None:
        return right_answer(question.body)
    parts = attempt.variant.parts
    return "; ".join(_named(attempt.variant, part.name, part.right_text) for part in parts)


def _marked(blank: Marked, share: float, says: str, yours: str, slip: str | None = None) -> Marked:
    verdict: Literal["right", "partly", "wrong"]
    verdict = "right" if share >= 1 else "partly" if share > 0 else "wrong"
    return replace(blank, verdict=verdict, share=share, says=says, slip=slip, yours=yours)


def _computed(blank: Marked, attempt: Attempt) -> Marked:
    variant = attempt.variant
    pieces = _pieces(variant, blank.given.typed[:LONGEST_ANSWER])
    diagnoses = _diagnoses(attempt, pieces[: len(variant.parts)])
    names = [part.name for part in variant.parts]
    found = [(name, one) for name, one in zip(names, diagnoses, strict=False) if one is not None]
    hits = sum(one.kind == "right" for _, one in found)
    says = " ".join(_named(variant, name, one.says, ":") for name, one in found if one.says)
    yours = "; ".join(
        _named(variant, name, (one.read_as if one else "") or piece or "–")
        for name, one, piece in zip(names, diagnoses, pieces, strict=False)
    )
    slips = "+".join(slip for _, one in found if one.kind != "right" for slip in one.slips)
    return _marked(blank, hits / len(variant.parts), says, yours, slips or None)


def _diagnoses(attempt: Attempt, pieces: list[str]) -> list[Diagnosis | None]:
    """Each part's diagnosis, a mistake carried on to the parts after it; None for a part that was passed over."""
    found: list[Diagnosis | None] = []
    earlier: list[Value | None] = []
    for piece in pieces:
        one = diagnose(attempt.kind, attempt.variant, piece, earlier) if piece else None
        found.append(one)
        earlier.append(one.value if one is not None else None)
    return found


def _pieces(variant: Variant, typed: str) -> list[str]:
    return cut_parts(typed) if len(variant.parts) > 1 else [typed.strip()]


def _named(variant: Variant, name: str, text: str, sign: str = " =") -> str:
    """The text under its part's name, where there are several."""
    return f"{name}{sign} {text}" if len(variant.parts) > 1 else text


def _yours(body: Body, typed: str, verdict: Verdict) -> str:
    """What was given, with the texts of options in place of their numbers."""
    if verdict.kind == "unreadable":
        return typed.strip()
    match body:
        case Claim(truth=truth):
            return "true" if truth == (verdict.kind == "right") else "false"
        case Choice(right=(right,)) if verdict.kind == "right":
            return right
        case Choice() | Steps():
            return "\n".join(text for text, _ in verdict.marks)
        case _:
            return typed.strip()
