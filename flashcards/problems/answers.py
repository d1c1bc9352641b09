"""Types of answer: each reads what was typed, compares, and writes a value for people.

Answer          what the frame asks of every type
├── Real        one number, within a tolerance
├── Vector      numbers in a row, each within the tolerance
├── Matrix      rows of numbers, each within the tolerance
├── Integer     one number, exactly
├── Shape       the sizes of an array, exactly
└── Label       one of a few words
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from flashcards.problems import arithmetic, brackets
from flashcards.problems.errors import CannotRead
from flashcards.problems.numbers import Value, elements, given_text, result_text, shape, shape_text

#: The answer where an operation has no result.
ERROR = "error"


@dataclass(frozen=True, slots=True)
class Answer:
    """A type of answer. Values compared are of the right answer's shape; `misfit` tells when one is not."""

    _how: ClassVar[str] = ""
    is_exact: ClassVar[bool] = True

    @property
    def how(self) -> str:
        """How to type one."""
        return self._how

    @property
    def tolerance(self) -> str:
        """How far from the right answer is still right, for the line under the question."""
        return "exactly"

    def tolerated(self, right: float) -> float:
        """How far from this right number is still right."""
        del right
        return 0

    def read(self, typed: str) -> Value:
        """The value that was typed; CannotRead says how to type one."""
        raise NotImplementedError

    def text(self, value: Value) -> str:
        """The value for people; what is written can be typed."""
        return result_text(value)

    def misfit(self, given: Value, right: Value) -> str:
        """In what the given value's shape differs from the right one's; empty where it does not."""
        return "" if shape(given) == shape(right) else f"expected {_sizes(right)}, got {_sizes(given)}"

    def accepts(self, given: Value, right: Value, times: float = 1) -> bool:
        """Whether the given value is the right one, within so many times the tolerance."""
        return not self.misfit(given, right) and all(self.marks(given, right, times))

    def marks(self, given: Value, right: Value, times: float = 1) -> Iterator[bool]:
        """For each element whether it is right, within so many times the tolerance."""
        del times
        yield given == right


@dataclass(frozen=True, slots=True)
class _Measured(Answer):
    """An answer of measured numbers: right within `atol`, or the share `rtol` of the right number if that is more."""

    is_exact: ClassVar[bool] = False
    atol: float = 5e-4
    rtol: float = 0.01

    @property
    def tolerance(self) -> str:
        """How far from the right answer is still right."""
        percent = f"{given_text(self.rtol * 100)} %"
        if not self.rtol:
            return f"within {given_text(self.atol)}"
        return f"within {percent}, or {given_text(self.atol)} where that is more"

    def tolerated(self, right: float) -> float:
        """The larger of `atol` and the share `rtol` of the right number."""
        return max(self.atol, self.rtol * abs(right))

    def marks(self, given: Value, right: Value, times: float = 1) -> Iterator[bool]:
        """For each number whether it is within so many times the tolerance."""
        for one, other in zip(elements(given), elements(right), strict=True):
            a, b = float(one), float(other)
            # The last digits of a float must not decide at the edge.
            yield abs(a - b) <= times * self.tolerated(b) * (1 + 1e-9)


@dataclass(frozen=True, slots=True)
class Real(_Measured):
    """One number."""

    _how: ClassVar[str] = "one number, such as 0.235, 3/4 or exp(-2)"

    def read(self, typed: str) -> Value:
        """The number typed."""
        return arithmetic.read_number(typed)


@dataclass(frozen=True, slots=True)
class Vector(_Measured):
    """Numbers in a row (or in a column: for a vector it is the same)."""

    _how: ClassVar[str] = "the numbers in their order, such as [0.1, 0.2, 0.7] or 0.1 0.2 0.7"

    def read(self, typed: str) -> Value:
        """The numbers typed, in one row or one column."""
        table = _table(typed)
        if len(table) > 1 and any(len(row) > 1 for row in table):
            raise CannotRead("That is a matrix, and a vector is asked.", brackets.HOW)
        return tuple(number for row in table for number in row)


@dataclass(frozen=True, slots=True)
class Matrix(_Measured):
    """Rows of numbers."""

    _how: ClassVar[str] = "row by row, such as [1 2; 3 4] or [[1, 2], [3, 4]]"

    def read(self, typed: str) -> Value:
        """The rows typed, all of one length."""
        table = _table(typed)
        if len({len(row) for row in table}) > 1:
            raise CannotRead("The rows have different lengths.", brackets.HOW)
        return table


@dataclass(frozen=True, slots=True)
class Integer(Answer):
    """A whole number; what is not whole is read, too, and wrong."""

    _how: ClassVar[str] = "one whole number, such as 42 or 3*14"

    def read(self, typed: str) -> Value:
        """The number typed, whole where it is within a billionth of it."""
        number = arithmetic.read_number(typed)
        nearest = round(number)
        return nearest if abs(number - nearest) <= 1e-9 * max(1, abs(number)) else number


@dataclass(frozen=True, slots=True)
class Shape(Answer):
    """The sizes of an array along its axes."""

    _how: ClassVar[str] = "the sizes, such as (3, 4) or 3x4; a vector's as (3,)"

    def read(self, typed: str) -> Value:
        """The sizes typed; at most eight of at most nine digits."""
        text = arithmetic.ascii_of(typed).replace("*", "x")
        inner = re.fullmatch(r"\((.*)\)|\[(.*)\]|(.*)", text, re.DOTALL)
        body = next(group for group in inner.groups() if group is not None) if inner else ""
        if not re.fullmatch(r" *[0-9]{1,9}(?:(?: *[,x] *| +)[0-9]{1,9}){0,7} *,? *", body):
            raise CannotRead("That is not a shape.", f"Type {self.how}.")
        return tuple(int(size) for size in re.findall("[0-9]+", body))

    def text(self, value: Value) -> str:
        """The shape as Python writes it."""
        return shape_text(value)

    def misfit(self, given: Value, right: Value) -> str:
        """Nothing: another number of axes is a wrong answer here, not a mistyped one."""
        del given, right
        return ""


@dataclass(frozen=True, slots=True)
class ShapeOrError(Shape):
    """The sizes of an array, or the word `error` where the operation has no result."""

    _how: ClassVar[str] = "the sizes, such as (3, 4), or the word error"

    def read(self, typed: str) -> Value:
        """The sizes typed, or "error"."""
        # super() without arguments does not find the class that slots make.
        return ERROR if _folded(typed) == ERROR else Shape.read(self, typed)

    def text(self, value: Value) -> str:
        """The shape as Python writes it, or the word."""
        return ERROR if value == ERROR else shape_text(value)


@dataclass(frozen=True, slots=True)
class Label(Answer):
    """One of a few words, typed or named by its number in the list."""

    options: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """The options, and that a number will do."""
        return f"{', '.join(self.options)}, or the number of one"

    def read(self, typed: str) -> Value:
        """The option typed, or numbered from 1."""
        text = _folded(typed)
        by_name = {_folded(option): option for option in self.options}
        by_name |= {str(number): option for number, option in enumerate(self.options, 1)}
        if text not in by_name:
            raise CannotRead("That is none of the options.", f"Type {self.how}.")
        return by_name[text]


_TYPES: dict[str, type[Answer]] = {
    kind.__name__: kind for kind in (Real, Vector, Matrix, Integer, Shape, ShapeOrError, Label)
}


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The type and its tolerance as plain JSON values."""
    return {"type": type(answer).__name__} | asdict(answer)


def answer_from_json(values: dict[str, Any]) -> Answer:
    """The type that `answer_to_json` wrote, after a trip through JSON."""
    fields = {name: tuple(field) if isinstance(field, list) else field for name, field in values.items()}
    return _TYPES[str(fields.pop("type"))](**fields)


def _folded(word: str) -> str:
    return " ".join(arithmetic.ascii_of(word).split())


def _table(typed: str) -> tuple[tuple[float, ...], ...]:
    rows = brackets.rows(arithmetic.ascii_of(typed, brackets.LONGEST))
    return tuple(tuple(arithmetic.read_number(element) for element in row) for row in rows)


def _sizes(value: Value) -> str:
    match shape(value):
        case ():
            return "one number"
        case (size,):
            return "1 number" if size == 1 else f"{size} numbers"
        case sizes:
            return "x".join(map(str, sizes))
