"""A hundred thousand answers that nobody would type: read, or refused with advice, and nothing else."""

from random import Random

import pytest

from flashcards.problems.answers import Integer, Label, Matrix, Real, Shape, ShapeOrError, Vector
from flashcards.problems.errors import CannotRead
from flashcards.problems.numbers import elements, is_finite

ANSWERS = [Real(), Vector(), Matrix(), Integer(), Shape(), ShapeOrError(), Label(("up", "down"))]
SEEDS = [
    *(
        "0.235",
        ".235",
        "3/4",
        "1e-3",
        "-2",
        "(3, 4)",
        "3x4",
        "[1, 2]",
        "1 2 3",
        "[1 2; 3 4]",
        "[[1,2],[3,4]]",
    ),
    *("exp(-2)", "ln(3)*2", "sqrt(2)/pi", "9**9**9", "((((1", "1e400", "nan", "inf", "1_000", "0,5", "error"),
    *(
        "__import__('os')",
        "lambda: 0",
        "a.b",
        "1 if 1 else 2",
        "\N{MINUS SIGN}1",
        "\N{FULLWIDTH DIGIT ONE}",
        "½",
    ),
    *("1;2", "[1, [2]]", "0x10", "1j", "2^10", "10**308*10", "1/0", "tanh(1e9)", "exp(1e9)", "'1'", "f'{1}'"),
]
SIGNS = "0123456789.,;()[]{}+-*/^e xX\n\t\0\u2028\u202e\ud800'\"\\_πlnexpsqrt=@#∞²½"


@pytest.mark.parametrize("share", range(20))
def test_whatever_is_typed_is_read_or_refused(share):
    """No answer, however mangled, raises anything but CannotRead with advice, or gives what is no number."""
    rng = Random(share)
    for _ in range(5_000):
        typed = mangled(rng)
        answer = rng.choice(ANSWERS)
        value, advice = read(answer, typed)
        assert is_finite(value)
        assert len(list(elements(value))) < 10_000
        assert advice
        answer.text(value)


def read(answer, typed):
    """The value, or 0 and the advice of the refusal."""
    try:
        return answer.read(typed), "read"
    except CannotRead as error:
        return 0, str(error) and error.hint


def mangled(rng):
    """A likely answer with pieces taken out, put in, doubled and joined to another."""
    typed = rng.choice(SEEDS)
    for _ in range(rng.randrange(6)):
        at = rng.randrange(len(typed) + 1)
        match rng.randrange(5):
            case 0:
                typed = typed[:at] + rng.choice(SIGNS) + typed[at:]
            case 1:
                typed = typed[:at] + typed[at + 1 :]
            case 2:
                typed = typed[:at] + rng.choice(SEEDS) + typed[at:]
            case 3:
                typed = typed * rng.choice([2, 3, 50])
            case _:
                typed = rng.choice("([-") * rng.choice([1, 30, 3000]) + typed
    return typed[:20_000]
