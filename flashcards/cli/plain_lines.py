"""Lines out and lines in, where nothing more is to be had than standard output and input."""

import sys

from flashcards.text.show import show


def write_line(text: str, *, limit: int = 4000) -> None:
    """The text through the gate, at once; `limit` as the gate has it."""
    sys.stdout.write(show(text, limit=limit) + "\n")
    sys.stdout.flush()


def read_line(prompt: str) -> str:
    """A line of standard input without its end; EOFError where there is none. What comes next begins a line."""
    try:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        raise
    if not line:
        sys.stdout.write("\n")
        raise EOFError
    return line.rstrip("\r\n")
