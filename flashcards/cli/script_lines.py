"""Lines of a script: where they come from (a file, or a program that talks to this one), and what each must be."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from flashcards.core.errors import UsageError


class Refused(Exception):
    """A line that answers nothing; its sentence says why."""


def script_lines(path: str) -> Iterator[str]:
    """The lines of the file, each read only when it is wanted, so that a program can talk to a sitting."""
    if path == "-":
        return iter(sys.stdin.readline, "")
    try:
        return _read(Path(path).open(encoding="utf-8", errors="surrogateescape"), path)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_object(line: str, keys: Mapping[str, tuple[type, ...]], example: str) -> dict[str, Any]:
    """The object that a line spells, with no keys but these and values of their types. Raises Refused."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(f"not a line of JSON: {error}") from error
    if not isinstance(values, dict):
        raise Refused(f"a line must be an object, as {example}")
    for key, value in values.items():
        if key not in keys:
            raise Refused(f"there is no key '{key}'; the keys are {', '.join(keys)}")
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and bool not in keys[key]):
            raise Refused(f"{key} must be {' or '.join(kind.__name__ for kind in keys[key])}")
    return values


def _read(file: TextIO, path: str) -> Iterator[str]:
    with file:
        try:
            yield from file
        except OSError as error:
            raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> UsageError:
    return UsageError(
        f"cannot read {path}: {error.strerror}", "name a file of JSON lines, or - for standard input"
    )
