"""What a kind draws its givens from: numbers on a grid, choices, and rows of them; all may be narrowed by a deck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from flashcards.problems.errors import ImpossibleParams
from flashcards.problems.numbers import Value, given_text

#: Each is looked for among all values.
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class OneOf:
    """One value out of several; `says` tells people what is possible."""

    values: tuple[Value, ...]
    says: str

    def draw(self, rng: Random) -> Value:
        """One of the values."""
        return self.values[rng.randrange(len(self.values))]

    def narrowed(self, key: str, param: Any) -> "OneOf":
        """The same with a deck's wish heeded: a value, `{choice: [...]}` or `{range: [lo, hi]}`."""
        match param:
            case {"choice": Sequence() as wanted, **rest} if (
                not rest and wanted and not isinstance(wanted, str)
            ):
                if len(wanted) > MOST_CHOICES:
                    sentence = f"'{key}' has {len(wanted):,} choices, and may have {MOST_CHOICES} at most"
                    raise ImpossibleParams(key, sentence, "give a range: [lo, hi]")
                # Each once: of many equal ones a row of different values would be drawn for ages.
                kept = tuple(dict.fromkeys(self._found(key, value) for value in wanted))
            case {"range": [lo, hi], **rest} if not rest:
                kept = self._between(key, _number(key, lo), _number(key, hi))
            case list() | tuple() if any(isinstance(value, tuple) for value in self.values):
                kept = (self._found(key, param),)
            case Mapping() | list() | tuple():
                raise ImpossibleParams(
                    key,
                    f"'{key}' wants one value, {{choice: [...]}} or {{range: [lo, hi]}}",
                    f"possible: {self.says}",
                )
            case _:
                kept = (self._found(key, param),)
        return OneOf(kept, self.says)

    def _found(self, key: str, wanted: Any) -> Value:
        for value in self.values:
            if _is_same(wanted, value):
                return value
        raise ImpossibleParams(key, f"'{key}' is never {_typed(wanted)}", f"possible: {self.says}")

    def _between(self, key: str, lo: float, hi: float) -> tuple[Value, ...]:
        kept = tuple(
            value for value in self.values if not isinstance(value, str | tuple) and lo <= value <= hi
        )
        if not kept:
            raise ImpossibleParams(
                key,
                f"'{key}' is never between {given_text(lo)} and {given_text(hi)}",
                f"possible: {self.says}",
            )
        return kept


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `size` values, each drawn from `of`; rows of rows are matrices. `distinct`: no value twice."""

    size: int
    of: "OneOf | Row"
    distinct: bool = False

    @property
    def says(self) -> str:
        """What is possible, for people."""
        how = "rows, each" if isinstance(self.of, Row) else "of:"
        return f"{self.size} {how} {self.of.says}"

    def draw(self, rng: Random) -> Value:
        """A row of fresh values."""
        row: list[Value] = []
        while len(row) < self.size:
            value = self.of.draw(rng)
            if not self.distinct or value not in row:
                row.append(value)
        return tuple(row)

    def narrowed(self, key: str, param: Any) -> "Given":
        """The same with a deck's wish heeded: a whole row, or `choice` or `range` for each of its elements."""
        if isinstance(param, Mapping):
            narrowed = replace(self, of=self.of.narrowed(key, param))
            if self.distinct and isinstance(narrowed.of, OneOf) and len(set(narrowed.of.values)) < self.size:
                raise ImpossibleParams(key, f"'{key}' needs {self.size} different values")
            return narrowed
        if not isinstance(param, list | tuple) or len(param) != self.size:
            what = f"{self.size} rows" if isinstance(self.of, Row) else f"a row of {self.size}"
            raise ImpossibleParams(key, f"'{key}' is {what}", f"possible: {self.says}")
        fixed = tuple(self.of.narrowed(key, element).draw(Random(0)) for element in param)  # noqa: S311
        if self.distinct and len(set(fixed)) < self.size:
            raise ImpossibleParams(key, f"'{key}' needs {self.size} different values")
        return OneOf((fixed,), self.says)


Given = OneOf | Row


def grid(lo: float, hi: float, step: float, avoid: Sequence[float] = ()) -> OneOf:
    """Decimals from `lo` to `hi`, both included, in steps of `step`: printed, they are exactly what is used."""
    start, end, width = (Decimal(str(number)) for number in (lo, hi, step))
    count = int((end - start) / width) + 1
    values = tuple(float(start + index * width) for index in range(count))
    kept = tuple(value for value in values if value not in avoid)
    but = f", not {' or '.join(map(given_text, avoid))}" if avoid else ""
    return OneOf(kept, f"{given_text(lo)} to {given_text(hi)} in steps of {given_text(step)}{but}")


def ints(lo: int, hi: int, avoid: Sequence[int] = ()) -> OneOf:
    """Whole numbers from `lo` to `hi`, both included."""
    but = f", not {' or '.join(map(str, avoid))}" if avoid else ""
    kept = tuple(value for value in range(lo, hi + 1) if value not in avoid)
    return OneOf(kept, f"whole numbers from {lo} to {hi}{but}")


def choice(*values: Value) -> OneOf:
    """One of the values named: numbers, words, or whole vectors where they must fit together, as probabilities do."""
    return OneOf(values, ", ".join(map(given_text, values)))


def vector(size: int, of: OneOf, *, distinct: bool = False) -> Row:
    """A vector of `size` numbers; ValueError when there are fewer different ones than it wants."""
    if distinct and len(set(of.values)) < size:
        raise ValueError(f"there are no {size} different values in: {of.says}")
    return Row(size, of, distinct)


def matrix(rows: int, columns: int, of: OneOf) -> Row:
    """A matrix, row by row."""
    return Row(rows, Row(columns, of))


def narrowed(givens: Mapping[str, Given], params: Mapping[str, Any]) -> dict[str, Given]:
    """The givens with a deck's `params` heeded; ImpossibleParams names the key and what is possible."""
    for key in params:
        if key not in givens:
            possible = ", ".join(f"{name} ({given.says})" for name, given in givens.items())
            raise ImpossibleParams(key, f"there is no given '{key}' to set", f"possible: {possible}")
    return {
        name: given.narrowed(name, params[name]) if name in params else given
        for name, given in givens.items()
    }


def _number(key: str, text: Any) -> float:
    try:
        return float(text)
    except (TypeError, ValueError, OverflowError):
        raise ImpossibleParams(key, f"'{key}' has a range of numbers, and {text!r} is none") from None


def _typed(wanted: Any) -> str:
    """A param as a deck has it: the text of a list without the quotes of Python."""
    return f"[{', '.join(map(_typed, wanted))}]" if isinstance(wanted, list | tuple) else str(wanted)


def _is_same(wanted: Any, value: Value) -> bool:
    """Whether a deck means this value: text stands for a number, and a list for a tuple."""
    if isinstance(value, str):
        return str(wanted) == value
    if isinstance(value, tuple):
        is_row = isinstance(wanted, list | tuple) and len(wanted) == len(value)
        return is_row and all(map(_is_same, wanted, value))
    if isinstance(wanted, bool):
        return False
    try:
        return abs(float(wanted) - value) < 1e-9
    except (TypeError, ValueError, OverflowError):
        return False
