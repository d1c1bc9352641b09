"""What the tests of the command line share: a clock that counts days, and a person who sees what is asked."""

import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from flashcards.cli.home import Home
from flashcards.cli.main import main

#: Day 0 of every test, the `NOW` of the `flash` fixture.
START = datetime.fromisoformat("2026-03-14")


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
