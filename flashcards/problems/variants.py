"""Variants: one draw of a kind, with all that is shown of it and all that checking an answer needs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flashcards.problems.answers import Answer, answer_from_json, answer_to_json
from flashcards.problems.numbers import Value
from flashcards.problems.tracing import Step


@dataclass(frozen=True, slots=True)
class SlipValue:
    """What a wrong procedure gives with this variant's numbers."""

    id: str
    says: str
    value: Value
    rival: bool = False
    may_equal: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the values asked for, with its right answer and what the slips give in its place."""

    name: str
    ask: str
    answer: Answer
    right: Value
    slips: tuple[SlipValue, ...] = ()

    @property
    def right_text(self) -> str:
        """The right answer for people."""
        return self.answer.text(self.right)

    def how_to_type(self, before: "Asked | None" = None) -> str:
        """How to type it and how near is right, without what was said of the part before."""
        said = (before.answer.how, before.answer.tolerance) if before is not None else ("", "")
        how, tolerance = self.answer.how, self.answer.tolerance
        advice = [f"type {how}"] if how != said[0] else []
        advice += [f"right {tolerance}"] if tolerance != said[1] else []
        sentence = "; ".join(advice)
        return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""

    @property
    def mistakes(self) -> tuple[SlipValue, ...]:
        """The slips that do not give the right answer with these numbers, as some may."""
        return tuple(slip for slip in self.slips if not self.answer.accepts(slip.value, self.right))


@dataclass(frozen=True, slots=True)
class Variant:
    """One draw of a kind: the question as shown, the parts asked, and the lines of the worked solution."""

    kind: str
    version: int
    seed: int
    givens: Mapping[str, Value]
    question: str
    conventions: tuple[str, ...]
    parts: tuple[Asked, ...]
    hints: tuple[str, ...]
    solution: tuple[Step, ...]

    @property
    def detail(self) -> dict[str, Any]:
        """What the journal keeps: enough to show the question again when its kind has changed."""
        return {
            "kind": self.kind,
            "version": self.version,
            "seed": self.seed,
            "givens": dict(self.givens),
            "question": "\n".join(
                [self.question, *self.conventions, *(part.ask for part in self.parts if part.ask)]
            ),
            "right": {part.name: part.right_text for part in self.parts},
        }

    def to_json(self) -> dict[str, Any]:
        """The variant as plain JSON values."""
        parts = [asdict(part) | {"answer": answer_to_json(part.answer)} for part in self.parts]
        plain = {name: getattr(self, name) for name in self.__slots__}
        solution = [asdict(step) for step in self.solution]
        return plain | {"givens": dict(self.givens), "parts": parts, "solution": solution}


def variant_from_json(values: Mapping[str, Any]) -> Variant:
    """The variant that `to_json` wrote, after a trip through JSON."""
    nested = {"givens", "parts", "solution"}
    fields = {name: _frozen(value) for name, value in values.items() if name not in nested}
    return Variant(
        givens=_frozen_each(values["givens"]),
        parts=tuple(map(_asked, values["parts"])),
        solution=tuple(Step(**_frozen_each(step)) for step in values["solution"]),
        **fields,
    )


def _asked(values: Mapping[str, Any]) -> Asked:
    slips = tuple(SlipValue(**_frozen_each(slip)) for slip in values["slips"])
    return Asked(
        values["name"],
        values["ask"],
        answer_from_json(values["answer"]),
        _frozen(values["right"]),
        slips,
    )


def _frozen_each(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in values.items()}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
