"""kill -9 at a random instant of a scripted review, then everything opened again."""

import os
import shutil
import time
from pathlib import Path
from random import Random

import process
import program
from fault import Fault, Outcome, Trial

#: What one answer takes at most, where nothing else runs.
_ANSWER_S = 0.004


def kill(trial: Trial, sabotage: process.Sabotage | None = None) -> Outcome:
    """Kill sittings, and hold what is found against what was acknowledged."""
    outcome = Outcome()
    before = program.played_home(trial.place / "before", 15)
    known = len(program.rows_of(before))
    acknowledged = unseen = 0
    for number in trial.each(range(trial.count)):
        home = program.copy_home(before, trial.place / f"home-{number}")
        cards = _killed(home, trial.rng, sabotage)
        outcome.tried += 1
        rows, wrong = program.look(home)
        found = [row[6] for row in rows][known:]
        acknowledged += len(cards)
        unseen += len(found) - len(cards)
        if found[: len(cards)] != cards or len(found) - len(cards) not in {0, 1}:
            wrong.append(f"acknowledged {cards}, found {found}")
        wrong += _next_sitting(home)
        outcome.broken += [f"kill {number}: {what}" for what in wrong]
        shutil.rmtree(home)
    outcome.notes = (
        f"{acknowledged} answers acknowledged; {unseen} times one more was saved, but not yet said"
    )
    return outcome


def _killed(home: Path, rng: Random, sabotage: process.Sabotage | None) -> list[str]:
    """Kill a sitting some time after one of its answers, its start and its end among them; what it acknowledged."""
    answers = rng.randint(1, 12)
    patience = rng.randint(0, answers)
    given = home.with_suffix(".jsonl")
    given.write_text(program.script(answers, [rng.randrange(6) for _ in range(answers)]), "utf-8")
    stdin = os.open(given, os.O_RDONLY)
    child = process.Child(home, program.REVIEW, stdin, sabotage, talks=True)
    os.close(stdin)
    heard: list[str] = []
    while len(heard) < patience and (line := child.hear()) is not None:
        heard += process.acknowledged(line + "\n")
    time.sleep(rng.uniform(0, _ANSWER_S if patience else 30 * _ANSWER_S))
    child.kill()
    return child.wait().acknowledged


def _next_sitting(home: Path) -> list[str]:
    """What the next sitting does beside asking the next card and taking its answer."""
    result = process.run(home, *program.REVIEW, stdin=program.script(1))
    if result.code == 0 and not result.err and len(result.acknowledged) == 1:
        return []
    return [f"the next review: {result}"]


FAULTS = [
    Fault(
        "kill", "0 acknowledged lost, journal = memory = sums, the next review asks at once", 100, 2000, kill
    )
]
