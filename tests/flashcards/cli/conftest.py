"""What the tests of the command line share: a clock that counts days, a person who sees what is asked, a terminal."""

import io
import json
import os
import re
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pexpect
import pyte
import pytest

from flashcards.cli.home import Home
from flashcards.cli.main import main

#: Day 0 of every test, the `NOW` of the `flash` fixture.
START = datetime.fromisoformat("2026-03-14")

#: Runs a command with no bundled decks, and prints the modules that it loaded as the last line of standard error.
RUN = """
import sys
before = set(sys.modules)
import flashcards.cli.main, flashcards.cli.places
flashcards.cli.places.bundled_decks = lambda: {bundled!r}
try:
    flashcards.cli.main.main()
finally:
    sys.stderr.write("\\n" + " ".join(sorted(set(sys.modules) - before)))
"""


#: Ten times what the slowest machine needs; a test that waits so long has failed.
HANG_SECONDS = 30

#: Runs the program as installed, but for the bundled decks, which would only be in the way.
PLAY = """
import sys
from flashcards.cli import main, places
places.bundled_decks = lambda: {bundled!r}
main.main()
"""

ESCAPES = re.compile(r"\x1b(?:\[[0-9;?>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78cM])")


@dataclass(frozen=True)
class Days:
    """Times and dates counted from the day on which a test begins."""

    def at(self, day, clock="09:00"):
        """The time of a day, for FLASHCARDS_NOW."""
        return f"{self.date(day)}T{clock}"

    def date(self, day):
        """The date of a day, as JSON has it."""
        return (START + timedelta(days=day)).date().isoformat()

    def since(self, date):
        """Which day a date is."""
        return (datetime.fromisoformat(date) - START).days


@dataclass(frozen=True)
class Sitting:
    """What a conversation left behind: every ask line, every other line, and how it ended."""

    asks: list
    results: list
    code: int
    err: str

    @property
    def cards(self):
        """The cards answered, in order."""
        return [result["card"] for result in self.results]


class Conversations:
    """Sittings in which a person sees each ask line before answering it."""

    def __init__(self, monkeypatch, capsys):
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def clock(self, now):
        """Set the clock, also in the middle of a sitting."""
        self._monkeypatch.setenv("FLASHCARDS_NOW", now)

    def __call__(self, person, *options, now):
        """Review; `person` is given each ask line and gives the answer line, a grade, or None to leave."""
        self.clock(now)
        output = io.StringIO()
        self._capsys.readouterr()
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["flashcards", "review", *options, "--answers", "-"])
            patch.setattr(sys, "stdin", _Person(person, output))
            patch.setattr(sys, "stdout", output)
            with pytest.raises(SystemExit) as leaving:
                main()
        lines = [json.loads(line) for line in output.getvalue().splitlines()]
        return Sitting(
            asks=[line for line in lines if "ask" in line],
            results=[line for line in lines if "ask" not in line],
            code=int(leaving.value.code or 0),
            err=self._capsys.readouterr().err,
        )


class _Person:
    def __init__(self, answer, output):
        self._answer = answer
        self._output = output

    def readline(self):
        """Answers what was asked last; nothing is the end of the input."""
        said = self._answer(json.loads(self._output.getvalue().splitlines()[-1]))
        if isinstance(said, int):
            said = {"grade": said}
        return "" if said is None else json.dumps(said) + "\n"


class Screen(pyte.HistoryScreen):
    """What a terminal shows; it also answers when it is asked where its cursor is."""

    def __init__(self, columns, lines):
        super().__init__(columns, lines, history=1000, ratio=0.5)
        self.replies = []

    def write_process_input(self, data):
        self.replies.append(data)

    @property
    def scrolled(self):
        """All lines, those that left at the top first."""
        top = [
            "".join(line[column].data for column in range(self.columns)).rstrip() for line in self.history.top
        ]
        return [*top, *(line.rstrip() for line in self.display)]


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command, arguments, environment, *, size, cwd):
        lines, columns = size
        self.screen = Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        self._mark = 0
        self.child = pexpect.spawn(
            command,
            arguments,
            env=environment,
            dimensions=size,
            encoding="utf-8",
            timeout=HANG_SECONDS,
            cwd=str(cwd),
        )
        self.child.delaybeforesend = None
        self.modes = termios.tcgetattr(self.child.child_fd)

    def read(self):
        """Take in what the program wrote; False when it has ended."""
        try:
            text = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += text
        self._stream.feed(text)
        while self.screen.replies:
            self.child.send(self.screen.replies.pop(0))
        return True

    @property
    def fresh(self):
        """What was written since the last key, without escapes, each run of spaces as one."""
        return " ".join(ESCAPES.sub("", self.raw[self._mark :]).split())

    @property
    def text(self):
        """The whole screen as one line."""
        return " ".join(" ".join(self.screen.display).split())

    def until(self, *texts):
        """Wait until all of these were written since the last key."""
        guard = time.monotonic() + HANG_SECONDS
        while not all(text in self.fresh for text in texts):
            alive = self.read()
            if not alive and not all(text in self.fresh for text in texts):
                pytest.fail(f"ended before {texts} came:\n" + "\n".join(self.screen.scrolled))
            if time.monotonic() > guard:
                pytest.fail(f"{texts} never came:\n" + "\n".join(self.screen.display))
        return self

    def press(self, keys, *texts):
        """Type keys, and wait for what must come of it."""
        self._mark = len(self.raw)
        self.child.send(keys)
        return self.until(*texts)

    def enter(self, line, *texts):
        """Type a line."""
        return self.press(f"{line}\r", *texts)

    def shows(self, *texts):
        """Wait until all of these stand on the screen, of which only what changed is written anew."""
        self.waits(lambda: all(text in self.text for text in texts))

    def waits(self, condition):
        """Wait until this holds, taking in what is written meanwhile."""
        guard = time.monotonic() + HANG_SECONDS
        while not condition():
            assert self.read() or condition(), self.text
            assert time.monotonic() < guard, "\n".join(self.screen.display)

    def close_window(self):
        """Take the terminal away, and wait until the program has ended."""
        self.child.ptyproc.fileobj.close()
        guard = time.monotonic() + HANG_SECONDS
        while os.waitpid(self.child.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < guard, "it runs on without a terminal"
        self.child.closed = self.child.ptyproc.closed = self.child.ptyproc.terminated = True

    def resize(self, lines, columns):
        """Give the window another size."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def number_of(self, option):
        """The number that stands before an option now."""
        found = re.findall(rf"(\d) {option}", ESCAPES.sub("", self.text))
        assert found, self.text
        return found[-1]

    def end(self):
        """Wait until the program has ended; its exit code, or minus the signal that killed it."""
        guard = time.monotonic() + HANG_SECONDS
        while self.read():
            assert time.monotonic() < guard, "\n".join(self.screen.display)
        self.child.wait()
        return -self.child.signalstatus if self.child.exitstatus is None else self.child.exitstatus

    @property
    def is_as_before(self):
        """Whether the terminal is in the modes that it was in at the start, its cursor seen."""
        return termios.tcgetattr(self.child.child_fd) == self.modes and not self.screen.cursor.hidden


@pytest.fixture
def days():
    """Days counted from the start of the test."""
    return Days()


@pytest.fixture
def converse(flash, monkeypatch, capsys):
    """Play a sitting with a person who sees what is asked."""
    return Conversations(monkeypatch, capsys)


@pytest.fixture
def opened(flash, monkeypatch):
    """The home opened in place at some time, for what no command reaches yet."""

    @contextmanager
    def open_at(now):
        monkeypatch.setenv("FLASHCARDS_NOW", now)
        with Home() as home:
            yield home

    return open_at


@pytest.fixture
def loaded(flash, tmp_path):
    """The modules that a command loads in an interpreter of its own, which begins with as few as there can be."""

    def run(*arguments, stdin=""):
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "FLASHCARDS_HOME": str(flash.home),
            "FLASHCARDS_NOW": flash.now,
        }
        ran = subprocess.run(
            [sys.executable, "-S", "-c", RUN.format(bundled=str(tmp_path / "bundled")), *arguments],
            input=stdin,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return set(ran.stderr.splitlines()[-1].split())

    return run


@pytest.fixture
def settled(flash):
    """A home whose deck was written a while ago and is read already."""
    path = flash.cards(3)
    os.utime(path, (1e9, 1e9))
    flash.play(4, 2)
    return flash


@pytest.fixture
def place(flash, tmp_path):
    """The environment of a program run in the test's home."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "FLASHCARDS_HOME": str(flash.home),
        "FLASHCARDS_NOW": flash.now,
        "FLASHCARDS_QUICK_SECONDS": "0",
    }


@pytest.fixture
def run(place, tmp_path):
    """The command that starts the program."""
    return [sys.executable, "-c", PLAY.format(bundled=str(tmp_path / "bundled"))]


@pytest.fixture
def launch(place, tmp_path):
    """Start any command on a terminal."""
    started = []

    def begin(command, *arguments, size=(24, 80), **environment):
        terminal = Terminal(command, list(arguments), place | environment, size=size, cwd=tmp_path)
        started.append(terminal)
        return terminal

    yield begin
    for terminal in started:
        terminal.child.close(force=True)


@pytest.fixture
def start(launch, run):
    """Start the program on a terminal."""

    def begin(*arguments, **options):
        return launch(*run, *arguments, **options)

    return begin


@pytest.fixture
def shell(launch, run, tmp_path):
    """A shell on a terminal, and the command that starts the program in it."""
    script = tmp_path / "run.py"
    script.write_text(run[2], "utf-8")
    terminal = launch("/bin/sh", "-i", PS1="ready> ")
    terminal.until("ready>")
    terminal.modes = termios.tcgetattr(terminal.child.child_fd)
    return terminal, f"{run[0]} {script}"
