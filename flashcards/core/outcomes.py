"""What each grade would do to a card, computed before a key is pressed."""

from dataclasses import dataclass

from flashcards.core.days import span
from flashcards.core.grades import LEARNED
from flashcards.core.journal import Standing
from flashcards.core.memory import Scheduler


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a grade would do: days from today to the card's due day, and whether it comes again today."""

    days: int
    again_today: bool
    is_repeat: bool

    def __str__(self) -> str:
        if self.again_today:
            return f"again today, then {span(self.days)}"
        return f"done, {span(self.days)}" if self.is_repeat else span(self.days)


def outcome(standing: Standing, grade: int, day: int, scheduler: Scheduler) -> Outcome:
    """What the grade would do to a card that stands so, on this day."""
    memory = standing.memory
    if memory is None or standing.counts(grade, day):
        memory = scheduler(memory, grade, day)
    return Outcome(
        days=max(0, memory.due_day - day),
        again_today=grade < LEARNED,
        is_repeat=standing.last_day is not None and standing.last_day >= day,
    )
