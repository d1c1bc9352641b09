"""Answers: reading what a person typed, and the verdict on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, assert_never

from flashcards.core.cards import Basic, Body, Choice, Claim, Cloze, Computed, Listing, Steps, Typed
from flashcards.core.pieces import Unreadable, clipped, numbers_of, pieces_of, places_of
from flashcards.core.typos import fold, near

if TYPE_CHECKING:
    from random import Random

Kind = Literal["right", "close", "typo", "wrong", "unreadable", "shown"]

#: Longer answers are not looked at.
LONGEST_ANSWER = 10_000

_TRUTHS = {"t": True, "true": True, "y": True, "yes": True, "1": True}
_TRUTHS |= {"f": False, "false": False, "n": False, "no": False, "2": False}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking an answer gives.

    `says` is one line of feedback. `marks` holds what was given and whether it was right, element by element,
    for steps, lists and choices; `share` is how much of the whole was right, 0 to 1. `slip` names the
    mistake behind a wrong computed answer. `meant` is the accepted form that a typo is near to.
    """

    kind: Kind
    says: str = ""
    marks: tuple[tuple[str, bool], ...] = ()
    share: float = 0.0
    slip: str | None = None
    meant: str = ""

    @property
    def is_try(self) -> bool:
        """Whether it is not an answer yet, and costs nothing."""
        return self.kind in {"unreadable", "typo", "close"}


def options(body: Body, rng: "Random") -> tuple[str, ...]:
    """What the person chooses from, in the order shown; nothing where there is nothing to choose."""
    match body:
        case Claim():
            return ("true", "false")
        case Choice():
            shown = [*body.right, *(wrong.text for wrong in body.wrong)]
            rng.shuffle(shown)
            return tuple(shown)
        case Steps():
            shown = list(body.steps)
            rng.shuffle(shown)
            if tuple(shown) == body.steps:
                # The right order gives the answer away; one place further is never right.
                shown = shown[1:] + shown[:1]
            return tuple(shown)
        case _:
            return ()


def check(body: Body, typed: str, options: Sequence[str], known: Callable[[], Iterable[str]]) -> Verdict:
    """The verdict on a typed answer; `options` as they were shown.

    `known` gives the accepted answers of all other cards; it is called only when a near miss must be judged.
    What the person grades cannot be checked, and what is drawn is checked by its variant: TypeError.
    """
    if isinstance(body, Basic | Cloze | Computed):
        raise TypeError(f"a {type(body).__name__} is graded by the person, or marked by its variant")
    if len(typed) > LONGEST_ANSWER:
        return Verdict("unreadable", f"That is longer than {LONGEST_ANSWER:,} characters.")
    if not typed.strip():
        return Verdict("unreadable", "Type an answer first.")
    try:
        return _check(body, typed, options, known)
    except Unreadable as unreadable:
        return Verdict("unreadable", str(unreadable))


def shown() -> Verdict:
    """The verdict when the person asked to be shown the answer."""
    return Verdict("shown")


def confirmed(typo: Verdict) -> Verdict:
    """The verdict after the person has said that a typo was one."""
    return replace(typo, kind="right", says="", share=1.0)


def right_answer(body: Body) -> str:
    """The right answer as plain text, one line for each of its elements."""
    lines: Iterable[str]
    match body:
        case Basic():
            lines = [body.a]
        case Cloze():
            from flashcards.core.cloze import answer

            lines = answer(body.text, body.gap)
        case Claim():
            lines = ["true" if body.truth else "false"]
        case Choice():
            lines = body.right
        case Typed():
            lines = body.accept[:1]
        case Steps():
            lines = (f"{place}. {step}" for place, step in enumerate(body.steps, 1))
        case Computed():
            return "worked out anew each time"
        case Listing():
            lines = map(_with_other_forms, body.items)
        case _:
            assert_never(body)
    return "\n".join(lines)


def _with_other_forms(item: tuple[str, ...]) -> str:
    first, *others = item
    return f"{first} ({', '.join(others)})" if others else first


def _check(
    body: Claim | Choice | Typed | Steps | Listing,
    typed: str,
    options: Sequence[str],
    known: Callable[[], Iterable[str]],
) -> Verdict:
    match body:
        case Claim():
            return _check_claim(body, typed)
        case Choice():
            return _check_choice(body, typed, options)
        case Typed():
            return _check_typed(body, typed, known)
        case Steps():
            return _check_steps(body, typed, options)
        case Listing():
            return _check_listing(body, typed, known)
        case _:
            assert_never(body)


def _check_claim(body: Claim, typed: str) -> Verdict:
    truth = _TRUTHS.get(fold(typed))
    if truth is None:
        raise Unreadable("Type t for true or f for false.")
    return Verdict("right", share=1.0) if truth == body.truth else Verdict("wrong")


def _check_choice(body: Choice, typed: str, options: Sequence[str]) -> Verdict:
    places = dict.fromkeys(places_of(typed, options, numbers_of(typed)))
    given = [options[place] for place in places]
    if len(body.right) > 1:
        return _check_several(body, given)
    if len(given) > 1:
        raise Unreadable("One option is right: type one number.")
    if given[0] in body.right:
        return Verdict("right", share=1.0)
    return Verdict("wrong", _whys(body, given), ((given[0], False),))


def _check_several(body: Choice, given: list[str]) -> Verdict:
    marks = tuple((option, option in body.right) for option in given)
    hits = sum(is_right for _, is_right in marks)
    alarms = len(marks) - hits
    if hits == len(body.right) and not alarms:
        return Verdict("right", marks=marks, share=1.0)
    says = _whys(body, given) or f"{hits} of the {len(body.right)} right options found."
    return Verdict("wrong", says, marks, share=max(0, hits - alarms) / len(body.right))


def _whys(body: Choice, given: list[str]) -> str:
    return " ".join(wrong.why for wrong in body.wrong if wrong.text in given and wrong.why)


def _check_typed(body: Typed, typed: str, known: Callable[[], Iterable[str]]) -> Verdict:
    given = fold(typed)
    if any(given == fold(form) for form in body.accept):
        return Verdict("right", share=1.0)
    rejected = {fold(answer): feedback for answer, feedback in body.reject}
    if given in rejected:
        return Verdict("wrong", rejected[given])
    meant = near(typed, body.accept, lambda: rejected.keys() | {fold(answer) for answer in known()})
    if meant is None:
        return Verdict("wrong")
    return Verdict("typo", f"Did you mean '{meant}'? Type the same again to confirm.", meant=meant)


def _check_steps(body: Steps, typed: str, options: Sequence[str]) -> Verdict:
    wanted = len(body.steps)
    numbers = numbers_of(typed)
    if len(numbers) == 1 and wanted < 10:
        # Below ten every digit is a number of its own: 312.
        numbers = list(numbers[0])
    places = places_of(typed, options, numbers)
    if len(places) != wanted:
        raise Unreadable(
            f"There are {wanted} steps and you named {len(places)}: type all their numbers in order."
        )
    if len(set(places)) != wanted:
        raise Unreadable("A step stands there twice: type each number once, in order.")
    given = [options[place] for place in places]
    marks = tuple((step, step == right) for step, right in zip(given, body.steps, strict=True))
    hits = sum(is_right for _, is_right in marks)
    if hits == wanted:
        return Verdict("right", marks=marks, share=1.0)
    return Verdict("wrong", f"{hits} of {wanted} steps are in their place.", marks, share=hits / wanted)


def _check_listing(body: Listing, typed: str, known: Callable[[], Iterable[str]]) -> Verdict:
    item_of = {fold(form): item for item in reversed(body.items) for form in item}
    forms = [form for item in body.items for form in item]
    others = cache(lambda: {fold(answer) for answer in known()})
    named: dict[tuple[str, ...] | str, tuple[str, bool]] = {}
    notes = []
    for piece in pieces_of(typed, forms, lambda text: fold(text) in item_of):
        meant = piece if fold(piece) in item_of else near(piece, forms, others)
        # What is named twice, in whichever form, counts once.
        key = fold(piece) if meant is None else item_of[fold(meant)]
        if key in named:
            continue
        named[key] = (piece, meant is not None)
        if meant is not None and meant is not piece:
            notes.append(f"'{clipped(piece)}' was read as '{meant}'.")
    if not named:
        raise Unreadable("Name the items, one a line or with commas between them.")
    return _listed(body.at_least, tuple(named.values()), notes)


def _listed(at_least: int, marks: tuple[tuple[str, bool], ...], notes: list[str]) -> Verdict:
    found = sum(is_right for _, is_right in marks)
    strange = len(marks) - found
    if found >= at_least and not strange:
        return Verdict("right", " ".join(notes), marks, share=1.0)
    notes.append(f"{found} found, {at_least} wanted{f', {strange} not on the list' if strange else ''}.")
    # What is strange keeps the share below 1, however much was found.
    share = min(max(0, found - strange) / at_least, found / len(marks))
    return Verdict("wrong", " ".join(notes), marks, share=share)
