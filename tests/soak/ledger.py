"""The rules of studying in plain Python, written from what is promised alone: nothing of the program is in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

#: How a grade moves the ease, in hundredths: SM-2's formula, worked out by hand.
_EASE = {5: 10, 4: 0, 3: -14, 2: -32, 1: -54, 0: -80}
_UNDOABLE = {"answer", "suspend", "bury", "reset"}


@dataclass(frozen=True)
class Event:
    """A row as its device wrote it; it is the same event in every journal that holds it."""

    device: str
    seq: int
    order_ms: int
    at_ms: int
    day: int
    kind: str
    card: str
    grade: int | None = None
    elapsed_ms: int | None = None
    target: "Event | None" = None


@dataclass(frozen=True)
class State:
    """Where a card stands; `memory` is (ease, interval, repetitions, due day, lapses)."""

    memory: tuple[int, int, int, int, int] | None = None
    first_day: int | None = None
    last_day: int | None = None
    last_grade: int | None = None
    last_order_ms: int | None = None
    suspended: bool = False
    buried_day: int | None = None
    advanced: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of a deck: its slug, the kind of its card, what it needs, its former slugs, and how often it was edited."""

    slug: str
    kind: str
    needs: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Place:
    """A card of the library."""

    card: str
    entry: str
    needs: tuple[str, ...]


def moved(memory: tuple[int, int, int, int, int] | None, grade: int, day: int, scheduler: str) -> tuple:
    """SM-2: the next interval with the ease from before, and the ease moved."""
    ease, interval, repetitions, _, lapses = memory or (250, 0, 0, 0, 0)
    was_passed = repetitions > 0 or lapses > 0
    next_ease = max(130, ease + _EASE[grade])
    if grade < 3:
        kept = ease if scheduler == "sm2-1990" else next_ease
        return kept, 1, 0, day + 1, lapses + was_passed
    if repetitions < 2:
        interval = [1, 6][repetitions]
    else:
        exactly = Fraction(interval * ease, 100)
        interval = min(36_500, ceil(exactly) if scheduler == "sm2-1990" else round(exactly))
    return next_ease, interval, repetitions + 1, day + interval, lapses


#: What else happens to a card changes at once; all other kinds only tell.
_CHANGES = {
    "suspend": lambda _event: {"suspended": True},
    "resume": lambda _event: {"suspended": False, "buried_day": None},
    "bury": lambda event: {"buried_day": event.day},
    "advance": lambda _event: {"advanced": True},
}


def stepped(state: State, event: Event, scheduler: str) -> State:
    """Where a card stands after something that happened to it."""
    if event.kind == "reset":
        return State(suspended=state.suspended, buried_day=state.buried_day)
    if event.kind != "answer":
        return replace(state, **_CHANGES.get(event.kind, lambda _event: {})(event))
    counts = state.last_day is None or event.day > state.last_day
    if counts and event.grade >= 3 and state.memory is not None:
        counts = event.day >= state.memory[3]
    return State(
        moved(state.memory, event.grade, event.day, scheduler) if counts else state.memory,
        event.day if counts and state.memory is None else state.first_day,
        max(event.day, state.last_day or 0),
        event.grade,
        event.order_ms,
        state.suspended,
        state.buried_day,
    )


@dataclass
class Ledger:
    """A home as it should be: its journal in order (each event with the key it stands under here), decks, settings."""

    device: str = ""
    journal: list[tuple[Event, str]] = field(default_factory=list)
    decks: dict[str, list[Entry]] = field(default_factory=dict)
    rollover: int = 4
    scheduler: str = "sm2"
    new_per_day: int = 5
    due_per_day: int = 12
    states: dict[str, State] = field(default_factory=dict)
    undone: set[Event] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "Ledger":
        """The same home, which goes its own way from here on."""
        decks = {name: list(entries) for name, entries in self.decks.items()}
        return replace(
            self,
            journal=list(self.journal),
            decks=decks,
            states=dict(self.states),
            undone=set(self.undone),
        )

    # ---- time

    def day(self, at_ms: int, zone: str) -> int:
        """The study day: the local date some hours ago; up to two days behind the last one, that one goes on."""
        local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        real = (local - timedelta(hours=self.rollover)).date().toordinal()
        last = self.journal[-1][0].day if self.journal else real
        return last if 0 < last - real <= 2 else real

    # ---- the journal

    def write(self, at_ms: int, day: int, kind: str, card: str, **fields: object) -> Event:
        """Something happens: it comes last, whatever the clock says."""
        last = self.journal[-1][0].order_ms if self.journal else 0
        seq = sum(device == self.device for _, device in self.journal) + 1
        event = Event(
            self.device.partition("~")[0], seq, max(at_ms, last + 1), at_ms, day, kind, card, **fields
        )
        self.journal.append((event, self.device))
        card = self.current(card)
        if event.target is None:
            self._keep(card, stepped(self.states.get(card, State()), event, self.scheduler))
        else:
            self.undone.add(event.target)
            self._fold(card)
        return event

    def last_undoable(self) -> Event | None:
        """What an undo takes back: this device's last, of those that can be."""
        for event, device in reversed(self.journal):
            if device == self.device and event.kind in _UNDOABLE and event not in self.undone:
                return event
        return None

    def hold(self, journal: Iterable[tuple[Event, str]]) -> None:
        """Take these for the whole journal."""
        self.journal = sorted(journal, key=lambda held: (held[0].order_ms, held[1], held[0].seq))
        self.undone = {event.target for event, _ in self.journal if event.target is not None}
        self.fold()

    def fold(self) -> None:
        """Everything anew, from the journal."""
        self.states = {}
        for event, _ in self.journal:
            if event not in self.undone:
                card = self.current(event.card)
                self._keep(card, stepped(self.states.get(card, State()), event, self.scheduler))

    def _fold(self, card: str) -> None:
        state = State()
        for event, _ in self.journal:
            if self.current(event.card) == card and event not in self.undone:
                state = stepped(state, event, self.scheduler)
        self._keep(card, state)

    def _keep(self, card: str, state: State) -> None:
        if state == State():
            self.states.pop(card, None)
        else:
            self.states[card] = state

    # ---- the library

    def current(self, card: str) -> str:
        """The id that an id of a row leads to."""
        return self.aliases.get(card, card)

    def read_decks(self) -> None:
        """The decks were changed: what had another name stands under its present one."""
        aliases = {
            f"{deck}/{old}{side}": f"{deck}/{entry.slug}{side}"
            for deck, entries in self.decks.items()
            for entry in entries
            for old in entry.was
            for side in _sides(entry)
        }
        if aliases != self.aliases:
            self.aliases = aliases
            self.fold()

    def places(self) -> Iterator[Place]:
        """All cards, in the library's order."""
        for deck in sorted(self.decks):
            for entry in self.decks[deck]:
                for side in _sides(entry):
                    name = f"{deck}/{entry.slug}"
                    needs = (self.current(f"{deck}/{need}") for need in entry.needs)
                    yield Place(name + side, name, tuple(needs))

    # ---- the day

    def queue(self, day: int) -> tuple[list[str], list[str], list[str]]:
        """What the day still holds: due cards, new ones, and those that come again, each in its order."""
        places = list(self.places())
        state = {place.card: self.states.get(place.card, State()) for place in places}
        answered = {card: one for card, one in self.states.items() if one.last_day == day}
        was_new = sum(one.first_day == day for one in answered.values())
        taken = {card.partition("#")[0] for card in answered}
        free = [place for place in places if self._is_free(state[place.card], day)]
        due = self._due([place for place in free if state[place.card].memory], state, day, taken)
        new = self._new(
            [place for place in free if state[place.card].memory is None], places, state, taken,
            self.new_per_day - was_new,
        )  # fmt: skip
        again = [card for card, one in answered.items() if card in state and one.last_grade < 4]
        again = [c for c in again if not state[c].suspended and (state[c].buried_day or 0) < day]
        again.sort(key=lambda card: state[card].last_order_ms)
        return due[: max(0, self.due_per_day - len(answered) + was_new)], new, again

    def _is_free(self, state: State, day: int) -> bool:
        return not state.suspended and (state.buried_day or 0) < day and (state.last_day or 0) < day

    def _due(self, waiting: list[Place], state: dict[str, State], day: int, taken: set[str]) -> list[str]:
        wanted = [p for p in waiting if state[p.card].memory[3] <= day or state[p.card].advanced]
        wanted.sort(key=lambda place: (not state[place.card].advanced, state[place.card].memory[3]))
        due = []
        for place in wanted:
            if place.entry not in taken:
                taken.add(place.entry)
                due.append(place.card)
        return due

    def _new(
        self, unseen: list[Place], places: list[Place], state: dict[str, State], taken: set[str], rest: int
    ) -> list[str]:
        """Again and again the first card that waits for nothing."""
        met = {place.entry for place in places if state[place.card].memory}
        asleep = {place.entry for place in places}
        asleep -= {place.entry for place in places if not state[place.card].suspended}
        known = {place.entry for place in places}
        new: list[str] = []
        while len(new) < rest:
            for place in unseen:
                held = any(n in known and n not in taken | met | asleep for n in place.needs)
                if place.entry not in taken and not held:
                    break
            else:
                break
            taken.add(place.entry)
            new.append(place.card)
        return new


def _sides(entry: Entry) -> tuple[str, ...]:
    return ("", "#back") if entry.kind == "both" else ("",)
