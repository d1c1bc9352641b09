"""The database moved, deleted, replaced, cut or made read-only in the middle of a sitting, at each of its steps."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import process
import program
from fault import Fault, Outcome, Trial
from whole import copies

from flashcards.store.database import Database

_ANSWERS = 5
#: What stands there when an answer is wanted, and when it was saved.
_SHOWN, _SAVED = "Enter shows the answer > ", "> Easy: "
#: What the journal holds before.
_KNOWN = 12
#: An id that owns no file.
_NOBODY = 65534


@dataclass(frozen=True)
class Harm:
    """What is done to a home in the middle of a sitting.

    `rows_at`: where the sitting's rows are after; None: in the copy that was kept, if the harm has left one.
    `put_right`: how it is made good again. `leaves_sound`: what lies in the database's place then is sound, and
    must stay so.
    """

    do: Callable[[Path], None]
    rows_at: Callable[[Path], Path] | None = None
    put_right: Callable[[Path], None] | None = None
    leaves_sound: bool = True


def _database(home: Path) -> Path:
    return home / "flashcards.db"


def _away(home: Path) -> Path:
    return home / "away" / "flashcards.db"


def _kept(home: Path) -> Path:
    """The backup that the program makes of what it still sees."""
    moved = [backup for backup in copies(home) if "_moved" in backup.name]
    return moved[0] if moved else _database(home)


def _move(home: Path) -> None:
    _away(home).parent.mkdir()
    _database(home).rename(_away(home))


def _move_all(home: Path) -> None:
    _away(home).parent.mkdir()
    for path in home.glob("flashcards.db*"):
        path.rename(_away(home).parent / path.name)


def _move_back(home: Path) -> None:
    for path in _away(home).parent.iterdir():
        path.rename(home / path.name)
    _away(home).parent.rmdir()


def _other(home: Path) -> Path:
    other = home / "other.db"
    Database(str(other)).close()
    return other


def _overwrite(home: Path) -> None:
    other = _other(home).read_bytes()
    with _database(home).open("r+b") as file:
        file.write(other)
        file.truncate()


def _copy_over(home: Path) -> None:
    """As a program does that brings an older copy back."""
    shutil.copyfile(home / "older.db", _database(home))


def _read_only(home: Path) -> None:
    for path in [home, *home.iterdir()]:
        path.chmod(path.stat().st_mode & 0o555)


def _writable(home: Path) -> None:
    for path in [home, *home.iterdir()]:
        path.chmod(path.stat().st_mode | 0o200)


def _renamed_home(home: Path) -> Path:
    return home.with_name(f"{home.name}-renamed")


def _cut(home: Path, share: float) -> None:
    os.truncate(_database(home), int(_database(home).stat().st_size * share))


def _delete(home: Path) -> None:
    _database(home).unlink()


def _delete_all(home: Path) -> None:
    for path in home.glob("flashcards.db*"):
        path.unlink()


def _replace(home: Path) -> None:
    _other(home).replace(_database(home))


def _rename_home(home: Path) -> None:
    home.rename(_renamed_home(home))


def _rename_home_back(home: Path) -> None:
    _renamed_home(home).rename(home)


HARMS = {
    "moved": Harm(_move, _kept, None),
    "moved with its WAL": Harm(_move_all, _away, _move_back),
    "deleted": Harm(_delete, _kept),
    "deleted with its WAL": Harm(_delete_all, _kept),
    "replaced": Harm(_replace, _kept),
    "overwritten": Harm(_overwrite),
    "an older copy in its place": Harm(_copy_over),
    "cut to nothing": Harm(partial(_cut, share=0)),
    "cut in half": Harm(partial(_cut, share=0.5), leaves_sound=False),
    "read-only": Harm(_read_only, _database),
    "without its WAL": Harm(lambda home: Path(f"{_database(home)}-wal").unlink(), _database),
    "its folder renamed": Harm(
        _rename_home, lambda home: _renamed_home(home) / "flashcards.db", _rename_home_back
    ),
    "its folder deleted": Harm(shutil.rmtree),
}


def database_moved(trial: Trial, sabotage: process.Sabotage | None = None) -> Outcome:
    """Each harm at each step: the next answer is refused, or found; and kept, where it can be saved after all."""
    outcome = Outcome()
    before = program.played_home(trial.place / "before", 4)
    shutil.copyfile(_database(before), before / "older.db")
    process.run(before, *program.REVIEW, stdin=program.script(_KNOWN - 4))
    refused = 0
    for name, harm in HARMS.items():
        for step in range(_ANSWERS):
            wrong, was_refused = _harmed(before, trial.place / "home", harm, step, sabotage)
            refused += was_refused
            outcome.tried += 1
            outcome.broken += [f"{name} after {step} answers: {what}" for what in wrong]
            if harm.put_right is not None:
                wrong = _put_right(before, trial.place / "home", harm, step, sabotage)
                outcome.tried += 1
                outcome.broken += [f"{name} after {step} answers, and put right: {what}" for what in wrong]
    outcome.notes = f"{refused} answers refused, the others found"
    return outcome


def _whom_modes_hold_back(home: Path) -> int | None:
    """Another user, to whom the home is given, if this one may do anything and the other can reach the program."""
    if os.geteuid() != 0:
        return None
    home.parent.chmod(0o711)
    if not all(folder.stat().st_mode & 0o001 for path in (home, Path(__file__)) for folder in path.parents):
        return None
    for path in [home, *home.rglob("*")]:
        os.chown(path, _NOBODY, _NOBODY)
    return _NOBODY


def _fresh(before: Path, home: Path) -> Path:
    shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(_renamed_home(home), ignore_errors=True)
    return program.copy_home(before, home)


def _harmed(
    before: Path, home: Path, harm: Harm, step: int, sabotage: process.Sabotage | None
) -> tuple[list[str], bool]:
    """Harm a sitting from a script; what is wrong then, and whether the next answer was refused."""
    _fresh(before, home)
    user = _whom_modes_hold_back(home) if harm.do is _read_only else None
    read, write = os.pipe()
    child = process.Child(home, program.REVIEW, read, sabotage, talks=True, user=user)
    os.close(read)
    if child.hear() is None:
        return [f"did not begin: {child.wait()}"], False
    for _ in range(step):
        os.write(write, program.script(1, [4]).encode())
        child.hear()
        child.hear()
    harm.do(home)
    os.write(write, program.script(1, [4]).encode())
    child.hear()
    os.close(write)
    result = child.wait()
    refused = result.code == 4
    if harm.do is _read_only:
        _writable(home)
    wrong = []
    if len(result.acknowledged) not in {step, step + 1} or (len(result.acknowledged) == step) != refused:
        wrong.append(f"acknowledged {result.acknowledged}, and left with {result.code}")
    if refused and (result.err.count("flashcards:") != 1 or "not saved" not in result.err):
        wrong.append(f"said {result.err!r}")
    if "Traceback" in result.err:
        wrong.append(result.err)
    place = harm.rows_at(home) if harm.rows_at else _database(home) if not refused else None
    if place is not None:
        wrong += _missing(before, place, home.parent / "looked-at", result.acknowledged)
    if harm.leaves_sound and _database(home).exists():
        wrong += program.look(home)[1]
    return wrong, refused


def _put_right(
    before: Path, home: Path, harm: Harm, step: int, sabotage: process.Sabotage | None
) -> list[str]:
    """Harm a sitting in plain lines, put it right while the answer is kept, and save it then."""
    assert harm.put_right is not None
    _fresh(before, home)
    read, write = os.pipe()
    child = process.Child(home, ("review", "--new", "1000", "--plain"), read, sabotage, talks=True)
    os.close(read)

    for _ in range(step):
        child.hear_until(_SHOWN)
        os.write(write, b"\n4\n")
        child.hear_until(_SAVED)
    child.hear_until(_SHOWN)
    harm.do(home)
    os.write(write, b"\n4\n")
    heard = child.hear_until("Enter tries to save it again", _SAVED)
    if _SAVED in heard:
        return ["the answer was called saved"]
    harm.put_right(home)
    os.write(write, b"\n")
    child.hear_until(_SAVED)
    os.close(write)
    result = child.wait()
    if result.code != 0:
        return [f"left with {result.code}: {result.err}"]
    rows, wrong = program.look(home)
    return (
        wrong
        if len(rows) == _KNOWN + step + 1
        else [*wrong, f"{len(rows)} rows after {_KNOWN + step + 1} answers"]
    )


def _missing(before: Path, place: Path, home: Path, acknowledged: list[str]) -> list[str]:
    """What is wrong with the database at this place, in which all these answers must be."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(before / "decks", home / "decks")
    if place.suffix == ".gz":
        process.run(home, "restore", str(place), "--yes")
    for suffix in ("", "-wal"):
        if place.suffix != ".gz" and Path(f"{place}{suffix}").exists():
            shutil.copyfile(f"{place}{suffix}", f"{_database(home)}{suffix}")
    rows, wrong = program.look(home)
    found = [row[6] for row in rows][_KNOWN:]
    if found[: len(acknowledged)] != acknowledged:
        wrong.append(f"acknowledged {acknowledged}, found {found}")
    return wrong


FAULTS = [
    Fault(
        "database-moved", "the next answer is refused and kept, or found on reopening", 0, 0, database_moved
    )
]
