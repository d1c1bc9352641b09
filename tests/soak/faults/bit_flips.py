"""Bits that flip, and headers and pages that are damaged, at rest: nothing of an answer changes unseen."""

import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import process
import program
from fault import Fault, Outcome, Trial
from old import old_database

_ROWS = 1500
#: An older file keeps its pages.
_PAGE = 4096
_FRAME = 24 + _PAGE
_FILES = ("flashcards.db", "flashcards.db-wal")


def bit_flips(trial: Trial) -> Outcome:
    """Damage a copy, half of the times one with the WAL of a sitting that was killed, and look at what is seen."""
    outcome = Outcome()
    at_rest, killed = trial.place / "at-rest", trial.place / "killed"
    program.new_home(at_rest)
    old_database(at_rest, _ROWS)
    process.run(at_rest, "due")
    _kill_in_a_sitting(program.copy_home(at_rest, killed))
    home = trial.place / "home"
    expected = {source: _states(source, home) for source in (at_rest, killed)}
    seen: Counter[str] = Counter()
    for number in trial.each(range(trial.count)):
        source = killed if number % 2 else at_rest
        shutil.rmtree(home, ignore_errors=True)
        program.copy_home(source, home)
        damage = _damage(home / _FILES[number % 2], trial.rng)
        what, wrong = _look(home, expected[source])
        seen[what] += 1
        outcome.tried += 1
        outcome.broken += [f"{damage}: {one}" for one in wrong]
    outcome.notes = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    return outcome


def _kill_in_a_sitting(home: Path) -> None:
    """Leave the WAL of twelve answers behind."""
    read, write = os.pipe()
    child = process.Child(home, program.REVIEW, read, talks=True)
    os.close(read)
    os.write(write, program.script(12).encode())
    for _ in range(25):
        child.hear()
    child.kill()
    child.wait()
    os.close(write)
    Path(f"{home / 'flashcards.db'}-shm").unlink()
    _leave_out_room(home / "flashcards.db-wal")


def _leave_out_room(wal: Path) -> None:
    """Cut off what no frame was written to yet: damage there is none."""
    content = wal.read_bytes()
    frames = range(32, len(content), _FRAME)
    os.truncate(wal, next((at for at in frames if content[at : at + 4] == bytes(4)), len(content)))


#: The journal and all that is folded from it.
State = tuple[object, ...]


def _states(source: Path, home: Path) -> list[State]:
    """What may be found: everything; and without the last answer, where a power loss would leave as much."""
    states = [_state(program.copy_home(source, home))]
    wal = source / "flashcards.db-wal"
    if wal.exists():
        shutil.rmtree(home)
        program.copy_home(source, home)
        os.truncate(home / wal.name, wal.stat().st_size - _FRAME)
        states.append(_state(home))
    shutil.rmtree(home)
    return states


def _state(home: Path) -> State:
    with program.opened(home) as one:
        tables = ("journal", *program.FOLDED)
        columns = {
            "cards": "id, ease, interval_days, repetitions, due_day, lapses, last_day, last_grade, suspended"
        }
        return tuple(
            tuple(one.connection.execute(f"SELECT {columns.get(table, '*')} FROM {table} ORDER BY 1, 2, 3"))
            for table in tables
        )


def _damage(path: Path, rng: Random) -> str:
    """Flip a bit, or spoil a header, a sector or a page; what was done."""
    content = bytearray(path.read_bytes())
    is_wal = path.name.endswith("-wal")
    begin, stride = (32, _FRAME) if is_wal else (0, _PAGE)
    page = begin + stride * rng.randrange((len(content) - begin) // stride)
    match rng.randrange(8):
        case 0:
            at, some = rng.randrange(100 if not is_wal else 32), b"?"
        case 1:
            at, some = page + rng.randrange(24), rng.randbytes(1)
        case 2:
            at, some = page, bytes(stride)
        case 3:
            other = begin + stride * rng.randrange((len(content) - begin) // stride)
            at, some = page, bytes(content[other : other + stride])
        case 4:
            at, some = page - page % 512 + 512 * rng.randrange(8), rng.randbytes(512)
        case _:
            at = rng.randrange(len(content))
            some = bytes([content[at] ^ 1 << rng.randrange(8)])
    content[at : at + len(some)] = some
    path.write_bytes(content)
    return f"{len(some)} bytes at {at} of {path.name}"


def _look(home: Path, expected: list[State]) -> tuple[str, list[str]]:
    """Who notices, and what is wrong."""
    copy = home.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    program.copy_home(home, copy)
    result = process.run(copy, "due")
    if result.code not in {0, 4} or "Traceback" in result.err or result.err.count("flashcards: ") > 1:
        return "crashed", [f"due: {result}"]
    if result.code == 4:
        return "refused", []
    if program.look(home)[1]:
        return "found by checking", []
    state = _state(home)
    if state == expected[0]:
        return "harmless", []
    if state in expected:
        return "like a power loss in the last answer", []
    return "unseen", [_difference(expected[0], state)]


def _difference(expected: State, found: State) -> str:
    for table, one, other in zip(("journal", *program.FOLDED), expected, found, strict=True):
        if one != other:
            missing, new = set(one) - set(other), set(other) - set(one)
            return (
                f"{table}: {len(missing)} rows missing or changed, as {list(missing)[:1]} to {list(new)[:1]}"
            )
    return "the same"


FAULTS = [Fault("bit-flips", "0 that change an answer unseen", 50, 2000, bit_flips)]
