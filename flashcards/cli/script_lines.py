"""Where the lines of a script come from: a file, or a program that talks to this one."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from flashcards.core.errors import UsageError


def script_lines(path: str) -> Iterator[str]:
    """The lines of the file, each read only when it is wanted, so that a program can talk to a sitting."""
    if path == "-":
        return iter(sys.stdin.readline, "")
    try:
        return _read(Path(path).open(encoding="utf-8", errors="surrogateescape"), path)
    except OSError as error:
        raise _unreadable(path, error) from error


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
