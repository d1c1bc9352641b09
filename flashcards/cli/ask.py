"""The values that a sitting passes around: what was wished for, the card on the screen, an answer that is saved."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.core.cards import Card
from flashcards.core.journal import Standing
from flashcards.core.questions import question
from flashcards.store.journal import Recorded
from flashcards.store.today import Selection

if TYPE_CHECKING:
    from flashcards.cli.attempt import Attempt


@dataclass(slots=True)
class Ask:
    """A card on the screen: its options as shuffled, where it stood, and what happened since it is shown."""

    card: Card
    standing: Standing
    day: int
    options: tuple[str, ...]
    helped: bool = False
    hint_was_given: bool = False
    is_revealed: bool = False
    is_left: bool = False
    typo: str | None = None
    #: Numbers picked, or items named, while the answer is not complete.
    given: list[str] = field(default_factory=list)
    attempt: "Attempt | None" = None

    @property
    def question(self) -> str:
        """What is asked, with the numbers and conventions of a computed card."""
        if self.attempt is None:
            return question(self.card.body)
        conventions = [f"Convention: {line}" for line in self.attempt.variant.conventions]
        return "\n\n".join([self.attempt.variant.question, *conventions])

    @property
    def goes_on(self) -> bool:
        """Whether a further part is to be answered."""
        return self.attempt is not None and self.attempt.part is not None


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer that is in the journal."""

    ask: Ask
    recorded: Recorded

    @property
    def grade(self) -> int:
        """Its grade."""
        return self.recorded.row.grade or 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of a sitting; None leaves the day's limits."""

    selection: Selection
    new: int | None = None
    due: int | None = None
    cram: bool = False
    seed: str = ""
