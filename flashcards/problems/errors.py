"""What can go wrong with a computed problem, each a sentence of its own.

FlashcardsError          one line of what is wrong, one `hint` of what to do
├── CannotRead           a typed answer that cannot be read; costs nothing
├── ImpossibleParams     a deck asks a kind for what it never draws
└── BrokenKind           a kind, or the plug-in that brings it, breaks its contract
"""

from flashcards.core.errors import FlashcardsError


class CannotRead(FlashcardsError):
    """A typed answer that cannot be read; `hint` says how to type one."""


class ImpossibleParams(FlashcardsError):
    """A deck asks a kind for what it never draws; `key` names the culprit, "" where it is all of them together."""

    def __init__(self, key: str, sentence: str, hint: str = "") -> None:
        super().__init__(sentence, hint)
        self.key = key


class BrokenKind(FlashcardsError):
    """A kind of problem, or the plug-in that brings it, breaks its contract."""
