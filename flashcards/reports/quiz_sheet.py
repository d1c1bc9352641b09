"""A quiz on paper: its versions one after the other, and their key as a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from flashcards.core.answers import right_answer
from flashcards.core.cards import Choice, Claim, Listing, Steps
from flashcards.core.quiz import Question, Rules
from flashcards.problems.variants import Variant, variant_from_json
from flashcards.reports import passages
from flashcards.reports.pages import template


@dataclass(frozen=True, slots=True)
class _Item:
    """A question as the page needs it: `kind` says which blanks it has, `options` go with letters."""

    question: Question
    kind: str
    options: tuple[tuple[str, str], ...]
    variant: Variant | None
    blanks: int
    right: tuple[str, ...]


def quiz_sheet(title: str, rules: Rules, versions: Sequence[Sequence[Question]]) -> tuple[str, str]:
    """The sheet of all versions and its key, as two whole pages of HTML that need nothing else.

    The sheet says nothing of the answers: neither ids nor seeds stand on it.
    """
    page = template("quiz.html", {"passage": passages.passage, "line": passages.line})
    items = [
        (name, list(map(_item, version))) for name, version in zip(ascii_uppercase, versions, strict=False)
    ]
    sheet, key = (
        page.render(title=title, rules=rules, versions=items, is_key=is_key) for is_key in (False, True)
    )
    return sheet, key


def _item(question: Question) -> _Item:
    body = question.body
    variant = variant_from_json(question.variant) if question.variant is not None else None
    letters = tuple(zip(ascii_lowercase, question.options, strict=False))
    kind, blanks = question.card.type, 1
    match body:
        case Choice():
            kind = "choice"
            right = tuple(f"{letter}) {option}" for letter, option in letters if option in body.right)
        case Claim():
            kind, right = "claim", (right_answer(body),)
        case Steps():
            kind = "steps"
            letter_of = {option: letter for letter, option in letters}
            right = (", ".join(letter_of[step] for step in body.steps),)
        case Listing():
            kind, blanks = "list", body.at_least
            right = tuple(right_answer(body).split("\n"))
        case _ if variant is not None:
            right = tuple(f"{part.name} = {part.right_text}" for part in variant.parts)
        case _:
            right = (right_answer(body),)
    return _Item(question, kind, letters, variant, blanks, right)
