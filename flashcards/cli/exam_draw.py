"""Drawing the questions of a quiz from the decks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from flashcards.cli.attempt import begin
from flashcards.cli.home import Home
from flashcards.core.answers import options
from flashcards.core.cards import TYPE_NAMES, Card, Computed
from flashcards.core.composing import Pool, asked_as, compose
from flashcards.core.errors import FlashcardsError, UnknownName, UsageError
from flashcards.core.quiz import Question, Rules
from flashcards.store.today import Selection, everything


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quiz before it begins; `notices` are lines to tell then."""

    questions: tuple[Question, ...]
    rules: Rules
    seed: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamWish:
    """What the command line asks of a quiz.

    `mix` gives decks or tags with their numbers of questions, in place of `count`. Empty `levels` and `types` are
    all. `is_timed_by_question`: the whole time is what its questions usually take, see USUAL_MS.
    """

    selection: Selection
    count: int = 20
    rules: Rules = field(default_factory=Rules)
    seed: str = ""
    mix: tuple[tuple[str, int], ...] = ()
    levels: frozenset[int] = frozenset()
    types: frozenset[str] = frozenset()
    is_timed_by_question: bool = False


#: The time that a question has in a quiz whose time nobody set.
USUAL_MS, USUAL_COMPUTED_MS = 45_000, 150_000


def draw_quiz(home: Home, wish: ExamWish) -> Drawn:
    """The questions in their order, the same for the same seed and decks. UsageError where there are none."""
    cards = list(_cards(home, wish))
    notices: list[str] = []

    def make(card: Card) -> Question | None:
        try:
            return question_of(card, wish.seed)
        except FlashcardsError as error:
            notices.append(f"{card.id} is passed over: {error}")
            return None

    pools = _pools(home, wish, cards)
    questions = compose(pools, Random(wish.seed), make)  # noqa: S311
    if not questions and wish.selection.cards == frozenset():
        raise UsageError("the search finds no card", "`flashcards card search` shows what a search finds")
    if not questions:
        raise UsageError(
            "none of these cards can be asked in a quiz",
            "a basic card needs `wrong` options; `flashcards decks` lists the decks",
        )
    wanted = sum(pool.count for pool in pools)
    if len(questions) < wanted:
        notices.append(f"{wanted} questions wanted, these cards give {len(questions)}: going on with those")
    rules = wish.rules
    if wish.is_timed_by_question:
        rules = replace(rules, exam_ms=sum(map(_usual_ms, questions)))
    return Drawn(questions, rules, wish.seed, tuple(notices))


def question_of(card: Card, seed: str) -> Question | None:
    """The card with what this seed draws for it; None for one that no quiz asks. Raises FlashcardsError."""
    body = asked_as(card.body)
    if body is None:
        return None
    rng = Random(f"{seed}/{card.id}")  # noqa: S311
    variant = begin(card, None, rng).variant.to_json() if isinstance(body, Computed) else None
    return Question(card, body, options(body, rng), variant)


def again(questions: Iterable[Question], seed: str) -> list[Question]:
    """The same questions with other numbers and in another order of options, as this seed draws them."""
    return [question_of(question.card, seed) or question for question in questions]


def _usual_ms(question: Question) -> int:
    return USUAL_MS if question.variant is None else USUAL_COMPUTED_MS


def _cards(home: Home, wish: ExamWish) -> Iterator[Card]:
    """The selected cards that can be asked, in the library's order."""
    selection = wish.selection
    # A deck that is named comes, even when it is off.
    named = {name for name, _ in wish.mix}
    selection = Selection(selection.decks, selection.off - named, selection.entries, selection.cards)
    for card in home.cards.cards(everything(home.connection, selection)).values():
        body = asked_as(card.body)
        if body is None or (wish.levels and card.level not in wish.levels):
            continue
        if not wish.types or TYPE_NAMES[type(body)] in wish.types:
            yield card


def _pools(home: Home, wish: ExamWish, cards: list[Card]) -> list[Pool]:
    if not wish.mix:
        return [Pool(cards, wish.count)]
    decks, tags = home.deck_names(), home.cards.tags()
    for name, _ in wish.mix:
        if name not in decks and name not in tags:
            raise UnknownName("deck or tag", name, [*decks, *tags], otherwise="`flashcards decks` lists them")
    return [
        Pool([card for card in cards if (card.deck == name if name in decks else name in card.tags)], count)
        for name, count in wish.mix
    ]
