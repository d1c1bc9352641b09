"""Study days: hour by hour through every change of the clocks of a zone, over the date line, and with clocks set wrong."""

import os
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from unittest import mock
from zoneinfo import ZoneInfo

from fault import Fault, Outcome, Trial
from process import NO_DECKS
from program import new_home

from flashcards.cli import places
from flashcards.cli.home import Home
from flashcards.store.today import plan

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
#: Half an hour, a change at the hour at which days begin, four a year, none, both sides of the date line.
ALWAYS = (
    "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Asia/Pyongyang", "America/Caracas",
    "Europe/Istanbul", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Niue", "America/New_York",
    "America/Scoresbysund", "Asia/Gaza", "Pacific/Norfolk", "America/Havana", "Asia/Beirut", "UTC",
)  # fmt: skip
_CARDS = 5


class Person:
    """Somebody who studies, and what must hold of the day at every look."""

    def __init__(self, home: Home, rng: Random, wrong: list[str]) -> None:
        self.home = home
        self.zone = "UTC"
        self.rollover = 4
        self._rng = rng
        self._wrong = wrong
        self._due: dict[str, int] = {}
        self._last: dict[str, tuple[int, int]] = {}
        self._last_day: int | None = None

    def fly(self, zone: str) -> None:
        """Be in this zone from here on."""
        self.zone = zone
        os.environ["TZ"] = zone
        time.tzset()

    def look(self, at: datetime) -> int:
        """See which day it is, and perhaps study."""
        os.environ["FLASHCARDS_NOW"] = at.isoformat()
        day, expected = self.home.today(), self._day(at)
        if day != expected:
            self._say(at, f"the day is {day}, and should be {expected}")
        if self._rng.random() < 0.4:
            self._study(at, day)
        return day

    def _day(self, at: datetime) -> int:
        local = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        real = (local - timedelta(hours=self.rollover)).date().toordinal()
        last = real if self._last_day is None else self._last_day
        return last if 0 < last - real <= 2 else real

    def _study(self, at: datetime, day: int) -> None:
        queue = plan(self.home.connection, day, self.home.selection(), self.home.limits(100, 100))
        found = {card.id for card in queue.due + queue.new}
        cards = {f"d/c{number}" for number in range(1, _CARDS + 1)}
        expected = {
            card for card in cards if self._due.get(card, 0) <= day and self._last.get(card, (0, 0))[0] < day
        }
        if found != expected or len(queue.due + queue.new) != len(found):
            self._say(at, f"on {day} there is {sorted(found)}, and should be {sorted(expected)}")
        again = {card for card, (last, grade) in self._last.items() if last == day and grade < 4}
        if {card.id for card in queue.repeats} != again:
            self._say(at, f"on {day} {queue.repeats} come again, and should be {again}")
        for card in sorted(found | again):
            if self._rng.random() < 0.7:
                self._answer(at, card, day)

    def _answer(self, at: datetime, card: str, day: int) -> None:
        grade = self._rng.choice((1, 3, 4, 4, 5))
        recorded = self.home.journal.append(self.home.moment(), "answer", card, grade=grade)
        is_first = self._last.get(card, (0, 0))[0] < day
        memory = recorded.after.memory
        if recorded.row.day != day or recorded.counted != is_first or memory.interval_days < 1:
            self._say(at, f"{recorded} on {day}")
        if is_first:
            if memory.due_day != day + memory.interval_days:
                self._say(at, f"{recorded.after} on {day}")
            self._due[card] = memory.due_day
        self._last[card] = day, grade
        self._last_day = day

    def _say(self, at: datetime, what: str) -> None:
        self._wrong.append(f"{self.zone} at {at.astimezone(ZoneInfo(self.zone))}: {what}")


def study_days(trial: Trial) -> Outcome:
    """Through every change of so many zones, and as many journeys."""
    outcome = Outcome()
    zones = sorted(zoneinfo.available_timezones() - {"localtime"})
    if trial.count:
        others = [zone for zone in zones if zone not in ALWAYS]
        zones = [*ALWAYS, *trial.rng.sample(others, len(others))][: trial.count]
    hours = 0
    for number, zone in enumerate(trial.each(zones)):
        changes = changes_of(zone)
        with _at_home(trial.place / str(number)) as home:
            hours += _walked(home, trial.rng, zone, changes, outcome.broken)
        with _at_home(trial.place / f"{number} on a journey") as home:
            hours += _travelled(home, trial.rng, zones, outcome.broken)
        outcome.tried += len(changes) + 1
    outcome.notes = f"{len(zones)} zones, their changes and as many journeys, {hours:,} hours"
    return outcome


def changes_of(zone: str) -> list[datetime]:
    """Every hour in which the offset of the zone becomes another one."""
    there, day = ZoneInfo(zone), timedelta(days=1)
    found = []
    at = FIRST
    while at < LAST:
        if at.astimezone(there).utcoffset() != (at + day).astimezone(there).utcoffset():
            hour = at
            while hour.astimezone(there).utcoffset() == (hour + HOUR).astimezone(there).utcoffset():
                hour += HOUR
            found.append(hour)
        at += day
    return found


def _walked(home: Home, rng: Random, zone: str, changes: list[datetime], wrong: list[str]) -> int:
    """Hour by hour around each change: a day follows the one before, and none is left out."""
    person = Person(home, rng, wrong)
    person.fly(zone)
    for change in changes or [FIRST]:
        before = None
        for hours in range(-29, 30):
            at = change + hours * HOUR
            day = person.look(at)
            if before is not None and day - before not in {0, 1}:
                wrong.append(f"{zone} at {at}: after {before} comes {day}")
            before = day
    return 59 * len(changes or [FIRST])


def _travelled(home: Home, rng: Random, zones: list[str], wrong: list[str]) -> int:
    """Half a year of flights, other hours at which days begin, and clocks that are set wrong and right again."""
    person = Person(home, rng, wrong)
    at, skew = datetime(2026, 1, 1, tzinfo=UTC), timedelta()
    for _ in range(120):
        chance = rng.random()
        if chance < 0.15:
            person.fly(rng.choice((*zones, "Pacific/Kiritimati", "Pacific/Niue", "Pacific/Apia")))
        elif chance < 0.2:
            person.rollover = rng.choice((0, 3, 4, 5, 12, 23))
            home.settings.values["rollover_hour"] = person.rollover
        elif chance < 0.25:
            skew = rng.choice((timedelta(), timedelta(), timedelta(hours=rng.randint(-200, 200))))
        at += HOUR * rng.choice((1, 1, 3, 7, 24, 40, 90))
        person.look(at + skew)
    return 120


@contextmanager
def _at_home(place: Path) -> Iterator[Home]:
    environment = {"FLASHCARDS_HOME": str(new_home(place, _CARDS)), "FLASHCARDS_NOW": FIRST.isoformat()}
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.object(places, "bundled_decks", return_value=NO_DECKS),
        Home() as home,
    ):
        home.connection.execute("PRAGMA synchronous=OFF")  # the disk is not what is tried
        yield home
    time.tzset()


FAULTS = [
    Fault("study-days", "no card due twice in a study day, none lost, no day left out", 50, 0, study_days)
]
