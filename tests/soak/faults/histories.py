"""Random histories of two homes, compared after every step with a ledger in plain Python."""

import os
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest import mock

import crossings
import happenings
from fault import Fault, Outcome, Trial
from history import Differs, World
from process import NO_DECKS
from program import FOLDED

from flashcards.cli import places
from flashcards.store.database import Database
from flashcards.store.exports import sound_rows
from flashcards.store.library import refold
from flashcards.store.unsettled import settle

#: What happens, and how often in comparison.
HAPPENINGS = {
    happenings.answer: 100,
    happenings.put_off: 8,
    happenings.leave: 10,
    happenings.sitting_of_a_script: 1,
    happenings.other_terminal: 14,
    happenings.undo: 8,
    happenings.time_passes: 24,
    happenings.clock_jumps: 3,
    happenings.zone_changes: 3,
    happenings.settings_change: 1,
    happenings.deck_edited: 2,
    happenings.deck_deleted: 1,
    crossings.merge: 2,
    crossings.copy: 0.3,
    crossings.back_up: 0.7,
    crossings.restore: 0.7,
    crossings.crash: 1.5,
}
_LENGTH = 300
#: So often everything is compared, and not only what is new.
_WHOLE = 60

#: What happens, and the chance that decides how.
Plan = list[tuple[happenings.Happening, float]]


def histories(trial: Trial) -> Outcome:
    """Live histories until there were so many steps."""
    outcome = Outcome()
    seen = dict.fromkeys(HAPPENINGS, 0)
    for number in trial.each(range(-(-trial.count // _LENGTH))):
        if outcome.tried >= trial.count:
            break
        plan = drawn(trial.rng, _LENGTH)
        steps, wrong = lived(plan, trial.place / str(number))
        outcome.tried += steps
        for happening, _ in plan:
            seen[happening] += 1
        if wrong:
            shortest = shrunk(plan, trial.place / f"{number} shrunk")
            said = " > ".join(f"{happening.__name__} {chance}" for happening, chance in shortest)
            outcome.broken.append(f"{wrong}\n      after {said}")
    outcome.notes = ", ".join(f"{count:,} {one.__name__.replace('_', ' ')}" for one, count in seen.items())
    return outcome


def drawn(rng: Random, length: int) -> Plan:
    """A plan of what happens."""
    names, weights = list(HAPPENINGS), list(HAPPENINGS.values())
    return [(happening, rng.random()) for happening in rng.choices(names, weights, k=length)]


def lived(plan: Plan, place: Path) -> tuple[int, str]:
    """How many steps were compared, and what differed in the last, if any did."""
    with _surroundings():
        world = World(place)
        try:
            for number, (happening, chance) in enumerate(plan, start=1):
                _step(world, happening, Random(chance))
                if number % _WHOLE == 0 or number == len(plan):
                    for side in world.sides:
                        world.compare_whole(side)
                        _require_folded(side.looker)
        except Differs as differs:
            return world.steps, f"{happening.__name__} {chance}: {differs}"
        except Exception:  # noqa: BLE001 - whatever it is, it is what the history led to
            return world.steps, f"{happening.__name__} {chance}: {traceback.format_exc()}"
        finally:
            world.close()
    return world.steps, ""


def shrunk(plan: Plan, place: Path) -> Plan:
    """A shorter plan that still breaks: halves are left out, then quarters, and so on."""
    size = len(plan)
    while size:
        at = 0
        while at < len(plan):
            shorter = plan[:at] + plan[at + size :]
            if shorter and lived(shorter, place)[1]:
                plan = shorter
            else:
                at += size
        size //= 2
    return plan


def _step(world: World, happening: happenings.Happening, rng: Random) -> None:
    side = world.sides[rng.random() < 0.3]
    world.at_ms += rng.randrange(100, 60_000)
    happening(world, side, rng)
    world.compare(side)


def _require_folded(database: Database) -> None:
    """What is kept is the fold of the journal, and every row has its checksum."""
    connection = database.connection
    for _ in sound_rows(connection):
        pass
    connection.execute("BEGIN IMMEDIATE")
    try:
        settle(connection)
        tables = [_table(database, name) for name in FOLDED]
        refold(connection)
        for name, kept in zip(FOLDED, tables, strict=True):
            if kept != _table(database, name):
                raise Differs(f"{name} is another one when it is rebuilt")
    finally:
        connection.execute("ROLLBACK")


def _table(database: Database, name: str) -> list[tuple[object, ...]]:
    return database.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3").fetchall()


@contextmanager
def _surroundings() -> Iterator[None]:
    """No bundled decks, a disk that is not waited for, and the environment as it was."""
    real = Database.__init__

    def opened(self: Database, path: str) -> None:
        real(self, path)
        self.connection.execute("PRAGMA synchronous=OFF")

    with (
        mock.patch.dict(os.environ, {"NO_COLOR": "1", "COLUMNS": "80"}),
        mock.patch.object(places, "bundled_decks", return_value=NO_DECKS),
        mock.patch.object(Database, "__init__", opened),
    ):
        yield
    time.tzset()


FAULTS = [
    Fault(
        "histories", "equal to a ledger in plain Python after each step; state = fold(journal)", 15_000, 500_000,
        histories,
    )
]  # fmt: skip
