"""Reading cards from the cache."""

import os
import sqlite3

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.decks.cache import Cache
from flashcards.decks.library import Library
from flashcards.decks.reading import read_deck

DECK = """deck: d
title: T
cards:
  - {id: a, q: Q, a: A, both: true, wrong: [W, {text: X, why: Y}], tags: [t, u], was: [o], level: 1}
  - {id: b, cloze: '{{c1::x}} {{c2::y}}', tags: [t]}
  - {id: c, claim: C, truth: true}
  - {id: d, q: Q, right: [R, S], wrong: [W]}
  - {id: e, q: Q, accept: [decoder, the decoder], reject: {x: y}, tags: [u]}
  - {id: f, q: Q, steps: [one, two], needs: [a], see: [b]}
  - {id: g, q: Q, items: [Adam, [AdamW, adamw]], at_least: 1}
"""


@pytest.fixture
def cache(tmp_path):
    """The cache of a library of one deck that is used, and one that is not."""
    for name in ("own", "bundled"):
        (tmp_path / name).mkdir()
    (tmp_path / "own" / "d.yaml").write_text(DECK)
    (tmp_path / "bundled" / "d.yaml").write_text(
        DECK.replace("tags: [t", "tags: [hidden").replace("decoder", "hidden")
    )
    library = Library(str(tmp_path / "own"), str(tmp_path / "bundled"), Cache(str(tmp_path / "cards.db")))
    library.sync(0.0)
    return library.cache


def test_cards_come_back_as_they_were_read(cache, tmp_path):
    """Every card of every type is the same after a trip through the cache."""
    path = str(tmp_path / "own" / "d.yaml")
    cards = read_deck(DECK.encode(), path).cards
    assert cache.cards(card.id for card in cards) == {card.id: card for card in cards}
    assert cache.card("d/a#back") == cards[1]
    assert cache.ids() == [card.id for card in cards]


def test_only_cards_that_are_there_come(cache):
    """Unknown ids are left out, the order asked for is kept, and each comes once."""
    assert list(cache.cards(["d/c", "x/y", "d/a", "d/c"])) == ["d/c", "d/a"]
    assert cache.card("d/zzz") is None


def test_a_thousand_cards_may_be_asked_for(cache):
    """The number of ids asked for at once is not bounded by SQLite."""
    assert len(cache.cards([*(f"x/{number}" for number in range(100_000)), "d/a"])) == 1


def test_tags_count_entries(cache):
    """Tags come by name with their entries, of decks in use only."""
    assert cache.tags() == {"t": 2, "u": 2}
    assert cache.entries_tagged(["t"]) == {"d/a", "d/b"}
    assert cache.entries_tagged(["t", "u"]) == {"d/a", "d/b", "d/e"}
    assert cache.entries_tagged(["hidden"]) == set()


def test_known_answers_are_those_of_other_entries(cache):
    """All accepted forms are known, without those of the entry asked; `near` leaves out what is too long or short."""
    assert cache.known_answers("d/g") == ["decoder", "the decoder"]
    assert cache.known_answers("d/e") == ["Adam", "AdamW", "adamw"]


def test_two_programs_may_use_it(cache, tmp_path):
    """A second library on the same files reads and writes the same cache."""
    os.utime(tmp_path / "own" / "d.yaml", (5, 5))
    other = Library(str(tmp_path / "own"), str(tmp_path / "bundled"), Cache(str(tmp_path / "cards.db")))
    other.sync(0.0)
    assert cache.ids() == other.cache.ids()


@pytest.mark.parametrize(
    ("error", "todo"),
    [
        ("database or disk is full", "make room on its disk, and try again"),
        ("disk I/O error", "make room on its disk, and try again"),
        ("database is locked", "another program is reading decks; try again"),
        ("unable to open database file", "once no flashcards is open, it may be deleted"),
    ],
)
def test_what_to_do_about_a_cache_that_cannot_be_used(cache, tmp_path, error, todo):
    """The file is named, and nobody is told to delete what only lacks room or is in use."""
    with pytest.raises(BrokenStore) as refused, cache.writing():
        raise sqlite3.OperationalError(error)
    assert str(refused.value) == f"the cache of decks, {tmp_path / 'cards.db'}, cannot be used: {error}"
    assert refused.value.hint.startswith(todo)
