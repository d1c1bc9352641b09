"""What a typed answer names, by number or by text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.core.pieces import MOST_PIECES, Unreadable, clipped, numbers_of, pieces_of, places_of

NAMES = st.lists(
    st.text("ab 1,;", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=5, unique=True
)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("1 3", ["1", "3"]), ("2,1;3", ["2", "1", "3"]), ("12", ["12"]), ("1 b", []), ("-1", []), ("", [])],
)
def test_numbers(typed, numbers):
    """Numbers count as such only where there is nothing else."""
    assert numbers_of(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "places"),
    [("2", [1]), ("one, two", [0, 1]), ("ONE", [0]), ("a, b", [2]), ("two; a, b\none", [1, 2, 0])],
)
def test_options_are_named_by_number_or_text(typed, places):
    """A text may hold the signs that stand between texts."""
    assert places_of(typed, ("one", "two", "a, b"), numbers_of(typed)) == places


@pytest.mark.parametrize("typed", ["three", "4", ",;\n", "one, three"])
def test_what_names_no_option_is_said(typed):
    """Whatever is no option is unreadable, and the sentence says what can be typed."""
    with pytest.raises(Unreadable, match="numbers from 1 to 2"):
        places_of(typed, ("one", "two"), numbers_of(typed))


@given(NAMES)
def test_names_one_a_line_come_back(names):
    """Names are told apart line by line, whatever signs stand in them."""
    known = {name.strip() for name in names}
    assume(len(known) == len(names) and all(name.strip(",; ") for name in names))
    assert list(pieces_of("\n".join(names), names, lambda text: text.strip() in known)) == [
        name.strip() for name in names
    ]


@given(st.text("ab,;\n ", max_size=60))
def test_unknown_text_is_cut_at_every_sign(typed):
    """Where no name is known, each sign cuts, and blanks are no pieces."""
    wanted = [
        piece.strip() for piece in typed.replace(";", "\n").replace(",", "\n").split("\n") if piece.strip()
    ]
    assert list(pieces_of(typed, (), lambda _: False)) == wanted


def test_names_full_of_commas_are_not_tried_at_every_place():
    """A name with more signs that cut than can be tried is known where it has a line of its own."""
    name = "a," * 90 + "b"
    assert list(pieces_of(f"c\n{name}", (name, "c"), {name, "c"}.__contains__)) == ["c", name]


def test_more_pieces_than_anybody_types_are_not_looked_at():
    """As many signs as pieces may be are one too many."""
    with pytest.raises(Unreadable, match=str(MOST_PIECES)):
        list(pieces_of("," * MOST_PIECES, (), lambda _: False))


def test_long_text_is_quoted_in_part():
    """Forty signs stay as they are; of more the beginning is said."""
    assert (clipped("x" * 40), clipped("x" * 41)) == ("x" * 40, "x" * 39 + "…")
