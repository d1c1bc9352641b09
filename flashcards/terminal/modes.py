"""The terminal's modes while a sitting is on its screen, and as they were afterwards."""

import contextlib
import os
import sys
import termios
from collections.abc import Iterator
from typing import Any

_LOCAL_MODES = 3
_NO_PASTE_SIGNS, _SHOW_CURSOR = "\x1b[?2004l", "\x1b[?25h"


@contextlib.contextmanager
def silent_terminal() -> Iterator[None]:
    """Keys that are pressed between two prompts wait unseen; at the end all is as it was found, whatever happens."""
    with _modes_given_back() as modes:
        if modes is not None:
            modes[_LOCAL_MODES] &= ~(termios.ECHO | termios.ICANON)
            _set(modes)
        try:
            yield
        except BaseException:
            # A signal may have come right after a prompt has turned these on, and before it knows that it has.
            if modes is not None and os.environ.get("TERM") != "dumb":
                _write(_NO_PASTE_SIGNS + _SHOW_CURSOR)
            raise


@contextlib.contextmanager
def usual_terminal() -> Iterator[None]:
    """As other programs expect it, for the person's editor."""
    with _modes_given_back() as modes:
        if modes is not None:
            modes[_LOCAL_MODES] |= termios.ECHO | termios.ICANON
            _set(modes)
        yield


@contextlib.contextmanager
def _modes_given_back() -> Iterator[list[Any] | None]:
    """Gives a copy of the modes, None without a terminal."""
    try:
        modes = termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        yield None
        return
    try:
        yield list(modes)
    finally:
        _set(modes)


def _set(modes: list[Any]) -> None:
    with contextlib.suppress(termios.error, OSError):  # the terminal may be gone by now
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, modes)


def _write(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(text)
        sys.stdout.flush()
