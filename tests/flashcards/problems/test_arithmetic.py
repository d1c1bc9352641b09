"""Typed numbers: what is read, what is refused with advice, and that nothing typed can do harm."""

import contextlib
import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.problems.answers import Integer, Label, Matrix, Real, Shape, Vector
from flashcards.problems.arithmetic import LONGEST, MOST_PARENTHESES, read_number
from flashcards.problems.errors import CannotRead


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.235", 0.235),
        (".235", 0.235),
        ("5.", 5),
        ("007", 7),
        ("-2", -2),
        ("+2", 2),
        ("--2", 2),
        ("1e-3", 0.001),
        ("1E3", 1000),
        ("3/4", 0.75),
        ("1 - 2 * 3", -5),
        ("-2^2", -4),
        ("2**3**2", 512),
        ("(1 + 2)*3", 9),
        ("exp(-2)", math.exp(-2)),
        ("1/(1 + EXP(-0.5))", 1 / (1 + math.exp(-0.5))),
        ("ln(2)", math.log(2)),
        ("log10(1000)", 3),
        ("sqrt (2)", math.sqrt(2)),
        ("tanh(0.5)", math.tanh(0.5)),
        ("2*pi", 2 * math.pi),
        ("\u03c0", math.pi),
        ("\u22122", -2),  # the Unicode minus
        ("\uff11\uff0e\uff15", 1.5),  # full-width digits and point
        ("\u00a03\u00d74 ", 12),  # a no-break space, a times sign
        ("6\u00f72", 3),
        ("9" * 200, 1e200),
    ],
)
def test_numbers_as_people_write_them(typed, number):
    """Numbers and arithmetic are read as people write them."""
    assert read_number(typed) == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("", "Type a number"),
        ("nan", "is a number"),
        ("inf", "finite"),
        ("-Infinity", "finite"),
        ("1e400", "Type a number"),
        ("9**9**9", "Type a number"),
        ("9.0^9^9^9^9", "Type a number"),
        ("1e308*10", "Type a number"),
        ("9" * 250 + "^2", "Type a number"),
        ("1_000", "1000"),
        ("0,5", "0.5"),
        ("1,000", "1000"),
        ("1 000", "1000"),
        ("0. 5", "0.5"),
        ("23 %", "0.23"),
        ("e^2", "exp(2)"),
        ("log(2)", "ln or log10"),
        ("sigmoid(2)", "Type a number"),
        ("x", "Type a number"),
        ("a.b", "Type a number"),
        ("__import__('os')", "without anything between"),
        ("exp", "Type a number"),
        ("exp()", "2*"),
        ("2(3)", "2*"),
        ("2 pi", "Type a number"),
        ("1/0", "Type a number"),
        ("0**-1", "positive"),
        ("sqrt(-1)", "positive"),
        ("ln(0)", "positive"),
        ("(-8)^(1/3)", "positive"),
        ("0x10", "Type a number"),
        ("1j", "Type a number"),
        ("1 if 1 else 2", "Type a number"),
        ("1 or 2", "Type a number"),
        ("1==1", "Type a number"),
        ("3//2", "Type a number"),
        ("4!", "Type a number"),
        ("3\u00b2", "Type a number"),  # a raised two is not the digit 2
        ("\u0663", "Type a number"),  # Arabic three: not promised, so not guessed
        ("\x1b[31m1", "Type a number"),
        ("1\x00", "Type a number"),
        ("\ud800", "Type a number"),
        ("((((", "Type a number"),
        ("(" * (MOST_PARENTHESES + 1) + "1" + ")" * (MOST_PARENTHESES + 1), "Type a number"),
        ("-" * 200 + "1", "Type a number"),
        ("+".join("1" * 120), "Type a number"),
        ("1" * (LONGEST + 1), "Type a number"),
    ],
)
def test_refused_with_advice(typed, advice):
    """What is no number is refused, and the hint says how to type one."""
    with pytest.raises(CannotRead) as refused:
        read_number(typed)
    assert str(refused.value)
    assert advice in refused.value.hint


READERS = [Real(), Integer(), Vector(), Matrix(), Shape(), Label(("more units", "less depth"))]
PIECES = [
    *"0123456789.,;()[]+-*/^ex_%!'\"\\=<>{}@#&|~ \t\n",
    *(
        "exp",
        "ln(",
        "sqrt(",
        "tanh",
        "pi",
        "log10(",
        "nan",
        "inf",
        "1e400",
        "9**9**9",
        "**",
        "//",
        "__",
        "lambda",
    ),
    *(
        "\u2212",
        "\uff11",
        "\u00d7",
        "\u03c0",
        "\u00b2",
        "\u202e",
        "\x00",
        "\x1b",
        "\ud800",
        "\U0001f600",
        "0x",
        "1j",
    ),
    *("if ", " or ", "(1,2)", "3x4", "[1 2;3 4]", "[[1,2],[3,4]]", "((((", "))))", "----", "more units"),
]


def test_fuzzed_answers_raise_nothing_else():
    """A hundred thousand random answers are read, or cannot be read: nothing else comes out."""
    rng = random.Random(7)
    outcomes = Counter()
    for turn in range(100_000):
        typed = "".join(rng.choices(PIECES, k=rng.choice((1, 2, 3, 5, 8, 13, 40))))
        reader = READERS[turn % len(READERS)]
        try:
            value = reader.read(typed)
        except CannotRead as refused:
            outcomes["refused" if str(refused) and refused.hint else "without advice"] += 1
        else:
            outcomes["read" if reader.text(value) else "without text"] += 1
    assert set(outcomes) == {"read", "refused"}
    assert min(outcomes.values()) > 1000


@given(st.sampled_from(READERS), st.text(max_size=300))
def test_any_text_is_read_or_refused(reader, typed):
    """Whatever text is typed, a reader gives a value or says that it cannot."""
    with contextlib.suppress(CannotRead):
        reader.read(typed)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back(number):
    """A number typed in full is read as itself."""
    assert read_number(repr(number)) == number


@pytest.mark.parametrize(
    "typed", ["(" * 100_000, "[" * 100_000, "9**" * 50_000 + "9", "1 " * 100_000, "-" * 100_000, "[1;" * 1000]
)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_long_answers_are_refused_at_once(reader, typed):
    """An answer of any length is refused for its length, not worked through."""
    with pytest.raises(CannotRead):
        reader.read(typed)
