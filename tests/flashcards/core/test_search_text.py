"""What a search sees of a card."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cards import Basic, Card, Choice, Cloze, Computed, Wrong
from flashcards.core.search_text import folded, searchable


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Weight  decay\n(L2)", "weight decay ( l2 )"),
        ("C++, 1e-8", "c + + , 1 e - 8".replace("1 e", "1e")),
        (r"$\beta_1$", r"$ \ beta _ 1 $"),
        ("naïve NAÏVE Straße ﬁt", "naive naive strasse fit"),
        ("激活函数 relu", "激 活 函 数 relu"),
        ("ガ", "カ"),
        ("x²", "x2"),
        ("a\0b\x1b c", "a b c"),
        ("", ""),
    ],
)
def test_words_and_signs(text, tokens):
    """Case and accents are gone, each sign stands alone, and scripts without spaces come sign by sign."""
    assert folded(text) == tokens


@given(st.text())
def test_folding_is_done_once(text):
    """Folding what is folded changes nothing, and leaves no space but single ones within."""
    once = folded(text)
    assert folded(once) == once
    assert once == " ".join(once.split())


@given(st.text())
def test_accents_and_case_do_not_matter(text):
    """A text in capitals, or taken apart into letters and accents, is the same."""
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)
    if text.isascii():
        assert folded(text.upper()) == folded(text)


@given(st.text())
def test_no_text_gives_a_fact(text):
    """What is no text of a card begins with a sign and goes on, as no token of a text does."""
    assert all(len(token) == 1 or token[0].isalnum() for token in folded(text).split())


def test_all_that_a_card_says_is_found():
    """Id, question, options with their reasons, hint, why, note, source and tags; type and level as facts."""
    body = Choice("Asks?", ("Right",), (Wrong("Bad", "Because"),))
    card = Card("d/one", body, tags=("t-x",), hint="H", why="W", note="N", source="S", level=2)
    facts, _, texts = searchable(card).partition(" d / ")
    assert facts == ":type:choice :tag:t-x :level:2"
    assert f"d / {texts}".split(" :: ") == ["d / one", "asks ?", "right", "bad", "because", *"hwns", "t - x"]


def test_a_cloze_is_found_as_it_reads():
    """Braces and numbers of gaps stand in no one's way."""
    card = Card("d/c#c1", Cloze("A {{c1::warm}}-{{c2::up::hint}} step", 1))
    assert searchable(card).endswith(" :: a warm - up step")


def test_a_problem_is_found_by_its_kind():
    """The kind's name is what a computed card says."""
    assert "adam - step" in searchable(Card("d/p", Computed("adam-step", '{"t": 2}')))


#: A deck holds no control characters.
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS.filter(bool), max_size=2))
def test_the_texts_of_a_card_are_found_as_each_by_itself(question, answer, hint, tags):
    """They are read all at once, and nothing of one becomes part of the next, not even an accent."""
    card = Card("d/x", Basic(question, answer), hint=hint, tags=tuple(tags))
    texts = ["d/x", question, answer, *filter(None, [hint, *tags])]
    facts = [":type:basic", *(f":tag:{tag}" for tag in tags)]
    assert searchable(card).split() == f"{' '.join(facts)} {' :: '.join(map(folded, texts))}".split()
