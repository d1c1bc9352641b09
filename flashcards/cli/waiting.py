"""How far something long has come, on standard error, once it takes longer than a second."""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from flashcards.text.show import show

Item = TypeVar("Item")

_PATIENCE_S = 1.0
#: How often the line changes where it stays in its place, and how often one is written into a log.
_IN_PLACE_S, _IN_LOG_S = 0.2, 5.0
#: So many rows are put into the journal, and folded, within a second.
_MANY = 15_000
#: A deck of so many bytes is read within a second.
_MANY_BYTES = 2_000_000


def announce(what: str, count: int) -> None:
    """Say what is done now with so many things at once, if they are so many that it takes longer than a second."""
    if count >= _MANY:
        sys.stderr.write(f"{what} {count:,} rows ...\n")
        sys.stderr.flush()


def with_progress(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """The items, while standard error is told how many of `total` there were; quick ones are not told of."""
    is_terminal = sys.stderr.isatty()
    pause = _IN_PLACE_S if is_terminal else _IN_LOG_S
    next_at = time.monotonic() + _PATIENCE_S
    width = 0
    try:
        for count, item in enumerate(items):
            if time.monotonic() >= next_at:
                next_at = time.monotonic() + pause
                line = f"{count:,} of {total:,} {what}"
                width = max(width, len(line))
                sys.stderr.write(f"\r{line:<{width}}" if is_terminal else f"{line}\n")
                sys.stderr.flush()
            yield item
    finally:
        if is_terminal and width:
            sys.stderr.write(f"\r{'':<{width}}\r")
            sys.stderr.flush()


def with_decks_told(paths: Sequence[str]) -> Iterator[str]:
    """The files of decks as they are read; one that takes longer than a second by itself is named before."""
    begin = "\r" if sys.stderr.isatty() else ""
    for path in with_progress(paths, "decks read", len(paths)):
        size = os.path.getsize(path) if os.path.isfile(path) else 0
        if size >= _MANY_BYTES:
            sys.stderr.write(
                f"{begin}reading {show(os.path.basename(path), lines=False)}, {size / 1e6:.0f} MB ...\n"
            )
            sys.stderr.flush()
        yield path
