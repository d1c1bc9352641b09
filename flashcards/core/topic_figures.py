"""Figures that go by what is learned: topics, kinds of problems and their slips, quizzes."""

from typing import Literal, NamedTuple

from flashcards.core.figures import Share


class Topic(NamedTuple):
    """A deck or a tag, and how much of it is known; all three shares are of all its cards.

    `seen` have a memory. `known` were passed on at least two days running since they were last failed
    (SM-2's repetitions of 2 or more). `grounded` are known, and so is every card of every entry that they
    need, and that those need in turn (what no deck has holds nothing back).
    """

    name: str
    sort: Literal["deck", "tag"]
    seen: Share
    known: Share
    grounded: Share


class Mastery(NamedTuple):
    """Decks in the library's order, then tags by name; suspended cards count as what they are."""

    topics: tuple[Topic, ...]


class Slip(NamedTuple):
    """A named mistake: how often it was made in the period, and in the last 30 days against the 30 before those.

    `name` is the slip's own among those of the kind of problem.
    """

    name: str
    kind: str
    count: int  # type: ignore[assignment]  # JSON has it so; the method of tuples is not wanted
    last_30_days: int
    before: int

    @property
    def trend(self) -> int:
        """More or fewer than before; both windows end where the period ends."""
        return self.last_30_days - self.before


class Slips(NamedTuple):
    """Slips made in answers to computed problems, in reviews, practice, cramming and quizzes: the most frequent first."""

    slips: tuple[Slip, ...]
    total: int


class KindRecord(NamedTuple):
    """A kind of problem: of the answers given in the period, in reviews, practice, cramming and quizzes, the right ones."""

    kind: str
    right: Share


class Kinds(NamedTuple):
    """Kinds with at least one answer, the worst first by the lower end of their interval, then by name.

    With decks named, only answers to cards of theirs count; practice belongs to no deck.
    """

    kinds: tuple[KindRecord, ...]


class QuizRecord(NamedTuple):
    """One quiz handed in: its points as they were told, and whether it was passed (None: there was no mark to pass)."""

    day: int
    quiz: str
    points: Share
    passed: bool | None
    ending: str
    seconds: float


class QuizTopic(NamedTuple):
    """All points of one topic in the period's quizzes; `best` and `last` are shares of one quiz each.

    `trend` is the last share less the mean of those before; None after only one quiz.
    """

    topic: str
    points: Share
    quizzes: int
    best: float
    last: float
    trend: float | None


class Quizzes(NamedTuple):
    """The quizzes handed in in the period, oldest first; and their topics, the lowest share of points first.

    With decks named, those that asked at least one of them.
    """

    quizzes: tuple[QuizRecord, ...]
    passed: Share
    best: QuizRecord | None
    last: QuizRecord | None
    topics: tuple[QuizTopic, ...]
