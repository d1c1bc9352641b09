"""An entry as a note of Anki: its note type, and its fields as HTML."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import assert_never

from flashcards.core.answers import options
from flashcards.core.cards import (
    Basic,
    Body,
    Card,
    Choice,
    Claim,
    Cloze,
    Computed,
    Listing,
    Steps,
    Typed,
    Wrong,
)
from flashcards.exchange.for_anki.markup import block_html, cloze_html, line_html
from flashcards.exchange.for_anki.note_types import BASIC, CLOZE, QUESTION


def note_fields(cards: Sequence[Card]) -> tuple[int, list[str]]:
    """The note type of an entry's cards, and what its fields hold, in the order of the type."""
    card = cards[0]
    body = card.body
    told = [block_html(text) if text else "" for text in (card.hint, card.why, card.note, card.source)]
    match body:
        case Basic():
            both = "y" if len(cards) > 1 else ""
            return BASIC, [
                block_html(body.q),
                block_html(body.a),
                both,
                _wrong(body.wrong) if body.wrong else "",
                *told,
            ]
        case Cloze():
            return CLOZE, [cloze_html(body.text), *told]
        case _:
            return QUESTION, [*_question(body, card.entry), *told]


def card_place(card: Card) -> int:
    """Which of its note's cards this is, counted from 0."""
    if isinstance(card.body, Cloze):
        return (card.body.gap or 1) - 1
    return int(card.id.endswith("#back"))


def _question(body: Body, entry: str) -> tuple[str, str, str, str, str, str]:
    """Question, How, Options, Answer, Typed and Others; options stand in the same order at every export."""
    # Statements and words offer nothing to choose from but what is said already.
    offered = options(body, Random(entry)) if isinstance(body, Choice | Steps) else ()  # noqa: S311
    shown = _list("ul", map(line_html, offered))
    match body:
        case Claim():
            return block_html(body.claim), "True or false?", "", "true" if body.truth else "false", "", ""
        case Choice():
            how = "Choose one" if len(body.right) == 1 else f"Choose {len(body.right)}"
            right = _list("ul", map(line_html, body.right))
            return block_html(body.q), how, shown, right, "", _wrong(body.wrong, only_with_why=True)
        case Typed():
            accepted = _list("ul", map(line_html, body.accept))
            rejected = _list("ul", (f"{line_html(text)}<br>{line_html(says)}" for text, says in body.reject))
            return block_html(body.q), "Type it", "", accepted, line_html(body.accept[0]), rejected
        case Steps():
            steps = _list("ol", map(line_html, body.steps))
            return block_html(body.q), "Put in order", shown, steps, "", ""
        case Listing():
            count = len(body.items)
            how = (
                f"Name all {count}" if body.at_least == count else f"Name at least {body.at_least} of {count}"
            )
            items = _list("ul", ("<br>".join(map(line_html, forms)) for forms in body.items))
            return block_html(body.q), how, "", items, "", ""
        case Basic() | Cloze() | Computed():
            raise AssertionError(body)
        case _:
            assert_never(body)


def _wrong(options: Iterable[Wrong], *, only_with_why: bool = False) -> str:
    """Wrong options, each with why it is wrong on a line of its own."""
    return _list(
        "ul",
        (
            f"{line_html(option.text)}<br>{line_html(option.why)}" if option.why else line_html(option.text)
            for option in options
            if option.why or not only_with_why
        ),
    )


def _list(kind: str, items: Iterable[str]) -> str:
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<{kind}>{inside}</{kind}>" if inside else ""
