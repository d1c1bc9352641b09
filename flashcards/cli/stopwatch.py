"""How much time passes while the program waits for a line."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY_SECONDS = 0.5


@contextmanager
def ticking(tick: Callable[[int], None]) -> Iterator[None]:
    """While the block waits, tell `tick` twice a second how many milliseconds have passed, and once at its end.

    A clock looked at before and after would not tell waiting from having been stopped: here a stopped program is
    one tick that took too long.
    """
    seen = time.monotonic()

    def look(*_signal: object) -> None:
        nonlocal seen
        before, seen = seen, time.monotonic()
        tick(round((seen - before) * 1000))

    earlier = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _EVERY_SECONDS, _EVERY_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
        look()
