"""Which backups are kept: told from their order, days and sizes alone, so that no clock can make them expire."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flashcards.core.days import iso

#: So many of the newest are kept whatever their days, and so many whatever their sizes.
LATEST, ALWAYS = 10, 3
#: All that are kept have at most so many bytes.
MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Generation:
    """A backup: its place in the order of making, the study day up to which it has answers, and its bytes."""

    number: int
    name: str
    day: int
    size: int

    @property
    def reason(self) -> str:
        """Why it was made, as its name tells: NUMBER_DAY_REASON.db.gz."""
        return self.name.removesuffix(".db.gz").split("_", 2)[-1]


def kept(generations: Iterable[Generation]) -> list[Generation]:
    """Those to keep, newest first: the last ten, and the newest of 14 days, 8 weeks and 12 months.

    Days, weeks and months are counted as they come, back from the newest, and not from today.
    """
    newest = sorted(generations, key=lambda one: (one.number, one.name), reverse=True)
    held = set(newest[:LATEST])
    for count, period_of in _PERIODS:
        seen: set[int | str] = set()
        for one in newest:
            period = period_of(one.day)
            if period not in seen and len(seen) < count:
                seen.add(period)
                held.add(one)
    return _within_bytes([one for one in newest if one in held])


#: How many days, weeks (from Monday; day 1 is one) and months, and how a day tells its own.
_PERIODS: tuple[tuple[int, Callable[[int], int | str]], ...] = (
    (14, lambda day: day),
    (8, lambda day: (day - 1) // 7),
    (12, lambda day: iso(day)[:7]),
)


def _within_bytes(newest: list[Generation]) -> list[Generation]:
    """The oldest go first; the last three stay whatever they weigh."""
    total = 0
    for place, one in enumerate(newest):
        total += one.size
        if total > MOST_BYTES and place >= ALWAYS:
            return newest[:place]
    return newest
