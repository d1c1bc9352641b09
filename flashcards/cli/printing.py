"""Where output goes: what was asked for on standard output, all else on standard error."""

import json
import sys
from typing import TYPE_CHECKING, Any

from flashcards.text.show import show

if TYPE_CHECKING:
    from rich.console import Console

    from flashcards.core.errors import FlashcardsError


def screen(*, stderr: bool = False) -> "Console":
    """A console that takes no markup, emoji or highlighting out of what it prints."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, stderr=stderr)


def print_json(value: Any) -> None:
    """The value on standard output; everything outside ASCII is escaped, so that it can drive no terminal."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True, indent=2) + "\n")


def print_error(error: "FlashcardsError") -> None:
    """One line of what is wrong, one of what to do."""
    sys.stderr.write(f"flashcards: {show(str(error), lines=False)}\n")
    if error.hint:
        sys.stderr.write(f"hint: {show(error.hint, lines=False)}\n")
