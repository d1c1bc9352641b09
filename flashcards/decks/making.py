"""The cards that an entry makes: one, two for both directions, or one for each numbered gap."""

import json
from collections.abc import Iterable, Iterator

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


def cards_of(entry: Entry, head: Head, path: str, line: int) -> Iterator[Card]:
    """The cards of an entry, in the order in which they are learned."""
    needs, see, was = (
        tuple([absolute(name, head.deck) for name in names]) if names else ()
        for names in (entry.needs, entry.see, entry.was)
    )
    for suffix, body in _bodies(entry):
        yield Card(
            id=f"{head.deck}/{entry.id}{suffix}",
            body=body,
            tags=tuple(entry.tags),
            # A hint to the answer would be one to the question when the card is turned round.
            hint="" if suffix == BACK else entry.hint,
            why=entry.why,
            note=entry.note,
            source=_expanded(entry.source, head),
            needs=needs,
            see=see,
            level=entry.level or None,
            was=tuple(_former(f"{head.deck}/{entry.id}", was, suffix, body)),
            allow=tuple(entry.allow),
            path=path,
            line=line,
        )


def absolute(name: str, deck: str) -> str:
    """An entry's id with its deck."""
    return name if "/" in name else f"{deck}/{name}"


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
    return tuple(Wrong(option.text, option.why) for option in options)


def _expanded(source: str, head: Head) -> str:
    """The source as it is shown: where its first word is a key of the deck's sources, the work in full."""
    key, _, rest = source.partition(" ")
    work = head.sources.get(key)
    return work.cited(rest.strip()) if work else source
