"""An entry as a question and an answer, for formats that know nothing else. Both are Markdown."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple, assert_never

from flashcards.core.answers import options
from flashcards.core.cards import Basic, Card, Choice, Claim, Cloze, Computed, Listing, Steps, Typed
from flashcards.core.cloze import masked, revealed


class Sides(NamedTuple):
    """What is asked and what is answered, both with all that belongs to it but for `why` and what follows it."""

    question: str
    answer: str


def sides(card: Card) -> Sides:
    """Both sides; what is offered stands in the same order every time."""
    body = card.body
    match body:
        case Basic():
            return Sides(body.q, body.a)
        case Cloze():
            return Sides(masked(body.text, body.gap), revealed(body.text, body.gap))
        case Claim():
            return Sides(f"True or false? {body.claim}", "True." if body.truth else "False.")
        case Choice() | Steps():
            offered = bullets(options(body, Random(card.entry)))  # noqa: S311
            if isinstance(body, Steps):
                return Sides(f"{body.q}\n\nPut in order:\n\n{offered}", numbered(body.steps))
            how = "Choose one" if len(body.right) == 1 else f"Choose {len(body.right)}"
            return Sides(f"{body.q}\n\n{how}:\n\n{offered}", _one_or_more(body.right))
        case Typed():
            others = f" (or: {', '.join(body.accept[1:])})" if len(body.accept) > 1 else ""
            return Sides(body.q, f"{body.accept[0]}{others}")
        case Listing():
            how = (
                ""
                if body.at_least == len(body.items)
                else f" (at least {body.at_least} of {len(body.items)})"
            )
            items = (f"{first} ({', '.join(others)})" if others else first for first, *others in body.items)
            return Sides(f"{body.q}{how}", bullets(items))
        case Computed():
            raise AssertionError(body)  # which is drawn before
        case _:
            assert_never(body)


def answer_with_whys(card: Card) -> str:
    """The answer, and after it all that is told of it."""
    return "\n\n".join(filter(None, (sides(card).answer.strip("\n"), told_after(card))))


def told_after(card: Card) -> str:
    """Why it is so, why other answers are wrong, the note and the source."""
    body = card.body
    wrong = (
        [f'Not "{one.text}": {one.why}' for one in body.wrong if one.why] if isinstance(body, Choice) else []
    )
    wrong += [f'Not "{text}": {says}' for text, says in body.reject] if isinstance(body, Typed) else []
    note = f"Note: {card.note}" if card.note else ""
    source = f"Source: {card.source}" if card.source else ""
    return "\n\n".join(text.strip("\n") for text in (card.why, bullets(wrong), note, source) if text)


def bullets(texts: Iterable[str]) -> str:
    """A list, each text with its further lines beneath it."""
    return "\n".join(f"- {_indented(text, 2)}" for text in texts)


def numbered(texts: Iterable[str]) -> str:
    """The same with numbers."""
    return "\n".join(f"{place}. {_indented(text, 4)}" for place, text in enumerate(texts, 1))


def _one_or_more(texts: tuple[str, ...]) -> str:
    return texts[0] if len(texts) == 1 else bullets(texts)


def _indented(text: str, width: int) -> str:
    return text.strip("\n").replace("\n", "\n" + " " * width)
