"""The index of texts beside the parsed decks."""

import json

import pytest

from flashcards.core.search import Words
from flashcards.decks.cache import Cache
from flashcards.decks.library import Library
from flashcards.decks.search import cards_with

DECK = "deck: d\ntitle: T\ncards:\n  - {{id: a, q: {a}, a: A}}\n  - {{id: b, q: {b}, a: B}}\n"


@pytest.fixture(params=[True, False], ids=["index", "no index"])
def indexed(request, monkeypatch):
    """With SQLite's index of words, and with a SQLite that has none."""
    if not request.param:
        for module in ("cache", "search"):
            monkeypatch.setattr(f"flashcards.decks.{module}.has_index", lambda connection: False)


@pytest.fixture
def library(tmp_path):
    """A library of one deck, which is the last file that the cache numbered."""
    for name in ("own", "bundled"):
        (tmp_path / name).mkdir()
    (tmp_path / "own" / "d.yaml").write_text(DECK.format(a="weight", b="decay"))
    library = Library(str(tmp_path / "own"), str(tmp_path / "bundled"), Cache(str(tmp_path / "cards.db")))
    library.sync(0.0)
    return library


def found(library, *tokens):
    return json.loads(cards_with(library.cache, [Words(each, is_whole=False) for each in tokens]))


def test_an_edited_deck_is_found_by_its_new_text_alone(indexed, library, tmp_path):
    """What was said before is forgotten, also by a file that takes the number of the old one."""
    assert (found(library, "weight"), found(library, "dec")) == (["d/a"], ["d/b"])
    (tmp_path / "own" / "d.yaml").write_text(DECK.format(a="decay", b="momentum"))
    library.sync(0.0)
    assert (found(library, "weight"), found(library, "dec"), found(library, "mom")) == ([], ["d/a"], ["d/b"])
    (tmp_path / "own" / "d.yaml").unlink()
    library.sync(0.0)
    assert found(library, "d") == []


def test_all_words_must_be_there(indexed, library):
    """Several words are those of one card."""
    assert found(library, "d / a", "weight") == ["d/a"]
    assert found(library, "weight", "decay") == []


def test_a_cache_of_another_sqlite_is_made_anew(library, tmp_path, monkeypatch):
    """A cache with an index is of no use to a SQLite that cannot read it, and the other way round."""
    library.cache.close()
    for _ in range(2):
        again = Library(str(tmp_path / "own"), str(tmp_path / "bundled"), Cache(str(tmp_path / "cards.db")))
        again.sync(0.0)
        assert found(again, "weight") == ["d/a"]
        again.cache.close()
        for module in ("cache", "search"):
            monkeypatch.setattr(f"flashcards.decks.{module}.has_index", lambda connection: False)
