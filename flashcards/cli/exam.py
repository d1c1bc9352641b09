"""A quiz while it is taken, apart from how it is shown: screens, plain lines and scripts all play it through this.

Every answer is in the journal when it is given, and where the quiz stands is kept every second, so that a killed
one goes on where it was. It touches no schedule.
"""

import contextlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any, Self

from flashcards.cli.attempt import Attempt
from flashcards.cli.exam_draw import Drawn, ExamWish, again, draw_quiz
from flashcards.cli.home import Home
from flashcards.cli.marking import mark, scheme, unreadable
from flashcards.core.answers import LONGEST_ANSWER, Verdict
from flashcards.core.cards import Computed
from flashcards.core.errors import BrokenStore, NotSaved, UsageError
from flashcards.core.quiz import LONGEST_TICK_MS, Ending, Marked, Question, Quiz, Result
from flashcards.problems.plugins import installed_kinds
from flashcards.problems.variants import variant_from_json
from flashcards.store import quizzes
from flashcards.store.cards import read_standing
from flashcards.store.journal import Note

if TYPE_CHECKING:
    import sqlite3


#: Where the quiz stands is kept whenever so much of its time has passed.
KEPT_EVERY_MS = 1_000


class QuizGone(UsageError):
    """The quiz was handed in or dropped by another program meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "this quiz was handed in or dropped in another terminal",
            "`flashcards quiz --history` lists what was handed in",
        )


class Exam:
    """A quiz that is being taken. `notices` are lines to tell at its beginning."""

    def __init__(self, home: Home, quiz: Quiz, notices: Sequence[str] = ()) -> None:
        self.home = home
        self.quiz = quiz
        self.notices = list(notices)
        self._attempts: dict[int, Attempt] = {}
        self._kept_ms = quiz.elapsed_ms

    @classmethod
    def begin(cls, home: Home, wish: ExamWish) -> Self:
        """Draw a quiz and keep it. UsageError where there is nothing to ask, or another quiz is open."""
        return cls.start(home, draw_quiz(home, wish))

    @classmethod
    def start(cls, home: Home, drawn: Drawn) -> Self:
        """Begin a quiz that is drawn. UsageError where another is open. Raises NotSaved."""
        quiz = Quiz(secrets.token_hex(8), drawn.seed, drawn.rules, drawn.questions)
        with home.database.writing() as connection:
            is_kept = quizzes.keep_new(connection, quiz, home.moment().at_ms)
        if not is_kept:
            raise _open_already(home)
        return cls(home, quiz, drawn.notices)

    @classmethod
    def resume(cls, home: Home) -> Self:
        """Go on with the quiz that is open; UsageError where none is."""
        quiz = _read_open(home)
        if quiz is None:
            raise UsageError("there is no quiz to go on with", "`flashcards quiz` begins one")
        return cls(home, quiz)

    # ---- asking

    def attempt(self, place: int) -> Attempt | None:
        """The numbers of a computed question; None for any other."""
        question = self.quiz.questions[place]
        if not isinstance(question.body, Computed) or question.variant is None:
            return None
        if place not in self._attempts:
            kind = installed_kinds().find(question.body.problem)
            self._attempts[place] = Attempt(kind, variant_from_json(question.variant))
        return self._attempts[place]

    def schemes(self, question: Question) -> str:
        """How the question is marked, in one short sentence."""
        return scheme(question.body, len(question.variant["parts"]) if question.variant else 1)

    # ---- answering

    def reads(self, typed: str) -> Verdict | None:
        """The verdict on what cannot be read as an answer to the question at the place; None for what can.

        Nothing is marked. Of a problem with parts, the first few alone may be given too.
        """
        place = self.quiz.place
        return unreadable(self.quiz.question, typed, self.attempt(place), lambda: self._known(place))

    def answer(self, typed: str) -> None:
        """Take this as the answer to the question at the place, in place of an earlier one; "" takes it back.

        Where feedback comes at once the question is closed with it. Raises NotSaved (and holds on to the answer), QuizGone.
        """
        quiz = self.quiz
        quiz.current.typed, quiz.current.begun = typed[:LONGEST_ANSWER], []
        if quiz.rules.tells_at_once and quiz.current.state == "answered":
            quiz.current.is_closed = True
        detail = {"quiz": quiz.id, "n": quiz.place, "typed": quiz.current.typed}
        self.home.journal.tell(
            self.home.moment(),
            "quiz",
            [Note(quiz.question.card.id, detail, quiz.current.elapsed_ms)],
            self._keep,
        )

    def flag(self) -> bool:
        """Flag the question at the place, or take its flag away; gives whether it has one now. Raises NotSaved."""
        self.quiz.current.is_flagged = not self.quiz.current.is_flagged
        self.leave()
        return self.quiz.current.is_flagged

    def tick(self, passed_ms: int) -> None:
        """So much time has passed; see `Quiz.tick`. A moment at which it cannot be kept costs no more than that."""
        self.quiz.tick(passed_ms)
        if self.quiz.elapsed_ms - self._kept_ms >= KEPT_EVERY_MS:
            with contextlib.suppress(NotSaved):
                self.leave()

    def spend(self, spent_ms: int) -> None:
        """As `tick`, for a time that is known to have been spent on the question, however long."""
        for left in range(spent_ms, 0, -LONGEST_TICK_MS):
            self.tick(min(left, LONGEST_TICK_MS))

    def leave(self) -> None:
        """Keep the quiz as it stands, for `resume`. Raises NotSaved, QuizGone."""
        with self.home.database.writing() as connection:
            self._keep(connection)

    def _keep(self, connection: "sqlite3.Connection") -> None:
        if not quizzes.keep(connection, self.quiz):
            raise QuizGone
        self._kept_ms = self.quiz.elapsed_ms

    # ---- marking

    def verdict(self, place: int) -> Marked:
        """The question at a place marked as it stands."""
        question, given = self.quiz.questions[place], self.quiz.given[place]
        return mark(question, given, self.attempt(place), lambda: self._known(place))

    def hand_in(self, ending: Ending) -> Result:
        """Mark all, write it down and close the quiz, in one transaction. Raises NotSaved, QuizGone."""
        result = Result(self.quiz, ending, [self.verdict(place) for place in range(len(self.quiz.questions))])
        notes = [self._note(place, marked) for place, marked in enumerate(result.marked)]
        told = {"quiz": self.quiz.id, "result": quizzes.told(result)}
        self.home.journal.tell(
            self.home.moment(),
            "quiz",
            [*notes, Note(quizzes.RESULT, told, self.quiz.elapsed_ms)],
            self._close,
        )
        return result

    def _close(self, connection: "sqlite3.Connection") -> None:
        if not quizzes.forget(connection, self.quiz.id):
            raise QuizGone

    def _note(self, place: int, marked: Marked) -> Note:
        detail: dict[str, Any] = {
            "quiz": self.quiz.id,
            "n": place,
            "typed": marked.given.typed,
            "verdict": marked.verdict,
            "share": marked.share,
            "slip": marked.slip,
            "seconds": marked.given.elapsed_ms / 1000,
        }
        attempt = self.attempt(place)
        if attempt is not None:
            detail |= attempt.variant.detail
        return Note(marked.question.card.id, detail, marked.given.elapsed_ms)

    def _known(self, place: int) -> list[str]:
        return self.home.cards.known_answers(self.quiz.questions[place].card.entry)

    # ---- afterwards

    def worked(self, place: int) -> list[str]:
        """The worked solution of a computed question, with where a wrong value left it; nothing for any other."""
        attempt = self.attempt(place)
        if attempt is None:
            return []
        attempt.recall(self.quiz.given[place].typed)
        return attempt.worked()

    def advance_missed(self, result: Result) -> int:
        """Put what was missed in front of the next review; gives how many cards that are.

        New cards are left alone: they have no due day that one could come before. Raises NotSaved.
        """
        missed = [one.question.card.id for one in result.missed]
        known = [card for card in missed if read_standing(self.home.connection, card).memory is not None]
        for card in known:
            self.home.journal.append(self.home.moment(), "advance", card)
        return len(known)

    def retry(self, result: Result) -> "Exam":
        """A quiz of what was missed, with fresh numbers and shuffled anew, and as much time a question."""
        seed = f"{self.quiz.seed}+"
        missed = again((one.question for one in result.missed), seed)
        Random(seed).shuffle(missed)  # noqa: S311
        rules = result.quiz.rules
        if rules.exam_ms is not None:
            rules = replace(rules, exam_ms=rules.exam_ms * len(missed) // len(result.marked))
        return Exam.start(self.home, Drawn(tuple(missed), rules, seed))


def drop(home: Home) -> bool:
    """Drop the quiz that is open; its answers stay in the journal. False where there is none. Raises NotSaved."""
    with home.database.writing() as connection:
        found = connection.execute("DELETE FROM quizzes").rowcount
    return found > 0


def _read_open(home: Home) -> Quiz | None:
    try:
        return quizzes.read_open(home.connection)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise BrokenStore(
            "the open quiz cannot be read: another version of flashcards began it",
            "`flashcards quiz --drop` drops it",
        ) from error


def _open_already(home: Home) -> UsageError:
    quiz = _read_open(home)
    given = quiz.given if quiz is not None else []
    answered = sum(one.state == "answered" for one in given)
    return UsageError(
        f"a quiz is open: {answered} of {len(given)} questions answered",
        "`flashcards quiz --resume` goes on with it, `flashcards quiz --drop` drops it",
    )
