"""An entry's cards as the keys of a deck, the way back from what reading a deck made of them."""

import json
from collections.abc import Sequence
from typing import Any, assert_never

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


def entry_fields(cards: Sequence[Card]) -> dict[str, Any]:
    """The keys of the entry and what they hold; those that say nothing are left out.

    `needs`, `see` and `was` name entries with their decks, and `source` the work in full.
    """
    card = cards[0]
    told = {
        "tags": list(card.tags),
        "hint": card.hint,
        "why": card.why,
        "note": card.note,
        "source": card.source,
        "needs": list(card.needs),
        "see": list(card.see),
        "level": card.level,
        "was": list(
            dict.fromkeys(old.partition("#")[0] for old in card.was if old.partition("#")[0] != card.entry)
        ),
        "allow": list(card.allow),
    }
    asked = _asked(card.body, is_both=len(cards) > 1)
    return asked | {key: value for key, value in told.items() if value}


def _asked(body: Body, *, is_both: bool) -> dict[str, Any]:
    match body:
        case Basic():
            both = {"both": True} if is_both else {}
            return {"q": body.q, "a": body.a} | both | ({"wrong": _wrong(body.wrong)} if body.wrong else {})
        case Cloze():
            return {"cloze": body.text}
        case Claim():
            return {"claim": body.claim, "truth": body.truth}
        case Choice():
            return {"q": body.q, "right": list(body.right), "wrong": _wrong(body.wrong)}
        case Typed():
            reject = {"reject": dict(body.reject)} if body.reject else {}
            return {"q": body.q, "accept": list(body.accept)} | reject
        case Steps():
            return {"q": body.q, "steps": list(body.steps)}
        case Listing():
            return {"q": body.q, "items": [list(forms) for forms in body.items], "at_least": body.at_least}
        case Computed():
            return {"problem": body.problem, "params": json.loads(body.params)}
        case _:
            assert_never(body)


def _wrong(options: Sequence[Wrong]) -> list[Any]:
    return [{"text": option.text, "why": option.why} if option.why else option.text for option in options]
