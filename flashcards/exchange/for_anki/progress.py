"""Where cards stand, and how they were answered, in Anki's numbers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flashcards.core.journal import Standing
from flashcards.exchange.for_anki.collection import FIRST_DAY
from flashcards.exchange.for_anki.package import Answer, CardRow

_NEW, _REVIEW = 0, 2
_SUSPENDED = -1
#: Of a row in the review log: learning, review, relearning; by `review_state` of an answer.
_KINDS = {0: 0, 1: 0, 2: 1, 3: 2}


def card_row(card: str, place: int, standing: Standing | None = None) -> CardRow:
    """The card, whose number in its note is `place`, as new, or as it stands."""
    if standing is None:
        return CardRow(card, None, place)
    memory = standing.memory
    queue = _SUSPENDED if standing.suspended else _REVIEW if memory else _NEW
    if memory is None:
        return CardRow(card, None, place, _NEW, queue)
    return CardRow(
        card,
        ord=place,
        type=_REVIEW,
        queue=queue,
        due=memory.due_day - FIRST_DAY,
        ivl=memory.interval_days,
        factor=memory.ease * 10,
        reps=memory.repetitions + memory.lapses,
        lapses=memory.lapses,
    )


def answers_of(reviews: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    """The answers that hold, from the rows that `export reviews` writes."""
    for row in reviews:
        yield Answer(
            card=row["card_id"],
            at_ms=row["review_time"],
            ease=row["review_rating"],
            ivl=row["interval_days"] or 0,
            last_ivl=row["interval_days_before"] or 0,
            factor=round((row["ease"] or 0) * 1000),
            time=row["review_duration"] or 0,
            type=_KINDS[row["review_state"]],
        )
