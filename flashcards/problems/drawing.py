"""Drawing a variant from a seed, with the guard that refuses draws in which checking could not be fair."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from random import Random
from typing import Any

from flashcards.problems.contract import Kind, Slip, call
from flashcards.problems.errors import BrokenKind, ImpossibleParams
from flashcards.problems.givens import narrowed
from flashcards.problems.numbers import Value, given_text, is_finite, plain
from flashcards.problems.tracing import Reached, Trace
from flashcards.problems.variants import Asked, SlipValue, Variant

TRIES = 100
#: An honest hand computation keeps so many decimals of every intermediate result.
HAND_DECIMALS = 3


def draw(kind: Kind, seed: int, params: Mapping[str, Any] | None = None) -> Variant:
    """The variant of this seed: the same on every machine, as long as the kind's version is.

    ImpossibleParams when `params` leave nothing to ask; BrokenKind when the kind cannot be drawn by itself.
    """
    for variant, refusal in candidates(kind, seed, params):
        if variant is not None and not refusal:
            return variant
    if params:
        raise ImpossibleParams("", f"with these params '{kind.name}' has no question to ask", "widen them")
    raise BrokenKind(f"'{kind.name}' gave no fair question in {TRIES} draws from seed {seed}")


def candidates(
    kind: Kind, seed: int, params: Mapping[str, Any] | None = None
) -> Iterator[tuple[Variant | None, str]]:
    """All draws that `draw` would go through, each with the reason for which it is refused, or "".

    There is no variant where the givens do not fit: `solve` need not cope with them.
    """
    givens = narrowed(kind.givens, params or {})
    rng = _chance(f"{kind.name}:{kind.version}:{seed}")
    for _ in range(TRIES):
        drawn = {name: given.draw(rng) for name, given in givens.items()}
        try:
            for name, follows in kind.derived.items():
                drawn[name] = plain(call(follows, drawn))
            variant = build(kind, seed, drawn) if call(kind.fits, drawn) else None
            refused = refusal(kind, variant) if variant else "the givens do not fit"
        except Exception as error:
            raise BrokenKind(f"'{kind.name}' breaks with {_named(drawn)}: {error!r}") from error
        yield variant, refused


def build(kind: Kind, seed: int, givens: Mapping[str, Value]) -> Variant:
    """The variant with these givens, fair or not."""
    printed = {name: given_text(value) for name, value in givens.items()}
    trace = solved(kind, givens)
    return Variant(
        kind=kind.name,
        version=kind.version,
        seed=seed,
        givens=givens,
        question=kind.ask.format(**printed),
        conventions=tuple(line.format(**printed) for line in kind.conventions),
        parts=tuple(asked(kind, givens, trace)),
        hints=tuple(hint.format(**printed) for hint in kind.hints),
        solution=tuple(trace.steps),
    )


def solved(
    kind: Kind,
    givens: Mapping[str, Value],
    *,
    digits: int | None = None,
    own: Mapping[str, Value] | None = None,
    until: str = "",
) -> Trace:
    """One run of the kind's `solve`: exact, rounded to `digits`, or carried on from the learner's `own` parts.

    It ends with the step named `until`: what comes later may be impossible with the learner's own.
    """
    trace = Trace(givens, digits, own or {}, {part.name: part.answer.text for part in kind.parts}, until)
    with suppress(Reached):
        call(kind.solve, givens, trace)
    return trace


def asked(kind: Kind, givens: Mapping[str, Value], trace: Trace) -> Iterator[Asked]:
    """The parts as this run of `solve` answers them, one after the other."""
    printed = {name: given_text(value) for name, value in givens.items()}
    known = dict(givens)
    for part in kind.parts:
        slips = tuple(_slip_value(slip, known) for slip in kind.slips if slip.part in ("", part.name))
        right = trace.values[part.name]
        yield Asked(part.name, part.ask.format(**printed), part.answer, right, slips)
        known[part.name] = right


def refusal(kind: Kind, variant: Variant) -> str:
    """Why the variant would not be a fair question; empty for a fair one."""
    by_hand = solved(kind, variant.givens, digits=HAND_DECIMALS).values
    for part in variant.parts:
        if not is_finite(part.right):
            return f"{part.name} is not finite"
        if _is_given_away(part, variant.givens):
            return f"{part.name} is 0, 1 or a given"
        if not part.answer.accepts(by_hand[part.name], part.right):
            return f"{part.name} by hand would be marked wrong"
        for slip in part.slips:
            if not is_separate(part, slip):
                return f"{part.name} is too near to {slip.id}"
    return ""


def is_separate(part: Asked, slip: SlipValue) -> bool:
    """Whether the slip cannot be taken for the right answer, or need not be told from it."""
    if slip.may_equal or not part.answer.accepts(slip.value, part.right, times=2):
        return True
    # A rival convention that gives the same answer is no concern of the learner's.
    return slip.rival and part.answer.accepts(slip.value, part.right)


def _slip_value(slip: Slip, known: Mapping[str, Value]) -> SlipValue:
    value = plain(call(slip.procedure, known))
    return SlipValue(slip.id, slip.says, value, slip.rival, slip.may_equal)


def _is_given_away(part: Asked, givens: Mapping[str, Value]) -> bool:
    """Whether a single number can be had by guessing: 0, 1 or one of the givens."""
    if isinstance(part.right, tuple | str):
        return False
    guesses = [0, 1, *(value for value in givens.values() if not isinstance(value, tuple | str))]
    return any(part.answer.accepts(guess, part.right) for guess in guesses)


def _chance(text: str) -> Random:
    # Through a digest: the hash of a text differs from process to process.
    return Random(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big"))  # noqa: S311


def _named(givens: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} = {given_text(value)}" for name, value in givens.items())
