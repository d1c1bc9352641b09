"""Processes that review one database at once, while others take answers back."""

import gc
import json
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

import process
import program
from fault import Fault, Outcome, Trial

_CARDS = 1000
_NEW_PER_DAY = 20


def processes(trial: Trial, sabotage: process.Sabotage | None = None) -> Outcome:
    """So many answers in each of 8 processes, or 32 for the long run."""
    outcome = Outcome()
    count = 32 if trial.is_long else 8
    home = program.new_home(trial.place / "home", _CARDS)
    with program.opened(home):
        pass
    gc.collect()  # a database that is still open here is not one that a child could open
    children = [_started(home, program.REVIEW, _script(trial, number), sabotage) for number in range(count)]
    undoers = [_started(home, ("undo",), "", sabotage) for _ in trial.each(range(count))]
    wrong = [problem for child in undoers for problem in _left_wrongly(child.wait(), {0, 2})]
    acknowledged, refused = set(), 0
    for number, child in enumerate(children):
        result = child.wait()
        wrong += _left_wrongly(result, {0, 2})
        told = [line for line in map(json.loads, result.out.splitlines()) if "ask" not in line]
        refused += sum("error" in line for line in told)
        acknowledged |= {_mark(number, at) for at, line in enumerate(told) if line.get("grade") is not None}
    outcome.tried = count * trial.count
    rows, complaints = program.look(home)
    outcome.broken = wrong + complaints + _lost_or_doubled(rows, acknowledged) + _graded_twice(rows)
    outcome.broken += _limits(trial.place / "limits", count, sabotage)
    undone = sum(row[5] == "undo" for row in rows)
    outcome.notes = (
        f"{count} processes: {len(acknowledged):,} answers acknowledged, {undone} taken back, "
        f"{refused:,} refused because another was first or the card was not due any more"
    )
    return outcome


def _started(
    home: Path, words: tuple[str, ...], given: str, sabotage: process.Sabotage | None
) -> process.Child:
    with TemporaryFile() as stdin:
        stdin.write(given.encode())
        stdin.seek(0)
        return process.Child(home, words, stdin.fileno(), sabotage)


def _mark(number: int, at: int) -> int:
    """The milliseconds that tell one answer of one process from all others."""
    return 1 + number * 1000 + at


def _script(trial: Trial, number: int) -> str:
    """Answers to what is asked, or to a card that others may be about to answer as well."""
    rng = Random(f"{trial.rng.random()}")
    lines = []
    for at in range(trial.count):
        line = {"grade": rng.choice((1, 2, 3, 4)), "seconds": (_mark(number, at) + 0.5) / 1000}
        if rng.random() < 0.8:
            line["card"] = f"d/c{rng.randint(1, _CARDS)}"
        lines.append(json.dumps(line) + "\n")
    return "".join(lines)


def _left_wrongly(result: process.Result, codes: set[int]) -> list[str]:
    """2 is for a line that was refused, or for nothing to take back."""
    if result.code not in codes or "not saved" in result.err or "Traceback" in result.err:
        return [f"left with {result.code}: {result.err}"]
    return []


def _lost_or_doubled(rows: list[program.Values], acknowledged: set[int]) -> list[str]:
    found = Counter(row[8] for row in rows if row[5] == "answer")
    wrong = [f"acknowledged, and not there: {mark}" for mark in sorted(acknowledged - found.keys())]
    wrong += [f"there, and not acknowledged: {mark}" for mark in sorted(found.keys() - acknowledged)]
    return wrong + [f"there {times} times: {mark}" for mark, times in found.items() if times > 1]


def _graded_twice(rows: list[program.Values]) -> list[str]:
    """A card that was passed is not asked again that day, unless that was taken back first."""
    wrong = []
    grades: dict[object, dict[tuple[object, object], int]] = {}
    for device, seq, _order_ms, _at_ms, _day, kind, card, grade, _elapsed, *target, _detail in rows:
        given = grades.setdefault(card, {})
        if kind == "undo":
            given.pop(tuple(target))
        elif kind == "answer":
            if given and list(given.values())[-1] >= 4:
                wrong.append(f"{card} was passed, and answered once more by row {seq}")
            given[device, seq] = grade
    return wrong


def _limits(home: Path, count: int, sabotage: process.Sabotage | None) -> list[str]:
    """All of them together take the day's new cards; each may have had one more on its screen."""
    program.new_home(home, _CARDS)
    (home / "config.toml").write_text(f"new_per_day = {_NEW_PER_DAY}\n")
    with program.opened(home):
        pass
    gc.collect()
    given = program.script(_NEW_PER_DAY, (4,))
    children = [_started(home, ("review", "--answers", "-"), given, sabotage) for _ in range(count)]
    wrong = [problem for child in children for problem in _left_wrongly(child.wait(), {0, 2})]
    answered = {row[6] for row in program.rows_of(home)}
    if not _NEW_PER_DAY <= len(answered) < _NEW_PER_DAY + count:
        wrong.append(f"{len(answered)} new cards were answered, and the day has {_NEW_PER_DAY}")
    return wrong


FAULTS = [
    Fault(
        "processes",
        "every acknowledged answer once, no lock error, no card graded twice unknowingly, limits kept",
        100,
        200,
        processes,
    )
]
