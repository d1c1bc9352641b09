"""The clock: the one place that asks what time it is. Light on purpose, see `flashcards.core.days`."""

import os
from datetime import datetime

from flashcards.core.errors import UsageError


def wall_time() -> datetime:
    """The local wall time, with its zone; FLASHCARDS_NOW (ISO, local without an offset) stands in for it."""
    fixed = os.environ.get("FLASHCARDS_NOW")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(fixed).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"FLASHCARDS_NOW is not a time: {fixed!r}", "write it as 2026-11-21T09:30, or unset it"
        ) from error
