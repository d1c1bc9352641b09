"""One variant in full, as JSON values and as text: to check it by hand, or to make a sheet of it."""

from typing import Any

from flashcards.problems.numbers import Value, each
from flashcards.problems.variants import Asked, Variant


def variant_json(variant: Variant, *, is_solved: bool) -> dict[str, Any]:
    """The variant as JSON values; only `is_solved` tells answers, steps and slips.

    `tolerance` is how far a number may lie from the answer's and be right: of the answer's shape, 0 for exactly.
    """
    asked = {
        "kind": variant.kind,
        "version": variant.version,
        "seed": variant.seed,
        "question": variant.question,
        "givens": dict(variant.givens),
        "conventions": list(variant.conventions),
    }
    parts = [{"name": part.name, "asks": part.ask or variant.question} for part in variant.parts]
    if is_solved:
        parts = [told | _solved(variant, index) for index, told in enumerate(parts)]
    return asked | {"parts": parts}


def variant_lines(variant: Variant, *, is_solved: bool) -> list[str]:
    """The variant as lines of text."""
    lines = [f"{variant.kind}, seed {variant.seed}", "", variant.question]
    lines += [f"Convention: {line}" for line in variant.conventions]
    lines += [part.ask for part in variant.parts if part.ask]
    if is_solved:
        lines += ["", "Worked solution:", *(f"  {step.line}" for step in variant.solution)]
        lines += ["", "What mistakes give:"]
        lines += [
            f"  {part.name} = {part.answer.text(slip.value)}: {slip.says}"
            for part in variant.parts
            for slip in part.mistakes
        ]
    return lines


def _solved(variant: Variant, index: int) -> dict[str, Any]:
    """What belongs to a part's answer; its steps are those since the part before."""
    part = variant.parts[index]
    names = [step.name for step in variant.solution]
    start = names.index(variant.parts[index - 1].name) + 1 if index else 0
    steps = variant.solution[start : names.index(part.name) + 1]
    return {
        "answer": part.right,
        "tolerance": _tolerance(part),
        "steps": [{"name": step.name, "formula": step.formula, "value": step.value} for step in steps],
        "slips": [{"id": slip.id, "value": slip.value, "says": slip.says} for slip in part.mistakes],
    }


def _tolerance(part: Asked) -> Value:
    return 0 if isinstance(part.right, str) else each(part.answer.tolerated, part.right)
