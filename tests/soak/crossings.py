"""What may happen between homes, and to one as a whole: merging, copying, backups, going back to one, and crashes."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from history import Differs, Side, World
from ledger import Event, Ledger

from flashcards.cli.home import Home
from flashcards.core.journal import Row
from flashcards.store.database import Database
from flashcards.store.journal import all_rows
from flashcards.store.meta import read_meta


def merge(world: World, side: Side, rng: Random) -> None:
    """One home takes a whole backup of the other in; sittings there go on."""
    other = _other(world, side)
    path = _exported(world, other)
    _require_fine(world.command(side, "import", str(path)), "import")
    _merged(world, side, other)
    if rng.random() < 0.2:
        _, out, _ = world.command(side, "import", str(path))
        if "nothing was changed" not in out:
            raise Differs(f"taken in twice: {out}")


def copy(world: World, side: Side, rng: Random) -> None:
    """One home is a copy of the other from now on, its device id among it."""
    other = _other(world, side)
    for each in world.sides:
        each.close()
    shutil.rmtree(other.path)
    shutil.copytree(side.path, other.path)
    other.ledger, other.graves, other.backups, other.seen = side.ledger.copy(), list(side.graves), [], 0
    world.settle(other)
    world.compare_whole(other)


def back_up(world: World, side: Side, rng: Random) -> None:
    """A backup by hand, of what is there at this moment."""
    out = _require_fine(world.command(side, "backup", "--json"), "backup")
    ledger = side.ledger
    kept = ledger.rollover, ledger.scheduler, ledger.new_per_day, ledger.due_per_day
    side.backups.append((json.loads(out)["path"], list(ledger.journal), kept))


def restore(world: World, side: Side, rng: Random) -> None:
    """Back to a backup; refused, and nothing changed, while a sitting is open."""
    backups = [backup for backup in side.backups if Path(backup[0]).exists()]
    if not backups:
        return
    path, journal, kept = rng.choice(backups)
    if side.sitting is not None:
        code, _, err = world.command(side, "restore", path, "--yes")
        if code != 4 or "close every other" not in err:
            raise Differs(f"restored with {code} under a sitting: {err}")
        return
    side.close()
    _require_fine(world.command(side, "restore", path, "--yes"), "restore")
    _restored(world, side, journal, kept)


def crash(world: World, side: Side, rng: Random) -> None:
    """The program is killed before the Nth statement of something: old or new state, and the next start is as ever."""
    side.close()
    work = rng.choice((_answered, _answered, _answered, _undone, _taken_in, _gone_back))
    found = work(world, side, rng)
    if found is None:
        return
    child, settle_as = found
    last = rng.choice((rng.randint(1, 30), rng.randint(1, 30), rng.randint(1, 300)))
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            _die_at(last)
            with world.within(side):
                child()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    world.settle(side)
    settle_as()
    world.compare_whole(side)


def _die_at(last: int) -> None:
    count = 0
    real = Database.__init__

    def counted(_statement: str) -> None:
        nonlocal count
        count += 1
        if count >= last:
            os.kill(os.getpid(), signal.SIGKILL)

    def opened(self: Database, path: str) -> None:
        real(self, path)
        self.connection.set_trace_callback(counted)

    Database.__init__ = opened


#: What the child does, and what is done with the ledger when it is dead.
Crash = tuple[Callable[[], object], Callable[[], None]] | None


def _answered(world: World, side: Side, rng: Random) -> Crash:
    day, grade = world.day(side), rng.randrange(6)
    card = rng.choice([place.card for place in side.ledger.places()] or ["a/none"])

    def child() -> None:
        with Home() as home:
            home.journal.append(home.moment(), "answer", card, grade=grade)

    def settle_as() -> None:
        if _count(side) > len(side.ledger.journal):
            side.ledger.write(world.now(side), day, "answer", card, grade=grade)

    return child, settle_as


def _undone(world: World, side: Side, rng: Random) -> Crash:
    day, target = world.day(side), side.ledger.last_undoable()

    def child() -> None:
        with Home() as home:
            home.journal.undo(home.moment())

    def settle_as() -> None:
        if target is not None and _count(side) > len(side.ledger.journal):
            side.ledger.write(world.now(side), day, "undo", target.card, target=target)

    return child, settle_as


def _taken_in(world: World, side: Side, rng: Random) -> Crash:
    other = _other(world, side)
    path = _exported(world, other)

    def settle_as() -> None:
        _merged(world, side, other, may_fail=True)

    return lambda: world.command(side, "import", str(path)), settle_as


def _gone_back(world: World, side: Side, rng: Random) -> Crash:
    backups = [backup for backup in side.backups if Path(backup[0]).exists()]
    if not backups:
        return None
    path, journal, kept = rng.choice(backups)

    def settle_as() -> None:
        if _device(side) != side.ledger.device:
            is_new = f"rollover_hour = {kept[0]}" in (side.path / "config.toml").read_text()
            ledger = side.ledger
            _restored(world, side, journal, kept if is_new else _settings(ledger), is_certain=False)

    return lambda: world.command(side, "restore", path, "--yes"), settle_as


# ---- what becomes of the ledger


def _other(world: World, side: Side) -> Side:
    return next(one for one in world.sides if one is not side)


def _exported(world: World, other: Side) -> Path:
    path = world.place / "all.zip"
    _require_fine(world.command(other, "export", "all", "--force", "--output", str(path)), "export")
    return path


def _require_fine(result: tuple[int, str, str], what: str) -> str:
    code, out, err = result
    if code:
        raise Differs(f"{what} ended with {code}: {err}")
    return out


def _settings(ledger: Ledger) -> tuple[int, str, int, int]:
    return ledger.rollover, ledger.scheduler, ledger.new_per_day, ledger.due_per_day


def _device(side: Side) -> str:
    return read_meta(side.looker.connection, "device")


def _count(side: Side) -> int:
    return side.looker.connection.execute("SELECT count(*) FROM journal").fetchone()[0]


def _restored(
    world: World, side: Side, journal: list[tuple[Event, str]], kept: tuple, *, is_certain: bool = True
) -> None:
    ledger = side.ledger
    ledger.rollover, ledger.scheduler, ledger.new_per_day, ledger.due_per_day = kept
    ledger.hold(journal)
    side.seen = 0
    world.settle(side)
    _take_device(world, side, is_new=True)
    if is_certain:
        world.compare_whole(side)


def _take_device(world: World, side: Side, *, is_new: bool) -> None:
    device = _device(side)
    if is_new == (device == side.ledger.device) or (is_new and device in world.devices):
        raise Differs(f"the device was {side.ledger.device} and is {device}; a new one is wanted: {is_new}")
    side.ledger.device = device
    world.devices.add(device)


def _merged(world: World, side: Side, other: Side, *, may_fail: bool = False) -> None:
    """Take over what came: every event of both, each once; where they stand here is the program's affair."""
    for deck, entries in other.ledger.decks.items():
        path = side.path / "decks" / f"{deck}.yaml"
        if deck not in side.ledger.decks and path.exists():
            side.ledger.decks[deck] = list(entries)
            world.age(path)
        elif deck not in side.ledger.decks and not may_fail:
            raise Differs(f"the deck {deck} did not come over")
    world.settle(side)
    ours, theirs = ({event for event, _ in one.ledger.journal} for one in (side, other))
    if not may_fail or _count(side) != len(ours):
        held = _held(list(all_rows(side.looker.connection)))
        if {event for event, _ in held} != ours | theirs or len(held) != len(ours | theirs):
            raise Differs(
                f"{len(ours)} and {len(theirs)} events became {len(held)}, not {len(ours | theirs)}"
            )
        came_back = any(event.device == side.ledger.device for event in theirs - ours)
        _take_device(world, side, is_new=came_back)
        side.ledger.hold(held)
    side.ledger.read_decks()
    side.seen = 0
    world.compare(side)


def _held(rows: list[Row]) -> list[tuple[Event, str]]:
    """The events that these rows tell, each with the device under which it stands."""
    found: dict[tuple[str, int], Event] = {}
    for row in sorted(rows, key=lambda row: row.kind == "undo"):
        found[row.key] = Event(
            row.device.partition("~")[0], row.seq, row.order_ms, row.at_ms, row.day, row.kind, row.card,
            row.grade, row.elapsed_ms, found[row.target] if row.kind == "undo" else None,
        )  # fmt: skip
    return [(event, device) for (device, _), event in found.items()]
