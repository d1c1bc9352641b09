"""Every hostile deck, read and asked by a process of its own, which is measured."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import process
from fault import Fault, Outcome, Trial

sys.path.insert(0, str(Path(__file__).parents[2] / "hostile"))

from outcomes import ASKED, PASSED_OVER, THREATS, outcome

#: Of the processor, beyond what a deck with nothing in it takes, where that takes `_BARE_SECONDS`; a machine that is
#: busy, or slower, has longer.
MOST_SECONDS = 1.0
_BARE_SECONDS = 0.15
MOST_MB = 200
_KB = 1024
#: The system counts into a child's memory what its parent had; a process knows its own best.
_PEAK = "import atexit; atexit.register(lambda: open('peak', 'w').write(open('/proc/self/status').read()))\n"

_TYPED = '{"answer": "x"}\n{"grade": 4}\n' * 3
#: What is done with a hostile deck, and with one that is asked.
_CHECK = ("check",)
_PLAYS = (("review", "--answers", "-"), ("review", "--plain"), ("quiz", "--practice", "--answers", "-"))


@dataclass(frozen=True)
class _Measured:
    """A process as it ended: `code` is negative for a signal, `megabytes` the most that it held in memory."""

    code: int
    text: str
    seconds: float
    megabytes: float


def hostile_decks(trial: Trial, sabotage: str = "", only: str = "") -> Outcome:
    """Lay each deck into a home, and hold what comes of it and what it takes against what is stated."""
    found = Outcome()
    bare = _measured(_home(trial.place / "bare", ""), _CHECK, sabotage).seconds
    slowest = largest = (0.0, "")
    for name in trial.each([only] if only else list(THREATS)):
        home = _home(trial.place / name, name)
        ways = (_CHECK, *_PLAYS[: 3 if trial.is_long else 1]) if outcome(name) == ASKED else (_CHECK,)
        for way in ways:
            one = _measured(home, way, sabotage)
            found.tried += 1
            found.broken += [f"{name}, {' '.join(way)}: {what}" for what in _wrong(name, way, one, bare)]
            slowest = max(slowest, (one.seconds - bare, f"{name}, {way[0]}"))
            largest = max(largest, (one.megabytes, f"{name}, {way[0]}"))
    found.notes = (
        f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MB ({largest[1]}); "
        f"a deck with nothing in it takes {bare:.2f} s"
    )
    return found


def _home(home: Path, threat: str) -> Path:
    decks = home / "decks"
    decks.mkdir(parents=True)
    (decks / "good.yaml").write_text(
        "deck: good\ntitle: Good\ncards: [{id: a, q: Is it asked?, accept: yes}]\n"
    )
    if threat:
        place = decks / "hostile.yaml"
        THREATS[threat](place)
        if place.is_file() and not place.is_symlink():
            os.utime(place, (1e9, 1e9))
    return home


def _measured(home: Path, way: tuple[str, ...], sabotage: str) -> _Measured:
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile() as said:
        given.write(_TYPED)
        given.seek(0)
        child = subprocess.Popen(
            process.started_anew(*way, sabotage=_PEAK + sabotage),
            stdin=given,
            stdout=said,
            stderr=said,
            env=process.environment(home),
            cwd=home,
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    seconds = used.ru_utime + used.ru_stime
    peak = next(line for line in (home / "peak").read_text().splitlines() if line.startswith("VmHWM"))
    return _Measured(child.returncode, text, seconds, int(peak.split()[1]) / _KB)


def _wrong(name: str, way: tuple[str, ...], one: _Measured, bare: float) -> list[str]:
    wanted = outcome(name)
    wrong = []
    most_seconds = MOST_SECONDS * max(1, bare / _BARE_SECONDS)
    if one.seconds - bare > most_seconds or one.megabytes > MOST_MB:
        wrong.append(f"took {one.seconds - bare:.2f} s and {one.megabytes:.0f} MB")
    if one.code not in {0, 1, 2} or "Traceback" in one.text or "something unexpected" in one.text:
        wrong.append(f"left with {one.code}: {one.text[-300:]}")
    if way == _CHECK and wanted not in {ASKED, PASSED_OVER} and (wanted not in one.text or one.code != 1):
        wrong.append(f"was not refused with '{wanted}'")
    if way == _CHECK and wanted in {ASKED, PASSED_OVER} and one.code != 0:
        wrong.append(f"was refused: {one.text[:300]}")
    return wrong


FAULTS = [
    Fault("hostile-decks", "the stated outcome, under 1 s and 200 MB each", 0, 0, hostile_decks),
]
