"""What is measured, a function a row: both sides in turn, so that a slow spell of the machine meets both."""

import fcntl
import os
import pty
import signal
import sqlite3
import struct
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import floors
from sides import CHECKOUT


@dataclass(frozen=True)
class Measured:
    """Medians, in the row's unit; `floor` where there is one; `notes` what belongs to the figures."""

    ours: float
    peer: float
    floor: float | None = None
    notes: str = ""

    @property
    def ratio(self):
        return self.ours / self.peer


@dataclass(frozen=True)
class Row:
    """A promise: the ratio of ours to `against` stays at or below `budget`."""

    name: str
    against: str
    budget: float
    measure: Callable
    unit: str = "ms"


def in_turn(rounds, *works):
    """Each work once a round; for each of them the list of all its times."""
    taken = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            times.extend(work())
    return taken


def served(what, times=1, *, peer=None, rounds=None):
    """A row of one operation that both serve."""

    def measure(bench):
        ours, theirs = in_turn(
            rounds or bench.rounds, lambda: bench.ours(what, times), lambda: bench.peer(peer or what, times)
        )
        return Measured(median(ours), median(theirs))

    return measure


def durable(what):
    """A row of one operation that ends on the disk: a bare append and fsync is its floor."""

    def measure(bench):
        times = max(1, min(50, bench.cards // 1_000))  # a small collection has few cards due
        works = (
            lambda: bench.ours(what, times),
            lambda: bench.peer(what, times),
            lambda: floors.appends(bench.folder, times),
        )
        ours, theirs, bare = in_turn(bench.rounds, *works)
        return Measured(median(ours), median(theirs), median(bare))

    return measure


def processes(ours, theirs, place):
    """A row of two whole processes; `place` is 0 for the time, 1 for the peak memory (MB)."""

    def measure(bench):
        taken = in_turn(bench.rounds, lambda: [ours(bench)], lambda: [theirs(bench)])
        return Measured(*(median(each[place] for each in side) for side in taken))

    return measure


def plain_commands(bench):
    """The slowest of the commands that read and print plainly."""
    commands = (
        ("decks",),
        ("card", "show", "deck00/c0"),
        ("config",),
        ("stats", "--json"),
        ("card", "search", "is:leech"),
        ("help",),
        ("undo", "--help"),
    )
    return _slowest(bench, commands)


def parsing_commands(bench):
    """Reading a deck with all checks."""
    return _slowest(bench, [("check", CHECKOUT / "data" / "decks" / "optimizers.yaml")])


def _slowest(bench, commands):
    bare, *each = in_turn(
        bench.rounds,
        lambda: [bench.bare()[0]],
        *(lambda command=command: [bench.flashcards(*command)[0]] for command in commands),
    )
    slowest = max(range(len(commands)), key=lambda place: median(each[place]))
    told = "slowest: " + " ".join(str(word).rpartition("/")[2] for word in commands[slowest])
    return Measured(median(each[slowest]), median(bare), notes=told if len(commands) > 1 else "")


def first_paint(bench):
    """From the start of `review` to the question on a pseudo-terminal."""
    ours, bare = in_turn(bench.rounds, lambda: [_painted(bench)], lambda: [bench.bare()[0]])
    return Measured(median(ours), median(bare))


def _painted(bench):
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(FLASHCARDS_HOME=str(bench.home), TERM="xterm-256color")
        os.execv(bench.pythons["ours"].with_name("flashcards"), ["flashcards", "review"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    while b"?" not in seen.partition(b"w")[2]:  # all questions are words that begin with w
        seen += os.read(terminal, 4096)
    taken = (time.perf_counter() - begun) * 1000
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def unchanged(bench):
    """Looking whether any deck has changed, beside a Python that does nothing."""
    ours, bare = in_turn(bench.rounds, lambda: bench.ours("unchanged", 5), lambda: [bench.bare()[0]])
    return Measured(median(ours), median(bare))


def parsed(bench):
    """A deck of 10,000 cards, ours with every check of form, the peer's without any."""
    ours, theirs = in_turn(bench.rounds, lambda: bench.ours("parse"), lambda: bench.ours("parse-loosely"))
    return Measured(median(ours), median(theirs))


def table(bench):
    """A table of all notes for both sides to take in."""
    path = bench.folder / "notes.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.write("front,back\n")
            for front, back in sqlite3.connect(bench.folder / "histories.db").execute(
                "SELECT front, back FROM cards"
            ):
                file.write(f"{front},{back}\n")
    return path


def package(bench):
    """All notes as the peer gives them out."""
    path = bench.folder / "notes.apkg"
    if not path.exists():
        bench.anki("out", bench.collection, path)
    return path


def _deck_names(bench):
    return [path.stem for path in sorted((bench.home / "decks").glob("*.yaml"))]


DUE = (lambda bench: bench.flashcards("due"), lambda bench: bench.anki("due", bench.collection))
CSV = (
    lambda bench: bench.flashcards("import", table(bench), home=bench.fresh_home()),
    lambda bench: bench.anki("csv", table(bench), bench.folder / "in.anki2"),
)
IN = (
    lambda bench: bench.flashcards("import", package(bench), home=bench.fresh_home()),
    lambda bench: bench.anki("in", package(bench), bench.folder / "in.anki2"),
)
OUT = (
    lambda bench: bench.flashcards(
        "export",
        "deck",
        *_deck_names(bench),
        "--format",
        "apkg",
        "--force",
        "--output",
        bench.folder / "out.apkg",
    ),
    lambda bench: bench.anki("out", bench.collection, bench.folder / "out.peer.apkg"),
)

#: Rows that need both sides open, and then those of whole processes, which need both closed.
SERVED = (
    Row("one answer saved durably, next card", "Anki", 0.9, durable("answer")),
    Row("undo", "Anki", 0.85, durable("undo")),
    Row("the day's queue", "Anki", 0.3, served("queue", 3)),
    Row("due and new per deck", "Anki", 0.1, served("counts", 3)),
    Row("all figures of `stats`, all days", "Anki", 0.15, served("stats")),
    Row("the same, a year", "Anki", 0.15, served("stats-year")),
    Row("search: a word", "Anki", 0.1, served("word", 3)),
    Row("search: `rated:30`", "Anki", 1, served("rated", 3)),
    Row("search: `ivl>100`", "Anki", 1, served("interval", 3)),
    Row("the same, every card of it", "Anki", 1, served("interval-all", 3, peer="interval")),
    Row("memory rebuilt from the journal", "Anki, switching FSRS on", 0.4, served("refold")),
    Row("deck YAML, parsed", "CSafeLoader", 0.6, parsed),
    Row("100 unchanged decks, noticed", "bare Python", 0.1, unchanged),
)
WHOLE = (
    Row("`flashcards due`, cold", "Anki", 0.08, processes(*DUE, 0)),
    Row("`flashcards due`, memory", "Anki", 0.2, processes(*DUE, 1), "MB"),
    Row("commands that read and print plainly", "bare Python", 8, plain_commands),
    Row("`review` to first paint", "bare Python", 20, first_paint),
    Row("commands that parse decks", "bare Python", 20, parsing_commands),
    Row("cards from CSV", "Anki", 0.4, processes(*CSV, 0)),
    Row("cards from CSV, memory", "Anki", 0.15, processes(*CSV, 1), "MB"),
    Row("notes out as .apkg", "Anki", 0.5, processes(*OUT, 0)),
    Row("notes in from .apkg", "Anki", 0.5, processes(*IN, 0)),
)
