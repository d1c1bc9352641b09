"""What it means to a person when SQLite refuses something, told from the words of its messages."""

import errno

from flashcards.store.database import DOCTOR, disk_is_full

#: No error of SQLite's has a number of its own for what the system says of a file beside the database.
_FULL = ("full", f"[Errno {errno.ENOSPC}]")


def meaning(error: Exception, path: str) -> tuple[str, str]:
    """What is wrong with the database at this path, and what to do about it."""
    message = str(error)
    if "locked" in message or "busy" in message:
        return message, "another program is writing to the database; try again"
    # What opening needs, SQLite does not call full.
    if any(sign in message for sign in _FULL) or ("I/O" in message and disk_is_full(path)):
        return "the disk is full", "make room and try again; what was saved before is as it was"
    if "malformed" in message or "not a database" in message:
        return f"the database {path} is damaged ({message})", DOCTOR
    return message, DOCTOR
