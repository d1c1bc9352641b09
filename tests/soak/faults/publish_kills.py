"""kill -9 at a random instant of a migration, a backup and an export: old or new, never half."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import process
import program
from fault import Fault, Outcome, Trial
from old import old_database, version_of
from whole import broken_copies, rows_in

from flashcards.store.database import SCHEMA_VERSION

_ROWS = 1500


@dataclass(frozen=True)
class Publishing:
    """A command that publishes something: how its home is made, its words, and what is half done after."""

    make: Callable[[Path], object]
    words: tuple[str, ...]
    halves: Callable[[Path], Iterator[str]]


def _old(home: Path) -> None:
    program.new_home(home)
    old_database(home, _ROWS)


def _with_older(home: Path) -> None:
    """A home with the backup and the export of an earlier time."""
    _old(home)
    assert process.run(home, "due").code == 0
    for words in (("all", "--output", str(home / "out.zip")), ("cards", "--output", str(home / "out.csv"))):
        assert process.run(home, "export", *words).code == 0
    (home / "out.csv").write_text("older\n")


def _half_migrated(home: Path) -> Iterator[str]:
    yield from broken_copies(home, _ROWS)
    if version_of(home / "flashcards.db") not in {1, SCHEMA_VERSION}:
        yield f"version {version_of(home / 'flashcards.db')}"


def _half_zipped(home: Path) -> Iterator[str]:
    if (rows := rows_in(home / "out.zip")) != _ROWS:
        yield f"the backup: {rows}"


def _half_written(home: Path) -> Iterator[str]:
    if (home / "out.csv").read_text() not in {"older\n", (home.parent / "whole.csv").read_text()}:
        yield "the export is neither the old nor the new one"


PUBLISHINGS = {
    "a migration": Publishing(_old, ("due",), _half_migrated),
    "a backup": Publishing(
        _with_older, ("export", "all", "--force", "--output", "{home}/out.zip"), _half_zipped
    ),
    "an export": Publishing(
        _with_older, ("export", "cards", "--force", "--output", "{home}/out.csv"), _half_written
    ),
}


def publish_kills(trial: Trial, sabotage: process.Sabotage | None = None) -> Outcome:
    """So many kills of each."""
    outcome = Outcome()
    ended = 0
    for name, publishing in PUBLISHINGS.items():
        before = trial.place / name.replace(" ", "-")
        publishing.make(before)
        home = trial.place / "home"
        begun = time.monotonic()
        assert _started(publishing, before, home, None).wait().code == 0
        whole_s = time.monotonic() - begun
        if (home / "out.csv").exists():
            shutil.copyfile(home / "out.csv", trial.place / "whole.csv")
        for number in trial.each(range(trial.count)):
            child = _started(publishing, before, home, sabotage)
            time.sleep(trial.rng.uniform(0, 1.2 * whole_s))
            child.kill()
            ended += child.wait().code == 0
            rows, wrong = program.look(home)
            wrong += publishing.halves(home)
            if len(rows) != _ROWS:
                wrong.append(f"{len(rows)} rows of {_ROWS}")
            outcome.tried += 1
            outcome.broken += [f"{name}, kill {number}: {what}" for what in wrong]
    outcome.notes = f"{ended} had ended before"
    return outcome


def _started(
    publishing: Publishing, before: Path, home: Path, sabotage: process.Sabotage | None
) -> process.Child:
    shutil.rmtree(home, ignore_errors=True)
    program.copy_home(before, home)
    with Path("/dev/null").open("rb") as nothing:
        words = [word.format(home=home) for word in publishing.words]
        return process.Child(home, words, nothing.fileno(), sabotage)


FAULTS = [
    Fault(
        "publish-kills",
        "0 half done, every published file whole and verified (each kind)",
        50,
        500,
        publish_kills,
    )
]
