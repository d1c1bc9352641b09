"""The terminal's modes: as they were, whatever happens in between."""

import contextlib
import sys
import termios
from collections.abc import Iterator


@contextlib.contextmanager
def kept_modes() -> Iterator[None]:
    """Give the terminal back as it was found, also when a signal comes while a key is being read."""
    try:
        modes = termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        modes = None  # no terminal
    try:
        yield
    finally:
        if modes is not None:
            with contextlib.suppress(termios.error, OSError):  # the terminal may be gone by now
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, modes)
