"""The journal as JSON lines: an object a row, all its fields and its checksum.

A line that was not written by this program is met as what it is, foreign text: every field has its type and its
bounds, so that nothing that comes in makes a later command stumble.
"""

import json
import re
from collections.abc import Callable
from math import isinf
from typing import Any, get_args

from flashcards.core.journal import Kind, Row
from flashcards.core.memory import LEAST_EASE, LONGEST_INTERVAL_DAYS, Memory

#: No honest line is longer: typed answers are cut long before.
LONGEST_LINE = 1_000_000

_FIRST_MS = -86_400_000  # 1970 began earlier in the east
_LAST_MS = 253_402_300_799_999  # the end of the year 9999
_LAST_DAY = 3_287_181  # 9000-12-31: a hundred years of interval still fit behind it
_LAST_SEQ = 2**53
_MOST_ELAPSED_MS = 2**40  # a million of them still add up to a whole number of SQLite's
_MOST_NUMBER = 1e12
_DEVICE = re.compile(r"[0-9a-z]{1,40}(~[0-9a-f]{16})?")
_CHECKSUM = re.compile(r"[0-9a-f]{16}")
_KINDS = frozenset(get_args(Kind))
_NAMES = (*Row.__slots__, "checksum")


class BadLine(Exception):
    """The line is no row of a journal; the sentence says why."""


def row_line(row: Row, checksum: str) -> str:
    """The row as a line of JSON, in ASCII."""
    values = {name: getattr(row, name) for name in Row.__slots__}
    return json.dumps(values | {"checksum": checksum}, separators=(",", ":"))


def read_row(line: bytes) -> Row:
    """The row of a line; raises BadLine."""
    try:
        values = json.loads(line)
        if not isinstance(values, dict) or set(values) != set(_NAMES):
            raise BadLine("it does not have a row's fields")
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON") from None
    for name, is_sound in _FIELDS.items():
        if not is_sound(values[name]):
            raise BadLine(f"its {name} cannot be")
    checksum = values.pop("checksum")
    row = Row(**values)
    if (row.kind == "answer" and row.grade is None) or (row.kind == "undo") != (row.target_seq is not None):
        raise BadLine("its fields do not fit together")
    if (row.target_seq is None) != (row.target_device is None):
        raise BadLine("its target is half named")
    if row.checksum() != checksum:
        raise BadLine("its checksum is another")
    _require_sound_detail(row)
    return row


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _or_none(is_sound: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or is_sound(value)


def _is_name(value: Any) -> bool:
    # SQLite takes no lone surrogates, and nothing that is shown could hold the rest.
    return isinstance(value, str) and 0 < len(value) <= 1000 and value.isprintable()


_FIELDS: dict[str, Callable[[Any], bool]] = {
    "device": _matching(_DEVICE),
    "seq": _whole(1, _LAST_SEQ),
    "order_ms": _whole(0, _LAST_MS),
    "at_ms": _whole(_FIRST_MS, _LAST_MS),
    "day": _whole(1, _LAST_DAY),
    "kind": lambda value: isinstance(value, str) and value in _KINDS,
    "card": _is_name,
    "grade": _or_none(_whole(0, 5)),
    "elapsed_ms": _or_none(_whole(0, _MOST_ELAPSED_MS)),
    "target_device": _or_none(_matching(_DEVICE)),
    "target_seq": _or_none(_whole(1, _LAST_SEQ)),
    "detail": lambda value: isinstance(value, str) and value.isascii(),
    "checksum": _matching(_CHECKSUM),
}

# ---- what other commands read out of details

_is_text = _or_none(lambda value: isinstance(value, str))


def _is_number(value: Any) -> bool:
    return type(value) in {int, float} and abs(value) <= _MOST_NUMBER


_DETAILS: dict[str, Callable[[Any], bool]] = {
    "zone": _or_none(_whole(-1440, 1440)),
    "kind": _is_text,
    "slip": _is_text,
    "verdict": _is_text,
    "quiz": _is_text,
    "typed": _is_text,
    "seed": _or_none(lambda value: type(value) is int and value >= 0),
    "n": _or_none(_whole(0, _LAST_SEQ)),
    "share": _or_none(_is_number),
    "seconds": _or_none(_is_number),
}

_RESULT: dict[str, Callable[[Any], bool]] = {
    "points": _is_number,
    "of": _whole(0, _LAST_SEQ),
    "percent": _is_number,
    "pass_percent": _is_number,
    "passed": lambda value: isinstance(value, bool),
    "ending": _is_text,
    "seconds": _is_number,
    "seed": lambda value: type(value) in {int, str},
    "topics": lambda value: isinstance(value, dict) and all(map(_is_points, value.values())),
}

_MEMORY: dict[str, Callable[[Any], bool]] = {
    "ease": _whole(LEAST_EASE, 10_000),
    "interval_days": _whole(0, LONGEST_INTERVAL_DAYS),
    "repetitions": _whole(0, 1_000_000),
    "due_day": _whole(1, _LAST_DAY + LONGEST_INTERVAL_DAYS),
    "lapses": _whole(0, 1_000_000),
}


def _is_points(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)) and value[1] > 0


def _require_sound_detail(row: Row) -> None:
    try:
        detail = json.loads(row.detail, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise BadLine("its detail is not JSON") from None
    if not isinstance(detail, dict):
        raise BadLine("its detail is no object")
    _require(detail, {name: check for name, check in _DETAILS.items() if name in detail})
    if row.kind == "answer" and isinstance(detail.get("kind"), str) and detail.get("seed") is None:
        raise BadLine("its detail names a problem without its seed")
    if row.kind == "quiz" and not isinstance(detail.get("quiz"), str):
        raise BadLine("its detail names no quiz")
    if row.kind == "quiz" and "/" not in row.card:
        result = detail.get("result")
        if not isinstance(result, dict):
            raise BadLine("its detail has no result")
        _require(result, _RESULT)
    if row.kind == "placed":
        assert set(_MEMORY) == set(Memory.__slots__)  # noqa: S101 - the table above is complete
        _require(detail, _MEMORY)


def _require(values: dict[str, Any], checks: dict[str, Callable[[Any], bool]]) -> None:
    for name, is_sound in checks.items():
        if not is_sound(values.get(name)):
            raise BadLine(f"its detail's {name} cannot be")


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    value = float(digits)
    if isinf(value):
        raise ValueError(digits)
    return value
