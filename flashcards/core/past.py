"""Quizzes that were taken: what is kept of each, the best, the last, and where each topic is going."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.quiz import Ending


@dataclass(frozen=True, slots=True)
class Past:
    """A quiz that was handed in; `topics` holds points and questions of each."""

    id: str
    day: int
    points: float
    of: int
    percent: float
    pass_percent: int
    is_passed: bool
    ending: Ending
    seconds: float
    seed: str
    topics: Mapping[str, tuple[float, int]]


def best(pasts: Sequence[Past]) -> Past | None:
    """The one with the highest share; of equals that with more questions, and then the later one."""
    return max(reversed(pasts), key=lambda past: (past.percent, past.of), default=None)


def trends(pasts: Sequence[Past]) -> dict[str, list[float]]:
    """The percent that each topic had, quiz by quiz (oldest first), the weakest topic of late first."""
    found: dict[str, list[float]] = {}
    for past in pasts:
        for topic, (points, count) in past.topics.items():
            found.setdefault(topic, []).append(100 * points / count)
    return dict(sorted(found.items(), key=lambda pair: pair[1][-1]))
