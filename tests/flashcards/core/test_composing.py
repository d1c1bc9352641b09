"""Composing a quiz: what can be asked, what is left out, and which cards are taken."""

from random import Random

import pytest

from flashcards.core.cards import Basic, Card, Choice, Claim, Cloze, Computed, Typed, Wrong
from flashcards.core.composing import Pool, asked_as, compose
from flashcards.core.quiz import Question


def cards(deck, texts):
    """Typed cards of a deck."""
    return [Card(f"{deck}/c{n}", Typed(text, ("a",))) for n, text in enumerate(texts)]


def asked(pools, seed="s", make=lambda card: Question(card, card.body)):
    """The ids of the questions drawn."""
    return [one.card.id for one in compose(pools, Random(seed), make)]


WORDS = ["red", "blue", "green", "olive", "azure", "coral", "amber", "ivory", "lilac", "ochre"]


def test_a_basic_card_with_wrong_options_is_a_choice():
    """Its answer is the right one, and no option is told by its full stop."""
    body = Basic("What?", "The mean.", (Wrong("The mode", "no"), Wrong("The sum.")))
    assert asked_as(body) == Choice("What?", ("The mean",), (Wrong("The mode", "no"), Wrong("The sum")))


@pytest.mark.parametrize(
    "body",
    [
        Basic("q", "a"),
        Cloze("a {{gap}}"),
        Basic("q", "The mean.", (Wrong("the Mean"),)),
        Choice("q", ("a", "b"), (Wrong("A"),)),
        Choice("q", ("a",), (Wrong("b"), Wrong("b"))),
    ],
)
def test_what_cannot_be_marked_fairly_is_not_asked(body):
    """What the person grades, and choices in which an option stands twice."""
    assert asked_as(body) is None


def test_other_types_are_asked_as_they_are():
    """Claims, typed cards and problems stay what they are."""
    for body in (Claim("x", truth=True), Typed("q", ("a",)), Computed("softmax")):
        assert asked_as(body) is body


def test_one_card_an_entry():
    """Siblings do not both come."""
    both = [Card("d/e", Typed("one thing", ("a",))), Card("d/e#back", Typed("other words", ("b",)))]
    assert len(asked([Pool(both, 5)])) == 1


def test_one_problem_of_a_kind():
    """Two cards of one kind would ask the same twice."""
    same = [Card("d/a", Computed("softmax")), Card("e/b", Computed("softmax", '{"n": 3}'))]
    assert len(asked([Pool(same, 5)])) == 1


def test_no_near_duplicates():
    """Of questions with nearly the same words, in whatever order, one is asked."""
    near = cards("d", ["What does dropout do at training time?", "At training time, what does dropout do?"])
    assert len(asked([Pool(near, 5)])) == 1


def test_decks_take_turns():
    """A large deck does not fill the quiz alone."""
    pool = [*cards("big", WORDS), *cards("small", ["violet", "turquoise"])]
    for seed in range(20):
        drawn = asked([Pool(pool, 4)], seed=str(seed))
        assert sum(card.startswith("small") for card in drawn) == 2


def test_fewer_than_wanted_is_all_there_are():
    """A quiz takes what the cards give."""
    assert sorted(asked([Pool(cards("d", WORDS[:3]), 20)])) == ["d/c0", "d/c1", "d/c2"]


def test_pools_share_what_is_taken():
    """A card that two pools have is asked once, and another one makes up for it."""
    pool = cards("d", WORDS[:4])
    drawn = asked([Pool(pool[:2], 2), Pool(pool, 2)])
    assert sorted(drawn) == ["d/c0", "d/c1", "d/c2", "d/c3"]


def test_a_card_that_cannot_be_drawn_is_replaced():
    """Another card takes its place."""
    drawn = asked(
        [Pool(cards("d", WORDS), 9)],
        make=lambda card: None if card.id == "d/c3" else Question(card, card.body),
    )
    assert sorted(drawn) == [f"d/c{n}" for n in range(10) if n != 3]


def test_the_seed_decides():
    """The same seed takes the same cards in the same order, another one does not."""
    pools = [Pool([*cards("d", WORDS), *cards("e", ["teal", "plum", "rose"])], 6)]
    assert asked(pools, seed="7") == asked(pools, seed="7")
    assert asked(pools, seed="7") != asked(pools, seed="8")
