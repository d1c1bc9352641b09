"""The two ways in which a formula is shown; what cannot be set is None, and is then shown as TeX."""

from flashcards.text.maths.tree import CannotTypeset, parse


def in_line(tex: str, *, is_ascii: bool = False) -> str | None:
    """The formula in one line."""
    from flashcards.text.maths.line import Line

    try:
        return Line(is_ascii).set(parse(tex))
    except CannotTypeset:
        return None


def stacked(tex: str, *, is_ascii: bool = False) -> tuple[str, ...] | None:
    """The formula in two dimensions, as lines of one width."""
    from flashcards.text.maths.stack import Stack

    try:
        return Stack(is_ascii).set(parse(tex)).lines
    except CannotTypeset:
        return None
