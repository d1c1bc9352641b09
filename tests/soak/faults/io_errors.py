"""The Nth write, sync, truncation, removal or reading fails: once, and from then on, for each N that there is."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import process
import program
from fault import Fault, Outcome, Trial
from old import old_database
from recording import STRACE, strace
from whole import broken_copies, copies, rows_in

#: What may fail, and how.
_ERRORS = {
    "pwrite64": ("EIO", "ENOSPC"),
    "write": ("EIO", "ENOSPC"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO", "ENOSPC"),
    "unlink": ("EIO",),
    "pread64": ("EIO",),
    "read": ("EIO",),
    "rename": ("EIO",),
    "link": ("EIO",),
    "linkat": ("EIO",),
    "mkdir": ("ENOSPC",),
    "openat": ("EIO",),
}
_LINE = re.compile(r"^\d+ +(\w+)\((.*)")
_ROWS = 60


@dataclass(frozen=True)
class Work:
    """A command: how its home is made, its words (`{home}` is the home), its lines, and what must hold after."""

    make: Callable[[Path], object]
    words: tuple[str, ...]
    stdin: str
    check: Callable[[Path, process.Result], Iterator[str]]


@dataclass(frozen=True)
class Case:
    """The call of that name and number fails so, once or from then on."""

    work: str
    call: str
    number: int
    error: str
    lasts: bool


def _played(home: Path) -> None:
    program.played_home(home, _ROWS)


def _with_new_deck(home: Path) -> None:
    _played(home)
    entries = "".join(f"  - {{id: n{n}, q: New {n}?, a: New, was: [old{n}]}}\n" for n in range(20))
    (home / "decks" / "e.yaml").write_text(f"deck: e\ntitle: E\ncards:\n{entries}", "utf-8")


def _old(home: Path) -> None:
    program.new_home(home)
    old_database(home, _ROWS)


def _with_export(home: Path) -> None:
    _played(home)
    for words in (("all", "--output", str(home / "out.zip")), ("reviews", "--output", str(home / "out.csv"))):
        assert process.run(home, "export", *words).code == 0
    (home / "out.csv").write_text("older\n")


def _with_other(home: Path) -> None:
    """A home, and the backup of another one beside it, with a deck of its own."""
    other = home / "other"
    _with_new_deck(other)
    process.run(other, "export", "all", "--output", str(home / "other.zip"))
    shutil.rmtree(other)
    program.played_home(home / "own", 5)
    for path in (home / "own").iterdir():
        path.rename(home / path.name)


def _answers(home: Path, result: process.Result) -> Iterator[str]:
    """Every acknowledged answer is there, and at most one that was not."""
    rows, wrong = program.look(home)
    yield from wrong
    found, cards = [row[6] for row in rows][_ROWS:], result.acknowledged
    if found[: len(cards)] != cards or len(found) - len(cards) not in {0, 1}:
        yield f"acknowledged {cards}, found {found}"
    if result.code == 0 and len(cards) != 4 and not result.err:
        yield f"left with 0 after {len(cards)} of 4 answers"


def _same_rows(home: Path, result: process.Result) -> Iterator[str]:
    rows, wrong = program.look(home)
    yield from wrong
    if len(rows) != _ROWS:
        yield f"{len(rows)} rows of {_ROWS}"


def _migrated(home: Path, result: process.Result) -> Iterator[str]:
    yield from broken_copies(home, _ROWS)
    yield from _same_rows(home, result)


def _zipped(home: Path, result: process.Result) -> Iterator[str]:
    if (rows := rows_in(home / "out.zip")) != _ROWS:
        yield f"the backup: {rows}"
    yield from _same_rows(home, result)


def _tabled(home: Path, result: process.Result) -> Iterator[str]:
    lines = (home / "out.csv").read_text("utf-8").splitlines()
    if lines != ["older"] and len(lines) != _ROWS + 1:
        yield f"{len(lines)} lines in the export"
    if result.code == 0 and lines == ["older"]:
        yield "left with 0 and the older export"
    yield from _same_rows(home, result)


def _imported(home: Path, result: process.Result) -> Iterator[str]:
    rows, wrong = program.look(home)
    yield from wrong
    if len(rows) not in {5, 5 + _ROWS}:
        yield f"{len(rows)} rows"
    if result.code == 0 and (len(rows) == 5 or not (home / "decks" / "e.yaml").exists()):
        yield "left with 0 and nothing taken in"
    if len(rows) > 5 and not copies(home):
        yield "taken in without a backup"
    yield from broken_copies(home, 5)


WORKS = {
    "an answer": Work(_played, program.REVIEW, program.script(4), _answers),
    "a deck sync": Work(_with_new_deck, ("due",), "", _same_rows),
    "a migration": Work(_old, ("due",), "", _migrated),
    "a backup": Work(_with_export, ("export", "all", "--force", "--output", "{home}/out.zip"), "", _zipped),
    "an export": Work(
        _with_export, ("export", "reviews", "--force", "--output", "{home}/out.csv"), "", _tabled
    ),
    "an import": Work(_with_other, ("import", "{home}/other.zip"), "", _imported),
}


def io_errors(trial: Trial, sabotage: str = "") -> Outcome:
    """Run each work once to see its calls, and then again and again with one of them failing."""
    outcome = Outcome()
    if STRACE is None:
        return Outcome(skipped="there is no strace")
    cases = []
    for name, work in WORKS.items():
        work.make(trial.place / name.replace(" ", "-"))
        cases += list(_cases(trial.place, name, sabotage))
    total = len(cases)
    if trial.count:
        cases = _spread(trial, cases)
    codes: Counter[int] = Counter()
    astray = 0
    for case in trial.each(cases):
        wrong = _failed(trial.place, case, sabotage, codes)
        if wrong is None:
            astray += 1
            continue
        outcome.tried += 1
        outcome.broken += [f"{case}: {what}" for what in wrong]
    if astray * 10 > len(cases):
        outcome.broken.append(f"{astray} of {len(cases)} faults went astray")
    told = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    outcome.notes = f"of {total} calls and ways; left {told}"
    return outcome


def _spread(trial: Trial, cases: list[Case]) -> list[Case]:
    """So many cases: of each work and each call as often, where there are enough."""
    shuffled = trial.rng.sample(cases, len(cases))
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for case in shuffled:
        seen[case.work, case.call] += 1
        ranked.append((seen[case.work, case.call], case))
    return [case for _, case in sorted(ranked, key=lambda one: one[0])[: trial.count]]


def _run(place: Path, name: str, options: list[str], sabotage: str) -> tuple[Path, process.Result, list[str]]:
    """Run a work in a fresh copy of its home; the home, what it left, and its calls."""
    work = WORKS[name]
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    program.copy_home(place / name.replace(" ", "-"), home)
    words = [word.format(home=home) for word in work.words]
    trace = place / "trace.txt"
    command = process.started_anew(*words, sabotage=sabotage)
    done = strace(command, trace, ["-y", *options], process.environment(home), work.stdin)
    result = process.Result(done.returncode, done.stdout, done.stderr)
    return home, result, trace.read_text("utf-8", errors="replace").splitlines()


def _cases(place: Path, name: str, sabotage: str) -> Iterator[Case]:
    """Every call of the work that touches its home, with every way to fail."""
    home, result, lines = _run(place, name, ["-e", f"trace={','.join(_ERRORS)}"], sabotage)
    if result.code:
        raise RuntimeError(f"{name}: {result}")
    numbers: Counter[str] = Counter()
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            continue
        call = found[1]
        numbers[call] += 1
        if str(home) in found[2].partition(" = ")[0]:
            for error in _ERRORS[call]:
                yield Case(name, call, numbers[call], error, lasts=False)
                if call not in {"write", "read", "openat"}:  # by which everything else goes, too
                    yield Case(name, call, numbers[call], error, lasts=True)


def _failed(place: Path, case: Case, sabotage: str, codes: Counter[int]) -> list[str] | None:
    """Have it fail, and what is wrong after; None, if this time the call of that number was another one."""
    when = f"{case.number}{'+' if case.lasts else ''}"
    options = ["-e", f"trace={case.call}", "-e", f"inject={case.call}:error={case.error}:when={when}"]
    home, result, lines = _run(place, case.work, options, sabotage)
    hit = [line for line in lines if "(INJECTED)" in line]
    if not hit or str(home) not in hit[0]:
        return None
    codes[result.code] += 1
    wrong = list(_said_wrongly(result))
    wrong += WORKS[case.work].check(home, result)
    return wrong + list(_forgotten(home))


def _forgotten(home: Path) -> Iterator[str]:
    """The decks that are gone for good, though their files are there."""
    there = {path.stem for path in (home / "decks").glob("*.yaml")}
    result = process.run(home, "due", "--json")
    known = {deck["deck"] for deck in json.loads(result.out)["decks"]} if result.code == 0 else set()
    if known != there or result.err:
        yield f"the next `due` knows the decks {known} of {there}: {result.err}"


def _said_wrongly(result: process.Result) -> Iterator[str]:
    """One line of what is wrong and an exit code that tells, or nothing at all."""
    said = result.err.count("flashcards: ")
    if "Traceback" in result.err:
        yield result.err
    elif result.code not in {0, 2, 4}:
        yield f"left with {result.code}: {result.err}"
    elif result.code and said != 1:
        yield f"left with {result.code} and {said} lines: {result.err}"


FAULTS = [Fault("io-errors", "old or new state, one line said, exit code right", 100, 0, io_errors)]
