"""Two homes that somebody studies in, each beside the ledger that says how it should be, and what may happen to them."""

import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest import mock

from ledger import Entry, Event, Ledger, State

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.main import main
from flashcards.cli.sitting import Sitting
from flashcards.store.cards import all_standings
from flashcards.store.database import Database
from flashcards.store.journal import all_rows
from flashcards.store.meta import read_meta
from flashcards.store.today import Limits, Selection, plan

ZONES = (
    "UTC",
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Niue",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
)
KINDS = ("basic", "basic", "both", "typed", "computed")


class Differs(Exception):
    """A home is not as its ledger says."""


@dataclass
class Side:
    """A home, its ledger, and where it is in time and place."""

    path: Path
    ledger: Ledger = field(default_factory=Ledger)
    zone: str = "UTC"
    skew_ms: int = 0
    sitting: Sitting | None = None
    looker: Database | None = None
    seen: int = 0
    backups: list[tuple[str, list[tuple[Event, str]], tuple[int, str]]] = field(default_factory=list)
    graves: list[tuple[str, Entry]] = field(default_factory=list)

    def close(self) -> None:
        """Leave the terminals."""
        if self.sitting is not None:
            self.sitting.home.__exit__()
            self.sitting = None
        if self.looker is not None:
            self.looker.close()
            self.looker = None


class World:
    """The homes, and the one time that passes for both."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.at_ms = 1_773_480_000_000
        self.sides = [Side(place / name) for name in ("pc", "laptop")]
        self.files = 0
        self.slugs = 0
        self.steps = 0
        self.devices: set[str] = set()
        for side in self.sides:
            for deck in ("a", "b"):
                self.add(side, Random(f"{side.path.name} {deck}"), deck, 7)
            self.write_settings(side)
            self.settle(side)

    # ---- what stands where

    def now(self, side: Side) -> int:
        """What the clock of that home says."""
        return self.at_ms + side.skew_ms

    @contextmanager
    def within(self, side: Side) -> Iterator[None]:
        """The environment of that home."""
        seconds, thousandths = divmod(self.now(side), 1000)
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{thousandths:03}+00:00"
        os.environ.update(FLASHCARDS_HOME=str(side.path), FLASHCARDS_NOW=moment, TZ=side.zone)
        time.tzset()
        yield

    def day(self, side: Side) -> int:
        """The study day that should hold there."""
        return side.ledger.day(self.now(side), side.zone)

    def command(self, side: Side, *words: str, stdin: str = "") -> tuple[int, str, str]:
        """Run a command in that home, in this process: exit code, standard output and error."""
        out, err = io.StringIO(), io.StringIO()
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        code: object = 0
        with (
            self.within(side),
            mock.patch.object(sys, "argv", ["flashcards", *words]),
            mock.patch.object(sys, "stdin", io.StringIO(stdin)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as leaving:
                code = leaving.code or 0
            finally:
                for number, handler in handlers.items():
                    signal.signal(number, handler)
        if "Traceback" in err.getvalue() or "unexpected" in err.getvalue():
            raise Differs(f"{words} ended with {code}: {err.getvalue()}")
        return int(str(code)), out.getvalue(), err.getvalue()

    def sat(self, side: Side) -> Sitting:
        """The sitting that is open there; a new one where there is none."""
        if side.sitting is None:
            home = Home()
            side.sitting = Sitting(home, Wish(home.selection(), seed="s"))
        return side.sitting

    # ---- what is compared after every step

    def settle(self, side: Side) -> None:
        """Open the home as another terminal would, so that it knows its decks and settings."""
        with self.within(side):
            Home().__exit__()
            if side.looker is None:
                side.looker = Database(str(side.path / "flashcards.db"))
            device = read_meta(side.looker.connection, "device")
            if not side.ledger.device:
                side.ledger.device = device
                self.devices.add(device)

    def compare(self, side: Side) -> None:
        """Raise Differs where the home is not as its ledger says."""
        self.steps += 1
        self.settle(side) if side.looker is None else None
        connection = side.looker.connection
        rows = self._rows(side)
        self._equal("the journal", rows, self._expected(side))
        side.seen = len(side.ledger.journal)
        kept = {card: _as_state(one) for card, one in all_standings(connection).items()}
        self._equal("where the cards stand", kept, side.ledger.states)
        ledger, day = side.ledger, self.day(side)
        queue = plan(connection, day, Selection(), Limits(ledger.new_per_day, ledger.due_per_day))
        found = tuple([card.id for card in cards] for cards in (queue.due, queue.new, queue.repeats))
        self._equal(f"the queue of day {day}", found, ledger.queue(day))

    def compare_whole(self, side: Side) -> None:
        """The same of every row of the journal, and of what a command says."""
        side.seen = 0
        self.compare(side)
        if self.answers(side) != (said := self.told(side)):
            raise Differs(f"`due` says {said}, and not {self.answers(side)}")

    def told(self, side: Side) -> tuple[int, int, str]:
        """What `due --json` says: new, due, and the day."""
        code, out, err = self.command(side, "due", "--json")
        if code or err:
            raise Differs(f"`due` ended with {code}: {err}")
        told = json.loads(out)
        return told["new"], told["due"], told["day"]

    def answers(self, side: Side) -> tuple[int, int, str]:
        """What `due --json` should say."""
        day = self.day(side)
        due, new, again = side.ledger.queue(day)
        return (
            len(new),
            len(due) + len(again),
            time.strftime("%Y-%m-%d", time.gmtime((day - 719_163) * 86_400)),
        )

    def _rows(self, side: Side) -> list[tuple[object, ...]]:
        rows = list(all_rows(side.looker.connection))[side.seen :]
        return [
            (r.device, r.seq, r.order_ms, r.at_ms, r.day, r.kind, r.card, r.grade, r.elapsed_ms, r.target)
            for r in rows
        ]

    def _expected(self, side: Side) -> list[tuple[object, ...]]:
        keys = dict(side.ledger.journal)
        expected = []
        for event, device in side.ledger.journal[side.seen :]:
            target = (None, None) if event.target is None else (keys[event.target], event.target.seq)
            values = event.order_ms, event.at_ms, event.day, event.kind, event.card, event.grade
            expected.append((device, event.seq, *values, event.elapsed_ms, target))
        return expected

    def _equal(self, what: str, found: object, expected: object) -> None:
        if found == expected:
            return
        if isinstance(found, dict) and isinstance(expected, dict):
            names = sorted(key for key in found | expected if found.get(key) != expected.get(key))
            found, expected = ({key: one.get(key) for key in names} for one in (found, expected))
        raise Differs(f"{what}: found {found}, expected {expected}")

    # ---- decks

    def add(self, side: Side, rng: Random, deck: str, count: int = 1) -> None:
        """Write new entries into a deck."""
        entries = side.ledger.decks.setdefault(deck, [])
        for _ in range(count):
            self.slugs += 1
            needs = tuple(entry.slug for entry in entries if rng.random() < 0.1)[:2]
            entry = Entry(f"{side.path.name[0]}{self.slugs}", rng.choice(KINDS), needs)
            entries.insert(rng.randint(0, len(entries)), entry)
        self.write_deck(side, deck)

    def write_deck(self, side: Side, deck: str) -> None:
        """Have the file say what the ledger says."""
        path = side.path / "decks" / f"{deck}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        entries = side.ledger.decks.get(deck)
        if entries is None:
            path.unlink()
        else:
            path.write_text(
                f"deck: {deck}\ntitle: {deck}\ncards:\n" + "".join(map(_entry_text, entries)), "utf-8"
            )
            self.age(path)
        side.ledger.read_decks()

    def age(self, path: Path) -> None:
        """A file as if it had been written a while ago: what is fresh is read again at every start."""
        self.files += 1
        os.utime(path, (1_700_000_000 + self.files, 1_700_000_000 + self.files))

    def write_settings(self, side: Side) -> None:
        """Have the file of settings say what the ledger says."""
        ledger = side.ledger
        (side.path / "config.toml").write_text(
            f'rollover_hour = {ledger.rollover}\nscheduler = "{ledger.scheduler}"\n'
            f"new_per_day = {ledger.new_per_day}\ndue_per_day = {ledger.due_per_day}\n",
            "utf-8",
        )

    def close(self) -> None:
        """Leave both homes."""
        for side in self.sides:
            side.close()
        shutil.rmtree(self.place)


def _as_state(standing: object) -> State:
    memory = standing.memory
    values = {name: getattr(standing, name) for name in State.__dataclass_fields__}
    if memory is not None:
        values["memory"] = (
            memory.ease,
            memory.interval_days,
            memory.repetitions,
            memory.due_day,
            memory.lapses,
        )
    return State(**values)


def _entry_text(entry: Entry) -> str:
    slug, more = entry.slug, ""
    for name, slugs in (("needs", entry.needs), ("was", entry.was)):
        if slugs:
            more += f", {name}: [{', '.join(slugs)}]"
    match entry.kind:
        case "typed":
            body = f"q: 'Type {slug}, {entry.version}', accept: [word{slug}]"
        case "computed":
            body = "problem: sigmoid"
        case "both":
            body = f"q: 'Question {slug}, {entry.version}?', a: 'Answer {slug}', both: true"
        case _:
            body = f"q: 'Question {slug}, {entry.version}?', a: 'Answer {slug}'"
    return f"  - {{id: {slug}, {body}{more}}}\n"
