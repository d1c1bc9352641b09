"""How much time passes while the program waits for a line."""

import threading
import time
from typing import Self

from flashcards.core.quiz import LONGEST_TICK_MS

_EVERY_SECONDS = 0.5


class Stopwatch:
    """Adds up the time that passes while it runs; what the program spends stopped or asleep is left out.

    Reading a line blocks, and the monotonic clock alone does not tell waiting from having been stopped. So a thread
    looks at it twice a second: where it looks too late, nothing ran.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._seen = time.monotonic()
        self._passed_ms = 0.0

    def __enter__(self) -> Self:
        threading.Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._end.set()

    def lap(self) -> int:
        """What has passed since the last lap, in milliseconds."""
        self._look()
        with self._lock:
            passed_ms = int(self._passed_ms)
            self._passed_ms -= passed_ms
        return passed_ms

    def _run(self) -> None:
        while not self._end.wait(_EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        with self._lock:
            now = time.monotonic()
            self._passed_ms += min((now - self._seen) * 1000, LONGEST_TICK_MS)
            self._seen = now
