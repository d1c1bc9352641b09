"""Variants: what is said of a part."""

from flashcards.problems.answers import Integer, Real
from flashcards.problems.variants import Asked

NUMBER, FINER, WHOLE = (
    Asked(n, "?", answer, 1) for n, answer in zip("abc", (Real(), Real(rtol=0.001), Integer()), strict=True)
)


def test_how_to_type_is_said_where_it_changes():
    """How to type a part and how near is right are said of the first one, and then where they are others."""
    assert NUMBER.how_to_type().startswith("Type one number, such as")
    assert "; right within 1 %" in NUMBER.how_to_type()
    assert NUMBER.how_to_type(NUMBER) == ""
    assert FINER.how_to_type(NUMBER).startswith("Right within 0.1 %")
    assert WHOLE.how_to_type(FINER) == "Type one whole number, such as 42 or 3*14; right exactly."
