"""How well each kind of problem goes, and which is to be practised next."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: So many of the latest answers tell how well a kind goes now.
LATEST = 8
#: So many problems lie between two of one kind, where there are enough kinds.
APART = 3


@dataclass(slots=True)
class Record:
    """All answers to problems of one kind, in reviews and in practice; `last_order` is the latest one's place."""

    answers: int = 0
    right: int = 0
    last_day: int = 0
    last_order: int = 0
    latest: deque[bool] = field(default_factory=lambda: deque(maxlen=LATEST))

    def add(self, *, is_right: bool, day: int, order: int) -> None:
        """Count one more answer, later than all before."""
        self.answers += 1
        self.right += is_right
        self.last_day, self.last_order = day, order
        self.latest.append(is_right)

    @property
    def strength(self) -> float:
        """The share of right ones among the latest answers, by Laplace's rule of succession: 1/2 before the first."""
        return (sum(self.latest) + 1) / (len(self.latest) + 2)


def weakest_first(kinds: Iterable[str], records: Mapping[str, Record]) -> list[str]:
    """The kinds by strength; of equals that which was longest not asked, and then in the order given."""
    unseen = Record()

    def weakness(kind: str) -> tuple[float, int]:
        record = records.get(kind, unseen)
        return record.strength, record.last_order

    return sorted(kinds, key=weakness)


def next_kind(kinds: Sequence[str], records: Mapping[str, Record], asked: Sequence[str]) -> str:
    """The weakest of the kinds that were not just `asked` (oldest first); `kinds` must not be empty."""
    apart = min(APART, len(kinds) - 1)
    lately = asked[-apart:] if apart else ()
    return next(kind for kind in weakest_first(kinds, records) if kind not in lately)
