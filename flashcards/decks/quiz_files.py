"""A quiz fixed in a file: the same questions, options and numbers for everybody who has the decks.

The file is written by the program and may be edited; it is read as strictly as a deck.
"""

import os
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from flashcards.core.errors import FlashcardsError
from flashcards.decks.entries import place_of
from flashcards.decks.events import Table, read
from flashcards.decks.fields import Boolean, Count, Text
from flashcards.decks.mistakes import Findings
from flashcards.decks.parts import Strict
from flashcards.decks.source import Unreadable, decode, read_bytes
from flashcards.decks.wording import in_plain_words, missing_keys, unknown_key

#: As for the quiz itself: nobody sits longer than a day.
MOST_MINUTES = 24 * 60
MOST_QUESTIONS = 1000

_HEAD = "# A quiz of flashcards: `flashcards quiz --from` asks these questions, with these numbers, of everybody.\n"


class BrokenQuizFile(FlashcardsError):
    """The file is no quiz; the sentence holds all mistakes, each with its place."""

    exit_code = 4


def _number(value: Any) -> Any:
    """What stands for a number in the file, as a number; a choice's word stays text."""
    if isinstance(value, list | tuple):
        return tuple(map(_number, value))
    if not isinstance(value, str):
        return value
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _each(value: Any) -> Any:
    return {name: _number(given) for name, given in value.items()} if isinstance(value, dict) else value


def _minutes(value: float) -> float:
    if not 0 < value <= MOST_MINUTES:
        raise PydanticCustomError("time", "more than 0, and no longer than a day")
    return value


Time = Annotated[float, AfterValidator(_minutes)]


class SavedQuestion(Strict):
    """A card, and what was drawn for it: the order of its options, or the numbers of a computed one."""

    card: Text
    options: list[Text] = Field(default=[])
    kind: Text = ""
    version: Count = 1
    seed: int = 0
    givens: Annotated[dict[str, Any], BeforeValidator(_each)] = Field(default={})


class QuizFile(Strict):
    """The rules of a quiz and its questions, in order."""

    quiz: Text
    minutes: Time | None = None
    seconds: Time | None = None
    pass_percent: Annotated[int, Field(ge=0, le=100, alias="pass")] = 70
    back: Boolean = True
    questions: Annotated[list[SavedQuestion], Field(min_length=1, max_length=MOST_QUESTIONS)]


def quiz_text(quiz: QuizFile) -> str:
    """The file's text."""
    values = quiz.model_dump(by_alias=True, exclude_defaults=True)
    return _HEAD + yaml.safe_dump(_plain(values), sort_keys=False, allow_unicode=True, width=110)


def read_quiz_file(path: str | os.PathLike[str]) -> QuizFile:
    """The quiz in a file; raises BrokenQuizFile with every mistake as path:line:column."""
    name = os.fspath(path)
    try:
        text, findings = decode(read_bytes(name), name)
    except Unreadable as error:
        raise BrokenQuizFile(f"{name}: {error}", "name a file that `flashcards quiz --save` wrote") from None
    found = read(text, findings) if text else None
    quiz = _validated(found[0], found[1], findings) if found and not findings else None
    if quiz is None:
        if not findings:
            findings.add((1, 1), "this is not a quiz: it must have the keys quiz and questions")
        raise BrokenQuizFile("\n".join(mistake.render() for mistake in findings.in_order()))
    return quiz


def _validated(value: Any, mark: Any, findings: Findings) -> QuizFile | None:
    if not isinstance(value, Table):
        return None
    try:
        return QuizFile.model_validate(value)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
    for error in errors:
        at = place_of(value, mark, error["loc"])
        if error["type"] == "missing":
            findings.add(at, missing_keys([str(error["loc"][-1])]))
        elif error["type"] == "extra_forbidden":
            model = SavedQuestion if len(error["loc"]) > 1 else QuizFile
            known = [field.alias or name for name, field in model.model_fields.items()]
            findings.add(at, *unknown_key(str(error["loc"][-1]), known))
        else:
            findings.add(at, *in_plain_words(error))
    return None


def _plain(value: Any) -> Any:
    """The value in YAML's own types: tuples are lists there."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
