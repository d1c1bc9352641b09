"""A computed card while it is being answered: its variant, the parts answered so far, the hints given."""

import json
import re
from dataclasses import dataclass, field, replace
from random import Random
from sqlite3 import Connection
from typing import Any

from flashcards.core.answers import Verdict
from flashcards.core.cards import Card, Computed
from flashcards.problems.contract import Kind
from flashcards.problems.departure import departure
from flashcards.problems.diagnosis import Diagnosis, diagnose, together
from flashcards.problems.drawing import draw
from flashcards.problems.numbers import Value
from flashcards.problems.plugins import installed_kinds
from flashcards.problems.variants import Asked, Variant
from flashcards.store.journal import rows_of, undone_keys

#: A number that can be read in only one way.
_PLAIN = re.compile(r"[-+]?[0-9]*\.?[0-9]+")
_OPENING, _CLOSING = "([", ")]"


@dataclass(slots=True)
class Attempt:
    """One showing of a variant."""

    kind: Kind
    variant: Variant
    diagnoses: list[Diagnosis] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    close_parts: set[str] = field(default_factory=set)
    hints_given: int = 0
    #: The last wrong value of a part that no slip explains.
    unexplained: dict[str, Value] = field(default_factory=dict)
    withdrawn: tuple[Diagnosis, str] | None = None

    @property
    def part(self) -> Asked | None:
        """The part to answer now; None when all are."""
        answered = len(self.diagnoses)
        return self.variant.parts[answered] if answered < len(self.variant.parts) else None

    @property
    def went_wrong(self) -> bool:
        """Whether a part was answered wrongly: then the whole is an answer, finished or not."""
        return any(diagnosis.kind == "wrong" for diagnosis in self.diagnoses)

    @property
    def is_solved(self) -> bool:
        """Whether every part was answered, and rightly."""
        return self.part is None and not self.went_wrong

    def check(self, typed: str) -> Verdict:
        """The verdict on an answer to the part at hand; a second "close" is an answer, and wrong."""
        name = self.variant.parts[len(self.diagnoses)].name
        found = diagnose(self.kind, self.variant, typed, [diagnosis.value for diagnosis in self.diagnoses])
        if found.kind == "close" and name in self.close_parts:
            found = replace(found, kind="wrong")
        if found.kind == "close":
            self.close_parts.add(name)
        elif found.kind != "unreadable":
            self._note(name, found)
            self.diagnoses.append(found)
            self.typed.append(typed)
        is_plain = bool(_PLAIN.fullmatch(typed.strip()))
        read_as = f"Read as {found.read_as}." if found.read_as and not is_plain else ""
        return Verdict(
            found.kind, " ".join(filter(None, (found.says, read_as))), found.marks, found.share, found.slip
        )

    def withdraw(self) -> None:
        """Take the last answer back, so that its part is asked again."""
        self.withdrawn = self.diagnoses.pop(), self.typed.pop()

    def carry_on(self) -> None:
        """Go on to the next part with the answer that was taken back."""
        if self.withdrawn is not None:
            diagnosis, typed = self.withdrawn
            self.diagnoses.append(diagnosis)
            self.typed.append(typed)
            self.withdrawn = None

    def recall(self, typed: str) -> None:
        """Note what was typed to these numbers before, for the worked solution."""
        earlier: list[Value | None] = []
        for part, piece in zip(self.variant.parts, cut_parts(typed), strict=False):
            found = diagnose(self.kind, self.variant, piece, earlier)
            self._note(part.name, found)
            earlier.append(found.value)

    def worked(self) -> list[str]:
        """The lines of the worked solution, with a remark where a wrong value of the learner's leaves it."""
        left = [
            departure(self.kind, self.variant, part, self.unexplained[part.name])
            for part in self.variant.parts
            if part.name in self.unexplained
        ]
        lines = []
        for step in self.variant.solution:
            lines.append(step.line)
            lines += [f"  ↑ {found.says}" for found in left if found is not None and found.step == step.name]
        return lines

    def _note(self, name: str, found: Diagnosis) -> None:
        if found.kind == "wrong" and not found.slips and found.value is not None:
            self.unexplained[name] = found.value

    def answer(self, typed: str) -> Verdict:
        """The verdict on the part at hand, or on the whole when it was the last one."""
        verdict = self.check(typed)
        return verdict if verdict.is_try or self.part is not None else self.verdict(verdict)

    def verdict(self, last: Verdict) -> Verdict:
        """The verdict on the whole, after the last part's; parts that were not answered count as wrong."""
        if len(self.variant.parts) == 1:
            return replace(last, share=0.0) if last.kind == "wrong" else last
        found = together(self.diagnoses)
        names = [part.name for part in self.variant.parts]
        marks = tuple(
            (f"{name} = {diagnosis.read_as}", diagnosis.kind == "right")
            for name, diagnosis in zip(names, self.diagnoses, strict=False)
        )
        return Verdict("right" if found.kind == "right" else "wrong", found.says, marks, slip=found.slip)

    def check_all(self, typed: str) -> Verdict:
        """The verdict on all parts at once, separated by line ends or semicolons outside of brackets."""
        pieces = split_parts(typed) if len(self.variant.parts) > 1 else [typed]
        if len(pieces) != len(self.variant.parts):
            names = "; ".join(part.name for part in self.variant.parts)
            return Verdict("unreadable", f"There are {len(self.variant.parts)} parts: type {names}.")
        for piece in pieces:
            verdict = self.answer(piece)
            if verdict.is_try:
                self.diagnoses.clear()
                self.typed.clear()
                break
        return verdict

    def hint(self) -> str:
        """The next hint of the ladder; the last one again when it is used up, empty when there is none."""
        hints = self.variant.hints
        if not hints:
            return ""
        self.hints_given = min(self.hints_given + 1, len(hints))
        return hints[self.hints_given - 1]


def begin(card: Card, open_variant: dict[str, Any] | None, rng: Random) -> Attempt:
    """A fresh variant of the card's kind, or the open one again; raises FlashcardsError if nothing can be drawn.

    `open_variant` is what the journal holds of one that was neither solved nor shown yet.
    """
    if not isinstance(card.body, Computed):
        raise TypeError(f"{card.id} is not computed")
    kind = installed_kinds().find(card.body.problem)
    params = json.loads(card.body.params)
    same = (kind.name, kind.version)
    if open_variant is None or (open_variant.get("kind"), open_variant.get("version")) != same:
        return Attempt(kind, draw(kind, rng.getrandbits(32), params))
    attempt = Attempt(kind, draw(kind, open_variant["seed"], params))
    attempt.recall(open_variant.get("typed", ""))
    return attempt


def open_variant(connection: Connection, card_id: str) -> dict[str, Any] | None:
    """What the journal holds of the variant of the last answer to a card, if that was wrong."""
    undone = undone_keys(connection)
    answers = [row for row in rows_of(connection, card_id) if row.kind == "answer" and row.key not in undone]
    detail: dict[str, Any] = json.loads(answers[-1].detail) if answers else {}
    return detail if detail.get("verdict") == "wrong" else None


def split_parts(typed: str) -> list[str]:
    """The answers to several parts, cut at line ends and at semicolons that stand in no brackets."""
    return [piece for piece in cut_parts(typed) if piece]


def cut_parts(typed: str) -> list[str]:
    """As `split_parts`, with an empty text for a part that was passed over."""
    pieces, depth = [""], 0
    for character in typed.strip():
        depth += (character in _OPENING) - (character in _CLOSING)
        if character == "\n" or (character == ";" and depth <= 0):
            pieces.append("")
        else:
            pieces[-1] += character
    return [piece.strip() for piece in pieces]
