"""One run of a kind's `solve`, step by step: exact, rounded as by hand, or carried on from the learner's own parts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flashcards.problems.numbers import Value, each, given_text, plain, result_text

#: What in a formula may be the name of a given or a step.
NAME = re.compile(r"[A-Za-z_]\w*")


class Reached(Exception):
    """The run has come to the step where it was to stop."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the worked solution: the formula also with its numbers in place of names, the value also as text."""

    name: str
    formula: str
    with_numbers: str
    value: Value
    text: str

    @property
    def line(self) -> str:
        """The line as people read it, which says nothing twice."""
        return " = ".join(dict.fromkeys([self.name, self.formula, self.with_numbers, self.text]))


@dataclass(slots=True)
class Trace:
    """What `solve` receives as `step`: call it with a name, the formula as people write it, and the value.

    It gives the value back, always as plain numbers and tuples: rounded to `digits` decimals where a hand
    computation is wanted, and the learner's own where `own` has one of that name. `values` holds every step's.
    `writes` has a way of writing the value for steps that are not mere numbers. The run stops with `Reached`
    after the step named `until`.
    """

    givens: Mapping[str, Value]
    digits: int | None = None
    own: Mapping[str, Value] = field(default_factory=dict)
    writes: Mapping[str, Callable[[Value], str]] = field(default_factory=dict)
    until: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def __call__(self, name: str, formula: str, value: object) -> Any:
        """The step's value, recorded as a line of the worked solution."""
        result = plain(value)
        if self.digits is not None:
            digits = self.digits
            result = each(lambda number: round(number, digits), result)
        result = self.own.get(name, result)
        written = self.writes.get(name, result_text)(result)
        self.steps.append(Step(name, formula, NAME.sub(self._number, formula), result, written))
        self.values[name] = result
        if name == self.until:
            raise Reached
        return result

    def _number(self, name: re.Match[str]) -> str:
        """The number that stands for a name in the formula; vectors keep their names, lest lines grow long."""
        if name.group() in self.values:
            value, text = self.values[name.group()], result_text
        elif name.group() in self.givens:
            value, text = self.givens[name.group()], given_text
        else:
            return name.group()
        if isinstance(value, tuple):
            return name.group()
        written = text(value)
        return written if not written.startswith("-") or _stands_alone(name) else f"({written})"


def _stands_alone(name: re.Match[str]) -> bool:
    """Whether a minus would touch no operator: where the formula, a bracket, bars or an argument begin."""
    before, after = name.string[: name.start()].rstrip(), name.string[name.end() :].lstrip()
    is_first = not before or before[-1] in "([{," or (before[-1] == "|" and before.count("|") % 2 == 1)
    return is_first and not after.startswith("^")
