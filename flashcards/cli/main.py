"""The way in: hot commands without Typer, all others through it; and errors turned into text, here alone.

Light on purpose, see `flashcards.core.days`.
"""

import errno
import os
import sys

from flashcards.cli.streams import take_ascii_flag
from flashcards.core.errors import FlashcardsError, Signalled, UsageError

# The numbers are those of every Unix; the module `signal` would take longer to load than SQLite.
_SIGHUP, _SIGINT, _SIGPIPE, _SIGTERM = 1, 2, 13, 15


def main() -> None:
    """Run the command line and leave with its exit code."""
    is_debug = False
    try:
        _open_what_is_closed()
        arguments = sys.argv[1:]
        take_ascii_flag(arguments)
        is_debug = arguments[:1] == ["--debug"]
        if is_debug:
            del arguments[0]
        sys.argv[1:] = arguments
        code = _run(arguments)
        sys.stdout.flush()
    except FlashcardsError as error:
        from flashcards.cli.printing import print_error

        print_error(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = 128 + _SIGINT
    except Exception as error:
        signalled = _signal_behind(error)
        if signalled is None and is_debug:
            raise
        code = _told(error) if signalled is None else signalled
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["__complete"]:
        from flashcards.cli.complete import complete

        return complete(arguments[1:])
    for argument in arguments:
        if not argument.isprintable() and _as_shown(argument) != argument:
            raise UsageError(
                f"this argument holds characters that cannot be shown: {argument}", "type it anew, by hand"
            )
    if arguments[:1] == ["due"]:
        from flashcards.cli import due

        if set(arguments[1:]) <= due.FLAGS.keys():
            return due.run(set(arguments[1:]))
    import signal

    for number in (_SIGINT, _SIGTERM, _SIGHUP):
        signal.signal(number, _leave)
    try:
        code = _run_plain(arguments)
        if code is not None:
            return code
        from flashcards.cli.app import run

        return run()
    except SystemExit as leaving:
        return _code(leaving)


def _code(leaving: SystemExit) -> int:
    return leaving.code if isinstance(leaving.code, int) else 0


def _run_plain(arguments: list[str]) -> int | None:
    """Run what is asked for most, with words and plain flags alone, and give the exit code; None for all else.

    To load Typer would take as long again as most of these do.
    """
    match arguments:
        case []:
            from flashcards.cli import status

            return status.run()
        case ["review", *decks] if not any(deck.startswith("-") for deck in decks):
            from flashcards.cli import review

            return review.run(decks)
        case ["stats", *flags]:
            from flashcards.cli import stats

            if set(flags) <= stats.FLAGS.keys():
                return stats.run(set(flags))
        case ["card", "show", name, *flags] if not name.startswith("-"):
            from flashcards.cli import card_show

            if set(flags) <= card_show.FLAGS.keys():
                return card_show.run(name, set(flags))
        case ["check", *words]:
            from flashcards.cli import check

            options = {word for word in words if word.startswith("-")}
            if options <= check.FLAGS.keys():
                return check.run([word for word in words if word not in options], options)
    return None


def _as_shown(argument: str) -> str:
    from flashcards.text.show import show

    return show(argument, lines=False)


def _leave(number: int, _frame: object) -> None:
    """End on a signal as on any other way out: what is open is closed, the terminal is as it was."""
    import functools
    import logging
    import warnings

    # Event loops complain when they are left in the middle of things, and once more when they are collected.
    logging.disable()
    warnings.simplefilter("ignore")
    sys.unraisablehook = functools.partial(_again, number)
    if number == _SIGINT:
        raise KeyboardInterrupt
    raise Signalled(128 + number)


def _again(number: int, swallowed: "sys.UnraisableHookArgs") -> None:
    """What is raised while Python throws something away goes no further: the signal comes again a moment later."""
    if isinstance(swallowed.exc_value, KeyboardInterrupt | Signalled):
        from threading import Timer

        timer = Timer(0.01, os.kill, (os.getpid(), number))
        timer.daemon = True
        timer.start()


def _signal_behind(error: BaseException) -> int | None:
    """The exit code of a signal that Python made an error of: before 3.12 it does so where a class is being made."""
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, KeyboardInterrupt):
        return 128 + _SIGINT
    return _code(error) if isinstance(error, Signalled) else None


def _told(error: Exception) -> int:
    """One line for what nobody foresaw, and the exit code. A reader or a terminal that is gone is told nothing."""
    if isinstance(error, BrokenPipeError):
        _close_output()
        return 128 + _SIGPIPE
    if error.args and error.args[0] == errno.EIO and _is_hung_up():
        _close_output()
        return 128 + _SIGHUP
    from flashcards.cli.printing import print_error

    _close_output(1)
    print_error(_as_sentence(error))
    return 4


def _is_hung_up() -> bool:
    """Whether one of the streams leads to a terminal that is gone; a disk may fail with the same number."""
    import termios

    for number in (0, 1, 2):
        try:
            termios.tcgetattr(number)
        except termios.error as error:
            if error.args[0] == errno.EIO:
                return True
    return False


def _as_sentence(error: Exception) -> FlashcardsError:
    saved = "what was graded before is saved"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return FlashcardsError("the disk is full", f"make room and try again; {saved}")
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return FlashcardsError(f"cannot read or write{where}: {error.strerror or error}", saved)
    if type(error).__module__ == "sqlite3":
        return FlashcardsError(
            f"the database cannot be read: {error}",
            "`flashcards doctor` says what is wrong, and `flashcards doctor --mend` saves what can be saved",
        )
    return FlashcardsError(
        f"something unexpected went wrong: {type(error).__name__}: {error}",
        f"{saved}; `flashcards --debug ...` shows where it happened",
    )


def _open_what_is_closed() -> None:
    """A program started without its streams reads nothing and writes to nowhere."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as long as the program
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _close_output(*numbers: int) -> None:
    """Let nothing more be written there (to both, if none is named), not even by the interpreter on its way out."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for number in numbers or (1, 2):
        os.dup2(sink, number)
    os.close(sink)
