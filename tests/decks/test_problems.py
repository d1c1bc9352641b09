"""Computed cards of the bundled decks: one for each kind, beside the theory that it needs."""

import pytest

from flashcards.core.cards import Computed
from flashcards.decks.reading import Deck, read_deck_file
from flashcards.problems.plugins import installed_kinds


@pytest.fixture(scope="module")
def cards(checkout):
    """All cards of the bundled decks by their ids."""
    decks = [read_deck_file(path) for path in sorted((checkout / "data" / "decks").glob("*.yaml"))]
    return {card.id: card for deck in decks if isinstance(deck, Deck) for card in deck.cards}


@pytest.fixture(scope="module")
def computed(cards):
    """The computed ones among them."""
    return [card for card in cards.values() if isinstance(card.body, Computed)]


def test_every_kind_is_one_card(computed):
    """No kind is without a card, none has two, and none is narrowed."""
    assert sorted(card.body.problem for card in computed) == sorted(installed_kinds().names)
    assert {card.body.params for card in computed} == {"{}"}


def test_theory_comes_before_its_problems(cards, computed):
    """A computed card needs a card of its own deck that is none, or another computed one which does."""
    theory = {card.entry for card in cards.values()} - {card.entry for card in computed}
    by_entry = {card.entry: card for card in computed}

    def is_prepared(card):
        same_deck = [need for need in card.needs if need.partition("/")[0] == card.entry.partition("/")[0]]
        return any(need in theory or is_prepared(by_entry[need]) for need in same_deck)

    assert [card.id for card in computed if not is_prepared(card)] == []


def test_a_card_has_the_level_of_its_kind(computed):
    """The list of kinds and the decks agree on what is basic and what is deep."""
    levels = {kind.name: kind.level for kind in installed_kinds().by_name.values()}
    assert {card.id: card.level for card in computed} == {
        card.id: levels[card.body.problem] for card in computed
    }
