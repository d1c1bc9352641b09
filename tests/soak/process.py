"""Processes of the program: forked from this one, in which all is loaded already, or started anew.

Forking makes thousands of trials possible; those whose system calls are watched must be started anew.
"""

import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import flashcards.cli.app
import flashcards.cli.backup
import flashcards.cli.export
import flashcards.cli.importing
import flashcards.cli.line_player
import flashcards.cli.review_options
import flashcards.cli.script
import flashcards.cli.undo
import flashcards.decks.reading  # noqa: F401 - loaded once, for all that are forked
from flashcards.cli import places
from flashcards.cli.main import main

NOW = "2026-03-14T09:00"

# The bundled decks take a second to read, and no fault is about them.
NO_DECKS = tempfile.gettempdir() + "/no-bundled-decks"

#: What a process that is started anew runs; `{}` is what it does to itself first.
CODE = f"""
import sys
from flashcards.cli import places
places.bundled_decks = lambda: {NO_DECKS!r}
{{}}
from flashcards.cli.main import main
main()
"""

#: What ends a program; a child that is to meet them only as the program begins with them blocked.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

#: Something that a child does to itself before it begins, to see whether a fault notices.
Sabotage = Callable[[], None]


@dataclass(frozen=True)
class Result:
    """What a process left behind; `code` is negative for a signal, as subprocess has it."""

    code: int
    out: str
    err: str

    @property
    def acknowledged(self) -> list[str]:
        """The cards whose answers it called saved, in order."""
        return acknowledged(self.out)


def acknowledged(out: str) -> list[str]:
    """The cards whose answers a script was told to be saved; a line that was cut off tells nothing."""
    lines = [json.loads(line) for line in out.split("\n")[:-1] if line.startswith("{")]
    return [line["card"] for line in lines if line.get("grade") is not None]


def environment(home: Path) -> dict[str, str]:
    """What a process that is started anew must find in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "FLASHCARDS_HOME": str(home),
        "FLASHCARDS_NOW": NOW,
        "NO_COLOR": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def started_anew(*arguments: str, sabotage: str = "") -> list[str]:
    """The command line of such a process; `sabotage` is Python."""
    return [sys.executable, "-c", CODE.format(sabotage), *arguments]


def run(home: Path, *arguments: str, stdin: str = "", sabotage: Sabotage | None = None) -> Result:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as given:
        given.write(stdin.encode())
        given.seek(0)
        return Child(home, arguments, given.fileno(), sabotage).wait()


class Child:
    """A forked process that runs a command; what it writes goes to files, or to a pipe that is read here."""

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str],
        stdin: int,
        sabotage: Sabotage | None = None,
        *,
        talks: bool = False,
        user: int | None = None,
    ) -> None:
        self._err = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._kept = tempfile.TemporaryFile()  # noqa: SIM115
        self._read, write = os.pipe() if talks else (-1, os.dup(self._kept.fileno()))
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                for number, stream in enumerate((stdin, write, self._err.fileno())):
                    os.dup2(stream, number)
                os.closerange(3, 1024)
                if user is not None:
                    os.setuid(user)
                become(home, arguments, sabotage)
            finally:
                os._exit(99)
        os.close(write)
        self._heard = b""

    def hear(self) -> str | None:
        """The next line of its standard output; None at the end."""
        while b"\n" not in self._heard:
            some = os.read(self._read, 65536)
            if not some:
                return None
            self._heard += some
        line, _, self._heard = self._heard.partition(b"\n")
        self._kept.write(line + b"\n")
        return line.decode()

    def hear_until(self, *ends: str) -> str:
        """What it says until the first of these, also within a line; or to the end."""
        heard = b""
        while (found := re.search("|".join(map(re.escape, ends)).encode(), heard + self._heard)) is None:
            heard += self._heard
            self._heard = os.read(self._read, 65536)
            if not self._heard:
                return heard.decode()
        heard, self._heard = (heard + self._heard)[: found.end()], (heard + self._heard)[found.end() :]
        self._kept.write(heard)
        return heard.decode()

    def kill(self) -> None:
        """End it at once, wherever it is."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Result:
        """Read it to its end, and take what it left."""
        if self._read >= 0:
            while self.hear() is not None:
                pass
            self._kept.write(self._heard)
            os.close(self._read)
        _, status = os.waitpid(self.pid, 0)
        texts = []
        for file in (self._kept, self._err):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
            file.close()
        return Result(os.waitstatus_to_exitcode(status), *texts)


def become(home: Path, arguments: Sequence[str], sabotage: Sabotage | None) -> None:
    """Be the program, to its end."""
    code = 1
    try:
        if sabotage is not None:
            sabotage()
        code = in_place(home, arguments)
    finally:
        os._exit(code)


def in_place(home: Path, arguments: Sequence[str]) -> int:
    """Run a command in this process, which must be a forked one; its exit code."""
    os.environ.update(environment(home))
    places.bundled_decks = lambda: NO_DECKS
    sys.argv = ["flashcards", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        main()
    except KeyboardInterrupt:  # it came right before
        return 128 + signal.SIGINT
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 1
