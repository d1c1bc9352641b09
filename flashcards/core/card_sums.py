"""Figures of where cards stand, out of counts; `card_figures` and `topic_figures` say what each means."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flashcards.core.card_figures import Bin, Ease, FutureDue, Intervals
from flashcards.core.figures import Period
from flashcards.core.review_figures import DayCount

#: Passed on two days running: SM-2's repetitions from which a card counts as known.
KNOWN_REPETITIONS = 2

#: (value, cards)
Heap = tuple[int, int]


def future_of(due: Sequence[Heap], load: float, today: int, period: Period) -> FutureDue:
    """From heaps of due days in order; `load` is the sum of 1 / interval over the same cards."""
    ahead = None if period.since is None else today + (period.until - period.since)
    return FutureDue(
        backlog=sum(cards for day, cards in due if day < today),
        days=tuple(
            DayCount(day, cards) for day, cards in due if day >= today and (ahead is None or day <= ahead)
        ),
        total=sum(cards for _, cards in due),
        load=round(load, 6),
    )


def load_of(heaps: Iterable[Heap]) -> float:
    """Reviews a day in the long run, from heaps of intervals."""
    return sum(cards / max(interval, 1) for interval, cards in heaps)


def intervals_of(heaps: Iterable[Heap]) -> Intervals:
    """Cards by interval."""
    return Intervals(*_histogram(heaps))


def ease_of(heaps: Iterable[Heap]) -> Ease:
    """Cards by ease."""
    return Ease(*_histogram(heaps))


def _histogram(heaps: Iterable[Heap]) -> tuple[tuple[Bin, ...], int, float | None, int | None]:
    """Bins in order, number of cards, mean and lower median."""
    sums: dict[int, int] = {}
    for value, cards in heaps:
        sums[value] = sums.get(value, 0) + cards
    bins = tuple(Bin(value, sums[value]) for value in sorted(sums))
    total = sum(sums.values())
    if not total:
        return (), 0, None, None
    passed, median = 0, bins[-1].value
    for each in bins:
        passed += each.cards
        if passed >= (total + 1) // 2:
            median = each.value
            break
    mean = sum(value * cards for value, cards in sums.items()) / total
    return bins, total, round(mean, 6), median


def footing(needs: Mapping[str, Sequence[str]], is_known: Mapping[str, bool]) -> Callable[[str], bool]:
    """Tells of an entry whether it holds: it is known, and so is all that it needs, and what that needs.

    `needs` names what entries need; an entry that `is_known` does not name holds by itself. Of a
    cycle, what comes back to itself counts as what it is alone.
    """
    holds: dict[str, bool] = {}

    def check(start: str) -> bool:
        waiting = [start]
        while waiting:
            entry = waiting[-1]
            if entry not in holds:
                holds[entry] = is_known.get(entry, True)
                if holds[entry]:
                    waiting.extend(need for need in needs.get(entry, ()) if need not in holds)
                    continue
            waiting.pop()
            holds[entry] = holds[entry] and all(holds[need] for need in needs.get(entry, ()) if need in holds)
        return holds[start]

    return check
