"""Drawing the questions of a quiz from the decks."""

from collections.abc import Iterator
from random import Random

from flashcards.cli.exam import ExamWish, question_of
from flashcards.cli.home import Home
from flashcards.core.cards import TYPE_NAMES, Card
from flashcards.core.composing import Pool, asked_as, compose
from flashcards.core.errors import FlashcardsError, UnknownName, UsageError
from flashcards.core.quiz import Question
from flashcards.screens.words import plural
from flashcards.store.today import everything


def draw_questions(home: Home, wish: ExamWish) -> tuple[tuple[Question, ...], list[str]]:
    """The questions in their order, the same for the same seed and decks, and what is to be told of it."""
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
    if not questions:
        raise UsageError(
            "none of these cards can be asked in a quiz",
            "a basic card needs `wrong` options; `flashcards decks` lists the decks",
        )
    wanted = sum(pool.count for pool in pools)
    if len(questions) < wanted:
        notices.append(
            f"{plural(wanted, 'question')} wanted, and these cards give {len(questions)}: going on with those"
        )
    return questions, notices


def _cards(home: Home, wish: ExamWish) -> Iterator[Card]:
    """The selected cards that can be asked, in the library's order."""
    for card in home.cards.cards(everything(home.connection, wish.selection)).values():
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
