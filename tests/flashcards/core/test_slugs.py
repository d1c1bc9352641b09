"""Names for decks and entries out of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.slugs import free_slug, is_slug, slug, whole_words


@given(text=st.text(), longest=st.integers(1, 80))
def test_whole_words_can_be_a_name(text, longest):
    """Whatever they are made of, they are a name, or nothing; and they are their own words."""
    made = whole_words(text, longest)
    assert not made or is_slug(made)
    assert len(made) <= longest
    assert whole_words(made, longest) == made


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Über Adam & Co.", "uber-adam-co"),
        ("  x_y ", "x-y"),
        ("Straße", "strasse"),
        ("深層学習", ""),
        ("a" * 90, "a" * 80),
        ("word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_whole_words(text, name):
    """Accents go, hyphens join words, and what is too long is cut between two."""
    assert whole_words(text, 80) == name


@given(texts=st.lists(st.text(), max_size=8))
def test_a_free_slug_is_a_name_of_its_own(texts):
    """Every text has one, of scripts without Latin letters too, and no two have the same."""
    taken = set()
    names = [free_slug(text, taken, otherwise="deck", longest=70) for text in texts]
    assert all(map(is_slug, names))
    assert len(set(names)) == len(names)
    assert taken == set(names)


def test_texts_without_latin_letters_are_told_apart():
    """The same text has the same slug at every import, and another text another one."""
    assert slug("学習", otherwise="deck") == slug("学習", otherwise="deck") != slug("深層", otherwise="deck")


@pytest.mark.parametrize("name", ["", "-a", "A", "a b", "a/b", "a\n", "é", "a" * 81])
def test_what_is_no_name(name):
    """A name is small letters, digits and hyphens, and begins with no hyphen."""
    assert not is_slug(name)
