"""The way in: hot commands without Typer, all others through it; and errors turned into text, here alone.

Light on purpose, see `flashcards.core.days`.
"""

import os
import sys

from flashcards.core.errors import FlashcardsError, UsageError

# The numbers are those of every Unix; the module `signal` would take longer to load than SQLite.
_SIGHUP, _SIGINT, _SIGPIPE, _SIGTERM = 1, 2, 13, 15


def main() -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:]
    is_debug = arguments[:1] == ["--debug"]
    if is_debug:
        del sys.argv[1], arguments[0]
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except FlashcardsError as error:
        from flashcards.cli.printing import print_error

        print_error(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = 128 + _SIGINT
    except BrokenPipeError:
        _close_output()
        code = 128 + _SIGPIPE
    except Exception as error:
        if is_debug:
            raise
        code = _unexpected(error)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    for argument in arguments:
        if not argument.isprintable():
            raise UsageError(
                f"this argument holds characters that cannot be shown: {argument}", "type it anew, by hand"
            )
    if arguments[:1] == ["due"]:
        from flashcards.cli import due

        if set(arguments[1:]) <= due.FLAGS.keys():
            return due.run(set(arguments[1:]))
    import signal

    from flashcards.cli.app import app

    for number in (_SIGTERM, _SIGHUP):
        signal.signal(number, _leave)
    try:
        app(prog_name="flashcards")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


def _leave(number: int, _frame: object) -> None:
    """End on a signal as on any other way out: what is open is closed, the terminal is as it was."""
    raise SystemExit(128 + number)


def _unexpected(error: Exception) -> int:
    """A mistake of ours, in one line; a terminal that is gone is none."""
    if isinstance(error, OSError) and not os.isatty(0):
        _close_output()
        return 128 + _SIGHUP
    from flashcards.cli.printing import print_error

    print_error(
        FlashcardsError(
            f"something unexpected went wrong: {type(error).__name__}: {error}",
            "what was graded before is saved; `flashcards --debug ...` shows where it happened",
        )
    )
    return 4


def _close_output() -> None:
    """Let nothing more be written, not even by the interpreter on its way out."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(sink, stream.fileno())
