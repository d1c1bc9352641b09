"""The errors that a person meets, each a sentence of its own; those of computed problems are in `problems.errors`.

FlashcardsError          one line of what is wrong, one `hint` of what to do, and an exit code
├── UsageError           the command line asks for what cannot be (2)
│   └── UnknownName      a deck, tag, card or setting that is not there, with the nearest name (2)
└── BrokenStore          a deck, a database or a place on disk that cannot be used (4)
    ├── NotSaved         the answer on the screen is not in the database (4)
    └── NewerDatabase    written by a later version of this program (4)
"""

from collections.abc import Iterable


class FlashcardsError(Exception):
    """One line of what is wrong; `hint` says what to do about it."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.hint = hint


class UsageError(FlashcardsError):
    """The command line asks for what cannot be."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that nothing has; the nearest known one is offered, or one that is called so within a deck."""

    def __init__(self, what: str, name: str, known: Iterable[str], *, otherwise: str = "") -> None:
        from difflib import get_close_matches

        names = list(known)
        inside = [one for one in names if one.endswith(f"/{name}")]
        near = inside or get_close_matches(name, names, n=1, cutoff=0.6)
        super().__init__(f"there is no {what} '{name}'", f"did you mean '{near[0]}'?" if near else otherwise)


class BrokenStore(FlashcardsError):
    """A deck, a database or a place on disk that cannot be used."""

    exit_code = 4


class NotSaved(BrokenStore):
    """The answer on the screen is not in the database."""


class NewerDatabase(BrokenStore):
    """The database was written by a later version of this program."""


class Signalled(SystemExit):
    """A signal ends the program: no plug-in's way of leaving, which others may be shielded from."""
