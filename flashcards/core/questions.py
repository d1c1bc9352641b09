"""What a card asks and what it tells afterwards, as text."""

from typing import assert_never

from flashcards.core.cards import Basic, Body, Choice, Claim, Cloze, Computed, Listing, Steps, Typed
from flashcards.core.cloze import masked, revealed


def question(body: Body) -> str:
    """The text that is shown before the answer; the type's own instruction is in `instruction`."""
    match body:
        case Cloze():
            return masked(body.text, body.gap)
        case Claim():
            return body.claim
        case Computed():
            return f"a problem of the kind {body.problem}, with fresh numbers each time"
        case Basic() | Choice() | Typed() | Steps() | Listing():
            return body.q
        case _:
            assert_never(body)


def instruction(body: Body) -> str:
    """How this type is answered, in a few words."""
    match body:
        case Basic():
            return "Say it, then look"
        case Cloze():
            return "Fill the gap, then look"
        case Claim():
            return "True or false?"
        case Choice():
            return "Choose one" if len(body.right) == 1 else f"Choose {len(body.right)}"
        case Typed():
            return "Type the answer"
        case Computed():
            return "Work it out"
        case Steps():
            return "Type the numbers in the right order"
        case Listing():
            count = "all" if body.at_least == len(body.items) else f"at least {body.at_least}"
            return f"Name {count} of {len(body.items)}"
        case _:
            assert_never(body)


def full_text(body: Body) -> str:
    """The answer in its setting: the filled-in text of a cloze, nothing for the other types."""
    return revealed(body.text, body.gap) if isinstance(body, Cloze) else ""
