"""Sums over a patch of a map, written out as a person would."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

Row = tuple[float, ...]
Rows = tuple[Row, ...]


def flat(rows: Rows) -> Row:
    """All numbers, row after row."""
    return tuple(chain.from_iterable(rows))


def windows(X: Rows, size: int, stride: int) -> dict[int, list[tuple[int, Rows]]]:
    """The patches of a map, by the row and the column of the output that they give, both counted from 1."""
    rows, columns = (range(0, count - size + 1, stride) for count in (len(X), len(X[0])))
    return {
        i: [
            (j, tuple(row[left : left + size] for row in X[top : top + size]))
            for j, left in enumerate(columns, 1)
        ]
        for i, top in enumerate(rows, 1)
    }


def dot(patch: Rows, K: Rows) -> tuple[str, float]:
    """The sum of the products of two arrays of one shape: how it is written, and what it is."""
    pairs = list(zip(flat(patch), flat(K), strict=True))
    return " + ".join(f"{written(x)} * {written(k)}" for x, k in pairs), sum(x * k for x, k in pairs)


def added(numbers: Row) -> str:
    """A sum, written out."""
    return " + ".join(map(written, numbers))


def written(number: float) -> str:
    """A whole number, in parentheses where it is below 0."""
    return f"{number:g}" if number >= 0 else f"({number:g})"


def measured(numbers: Iterable[Any]) -> tuple[Any, ...]:
    """Whole numbers, in rows or not, as the measured numbers that answers are read as."""
    return tuple(measured(one) if isinstance(one, list | tuple) else float(one) for one in numbers)
