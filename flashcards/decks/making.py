"""The cards that an entry makes: one, two for both directions, or one for each numbered gap."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

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
from flashcards.core.cloze import gap_numbers
from flashcards.decks.models import (
    BasicEntry,
    ChoiceEntry,
    ClaimEntry,
    ClozeEntry,
    ComputedEntry,
    Entry,
    Head,
    ListEntry,
    StepsEntry,
    TypedEntry,
)
from flashcards.decks.parts import WrongOption

BACK = "#back"

#: The keys of which most entries of a large deck have none.
_MAY_BE_TOLD = frozenset(Entry.model_fields) - {"id", "was"}


def cards_of(entry: Entry, head: Head, path: str, line: int) -> list[Card]:
    """The cards of an entry, in the order in which they are learned."""
    name = f"{head.deck}/{entry.id}"
    told = {} if _MAY_BE_TOLD.isdisjoint(entry.model_fields_set) else _told(entry, head)
    cards = []
    for suffix, body in _bodies(entry):
        if entry.was or isinstance(body, Cloze):
            told["was"] = tuple(_former(name, _absolute(entry.was, head.deck), suffix, body))
        if suffix == BACK:
            # A hint to the answer would be one to the question when the card is turned round.
            told["hint"] = ""
        cards.append(Card(name + suffix, body, path=path, line=line, **told))
    return cards


def _told(entry: Entry, head: Head) -> dict[str, Any]:
    """What an entry may say beside its question, for each of its cards."""
    return {
        "tags": tuple(entry.tags),
        "hint": entry.hint,
        "why": entry.why,
        "note": entry.note,
        "source": _expanded(entry.source, head),
        "needs": _absolute(entry.needs, head.deck),
        "see": _absolute(entry.see, head.deck),
        "level": entry.level or None,
        "allow": tuple(entry.allow),
    }


def absolute(name: str, deck: str) -> str:
    """An entry's id with its deck."""
    return name if "/" in name else f"{deck}/{name}"


def _absolute(names: Iterable[str], deck: str) -> tuple[str, ...]:
    return tuple([absolute(name, deck) for name in names])


def _bodies(entry: Entry) -> Iterator[tuple[str, Body]]:
    """What is asked, each with what its card's id adds to the entry's."""
    match entry:
        case BasicEntry():
            yield "", Basic(entry.q, entry.a, _wrong(entry.wrong))
            if entry.both:
                yield BACK, Basic(entry.a, entry.q)
        case ClozeEntry():
            numbers = gap_numbers(entry.cloze)
            for number in numbers or (None,):
                suffix = "" if numbers in ((), (1,)) else f"#c{number}"
                yield suffix, Cloze(entry.cloze, number)
        case ClaimEntry():
            yield "", Claim(entry.claim, entry.truth)
        case ChoiceEntry():
            yield "", Choice(entry.q, tuple(entry.right), _wrong(entry.wrong))
        case TypedEntry():
            yield "", Typed(entry.q, tuple(entry.accept), tuple(entry.reject.items()))
        case StepsEntry():
            yield "", Steps(entry.q, tuple(entry.steps))
        case ComputedEntry():
            yield "", Computed(entry.problem, json.dumps(entry.params))
        case ListEntry():
            items = tuple(tuple(forms) for forms in entry.items)
            yield "", Listing(entry.q, items, entry.at_least or len(items))


def _former(entry_id: str, was: Iterable[str], suffix: str, body: Body) -> Iterator[str]:
    """The ids under which a card may have been answered before.

    A first gap is `deck/id` when it is the only one and `deck/id#c1` beside others: its progress survives either way.
    """
    is_first_gap = isinstance(body, Cloze) and body.gap == 1
    for former in was:
        yield former + suffix
        if is_first_gap:
            yield former + _other(suffix)
    if is_first_gap:
        yield entry_id + _other(suffix)


def _other(suffix: str) -> str:
    return "" if suffix else "#c1"


def _wrong(options: Iterable[WrongOption]) -> tuple[Wrong, ...]:
    return tuple([Wrong(option.text, option.why) for option in options])


def _expanded(source: str, head: Head) -> str:
    """The source as it is shown: where its first word is a key of the deck's sources, the work in full."""
    key, _, rest = source.partition(" ")
    work = head.sources.get(key)
    return work.cited(rest.strip()) if work else source
