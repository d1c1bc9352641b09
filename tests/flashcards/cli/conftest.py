"""What the tests of the command line share: a clock that counts days, and a person who sees what is asked."""

import io
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

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
