"""A quiz saved to a file, and begun from one: the questions as they stand there, with their options and numbers."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from flashcards.core.answers import options
from flashcards.core.cards import Card, Computed
from flashcards.core.composing import asked_as
from flashcards.core.errors import BrokenStore, UnknownName
from flashcards.core.quiz import Question, Rules
from flashcards.decks.quiz_files import QuizFile, SavedQuestion, quiz_text, read_quiz_file
from flashcards.problems.drawing import build
from flashcards.problems.numbers import given_text, plain
from flashcards.problems.plugins import installed_kinds
from flashcards.reports.files import write_files

if TYPE_CHECKING:
    from flashcards.cli.home import Home

_MINUTE_MS, _SECOND_MS = 60_000, 1000


def save_quiz(path: Path, title: str, rules: Rules, questions: Sequence[Question]) -> None:
    """Write the quiz to a file, whole or not at all. Raises UsageError."""
    quiz = QuizFile.model_validate(
        {
            "quiz": title,
            "minutes": None if rules.exam_ms is None else rules.exam_ms / _MINUTE_MS,
            "seconds": None if rules.question_ms is None else rules.question_ms / _SECOND_MS,
            "pass": rules.pass_percent,
            "back": "true" if rules.goes_back else "false",
            "questions": list(map(_saved, questions)),
        }
    )
    write_files({path: quiz_text(quiz)})


def load_quiz(home: "Home", path: Path) -> tuple[str, Rules, tuple[Question, ...]]:
    """Title, rules and questions of a saved quiz. Raises BrokenQuizFile, UnknownName, BrokenStore."""
    quiz = read_quiz_file(path)
    rules = Rules(
        exam_ms=None if quiz.minutes is None else round(quiz.minutes * _MINUTE_MS),
        question_ms=None if quiz.seconds is None else round(quiz.seconds * _SECOND_MS),
        pass_percent=quiz.pass_percent,
        goes_back=quiz.back,
    )
    return quiz.quiz, rules, tuple(_question(home, saved) for saved in quiz.questions)


def _saved(question: Question) -> dict[str, object]:
    saved: dict[str, object] = {"card": question.card.id}
    if question.options:
        saved["options"] = list(question.options)
    if question.variant is not None:
        kept = ("kind", "version", "seed", "givens")
        # Versions are read as text, as everything in a file is.
        saved |= {name: question.variant[name] for name in kept} | {
            "version": str(question.variant["version"])
        }
    return saved


def _question(home: "Home", saved: SavedQuestion) -> Question:
    card = home.cards.card(saved.card)
    if card is None:
        raise UnknownName("card", saved.card, (), otherwise="the quiz needs the deck it was made from")
    body = asked_as(card.body)
    if body is None:
        raise BrokenStore(f"{card.id} can be asked in no quiz any more", "make the quiz anew")
    if isinstance(body, Computed):
        return Question(card, body, variant=_variant(card, saved))
    # Whatever their order, there must be the same ones.
    if sorted(saved.options) != sorted(options(body, Random(0))):  # noqa: S311
        raise BrokenStore(
            f"the options of {card.id} are others than when the quiz was made", "make the quiz anew"
        )
    return Question(card, body, tuple(saved.options))


def _variant(card: Card, saved: SavedQuestion) -> dict[str, object]:
    """The same numbers again, also when the kind would draw others by now."""
    kind = installed_kinds().find(saved.kind)
    try:
        variant = build(kind, saved.seed, {name: plain(value) for name, value in saved.givens.items()})
    # What was edited by hand may be no number that the kind can do with.
    except Exception as error:
        shown = ", ".join(f"{name} = {given_text(plain(value))}" for name, value in saved.givens.items())
        raise BrokenStore(
            f"{card.id} cannot be asked with {shown}: {error!r}", "make the quiz anew"
        ) from error
    return variant.to_json()
