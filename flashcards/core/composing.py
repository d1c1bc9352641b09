"""Composing a quiz: what of a deck can be asked in one, and which cards are taken.

One card an entry, one problem of a kind, no two questions that ask nearly the same; decks take turns, so that a
large one does not fill the quiz alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.core.cards import Basic, Body, Card, Choice, Cloze, Computed, Wrong
from flashcards.core.likeness import comparable, near_duplicate
from flashcards.core.questions import question
from flashcards.core.quiz import Question
from flashcards.core.typos import spaceless

if TYPE_CHECKING:
    from random import Random


def asked_as(body: Body) -> Body | None:
    """The body as a quiz asks it; None for what the program could not mark by itself.

    A basic card with `wrong` options is a choice. A neighbour's answer is never made a wrong option: too often it
    is true as well.
    """
    match body:
        case Basic(wrong=wrong) if wrong:
            others = tuple(Wrong(_bare(one.text), one.why) for one in wrong)
            return asked_as(Choice(body.q, (_bare(body.a),), others))
        case Basic() | Cloze():
            return None
        case Choice():
            options = [*body.right, *(wrong.text for wrong in body.wrong)]
            # An option that is there twice would be right and wrong.
            return body if len({spaceless(option) for option in options}) == len(options) else None
        case _:
            return body


def _bare(text: str) -> str:
    """The text without its full stop: answers are written as sentences and wrong options often are not."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


@dataclass(frozen=True, slots=True)
class Pool:
    """So many questions are to come from these cards."""

    cards: Sequence[Card]
    count: int


@dataclass(slots=True)
class _Taken:
    """What is in the quiz by now, and so is not asked again."""

    entries: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    def has(self, card: Card) -> bool:
        if card.entry in self.entries:
            return True
        if isinstance(card.body, Computed):
            return card.body.problem in self.kinds
        return near_duplicate(comparable(question(card.body)), self.texts) is not None

    def add(self, card: Card) -> None:
        self.entries.add(card.entry)
        if isinstance(card.body, Computed):
            self.kinds.add(card.body.problem)
        else:
            self.texts.append(comparable(question(card.body)))


def compose(
    pools: Iterable[Pool], rng: "Random", make: Callable[[Card], Question | None]
) -> tuple[Question, ...]:
    """The questions, in the order in which they are asked; fewer than wanted where the cards do not give more.

    `make` gives a card's question with its draws, or None for a card that cannot be asked after all.
    """
    taken = _Taken()
    questions = []
    for pool in pools:
        left = pool.count
        for card in _in_turns(pool.cards, rng):
            if left == 0:
                break
            made = None if taken.has(card) else make(card)
            if made is not None:
                taken.add(card)
                questions.append(made)
                left -= 1
    rng.shuffle(questions)
    return tuple(questions)


def _in_turns(cards: Iterable[Card], rng: "Random") -> Iterator[Card]:
    """The cards that can be asked, shuffled: one of each deck, then the next of each."""
    decks: dict[str, list[Card]] = {}
    for card in cards:
        if asked_as(card.body) is not None:
            decks.setdefault(card.deck, []).append(card)
    for deck in decks.values():
        rng.shuffle(deck)
    order = list(decks.values())
    rng.shuffle(order)
    for turn in range(max(map(len, order), default=0)):
        for deck in order:
            if turn < len(deck):
                yield deck[turn]
