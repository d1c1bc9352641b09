"""What all tests stand on: a home of their own, a clock that stands still, and the command line called in place."""

import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from flashcards.cli.main import main

#: A Saturday morning, well after any rollover hour.
NOW = "2026-03-14T09:00"


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self):
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Flashcards:
    """The program in a home of its own, with only the decks that a test writes."""

    def __init__(self, home, monkeypatch, capsys):
        self.home = home
        self.now = NOW
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments, stdin="", now=None):
        """Run a command as a shell would, without a terminal."""
        self._monkeypatch.setenv("FLASHCARDS_NOW", now or self.now)
        self._monkeypatch.setattr(sys, "argv", ["flashcards", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        with self._monkeypatch.context() as streams, pytest.raises(SystemExit) as leaving:
            streams.setattr(sys, "stdout", sys.stdout)  # which a command may exchange
            streams.setattr(sys, "stderr", sys.stderr)
            main()
        out, err = self._capsys.readouterr()
        return Result(int(leaving.value.code or 0), out, err)

    def deck(self, text, name=None):
        """Write a deck into the home; its file is named for it."""
        text = dedent(text).lstrip("\n")
        name = name or text.partition("deck:")[2].split()[0]
        path = self.home / "decks" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def cards(self, count, deck="d"):
        """A deck of that many basic cards: `deck/c1`, `deck/c2`, and so on."""
        entries = "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(1, count + 1))
        return self.deck(f"deck: {deck}\ntitle: Deck {deck}\ncards:\n{entries}")

    def play(self, *answers, options=(), now=None):
        """Play a sitting from answers, each an object or a grade; the results without the asks."""
        lines = [{"grade": answer} if isinstance(answer, int) else answer for answer in answers]
        result = self(
            "review",
            *options,
            "--answers",
            "-",
            stdin="".join(json.dumps(line) + "\n" for line in lines),
            now=now,
        )
        self.last = result
        return [line for line in result.lines if "ask" not in line]

    def asked(self, *options, now=None):
        """The order in which cards come when each is passed, tried in a copy of the home."""
        copy = self.home.with_name(f"{self.home.name}-copy")
        shutil.copytree(self.home, copy)
        self._monkeypatch.setenv("FLASHCARDS_HOME", str(copy))
        try:
            return [line["card"] for line in self.play(*[4] * 500, options=options, now=now)]
        finally:
            self._monkeypatch.setenv("FLASHCARDS_HOME", str(self.home))
            shutil.rmtree(copy)

    def show(self, card, now=None):
        """`card show --json`."""
        return self("card", "show", card, "--json", now=now).json

    def due(self, now=None):
        """`due --json`."""
        return self("due", "--json", now=now).json


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the test's own, without the bundled decks."""
    folder = tmp_path / "home"
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    monkeypatch.setenv("FLASHCARDS_HOME", str(folder))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(bundled))
    return folder


@pytest.fixture
def flash(home, monkeypatch, capsys):
    """The program, called as a shell would."""
    return Flashcards(home, monkeypatch, capsys)


@pytest.fixture(scope="session")
def checkout():
    """The root of the source tree."""
    return Path(__file__).parents[1]
