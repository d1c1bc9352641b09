"""Practice: one problem after another, untimed and never graded; every answer is in the journal."""

from collections.abc import Sequence
from random import Random
from typing import Any

from flashcards.cli.attempt import Attempt
from flashcards.cli.home import Home
from flashcards.cli.sitting import LONGEST_COMPUTED_MS
from flashcards.core.answers import LONGEST_ANSWER, Verdict
from flashcards.core.practice import Record, next_kind, weakest_first
from flashcards.problems.contract import Kind
from flashcards.problems.drawing import draw
from flashcards.problems.errors import BrokenKind
from flashcards.store.practice import read_records


class Drill:
    """Draws the problems, weakest kinds first, and writes down what is answered."""

    def __init__(self, home: Home, kinds: Sequence[Kind], rng: Random, seed: int | None = None) -> None:
        self.home = home
        self.answers = 0
        self.right = 0
        self.records: dict[str, Record] = read_records(home.connection)
        #: A sentence for each kind that could not be drawn, and was passed over.
        self.mistakes: list[str] = []
        self._kinds = {kind.name: kind for kind in kinds}
        self._rng = rng
        self._seed = seed
        self._asked: list[str] = []

    @property
    def weakest(self) -> str:
        """The kind that is to be practised next time."""
        return weakest_first(self._kinds, self.records)[0]

    def next(self) -> Attempt:
        """A fresh problem; the first has the seed that was asked for, and the next ones those after it.

        A kind that cannot be drawn is passed over from then on; BrokenKind when there is no other.
        """
        while True:
            kind = self._kinds[next_kind(list(self._kinds), self.records, self._asked)]
            seed = self._rng.getrandbits(32) if self._seed is None else self._seed + len(self._asked)
            try:
                attempt = Attempt(kind, draw(kind, seed))
            except BrokenKind as error:
                if len(self._kinds) == 1:
                    raise
                del self._kinds[kind.name]
                self.mistakes.append(f"passed over: {error}")
                continue
            self._asked.append(kind.name)
            return attempt

    def record(self, attempt: Attempt, part: str, verdict: Verdict, typed: str, elapsed_ms: int) -> None:
        """Write an answer to a part down, under the kind's own name. Raises NotSaved."""
        detail: dict[str, Any] = attempt.variant.detail | {"part": part, "verdict": verdict.kind}
        if typed:
            detail["typed"] = typed[:LONGEST_ANSWER]
        if verdict.slip is not None:
            detail["slip"] = verdict.slip
        if attempt.hints_given:
            detail["helped"] = True
        name = attempt.kind.name
        row = self.home.journal.append(
            self.home.moment(),
            "practice",
            name,
            elapsed_ms=min(elapsed_ms, LONGEST_COMPUTED_MS),
            detail=detail,
        ).row
        is_right = verdict.kind == "right"
        self.answers += 1
        self.right += is_right
        self.records.setdefault(name, Record()).add(is_right=is_right, day=row.day, order=row.order_ms)
