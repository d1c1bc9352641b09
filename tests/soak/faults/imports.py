"""Foreign files of every kind that can be imported, whole, hostile and damaged: taken in whole or refused whole."""

import os
import shutil
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from random import Random

import process
import program
from fault import Fault, Outcome, Trial
from foreign import Files

from flashcards.decks.reading import Deck, read_deck_file

MOST_MB = 200
_AT_ONCE = 50
_KB = 1024

#: What a home holds: its own decks, and the rows of its journal.
State = tuple[dict[str, bytes], list[tuple[object, ...]]]


def import_files(trial: Trial, sabotage: Callable[[], None] | None = None) -> Outcome:
    """Import each into a copy of one home, many in one process, whose memory is measured."""
    outcome = Outcome()
    before = program.played_home(trial.place / "before", 6)
    backup = trial.place / "backup.zip"
    process.run(before, "export", "all", "--output", str(backup))
    # In a process of its own: what a bomb takes to make is not what it takes to read.
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        pool.submit(_make_known, _empty(trial.place / "known"), backup).result()
    largest = taken = number = 0
    while number < trial.count:
        count = min(_AT_ONCE, trial.count - number)
        told, megabytes = _batch(trial, before, backup, count, number, sabotage)
        number += count
        largest = max(largest, megabytes)
        if megabytes > MOST_MB:
            outcome.broken.append(f"files {number - count} to {number}: {megabytes} MB")
        taken += told.count("taken")
        outcome.broken += [line for line in told if line != "taken"]
        outcome.tried += count
    outcome.notes = f"{taken:,} taken in, the others refused; at most {largest} MB"
    return outcome


def _make_known(folder: Path, backup: Path) -> None:
    Files(folder, backup, Random(0)).known()
    (folder / "made.db").unlink()


def _batch(
    trial: Trial, before: Path, backup: Path, count: int, first: int, sabotage: Callable[[], None] | None
) -> tuple[list[str], int]:
    """What a process says that takes in some files, and how many megabytes it took."""
    rng = Random(trial.rng.random())
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if sabotage is not None:
                    sabotage()
                lines = _taken_in(trial.place, before, backup, range(first, first + count), rng)
                said.write("\n".join(lines))
                code = 0
            except BaseException:  # noqa: BLE001 - whatever it is, it is told
                said.write(" ".join(traceback.format_exc().split()))
            finally:
                said.flush()
                os._exit(code)
        _, status, used = os.wait4(child, 0)
        said.seek(0)
        lines = said.read().split("\n")
    if code := os.waitstatus_to_exitcode(status):
        lines.append(f"files from {first} on: the process left with {code}")
    return [line for line in lines if line], used.ru_maxrss // _KB


def _taken_in(place: Path, before: Path, backup: Path, numbers: Sequence[int], rng: Random) -> list[str]:
    files = Files(_empty(place / "files"), backup, rng)
    known = sorted((place / "known").iterdir()) if 0 in numbers else []
    lines = []
    home = place / "home"
    state = _state(before)
    for number in numbers:
        path = known.pop() if known else files.damaged()
        shutil.rmtree(home, ignore_errors=True)
        program.copy_home(before, home)
        code, text = _import(home, path)
        what = f"file {number}, {path.name}"
        if code == 0:
            lines += ["taken", *(f"{what}: {wrong}" for wrong in _wrong_decks(home))]
        elif code not in {2, 4} or "unexpected" in text or "Traceback" in text:
            lines.append(f"{what}: left with {code}: {' '.join(text.split())[:300]}")
        elif _state(home) != state:
            lines.append(f"{what}: refused, and yet the home has changed")
        if list(place.glob("**/escaped*")) or Path("/tmp/escaped").exists():
            lines.append(f"{what}: wrote outside of the home")
    return lines


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _import(home: Path, path: Path) -> tuple[int, str]:
    """The exit code and all that was said, of a command that runs in this process."""
    said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - its number is what is handed over
    os.dup2(said.fileno(), 1)
    os.dup2(said.fileno(), 2)
    code = process.in_place(home, ("import", str(path)))
    with said:
        said.seek(0)
        return code, said.read()


def _state(home: Path) -> State:
    decks = {path.name: path.read_bytes() for path in sorted(home.glob("decks/*")) if path.is_file()}
    with closing(sqlite3.connect(home / "flashcards.db")) as database:
        return decks, database.execute("SELECT * FROM journal ORDER BY order_ms, device").fetchall()


def _wrong_decks(home: Path) -> list[str]:
    """The mistakes of decks that were written."""
    found = ((path, read_deck_file(path)) for path in home.glob("decks/*.yaml"))
    return [f"{path.name}: {deck[0].message}" for path, deck in found if not isinstance(deck, Deck)]


FAULTS = [
    Fault("import-files", "imported or refused whole, under 200 MB", 2000, 20_000, import_files),
]
