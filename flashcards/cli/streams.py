"""Standard output and standard error, in ASCII where that is wanted. Light on purpose, see `flashcards.core.days`."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TextIO

#: The flag that works anywhere on the command line, and the variable that does the same for good.
ASCII_FLAG = "--ascii"
_ASCII_VARIABLE = "FLASHCARDS_ASCII"


class _AsciiStream:
    """A stream through which everything leaves in ASCII: plain lines, panels, and the lines of keys.

    It has no `buffer`, through which bytes would pass it by.
    """

    def __init__(self, stream: "TextIO") -> None:
        from flashcards.text.ascii import in_ascii

        self._stream = stream
        self._in_ascii = in_ascii

    def __getattr__(self, name: str) -> "Any":
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text; gives how much of it was written, all."""
        self._stream.write(self._in_ascii(text))
        return len(text)

    def writelines(self, lines: "Iterable[str]") -> None:
        """Write the lines."""
        for line in lines:
            self.write(line)


def take_ascii_flag(arguments: list[str]) -> None:
    """Take the flag out of the command line, up to a `--`, and heed it; heed the variable, too."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest = [argument for argument in arguments[:end] if argument != ASCII_FLAG]
    is_asked = len(rest) < end or os.environ.get(_ASCII_VARIABLE, "").lower() in {"1", "true"}
    arguments[:end] = rest
    if is_asked:
        write_ascii()


def write_ascii() -> None:
    """From here on, everything is written in ASCII."""
    if not writes_ascii():
        sys.stdout = _AsciiStream(sys.stdout)
        sys.stderr = _AsciiStream(sys.stderr)


def writes_ascii() -> bool:
    """Whether everything is written in ASCII."""
    return isinstance(sys.stdout, _AsciiStream)
