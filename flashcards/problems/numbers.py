"""Values of a problem: numbers, words and nested tuples of them, and how each is written for people."""

import math
from collections.abc import Callable, Iterator

#: Smaller numbers are what rounding leaves of 0.
_NOTHING = 1e-12

Value = float | str | tuple["Value", ...]


def plain(value: object) -> Value:
    """The value as a Python number, a word, or nested tuples; arrays are asked for their `tolist()`.

    Anything else is a TypeError.
    """
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return tuple(plain(element) for element in value)
    if isinstance(value, int | float | str):
        return value
    raise TypeError(
        f"a value of type {type(value).__name__} is neither a number, a word nor a sequence of them"
    )


def each(change: Callable[[float], float], value: Value) -> Value:
    """The value with every number in it changed; words stay."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return tuple(each(change, element) for element in value)
    return change(value)


def elements(value: Value) -> Iterator[float | str]:
    """All numbers and words of the value, row after row."""
    if isinstance(value, tuple):
        for element in value:
            yield from elements(element)
    else:
        yield value


def shape(value: Value) -> tuple[int, ...]:
    """The sizes of a value along its axes: () for a number, (2, 3) for two rows of three.

    Rows of different lengths have no shape: ValueError.
    """
    if not isinstance(value, tuple):
        return ()
    inner = {shape(element) for element in value}
    if len(inner) > 1:
        raise ValueError("the rows have different lengths")
    return (len(value), *(inner.pop() if inner else ()))


def is_finite(value: Value) -> bool:
    """Whether no number in it is infinite or undefined."""
    return all(isinstance(element, str) or math.isfinite(element) for element in elements(value))


def given_text(value: Value) -> str:
    """A given as the question prints it: numbers of a grid in full, with no zeros behind."""
    return _written(value, lambda number: format(number, ".12g"))


def result_text(value: Value) -> str:
    """A result as the solution prints it: four decimals, and four digits where the number is below 0.1.

    Rows and matrices in which all numbers are whole have no decimals. What is written reads back as a value that
    is written the same.
    """
    if isinstance(value, tuple) and all(map(_is_whole, elements(value))):
        return _written(value, lambda number: str(round(number)))
    return _written(value, _result)


def shape_text(value: Value) -> str:
    """A shape as Python writes it: (3, 4), (3,)."""
    sizes = [str(size) for size in elements(value)]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _written(value: Value, write: Callable[[float], str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"[{', '.join(_written(element, write) for element in value)}]"
    return "0" if abs(value) < _NOTHING else write(value)


def _is_whole(element: float | str) -> bool:
    """Whether what would be written has nothing behind its point."""
    if isinstance(element, str) or not math.isfinite(element):
        return False
    nearest = round(element)
    return abs(element - nearest) < (5e-5 if nearest else _NOTHING)


def _result(number: float) -> str:
    if isinstance(number, int) or not math.isfinite(number):
        return str(number)
    # Of the size that is shown: 0.09999999 is shown as 0.1000.
    size = abs(float(f"{number:.3e}"))
    if size >= 1e6 or size < 1e-4:
        mantissa, exponent = f"{number:.3e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    # Below 0.1 zeros stand in front: digits that tell nothing do not count.
    return f"{number:.{max(4, 3 - math.floor(math.log10(size)))}f}"
