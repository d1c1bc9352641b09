"""The deck that a person begins with."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.slugs import is_slug
from flashcards.decks.advice import advise
from flashcards.decks.models import ENTRY_TYPES
from flashcards.decks.reading import Deck, read_deck
from flashcards.decks.template import name_from, template


def made(title="T", problem="relu"):
    return read_deck(template("my-deck", title, "../x.json", "a.yaml", problem).encode(), "a.yaml")


def test_the_template_has_every_type_and_no_mistake():
    """It is a deck with a card of each type, and `check` has nothing to advise on it."""
    deck = made()
    assert isinstance(deck, Deck)
    assert {card.type for card in deck.cards} == {entry.type_name for entry in ENTRY_TYPES}
    assert not deck.mistakes
    assert advise(deck.cards) == []


def test_without_kinds_there_is_no_computed_card():
    """Where no plug-in brings problems, the rest of the template stands."""
    assert {card.type for card in made(problem=None).cards} == {
        entry.type_name for entry in ENTRY_TYPES if entry.type_name != "computed"
    }


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x3FF, categories=("L", "N", "P", "S")), min_size=1)
)
def test_any_title_is_kept(title):
    """Quotes, colons and hashes of a title stay what they are."""
    assert made(title).title == title.strip()


@given(st.text())
def test_a_file_always_gives_a_name(text):
    """Whatever a file is called, its deck has a name that it can have."""
    assert is_slug(name_from(Path("x") / (text.replace("/", "").replace("\0", "") + ".yaml")))
