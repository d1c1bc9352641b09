"""The program as the faults run it: in homes of their own, as processes that may be killed, and what must hold after.

Most processes are forked from this one, in which everything is loaded already, so that thousands of trials are
possible; those whose system calls are watched are started anew.
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import flashcards.cli.app
import flashcards.cli.backup
import flashcards.cli.export
import flashcards.cli.importing
import flashcards.cli.line_player
import flashcards.cli.review
import flashcards.cli.script
import flashcards.cli.undo
import flashcards.decks.reading  # noqa: F401 - loaded once, for all that are forked
from flashcards.cli import places
from flashcards.cli.home import Home
from flashcards.cli.main import main
from flashcards.core.errors import FlashcardsError
from flashcards.core.journal import Standing, fold
from flashcards.store.cards import all_standings
from flashcards.store.exports import sound_rows
from flashcards.store.journal import all_rows
from flashcards.store.library import refold

NOW = "2026-03-14T09:00"
#: Tables that are a fold of the journal.
FOLDED = ("cards", "tally_days", "tally_hours", "tally_problems")

# The bundled decks take a second to read, and no fault is about them.
_EMPTY = tempfile.gettempdir() + "/no-bundled-decks"
#: What a process that is started anew runs; `{}` is what it does to itself first.
CODE = f"""
import sys
from flashcards.cli import places
places.bundled_decks = lambda: {_EMPTY!r}
{{}}
from flashcards.cli.main import main
main()
"""

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


def new_home(home: Path, cards: int = 40) -> Path:
    """A home with one deck, nothing else."""
    decks = home / "decks"
    decks.mkdir(parents=True)
    entries = "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(1, cards + 1))
    deck = decks / "d.yaml"
    deck.write_text(f"deck: d\ntitle: D\ncards:\n{entries}", "utf-8")
    os.utime(deck, (1_700_000_000, 1_700_000_000))  # not so new that it may still change unseen
    return home


def played_home(home: Path, answers: int, cards: int = 40) -> Path:
    """A home with so many answers, closed well."""
    result = run(new_home(home, cards), *REVIEW, stdin=script(answers))
    assert (result.code, len(result.acknowledged)) == (0, answers), result
    return home


#: A sitting from lines, without the day's limits.
REVIEW = ("review", "--new", "1000", "--limit", "1000", "--answers", "-")


def script(answers: int, grades: Sequence[int] = (4, 2, 5, 3)) -> str:
    """Lines that answer whatever is asked."""
    return "".join(f'{{"grade": {grades[n % len(grades)]}}}\n' for n in range(answers))


def run(home: Path, *arguments: str, stdin: str = "", sabotage: Sabotage | None = None) -> Result:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as given:
        given.write(stdin.encode())
        given.seek(0)
        return Child(home, arguments, given.fileno(), sabotage).wait()


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
                _become(home, arguments, sabotage)
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


def _become(home: Path, arguments: Sequence[str], sabotage: Sabotage | None) -> None:
    """Be the program, to its end."""
    os.environ.update(environment(home))
    places.bundled_decks = lambda: _EMPTY
    sys.argv = ["flashcards", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    code = 1
    try:
        if sabotage is not None:
            sabotage()
        main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@contextmanager
def opened(home: Path, bundled: str = _EMPTY) -> Iterator[Home]:
    """The home, opened in this process."""
    with (
        mock.patch.dict(os.environ, environment(home)),
        mock.patch.object(places, "bundled_decks", return_value=bundled),
        Home() as one,
    ):
        yield one


def copy_home(source: Path, target: Path) -> Path:
    """A copy of a home, its files as old as they are."""
    shutil.copytree(source, target)
    return target


#: The values of a row of the journal, without its checksum.
Values = tuple[object, ...]


def rows_of(home: Path, bundled: str = _EMPTY) -> list[Values]:
    """The journal, in its order, as the program reads it."""
    with opened(home, bundled) as one:
        return _rows(one)


def look(home: Path, bundled: str = _EMPTY) -> tuple[list[Values], list[str]]:
    """The journal as the program reads it, and what every home must hold and this one does not."""
    try:
        with opened(home, bundled) as one:
            return _rows(one), list(_complaints(one))
    except FlashcardsError as error:
        return [], [f"cannot be opened: {error}"]
    except sqlite3.Error as error:
        return [], [f"cannot be read: {error}"]


def _rows(home: Home) -> list[Values]:
    return [tuple(getattr(row, name) for name in row.__slots__) for row in all_rows(home.connection)]


def _complaints(home: Home) -> Iterator[str]:
    connection = home.connection
    verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        yield f"integrity: {verdict}"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "a foreign key leads nowhere"
    try:
        rows = [row for row, _ in sound_rows(connection)]
    except FlashcardsError as error:
        yield str(error)
        return
    for device in {row.device for row in rows}:
        numbers = [row.seq for row in rows if row.device == device]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the journal of {device} has gaps"
    aliases = dict(connection.execute("SELECT old, id FROM aliases"))
    standings = fold(rows, home.scheduler, aliases).items()
    if {card: one for card, one in standings if one != Standing()} != all_standings(connection):
        yield "the kept memory is not the fold of the journal"
    before = _folded(home)
    connection.execute("BEGIN IMMEDIATE")
    try:
        refold(connection)
        for table, kept, anew in zip(FOLDED, before, _folded(home), strict=True):
            if kept != anew:
                yield f"{table} is another one when it is rebuilt"
    finally:
        connection.execute("ROLLBACK")


def _folded(home: Home) -> list[list[Values]]:
    return [home.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in FOLDED]
