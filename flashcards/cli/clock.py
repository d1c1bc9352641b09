"""The clock: the one place that asks what time it is. Light on purpose, see `flashcards.core.days`."""

import os
from datetime import datetime

from flashcards.core.errors import UsageError

#: Outside these years dates could not be computed with: intervals reach a hundred years ahead.
_FIRST_YEAR, _LAST_YEAR = 1970, 9000


def wall_time() -> datetime:
    """The local wall time, with its zone; FLASHCARDS_NOW (ISO, local without an offset) stands in for it."""
    fixed = os.environ.get("FLASHCARDS_NOW")
    if not fixed:
        return datetime.now().astimezone()
    try:
        time = datetime.fromisoformat(fixed).astimezone()
    except (ValueError, OverflowError, OSError):
        time = None
    if time is None or not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise UsageError(
            f"FLASHCARDS_NOW is not a time: {fixed}", "write it as 2026-11-21T09:30, or unset it"
        )
    return time
