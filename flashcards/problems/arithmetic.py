"""One typed number, or arithmetic of numbers, read without ever running what was typed."""

import ast
import math
import operator
import re
from collections.abc import Callable

from flashcards.problems.errors import CannotRead

LONGEST = 256
MOST_NODES = 128
MOST_PARENTHESES = 32

HOW = "Type a number such as 0.235, -2, 3/4 or 1e-3; exp, ln, log10, sqrt, tanh and pi are known."

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
}
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}

#: Signs that mean an ASCII one. Full-width forms stand at a fixed distance from theirs.
_ALIKE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE |= {ord(minus): ord("-") for minus in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_ALIKE |= {ord(space): ord(" ") for space in "\t\n\r\u00a0\u2009\u202f\u3000"}
_ALIKE |= {ord("\u00d7"): ord("*"), ord("\u00b7"): ord("*"), ord("\u22c5"): ord("*"), ord("\u00f7"): ord("/")}
_SPELT = _ALIKE | {ord("\u03c0"): "pi"}

_TOKEN = re.compile(
    r"(?P<space> +)|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?(?![\w.]))"
    r"|(?P<name>[a-z][a-z0-9]*(?![\w.]))|(?P<sign>\*\*|[-+*/^()])"
)
_ADVICE = {
    "e": "Type exp(2) for e^2.",
    "log": "Type ln or log10, so that the base is certain.",
    "nan": "The answer is a number.",
    "inf": "The answer is a finite number.",
    "infinity": "The answer is a finite number.",
}
_ADVICE_FOR_SIGN = {
    ",": "Write a decimal point: 0.5; and no comma between thousands: 1000.",
    "_": "Write digits without anything between them: 1000.",
    "%": "Write a percentage as a fraction: 23 % is 0.23.",
}


def ascii_of(typed: str, longest: int = LONGEST) -> str:
    """What was typed, in small ASCII letters where a sign has such a twin: the Unicode minus, full-width digits.

    CannotRead when it is longer than `longest` characters.
    """
    if len(typed) > longest:
        raise CannotRead(f"That is longer than {longest} characters.", HOW)
    return typed.translate(_SPELT).lower().strip()


def read_number(typed: str) -> float:
    """The number that was typed, or that the typed arithmetic gives; CannotRead says how to type one."""
    source = _checked(ascii_of(typed))
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        if re.search(r"[0-9] +[0-9.]", source):
            raise CannotRead("There is only a space between two numbers.", _ADVICE_FOR_SIGN[","]) from None
        raise CannotRead("That is not a number or arithmetic of numbers.", HOW) from None
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
        raise CannotRead("That is too long a calculation.", HOW)
    try:
        number = _value(tree.body)
    except ZeroDivisionError:
        raise CannotRead("That divides by zero.", HOW) from None
    except OverflowError:
        raise CannotRead("That is too large a number.", HOW) from None
    except ValueError:
        raise CannotRead("That has no real value.", "Roots and logarithms need positive numbers.") from None
    if not math.isfinite(number):
        raise CannotRead("That is too large a number.", HOW)
    return number


def _checked(text: str) -> str:
    """The text as Python source of floats, known names and operators, and nothing else."""
    if text.count("(") > MOST_PARENTHESES:
        raise CannotRead("That has too many parentheses.", HOW)
    tokens = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise _strange(text, place)
        tokens.append(_token(token))
        place = token.end()
    source = "".join(tokens).strip()
    if not source:
        raise CannotRead("Nothing was typed.", HOW)
    return source


def _token(token: re.Match[str]) -> str:
    text = token.group()
    if token.lastgroup == "number":
        number = float(text)
        if math.isinf(number):
            raise CannotRead(f"{text} is too large a number.", HOW)
        # A float at once: integers would grow without bound.
        return repr(number)
    if token.lastgroup == "name" and text not in _FUNCTIONS and text != "pi":
        raise CannotRead(f"'{text}' is not a number.", _ADVICE.get(text, HOW))
    return "**" if text == "^" else text


def _strange(text: str, place: int) -> CannotRead:
    """The error for a place where no token begins: a sign that means nothing, or letters glued to digits."""
    glued = re.match(r"[\w.]+", text[place:])
    piece = glued.group() if glued else text[place]
    sign = next((sign for sign in _ADVICE_FOR_SIGN if sign in piece), "")
    return CannotRead(f"'{piece}' cannot be read.", _ADVICE_FOR_SIGN.get(sign, HOW))


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=float(number)):
            return number
        case ast.Name(id="pi"):
            return math.pi
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
            return _UNARY[type(op)](_value(operand))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_value(left), _value(right))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_value(argument))
        case ast.Call():
            raise CannotRead("A multiplication sign is missing.", "Type 2*(3+1).")
        case _:
            raise CannotRead("That is not arithmetic of numbers.", HOW)
