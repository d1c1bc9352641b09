"""Entries that become notes without becoming cards first."""

from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.core.cards import Basic, Card, Cloze, Typed, Wrong, encoded
from flashcards.exchange.for_anki.fields import note_fields
from flashcards.exchange.for_anki.note_types import BASIC
from flashcards.exchange.for_anki.plain_notes import plain_note

TEXTS = st.sampled_from(["Adam?", "x  ", "- a", "1. a", " a", "é", "a_b", "a*b*", "~~~", "", '"'])
BODIES = (
    st.builds(Basic, TEXTS, TEXTS)
    | st.builds(Basic, TEXTS, TEXTS, st.just((Wrong("no"),)))
    | st.just(Cloze("a {{gap}}"))
    | st.builds(Typed, TEXTS, st.just(("a",)))
)
CARDS = st.builds(
    Card,
    st.just("deck/an-id"),
    BODIES,
    tags=st.sampled_from([(), ("a", "b")]),
    why=st.sampled_from(["", "why"]),
    note=st.sampled_from(["", "note"]),
    path=st.just("/deck.yaml"),
    line=st.integers(0, 9),
)


@given(CARDS)
@example(Card("deck/an-id", Basic("What is Adam?", "An optimizer.", ()), tags=("a", "b")))
def test_a_plain_note_is_the_one_that_its_card_becomes(card):
    """The quick way gives nothing, or what the long way gives."""
    if plain := plain_note([encoded(card)]):
        assert (BASIC, list(plain.fields)) == note_fields([card])
        assert (plain.entry, tuple(plain.tags)) == (card.entry, card.tags)


def test_words_are_plain_and_two_cards_are_not():
    """Else the quick way would be there for nothing, or lose a card."""
    card = encoded(Card("deck/an-id", Basic("What is Adam?", "Größer als SGD"), tags=("a",)))
    assert plain_note([card]) == ("deck/an-id", ["a"], ("What is Adam?", "Größer als SGD", *[""] * 6))
    assert plain_note([card, card]) is None
