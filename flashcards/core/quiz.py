"""A quiz while it is taken, and its result: questions, what was given to each, and where the time stands.

Quiz            what is asked, what was given so far, the place, the clock
├── Rules       how it is taken: times, pass mark, whether one may go back, whether feedback comes at once
├── Question    a card as this quiz asks it, with the numbers or the order of options that it drew
└── Given       what was typed to a question, its flag, the time spent on it
Result          the quiz marked: points, time, by topic, question by question

Nothing here reads a clock: time comes in as what has passed since it was last told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flashcards.core.cards import Body, Card

#: More than this between two ticks has not been spent on the quiz: the program was stopped, or the machine asleep.
LONGEST_TICK_MS = 2_000

Ending = Literal["handed in", "time is up"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How a quiz is taken; a time of None has no limit. `pass_percent` is of all points."""

    exam_ms: int | None = None
    question_ms: int | None = None
    pass_percent: int = 70
    goes_back: bool = True
    tells_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A card as a quiz asks it.

    `body` is what is asked: a basic card comes as a choice. `options` stand in the order shown. `variant` is the JSON
    of a computed card's draw (`Variant.to_json`), None for others.
    """

    card: Card
    body: Body
    options: tuple[str, ...] = ()
    variant: Mapping[str, Any] | None = None

    @property
    def topic(self) -> str:
        """What the result is broken down by: the deck."""
        return self.card.deck


@dataclass(slots=True)
class Given:
    """What was given to one question. `is_closed`: its time is up, and what was typed stands.

    `begun` is of an answer that was not given when the quiz was left: its pieces, and what stood on the line.
    """

    typed: str = ""
    is_flagged: bool = False
    is_closed: bool = False
    elapsed_ms: int = 0
    begun: list[str] = field(default_factory=list)

    @property
    def state(self) -> Literal["answered", "empty"]:
        """Whether there is an answer."""
        return "answered" if self.typed.strip() else "empty"


@dataclass(slots=True)
class Quiz:
    """A quiz that is being taken; `id` names it in the journal, `seed` is what it was drawn from."""

    id: str
    seed: str
    rules: Rules
    questions: tuple[Question, ...]
    given: list[Given] = field(default_factory=list)
    place: int = 0
    elapsed_ms: int = 0

    def __post_init__(self) -> None:
        if not self.given:
            self.given = [Given() for _ in self.questions]

    @property
    def question(self) -> Question:
        """The question at the place."""
        return self.questions[self.place]

    @property
    def current(self) -> Given:
        """What was given to the question at the place."""
        return self.given[self.place]

    def tick(self, passed_ms: int) -> None:
        """So much time has passed on the question at the place; a gap that is too long was no time of the quiz."""
        spent = min(max(passed_ms, 0), LONGEST_TICK_MS)
        self.elapsed_ms += spent
        if not self.current.is_closed:  # the grid may stand on one
            self.current.elapsed_ms += spent
        if self.question_left_ms == 0:
            self.current.is_closed = True

    @property
    def exam_left_ms(self) -> int | None:
        """What is left of the whole time; None without a limit."""
        limit = self.rules.exam_ms
        return None if limit is None else max(0, limit - self.elapsed_ms)

    @property
    def question_left_ms(self) -> int | None:
        """What is left of the question's own time; None without a limit."""
        limit = self.rules.question_ms
        return None if limit is None else max(0, limit - self.current.elapsed_ms)

    @property
    def is_over(self) -> bool:
        """Whether the time of the whole is up."""
        return self.exam_left_ms == 0

    def open_places(self) -> list[int]:
        """The places one may still go to: those whose time is not up and, where one may not go back, from here on."""
        first = 0 if self.rules.goes_back else self.place
        return [place for place in range(first, len(self.questions)) if not self.given[place].is_closed]

    def go(self, place: int) -> bool:
        """Go to a place that is open; False where it is not."""
        is_open = place in self.open_places()
        if is_open:
            self.place = place
        return is_open

    def forward(self) -> bool:
        """Go to the next open place; False at the end."""
        after = [place for place in self.open_places() if place > self.place]
        return bool(after) and self.go(after[0])

    def back(self) -> bool:
        """Go to the open place before; False where there is none."""
        before = [place for place in self.open_places() if place < self.place]
        return bool(before) and self.go(before[-1])


@dataclass(frozen=True, slots=True)
class Marked:
    """One question marked: `share` of its point, the verdict's sentence, what was right, the slip that was made.

    `yours` is what was given as a person would say it: the text of an option, not its number.
    """

    question: Question
    given: Given
    verdict: Literal["right", "partly", "wrong", "empty"]
    share: float
    right: str
    says: str = ""
    slip: str | None = None
    yours: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A quiz marked, in the order in which it was asked."""

    quiz: Quiz
    ending: Ending
    marked: Sequence[Marked]

    @property
    def points(self) -> float:
        """The sum of all shares."""
        return sum(one.share for one in self.marked)

    @property
    def percent(self) -> float:
        """Points of a hundred; 0 for a quiz without questions."""
        return 100 * self.points / len(self.marked) if self.marked else 0.0

    @property
    def is_passed(self) -> bool:
        """Whether the pass mark is reached, rounding errors aside."""
        return self.percent >= self.quiz.rules.pass_percent - 1e-9

    def by_topic(self) -> dict[str, tuple[float, int]]:
        """Points and questions of each topic, in the order in which topics came."""
        topics: dict[str, tuple[float, int]] = {}
        for one in self.marked:
            points, count = topics.get(one.question.topic, (0.0, 0))
            topics[one.question.topic] = (points + one.share, count + 1)
        return topics

    @property
    def missed(self) -> list[Marked]:
        """What was not wholly right."""
        return [one for one in self.marked if one.verdict != "right"]
