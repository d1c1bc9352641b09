"""The journal's rows, and the fold that turns them into where each card stands.

The journal is the one thing that is kept; everything here computes from it, and gives the same for the
same rows whenever it is asked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from flashcards.core.grades import LEARNED, PASS
from flashcards.core.memory import Memory, Scheduler

Kind = Literal[
    "answer",  # a graded answer
    "try",  # typed, but not yet an answer: unreadable, a typo to confirm, the first "close"
    "practice",
    "cram",
    "quiz",
    "placed",  # a memory that came with an import
    "advance",  # asked for in front of the next review
    "suspend",
    "resume",  # of a suspended or buried card
    "bury",  # hidden until the next study day
    "reset",  # new again
    "undo",  # takes back the row that it targets
]

#: What `undo` takes back.
UNDOABLE: frozenset[Kind] = frozenset({"answer", "suspend", "bury", "reset"})

#: What moves no card, and what is only a word on another row.
ONLY_TELLING: frozenset[Kind] = frozenset({"try", "practice", "cram", "quiz", "undo"})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened; key `(device, seq)`, order everywhere `(order_ms, device, seq)`.

    `at_ms` is the clock's epoch time, `order_ms` is never behind an earlier row's; `day` the study day.
    `detail` is a JSON object. An undo carries the card of its target.
    """

    device: str
    seq: int
    order_ms: int
    at_ms: int
    day: int
    kind: Kind
    card: str
    grade: int | None = None
    elapsed_ms: int | None = None
    target_device: str | None = None
    target_seq: int | None = None
    detail: str = "{}"

    @property
    def key(self) -> tuple[str, int]:
        """What names the row in all journals that hold it."""
        return self.device, self.seq

    @property
    def target(self) -> tuple[str | None, int | None]:
        """The key of the row that an undo takes back."""
        return self.target_device, self.target_seq

    def checksum(self) -> str:
        """Sixteen hex digits over every field: tells damage, and two histories under one key."""
        # Loads a library of its own, which those who only read a journal do not need.
        from flashcards.core.checksums import checksum_of

        return checksum_of([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a card stands: its memory, and what the day's queue must know.

    `first_day` is the day on which it stopped being new, `last_day` that of its latest answer that was
    not a repeat, `last_grade` and `last_order_ms` belong to its very latest answer.
    """

    memory: Memory | None = None
    first_day: int | None = None
    last_day: int | None = None
    last_grade: int | None = None
    last_order_ms: int | None = None
    suspended: bool = False
    buried_day: int | None = None
    advanced: bool = False

    def counts(self, grade: int, day: int) -> bool:
        """Whether an answer would move memory: the first of its day, and no pass before the due day."""
        if self.last_day is not None and day <= self.last_day:
            return False
        return grade < PASS or self.memory is None or day >= self.memory.due_day

    def repeats(self, day: int) -> bool:
        """Whether the card comes back at the end of the day's session."""
        return self.last_day == day and self.last_grade is not None and self.last_grade < LEARNED


NEW = Standing()

#: A card's present id, a row of it, and where the card stood before and after the row.
Step = tuple[str, Row, Standing, Standing]


def step(standing: Standing, row: Row, scheduler: Scheduler) -> Standing:
    """Where the card stands after the row; rows that only tell (tries, quizzes) change nothing."""
    match row.kind:
        case "answer":
            return _answered(standing, row, scheduler)
        case "placed":
            return replace(standing, memory=Memory(*placed_numbers(row.detail)))
        case "reset":
            return Standing(suspended=standing.suspended, buried_day=standing.buried_day)
        case "suspend":
            return replace(standing, suspended=True)
        case "resume":
            return replace(standing, suspended=False, buried_day=None)
        case "bury":
            return replace(standing, buried_day=row.day)
        case "advance":
            return replace(standing, advanced=True)
        case _:
            return standing


def fold(
    rows: Iterable[Row], scheduler: Scheduler, aliases: Mapping[str, str] | None = None
) -> dict[str, Standing]:
    """Where every card of the journal stands, from rows in any order; `aliases`: former id -> id."""
    return {card: after for card, _, _, after in walk(rows, scheduler, aliases)}


def walk(
    rows: Iterable[Row], scheduler: Scheduler, aliases: Mapping[str, str] | None = None
) -> Iterator[Step]:
    """Every row that holds, in order, with its card's present id and where the card stood before and after it."""
    ordered = sorted(rows, key=lambda row: (row.order_ms, row.device, row.seq))
    undone = {row.target for row in ordered if row.kind == "undo"}
    return replay(ordered, undone, scheduler, aliases)


def replay(
    ordered: Iterable[Row],
    undone: AbstractSet[tuple[str | None, int | None]],
    scheduler: Scheduler,
    aliases: Mapping[str, str] | None = None,
) -> Iterator[Step]:
    """The same of rows that come in order, one by one, given the keys of those that were taken back."""
    standings: dict[str, Standing] = {}
    for row in ordered:
        if row.key not in undone:
            card = (aliases or {}).get(row.card, row.card)
            before = standings.get(card, NEW)
            standings[card] = after = step(before, row, scheduler)
            yield card, row, before, after


def placed_numbers(detail: str) -> list[int]:
    """The numbers of the memory that the detail of a `placed` row tells, in the order of Memory's."""
    values = json.loads(detail)
    return [int(values[name]) for name in Memory.__slots__]


def _answered(standing: Standing, row: Row, scheduler: Scheduler) -> Standing:
    grade, memory = row.grade or 0, standing.memory
    counts = standing.counts(grade, row.day)
    return Standing(
        memory=scheduler(memory, grade, row.day) if counts else memory,
        first_day=row.day if memory is None and counts else standing.first_day,
        last_day=max(row.day, standing.last_day or row.day),
        last_grade=grade,
        last_order_ms=row.order_ms,
        suspended=standing.suspended,
        buried_day=standing.buried_day,
    )
