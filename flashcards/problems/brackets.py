"""Typed vectors and matrices, taken apart into the text of each element."""

from collections.abc import Iterator

from flashcards.problems.errors import CannotRead

LONGEST = 4096
MOST_ELEMENTS = 4096
DEEPEST = 32

HOW = "Type a vector as [1, 2, 3] or 1 2 3, a matrix as [1 2; 3 4] or [[1, 2], [3, 4]]."

_PAIRS = {"(": ")", "[": "]"}
_OPERATORS = "+-*/^"


def rows(text: str) -> list[list[str]]:
    """The elements' texts, row by row; `1 2 3` is one row, `1; 2; 3` three. CannotRead says how to type them.

    The text is already in ASCII (`arithmetic.ascii_of`), at most LONGEST signs of it.
    """
    body = _unwrapped(text)
    pieces = _split(body, ";")
    if len(pieces) == 1:
        inner = _elements(body)
        pieces = inner if all(map(_is_row, inner)) else [body]
    table = [_elements(_unwrapped(piece)) for piece in pieces]
    if sum(map(len, table)) > MOST_ELEMENTS:
        raise CannotRead(f"Those are more than {MOST_ELEMENTS} numbers.", HOW)
    return table


def _elements(row: str) -> list[str]:
    """The elements of one row, between commas, or between spaces where there is no comma."""
    pieces = _split(row, ",")
    if len(pieces) == 1:
        pieces = _split_at_spaces(row)
    elif not pieces[-1]:
        # Python's tuples of one: (3,)
        pieces.pop()
    if not pieces or not all(pieces):
        raise CannotRead("A number is missing.", HOW)
    return pieces


def _split(text: str, separator: str) -> list[str]:
    pieces = [""]
    for sign, depth in _depths(text):
        if sign == separator and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces]


def _split_at_spaces(text: str) -> list[str]:
    pieces = [""]
    for place, (sign, depth) in enumerate(_depths(text)):
        if sign == " " and depth == 0 and _separates(text, place):
            pieces.append("")
        else:
            pieces[-1] += sign
    # A run of spaces leaves empty pieces behind, which separate nothing.
    return [piece.strip() for piece in pieces if piece.strip()]


def _separates(text: str, place: int) -> bool:
    """Whether a space stands between two numbers: in `1 -2` it does, in `1 - 2` and `exp (2)` it does not."""
    before, after = text[:place].rstrip()[-1:], text[place:].lstrip()
    if not before or not after or before in _OPERATORS:
        return False
    if after[0] == "(" and before.isalpha():
        return False
    if after[0] in "+-":
        return after[1:2] not in ("", " ")
    return after[0] not in _OPERATORS


def _is_row(element: str) -> bool:
    """Whether the element is a row in brackets: [..], or (..) with a comma inside."""
    if not _is_wrapped(element):
        return False
    return element[0] == "[" or len(_split(element[1:-1], ",")) > 1


def _unwrapped(text: str) -> str:
    text = text.strip()
    return text[1:-1].strip() if _is_wrapped(text) else text


def _is_wrapped(text: str) -> bool:
    """Whether the first sign is a bracket and the last one closes it."""
    if text[:1] not in _PAIRS or text == "":
        return False
    closes = next((place for place, (_, depth) in enumerate(_depths(text)) if place and depth == 0), None)
    return closes == len(text) - 1


def _depths(text: str) -> Iterator[tuple[str, int]]:
    """Each sign, and how many brackets are open after it; CannotRead when they do not match."""
    open_brackets: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            open_brackets.append(_PAIRS[sign])
            if len(open_brackets) > DEEPEST:
                raise CannotRead("Those brackets are too deep.", HOW)
        elif sign in _PAIRS.values() and (not open_brackets or open_brackets.pop() != sign):
            raise CannotRead("The brackets do not match.", HOW)
        yield sign, len(open_brackets)
    if open_brackets:
        raise CannotRead("The brackets do not match.", HOW)
