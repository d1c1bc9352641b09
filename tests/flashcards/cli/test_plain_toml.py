"""Plain lines of TOML, held against the library's reader."""

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.cli.plain_toml import plain_values

NAMES = st.sampled_from(["scheduler", "new_per_day", "a-b", "ä", "1", "a.b", '"a"', ""])
VALUES = st.sampled_from(
    ["0", "7", "007", "+1", "1_0", "true", '"sm2-1990"', '"a\\"b"', '"', '""', "[]", "²"]
)
LINES = st.builds("{}{}{}".format, NAMES, st.sampled_from([" = ", "=", "  = ", " =  "]), VALUES)
TEXTS = st.lists(LINES | st.sampled_from(["", "# why", "#\x01", "[a]", " ", "\ufeff"]) | st.text()).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\x0c", "\u2028"]).map(lambda end: end.join(lines))
)


@given(TEXTS)
@example('a = "b"\x85c = 1')
@example("#\x0ca = 1")
def test_it_reads_what_the_library_reads(text):
    """What it reads at all, it reads as the library does."""
    values = plain_values(text)
    if values is not None:
        assert tomllib.loads(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            '# mine\nscheduler = "sm2-1990"\n\nnew_per_day = 20\n',
            {"scheduler": "sm2-1990", "new_per_day": 20},
        ),
        ("", {}),
        ("decks_off = []\n", None),
        ("a = 1\na = 2\n", None),
    ],
)
def test_what_it_reads(text, values):
    """Words and whole numbers, a line each; anything else is left to the library."""
    assert plain_values(text) == values
